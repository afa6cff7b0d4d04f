/** Is this text nothing but ASCII digits, at least one? */
export function isDigits(text: string): boolean {
  return /^[0-9]+$/.test(text);
}

/** The GS1 mod-10 check digit of digits that lack it, weights 3 and 1 from the right. Source: GS1 General Specifications 7.9.1. */
export function mod10CheckDigit(digits: string): string {
  let sum = 0;
  for (let at = digits.length - 1, weight = 3; at >= 0; at -= 1, weight = 4 - weight)
    sum += Number(digits[at]) * weight;
  return String((10 - (sum % 10)) % 10);
}

/** Do these digits end in their own mod-10 check digit? Anything but two or more digits does not. */
export function hasMod10CheckDigit(digits: string): boolean {
  return digits.length > 1 && isDigits(digits) && mod10CheckDigit(digits.slice(0, -1)) === digits.at(-1);
}

/** Weighted products of the digits 0–9: "2−", "3", "5+" and "5−". Source: GS1 General Specifications 7.9.2. */
const twoMinus = [0, 2, 4, 6, 8, 9, 1, 3, 5, 7];
const three = [0, 3, 6, 9, 2, 5, 8, 1, 4, 7];
const fivePlus = [0, 5, 1, 6, 2, 7, 3, 8, 4, 9];
const fiveMinus = [0, 5, 9, 4, 8, 3, 7, 2, 6, 1];

/**
 * The verifier digit inside a price or weight field of four or five digits; null for other lengths or characters.
 * Source: GS1 General Specifications 7.9.3 (four digits) and 7.9.4 (five digits).
 */
export function measureCheckDigit(digits: string): string | null {
  if (!isDigits(digits)) return null;
  if (digits.length === 4) return String((weighted(digits, [twoMinus, twoMinus, three, fiveMinus]) * 3) % 10);
  if (digits.length !== 5) return null;
  const sum = weighted(digits, [fivePlus, twoMinus, fiveMinus, fivePlus, twoMinus]);
  return String(fiveMinus.indexOf((10 - (sum % 10)) % 10));
}

function weighted(digits: string, tables: readonly (readonly number[])[]): number {
  return tables.reduce((sum, table, at) => sum + (table[Number(digits[at])] ?? 0), 0);
}
