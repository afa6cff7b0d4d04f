/**
 * Branded ids. All are UUIDv7 in lowercase text, minted where the thing is born (offline too), so that a write can be
 * repeated without doubling. The only casts live in the `…Id()` constructors of the contracts and of this file.
 */
declare const idBrand: unique symbol;
type Id<Noun extends string> = string & { readonly [idBrand]: Noun };

export type OpId = Id<'Op'>;
export type InstallId = Id<'Install'>;
export type SaleId = Id<'Sale'>;
export type CheckId = Id<'Check'>;
export type LineId = Id<'Line'>;
export type TenderId = Id<'Tender'>;
export type ItemId = Id<'Item'>;
export type StaffId = Id<'Staff'>;
export type ShiftId = Id<'Shift'>;
export type JobId = Id<'Job'>;
export type OverrideId = Id<'Override'>;

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Is this a lowercase UUID as this product stores it? */
export function isUuid(text: string): boolean {
  return uuidPattern.test(text);
}

/** Brands an already checked UUID; refuses anything else by a bug, since the edges parse before they brand. */
export function brandId<Branded extends string>(text: string): Branded {
  if (!isUuid(text)) throw new TypeError(`not a lowercase uuid: ${text.slice(0, 60)}`);
  return text as Branded;
}

/**
 * Builds a UUIDv7 (RFC 9562 §5.7) from its ingredients: 48-bit Unix milliseconds and 10 random bytes.
 * Clock and randomness are arguments, so tests and simulations get the same ids every time.
 */
export function uuidV7(nowMs: number, random: Uint8Array): string {
  if (random.length < 10) throw new RangeError('uuidV7 wants 10 random bytes');
  const time = Math.floor(nowMs).toString(16).padStart(12, '0');
  const hex = Array.from(random.subarray(0, 10), (byte) => byte.toString(16).padStart(2, '0')).join('');
  const variant = ((Number.parseInt(hex.slice(3, 5), 16) & 0x3f) | 0x80).toString(16).padStart(2, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex.slice(0, 3)}-${variant}${hex.slice(5, 7)}-${hex.slice(7, 19)}`;
}
