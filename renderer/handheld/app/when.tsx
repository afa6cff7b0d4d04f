import { type ReactElement, useMemo } from 'react';
import { useLanguage } from '../../kit/text.tsx';
import { useStoreMoney } from './store-text.tsx';

/** Writes moments (UTC epoch ms) in the store's zone and language: the hour, with the day when it is another one. */
export function useMoment(): (at: number, now: number) => string {
  const language = useLanguage();
  const { timeZone } = useStoreMoney();
  return useMemo(() => {
    const time = { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
    const hour = new Intl.DateTimeFormat(language, time);
    const full = new Intl.DateTimeFormat(language, { ...time, day: 'numeric', month: 'short' });
    const day = new Intl.DateTimeFormat('en-CA', { timeZone });
    return (at, now) => (day.format(at) === day.format(now) ? hour : full).format(at);
  }, [language, timeZone]);
}

/** A moment as people say it; `now` decides whether the day has to be told. */
export function When({ at, now }: { readonly at: number; readonly now: number }): ReactElement {
  const moment = useMoment();
  return <time className="money">{moment(at, now)}</time>;
}
