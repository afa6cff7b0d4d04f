import type { ReactElement } from 'react';
import { useLanguage } from '../../kit/text.tsx';
import { useStoreMoney } from './store-text.tsx';

const formats = new Map<string, Intl.DateTimeFormat>();
/** `second`: the time to the second, for what happens quickly. */
type WhenStyle = 'time' | 'second' | 'date-time';

function formatOf(language: string, timeZone: string, style: WhenStyle): Intl.DateTimeFormat {
  const key = `${language} ${timeZone} ${style}`;
  let format = formats.get(key);
  if (format === undefined) {
    const day = { day: '2-digit', month: 'short', year: 'numeric' } as const;
    const date = style === 'date-time' ? day : {};
    format = new Intl.DateTimeFormat(language, {
      timeZone,
      hour: '2-digit',
      minute: '2-digit',
      ...(style === 'second' ? { second: '2-digit' as const } : {}),
      hourCycle: 'h23',
      ...date,
    });
    formats.set(key, format);
  }
  return format;
}

/** Writes a business day (`2026-11-21`, no moment and no zone) in the language's way. */
export function useDayText(): (businessDate: string) => string {
  const language = useLanguage();
  const format = new Intl.DateTimeFormat(language, {
    timeZone: 'UTC',
    day: '2-digit',
    month: 'short',
    year: 'numeric',
  });
  return (businessDate) => format.format(new Date(`${businessDate}T00:00:00Z`));
}

/** A moment in the store's time zone and the language's way; `at` is UTC epoch ms. */
export function When({ at, style = 'date-time' }: { readonly at: number; readonly style?: WhenStyle }): ReactElement {
  const language = useLanguage();
  const { timeZone } = useStoreMoney();
  return <time className="money">{formatOf(language, timeZone, style).format(at)}</time>;
}
