/** Fewest and most characters of a recovery passphrase. Length is what resists guessing (NIST SP 800-63B, 5.1.1.2). */
export const passphraseCharsMin = 14;
export const passphraseCharsMax = 200;
/** Crockford's base 32: no letter that is read as a digit. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Bytes behind a drawn passphrase: 120 bits in six groups of four. */
export const drawnPassphraseBytes = 15;
const distinctMin = 6;
const guessedFirst = [
  'password',
  'passwort',
  'rahasia',
  'kata sandi',
  'qwerty',
  'qwertz',
  '123456',
  'abcdef',
  'kaunter',
];

export type PassphraseRefusal = 'passphrase-short' | 'passphrase-long' | 'passphrase-guessable';

/** The same text however it was typed: NFKC, one space between words, none around them. Case counts. */
export function normalPassphrase(typed: string): string {
  return typed.normalize('NFKC').trim().replace(/\s+/gu, ' ');
}

/** Why a passphrase is not taken, or null. Repetition, few characters and the words everybody tries first are guessed first. */
export function passphraseRefusal(typed: string): PassphraseRefusal | null {
  const text = normalPassphrase(typed);
  if (text.length < passphraseCharsMin) return 'passphrase-short';
  if (text.length > passphraseCharsMax) return 'passphrase-long';
  let left = text.toLowerCase();
  for (const word of guessedFirst) left = left.replaceAll(word, '');
  return new Set(left).size < distinctMin ? 'passphrase-guessable' : null;
}

export type PassphraseStrength = 'none' | 'weak' | 'fair' | 'strong';

/** A rough word for the strength meter: length, and how many different characters there are. Not a promise. */
export function passphraseStrength(typed: string): PassphraseStrength {
  const text = normalPassphrase(typed);
  if (text === '') return 'none';
  if (passphraseRefusal(text) !== null) return 'weak';
  return text.length >= 20 && new Set(text.toLowerCase()).size >= 10 ? 'strong' : 'fair';
}

/** A passphrase out of 15 random bytes: `XXXX-XXXX-XXXX-XXXX-XXXX-XXXX`, easy to write down and to read back. */
export function drawnPassphrase(bytes: Uint8Array): string {
  let bits = 0n;
  for (const byte of bytes.subarray(0, drawnPassphraseBytes)) bits = (bits << 8n) | BigInt(byte);
  const digits = Array.from({ length: 24 }, (_, index) => alphabet[Number((bits >> BigInt(115 - 5 * index)) & 31n)]);
  return (digits.join('').match(/.{4}/g) ?? []).join('-');
}
