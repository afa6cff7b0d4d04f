import type { ReactElement } from 'react';
import { Button } from '../../kit/button.tsx';
import { Banner, type StateTone } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import { useMoment } from '../app/when.tsx';
import type { HandheldState } from '../engine/handheld-state.ts';

export interface LineNoticesProps {
  readonly state: Pick<HandheldState, 'hub' | 'lease' | 'outbox' | 'update' | 'device' | 'catalog'>;
  readonly now: number;
  readonly onUpdate: () => void;
}

/** Share of the storage from which on it is said, ppm. */
const storageWarnPpm = 800_000;

interface Notice {
  readonly id: string;
  readonly tone: StateTone;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** What is odd, the worst first. Each has a title and a sentence that says what is safe and what to do. */
function noticesOf({ state }: LineNoticesProps, moment: (at: number) => string): readonly Notice[] {
  const { hub, lease, outbox, device, catalog } = state;
  const next = lease.nextAt === null ? '' : moment(lease.nextAt);
  const all: readonly (Notice | false)[] = [
    hub.halt !== null && { id: hub.halt, tone: 'bad' },
    outbox.isDiskInTrouble && { id: 'disk', tone: 'bad' },
    lease.state !== 'fresh' && {
      id: `lease-${lease.state}`,
      tone: lease.state === 'no-sales' ? 'bad' : 'warn',
      params: { next },
    },
    hub.standing === 'away' && { id: 'away', tone: 'warn', params: { since: moment(hub.since) } },
    hub.isClockWrong && { id: 'clock', tone: 'warn' },
    hub.reading === 'upgrade-needed' && { id: 'upgrade', tone: 'warn' },
    (device?.storageUsedPpm ?? 0) >= storageWarnPpm && { id: 'storage-low', tone: 'warn' },
    device?.persisted === false && { id: 'not-persisted', tone: 'warn' },
    catalog.isOutdated && { id: 'catalog-old', tone: 'warn' },
  ];
  return all.filter((notice) => notice !== false);
}

/** The line, the lease, the storage and the program, in calm sentences. */
export function LineNotices(props: LineNoticesProps): ReactElement {
  const t = useText();
  const moment = useMoment();
  const { update } = props.state;
  return (
    <>
      {noticesOf(props, (at) => moment(at, props.now)).map(({ id, tone, params }) => (
        <Banner
          key={id}
          tone={tone}
          title={t(`notice.${id}`, params)}
          text={t(`notice.${id}.text`, params)}
          testId={`notice-${id}`}
        />
      ))}
      {update === null ? null : (
        <Banner
          tone="info"
          title={t('notice.update')}
          text={t(update.waitsFor === null ? 'notice.update.ready' : `notice.update.waits-${update.waitsFor}`)}
          testId="notice-update"
          action={
            update.mayActivate ? (
              <Button onPress={props.onUpdate} testId="update">
                {t('notice.update.act')}
              </Button>
            ) : undefined
          }
        />
      )}
    </>
  );
}
