import { type Translate, useText } from '../../kit/text.tsx';
import type { HandheldRefusal } from '../engine/handheld-engine.ts';

/** The sentence of a refusal; a code without one is shown as itself, inside a sentence. */
export function refusalText(t: Translate, { code }: Pick<HandheldRefusal, 'code'>): string {
  const key = `refusal.${code}`;
  const text = t(key);
  return text === key ? t('refusal.other', { code }) : text;
}

/** What is odd about something that was booked; not asked of anybody, so its words are not those of the refusal. */
export function flagText(t: Translate, code: string): string {
  const text = t(`flag.${code}`);
  return text === `flag.${code}` ? refusalText(t, { code }) : text;
}

export function useRefusalText(): (refusal: Pick<HandheldRefusal, 'code'>) => string {
  const t = useText();
  return (refusal) => refusalText(t, refusal);
}
