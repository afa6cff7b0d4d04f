/** Every reason for which an action on a sale is refused. The text shown for each stands in the locale files. */
export const saleRefusals = [
  'line-unknown',
  'line-voided',
  'line-is-return',
  'line-exists',
  'lines-full',
  'quantity-zero',
  'quantity-too-large',
  'quantity-not-whole',
  'quantity-on-label',
  'amount-too-large',
  'discount-unknown',
  'discount-exists',
  'discount-too-large',
  'discounts-full',
  'return-unlinked',
  'return-above-left',
  'return-outdated',
  'sale-empty',
  'sale-covered',
  'tender-taken',
  'tender-exists',
  'tender-unknown',
  'tender-zero',
  'tender-above-due',
  'tender-below-due',
  'tender-outdated',
  'tenders-full',
  'tendered-above-due',
  'balance-open',
] as const;
export type SaleRefusalCode = (typeof saleRefusals)[number];

/** Why an action on a sale was refused; `limit` is the figure it broke (minor units or thousandths, by the code). */
export interface SaleRefusal {
  readonly code: SaleRefusalCode;
  readonly limit?: number;
}

/** Makes a refusal, with the limit that was broken where there is one. */
export function saleRefusal(code: SaleRefusalCode, limit?: number): SaleRefusal {
  return limit === undefined ? { code } : { code, limit };
}
