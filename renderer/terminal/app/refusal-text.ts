import { type Translate, useText } from '../../kit/text.tsx';

/** The sentence of a refusal; a code without one is shown as itself, inside a sentence. */
export function refusalText(t: Translate, code: string): string {
  const key = `refusal.${code}`;
  const text = t(key);
  return text === key ? t('refusal.other', { code }) : text;
}

export function useRefusalText(): (code: string) => string {
  const t = useText();
  return (code) => refusalText(t, code);
}
