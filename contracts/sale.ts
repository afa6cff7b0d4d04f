import { z } from 'zod';
import type {
  CompletedSale,
  Discount,
  OpenSale,
  ReturnOf,
  SaleLine,
  SettledLine,
  SettledSale,
  Tender,
} from '../domain/sale/sale.ts';
import { tenderKinds } from '../domain/sale/sale.ts';
import {
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

/** Most lines one sale may hold. */
export const saleLinesMax = 1_000;
/** Most tenders one sale may be split over. */
export const saleTendersMax = 50;
/** Most discounts on one line or on one sale. */
export const discountsMax = 10;
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
});

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
  net: magnitude,
  tax: magnitude,
  gross: magnitude,
  taxes: z.array(z.strictObject({ taxId: codeText, base: magnitude, amount: magnitude })).max(lineTaxesMax),
}) satisfies z.ZodType<SettledLine>;

export const returnOf = z.strictObject({
  saleId,
  lineId,
  transactionNumber: codeText,
  originalMilli: quantityValue.shape.milli,
  returnedMilli: quantityValue.shape.milli,
  original: settledLine,
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
  tenders: z.array(tender).max(saleTendersMax),
  overrides: z.array(overrideUse).max(saleLinesMax),
  note: lineText,
}) satisfies z.ZodType<OpenSale>;

export const settlePolicy = z.strictObject({
  taxRounding: z.enum(['per_line', 'per_unit', 'global']),
  rounding: z.enum(roundings),
  cashIncrement: magnitude,
  cashRounding: z.enum(roundings),
});

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
      base: magnitude,
      amount: magnitude,
    }),
  ),
  discountTotal: magnitude,
  netSold: magnitude,
  taxSold: magnitude,
  grossSold: magnitude,
  netReturned: magnitude,
  taxReturned: magnitude,
  grossReturned: magnitude,
  collect: magnitude,
  refund: magnitude,
}) satisfies z.ZodType<SettledSale>;

export const completedSale = openSale.extend({
  settled: settledSale,
  policy: settlePolicy,
  shiftId,
  staffId,
  completedAt: epochMs,
}) satisfies z.ZodType<CompletedSale>;
