/**
 * The proof that Dialog 06 asks of a till: checksums CS of its software and, for each, a value KW that only who knows the
 * polynomial can make. Source: OHAUS Aviator 7000 Service Manual pp. 38–40 (6.1.3 "Dialog 06"), METTLER TOLEDO Diva
 * Service Manual 72191202 pp. 52–55: "KW represents the rest of the polynomial division CS / P"; CS and KW have 16 bits;
 * with the random number Z the scale sends, CS goes out turned left by its high digit and KW turned right by its low one,
 * as upper-case hexadecimal digits. How the bits are shifted follows the open driver of Coop IT Easy (hw_dialog06_scale).
 *
 * The polynomial P is agreed between the maker of the scale and the maker of the till and is published nowhere: without it
 * a scale with this lock gives no weight. It is handed in, never kept in the sources.
 */

/** Most pairs a scale asks for. */
export const checksumPairsMax = 5;

/** What this till can prove. `checksums`: 1 … 5 values of 16 bits. `polynomial`: 17 bits, its highest one set (0x1xxxx). */
export interface ChecksumProof {
  readonly checksums: readonly number[];
  readonly polynomial: number;
}

/** The rest of `checksum`, moved up 16 bits, divided by the polynomial without carries: 16 bits. */
export function checksumRest(checksum: number, polynomial: number): number {
  let rest = BigInt(checksum & 0xffff) << 16n;
  const divisor = BigInt(polynomial);
  for (let at = 31n; at >= 16n; at -= 1n) {
    if (((rest >> at) & 1n) === 1n) rest ^= divisor << (at - 16n);
  }
  return Number(rest & 0xffffn);
}

/** Sixteen bits turned left by 0 … 15. */
export function turnedLeft(value: number, bits: number): number {
  return ((value << bits) | (value >>> (16 - bits))) & 0xffff;
}

/** Sixteen bits turned right by 0 … 15. */
export function turnedRight(value: number, bits: number): number {
  return turnedLeft(value, (16 - bits) % 16);
}

function hex4(value: number): string {
  return value.toString(16).toUpperCase().padStart(4, '0');
}

/** One pair as it is sent: eight hexadecimal digits, CS then KW. `random` is the scale's Z, 0x00 … 0xff. */
export function checksumPair(checksum: number, polynomial: number, random: number): string {
  const cs = turnedLeft(checksum & 0xffff, random >> 4);
  const kw = turnedRight(checksumRest(checksum, polynomial), random & 0x0f);
  return hex4(cs) + hex4(kw);
}

/** All pairs of a proof, one after the other. */
export function checksumPairs({ checksums, polynomial }: ChecksumProof, random: number): string {
  return checksums
    .slice(0, checksumPairsMax)
    .map((checksum) => checksumPair(checksum, polynomial, random))
    .join('');
}
