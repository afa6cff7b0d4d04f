import { z } from 'zod';
import { discountsMax, saleLinesMax, tendersMax } from '../domain/sale/line-limits.ts';
import type {
  CompletedSale,
  Discount,
  OpenSale,
  ReturnOf,
  SaleLine,
  SettledLine,
  SettledSale,
  SettlePolicy,
  Tender,
} from '../domain/sale/sale.ts';
import { tenderKinds } from '../domain/sale/sale.ts';
import type { TaxRate } from '../domain/tax/tax-rate.ts';
import {
  checkId,
  codeText,
  epochMs,
  itemId,
  lineId,
  lineText,
  magnitude,
  nameText,
  overrideId,
  quantityValue,
  ratePpmValue,
  saleId,
  shiftId,
  signedMinor,
  staffId,
  tenderId,
} from './values.ts';

/** Most taxes on one line. */
export const lineTaxesMax = 8;

const roundings = ['half_up', 'half_even', 'half_down', 'up', 'down'] as const;
const direction = z.enum(['sale', 'return']);

export const taxRate = z.strictObject({
  taxId: codeText,
  name: nameText,
  kind: z.enum(['percent', 'division', 'fixed']),
  ratePpm: ratePpmValue,
  amountPerUnit: magnitude,
  included: z.boolean(),
  affectsNext: z.boolean(),
  affectedByPrevious: z.boolean(),
  baseShare: z
    .strictObject({ numerator: z.int().min(1).max(1_000_000), denominator: z.int().min(1).max(1_000_000) })
    .optional(),
}) satisfies z.ZodType<TaxRate>;

const discountBase = { discountId: codeText, reasonCode: codeText, label: lineText };
export const discount = z.discriminatedUnion('kind', [
  z.strictObject({ ...discountBase, kind: z.literal('amount'), amount: magnitude }),
  z.strictObject({ ...discountBase, kind: z.literal('percent'), ratePpm: ratePpmValue }),
]) satisfies z.ZodType<Discount>;

export const settledLine = z.strictObject({
  lineId,
  direction,
  extended: magnitude,
  discount: magnitude,
  saleDiscount: magnitude,
  /** Below zero only where an included deposit is left of a price that was discounted away. */
  net: signedMinor,
  tax: signedMinor,
  gross: magnitude,
  taxes: z.array(z.strictObject({ taxId: codeText, base: signedMinor, amount: signedMinor })).max(lineTaxesMax),
}) satisfies z.ZodType<SettledLine>;

const cashRefunded = z.strictObject({ exact: magnitude, cash: magnitude }).optional();

export const returnOf = z.strictObject({
  saleId,
  lineId,
  transactionNumber: codeText,
  originalMilli: quantityValue.shape.milli,
  returnedMilli: quantityValue.shape.milli,
  original: settledLine,
  cashRefunded,
}) satisfies z.ZodType<ReturnOf>;

export const voidMark = z.strictObject({ reasonCode: codeText, staffId, at: epochMs });

export const saleLine = z.strictObject({
  lineId,
  direction,
  itemId: itemId.nullable(),
  sku: lineText,
  name: nameText,
  quantity: quantityValue,
  unitPrice: magnitude,
  listPrice: magnitude,
  priceSource: z.enum(['list', 'override', 'label', 'open']),
  labelAmount: magnitude.nullable(),
  discounts: z.array(discount).max(discountsMax),
  taxCategory: codeText,
  taxes: z.array(taxRate).max(lineTaxesMax),
  unitCost: magnitude.nullable(),
  returnOf: returnOf.nullable(),
  restock: z.boolean(),
  reasonCode: z.union([codeText, z.literal('')]),
  voided: voidMark.nullable(),
  note: lineText,
}) satisfies z.ZodType<SaleLine>;

export const tender = z.strictObject({
  tenderId,
  kind: z.enum(tenderKinds),
  direction: z.enum(['taken', 'refunded']),
  amount: magnitude,
  tendered: magnitude,
  change: magnitude,
  cashRounding: signedMinor,
  reference: lineText,
}) satisfies z.ZodType<Tender>;

export const overrideUse = z.strictObject({
  overrideId,
  permission: codeText,
  objectId: z.string().max(64),
  reasonCode: codeText,
  approverId: staffId,
});

export const openSale = z.strictObject({
  saleId,
  openedAt: epochMs,
  lines: z.array(saleLine).max(saleLinesMax),
  discounts: z.array(discount).max(discountsMax),
  taxExempt: z.strictObject({ reasonCode: codeText }).nullable(),
  tenders: z.array(tender).max(tendersMax),
  overrides: z.array(overrideUse).max(saleLinesMax),
  note: lineText,
  check: z.strictObject({ checkId, token: z.int().min(1).nullable() }).optional(),
}) satisfies z.ZodType<OpenSale>;

export const settlePolicy = z.strictObject({
  taxRounding: z.enum(['per_line', 'per_unit', 'global']),
  rounding: z.enum(roundings),
  cashIncrement: magnitude,
  cashRounding: z.enum(roundings),
  amountIncrement: magnitude.optional(),
}) satisfies z.ZodType<SettlePolicy>;

export const settledSale = z.strictObject({
  kind: z.enum(['sale', 'return', 'exchange']),
  lines: z.array(settledLine).max(saleLinesMax),
  taxTotals: z.array(
    z.strictObject({
      taxId: codeText,
      name: nameText,
      ratePpm: ratePpmValue,
      included: z.boolean(),
      direction,
      base: signedMinor,
      amount: signedMinor,
    }),
  ),
  discountTotal: magnitude,
  netSold: signedMinor,
  taxSold: signedMinor,
  grossSold: magnitude,
  netReturned: signedMinor,
  taxReturned: signedMinor,
  grossReturned: magnitude,
  collect: magnitude,
  refund: magnitude,
  cashRefunded,
}) satisfies z.ZodType<SettledSale>;

export const completedSale = openSale.extend({
  settled: settledSale,
  policy: settlePolicy,
  shiftId,
  staffId,
  completedAt: epochMs,
}) satisfies z.ZodType<CompletedSale>;
