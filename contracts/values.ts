import { z } from 'zod';
import type {
  CheckId,
  InstallId,
  ItemId,
  JobId,
  LineId,
  OpId,
  OverrideId,
  SaleId,
  ShiftId,
  StaffId,
  TenderId,
} from '../domain/id.ts';
import { type Minor, minorMax, type RatePpm } from '../domain/money/minor.ts';
import { quantityMilliMax, quantityUnits } from '../domain/quantity/quantity.ts';

/** The edges parse with these; inside the rooms the branded types speak for themselves. */
const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const uuid = z.string().regex(uuidPattern, 'a lowercase UUIDv7');
function idOf<Branded extends string>(): z.ZodType<Branded, string> {
  return uuid as unknown as z.ZodType<Branded, string>;
}

export const opId = idOf<OpId>();
export const installId = idOf<InstallId>();
export const saleId = idOf<SaleId>();
export const checkId = idOf<CheckId>();
export const lineId = idOf<LineId>();
export const tenderId = idOf<TenderId>();
export const itemId = idOf<ItemId>();
export const staffId = idOf<StaffId>();
export const shiftId = idOf<ShiftId>();
export const jobId = idOf<JobId>();
export const overrideId = idOf<OverrideId>();

/** Integer minor units, any sign (cash rounding, over/short). */
export const signedMinor = z.int().min(-minorMax).max(minorMax) as unknown as z.ZodType<Minor, number>;
/** Integer minor units, a magnitude: 0 … `minorMax`. */
export const magnitude = z.int().min(0).max(minorMax) as unknown as z.ZodType<Minor, number>;
/** Parts per million, 0 … 10,000 %. */
export const ratePpmValue = z.int().min(0).max(100_000_000) as unknown as z.ZodType<RatePpm, number>;
/** UTC epoch milliseconds between 2000 and 2200. */
export const epochMs = z.int().min(946_684_800_000).max(7_258_118_400_000);
/** Thousandths of a unit and the unit. */
export const quantityValue = z.strictObject({
  milli: z.int().min(0).max(quantityMilliMax),
  unit: z.enum(quantityUnits),
});

/** Longest name, note or label a person may type, in characters. */
export const textCharsMax = 200;
/** C0, DEL, C1 control characters and line separators: they never enter the record, so they can never reach a printer. */
function isControl(code: number): boolean {
  return code < 0x20 || (code >= 0x7f && code <= 0x9f) || code === 0x2028 || code === 0x2029;
}
/** Does the text hold any character a printer could take for a command? */
export function hasControl(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) if (isControl(text.charCodeAt(index))) return true;
  return false;
}
/** One line of text without control characters; may be empty. */
export const lineText = z
  .string()
  .max(textCharsMax)
  .refine((text) => !hasControl(text), 'no control characters');
/** One line of text that says something. */
export const nameText = lineText.refine((text) => text.trim().length > 0, 'must not be empty');
/** Kebab-case code of a reason, a tax, a category. */
export const codeText = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/i, 'a short code');
/** A PIN as typed: 4 to 8 digits. It is never stored nor logged. */
export const pinText = z.string().regex(/^\d{4,8}$/, '4 to 8 digits');
/** The store's calendar day, `YYYY-MM-DD`. */
export const businessDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'YYYY-MM-DD');
