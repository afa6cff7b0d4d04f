/** Most words of one item that are indexed. */
export const itemWordsMax = 24;

const specials: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ı: 'i' };

/** Text as it is compared: lower case, without diacritics; ß as ss. `Crème brûlée` and `creme brulee` are the same. */
export function foldText(text: string): string {
  const plain = text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '');
  return plain.replace(/[ßæœøłđı]/g, (letter) => specials[letter] ?? letter);
}

/** The words of a text: runs of letters and digits, folded. */
export function wordsOf(text: string): string[] {
  return foldText(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}
