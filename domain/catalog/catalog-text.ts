/** Longest text of a field, in UTF-16 units; the same limit the contract has. */
export const fieldCharsMax = 200;

/** Most texts of most files: nothing to mend, so nothing is copied. */
const plainText = /^(?:[!-~]+(?: [!-~]+)*)?$/;

/** A text as the catalog keeps it, and what had to be mended in it. */
export interface CleanText {
  readonly text: string;
  readonly mended: 'control-characters' | 'text-too-long' | null;
}

function isControl(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return code < 0x20 || (code >= 0x7f && code <= 0x9f) || code === 0x2028 || code === 0x2029 || code === 0xfeff;
}

/**
 * Takes control characters out, makes every run of white space one space, composes accents (NFC) and cuts at
 * `fieldCharsMax` without halving a character. Emoji stay. Tabs and line breaks count as white space, not as damage.
 */
export function cleanText(raw: string): CleanText {
  if (raw.length <= fieldCharsMax && plainText.test(raw)) return { text: raw, mended: null };
  const spaced = raw.replace(/\s+/gu, ' ');
  const characters = Array.from(spaced);
  const kept = characters.filter((each) => !isControl(each)).join('');
  const whole = kept.normalize('NFC').replace(/ +/g, ' ').trim();
  const text = cut(whole);
  const stripped = characters.some((each) => isControl(each) && each !== '\ufeff') || kept.includes('\ufffd');
  if (stripped) return { text, mended: 'control-characters' };
  return { text, mended: text.length < whole.length ? 'text-too-long' : null };
}

function cut(text: string): string {
  if (text.length <= fieldCharsMax) return text;
  const head = text.slice(0, fieldCharsMax);
  return (/[\ud800-\udbff]$/.test(head) ? head.slice(0, -1) : head).trim();
}

/** A cell as it was before a spreadsheet guard: the apostrophe goes where it protects a formula character. */
export function withoutFormulaGuard(cell: string): string {
  return /^'['=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell;
}

/** A cell no spreadsheet takes for a formula; `withoutFormulaGuard` brings it back. Source: OWASP "CSV Injection". */
export function withFormulaGuard(text: string): string {
  return /^['=+\-@\t\r]/.test(text) ? `'${text}` : text;
}
