import type { ReactElement } from 'react';
import { useText } from '../kit/text.tsx';

export interface IdleSceneProps {
  readonly storeName: string;
  readonly language: string;
  readonly timeZone: string;
  readonly pictureUrl: string | null;
  readonly now: number;
}

function Clock({ language, timeZone, now }: IdleSceneProps): ReactElement {
  const time = new Intl.DateTimeFormat(language, { timeZone, hour: 'numeric', minute: '2-digit' }).format(now);
  return (
    <time className="money" dateTime={new Date(now).toISOString()} data-testid="clock">
      {time}
    </time>
  );
}

function dateText({ language, timeZone, now }: IdleSceneProps): string {
  return new Intl.DateTimeFormat(language, { timeZone, weekday: 'long', day: 'numeric', month: 'long' }).format(now);
}

/** The shop's own picture, with its name and the time along the lower edge. */
function WithPicture(props: IdleSceneProps): ReactElement {
  return (
    <div className="relative h-full" data-testid="idle-picture">
      <img src={props.pictureUrl ?? ''} alt="" className="absolute inset-0 size-full object-cover" />
      <div className="absolute inset-x-0 bottom-0 flex items-end justify-between gap-[2em] bg-linear-to-t from-black/85 via-black/60 to-transparent px-[2.4em] pt-[6em] pb-[1.8em] text-white">
        <h1 className="line-clamp-2 min-w-0 text-[2.2em] font-semibold leading-tight">
          <bdi>{props.storeName}</bdi>
        </h1>
        <p className="shrink-0 text-[2.2em] leading-tight font-light">
          <Clock {...props} />
        </p>
      </div>
    </div>
  );
}

/** Nobody is being served: the shop's name, and the time of day. */
export function IdleScene(props: IdleSceneProps): ReactElement {
  const t = useText();
  if (props.pictureUrl !== null) return <WithPicture {...props} />;
  return (
    <div className="cd-panel flex h-full flex-col items-center justify-center p-[3em] text-center">
      <p className="cd-soft text-[1.5em]">{t('display.welcome')}</p>
      <h1 className="mt-[0.15em] line-clamp-2 max-w-full text-[3.6em] leading-[1.1] font-semibold tracking-tight text-balance break-words">
        <bdi>{props.storeName}</bdi>
      </h1>
      <p className="mt-[0.5em] text-[5.5em] leading-none font-light tracking-tight">
        <Clock {...props} />
      </p>
      <p className="cd-soft mt-[0.8em] text-[1.3em]">{dateText(props)}</p>
    </div>
  );
}
