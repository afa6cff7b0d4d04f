/**
 * What is taken out of any text before it can reach a printer (rules RC1, RC2):
 * - C0, DEL and C1 controls, which are commands to a printer; tabs and line breaks become spaces,
 * - bidirectional overrides and isolates, which would show digits in another sequence than the record has,
 * - tags, interlinear marks, the byte order mark and noncharacters.
 * Lone surrogates become U+FFFD. ZWJ and ZWNJ stay: Indic and Persian words need them.
 */
const breaks = /[\t\n\v\f\r\u0085\u2028\u2029]+/gu;
const removed =
  /[\p{Cc}\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e0fff}\p{Noncharacter_Code_Point}]/gu;
const loneSurrogate = /\p{Surrogate}/gu;
/** Spaces of other widths print as one plain space; a no-break space too. */
const oddSpaces = /[\u00a0\u1680\u2000-\u200a\u202f\u205f]/gu;

/** One line of text that is safe to lay out: no control characters of any kind, composed (NFC). */
export function printableText(text: string): string {
  return text
    .replace(loneSurrogate, '\ufffd')
    .normalize('NFC')
    .replace(breaks, ' ')
    .replace(removed, '')
    .replace(oddSpaces, ' ');
}
