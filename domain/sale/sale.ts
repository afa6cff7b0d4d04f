import type { CheckId, ItemId, LineId, OverrideId, SaleId, ShiftId, StaffId, TenderId } from '../id.ts';
import type { Minor, RatePpm, Rounding } from '../money/minor.ts';
import type { Quantity } from '../quantity/quantity.ts';
import type { TaxRate, TaxRoundingLevel } from '../tax/tax-rate.ts';

/** `sale` takes money for goods, `return` gives it back for goods, `exchange` does both in one transaction. */
export type SaleKind = 'sale' | 'return' | 'exchange';
/** Goods go out (`sale`) or come back (`return`). Quantities and amounts stay positive; this field says which way. */
export type Direction = 'sale' | 'return';

/** A reduction on a line or on the whole sale. `amount` is minor units of the line's price basis, `percent` is ppm. */
export type Discount =
  | {
      readonly discountId: string;
      readonly kind: 'amount';
      readonly amount: Minor;
      readonly reasonCode: string;
      readonly label: string;
    }
  | {
      readonly discountId: string;
      readonly kind: 'percent';
      readonly ratePpm: RatePpm;
      readonly reasonCode: string;
      readonly label: string;
    };

/** Who struck a line or a sale before completion, when (UTC epoch ms) and why. The struck line stays in the record. */
export interface VoidMark {
  readonly reasonCode: string;
  readonly staffId: StaffId;
  readonly at: number;
}

/** The original line a return line brings back; its figures are shared out so that all partial returns sum to it exactly. */
export interface ReturnOf {
  readonly saleId: SaleId;
  readonly lineId: LineId;
  readonly transactionNumber: string;
  /** Quantity on the original line, thousandths. */
  readonly originalMilli: number;
  /** Quantity already returned by earlier returns, thousandths. */
  readonly returnedMilli: number;
  /** What the original line settled to. */
  readonly original: SettledLine;
  /**
   * What earlier returns of the same sale already gave back in cash: exact, and as coins could make it. The next refund
   * carries on from there, so the cash roundings of all partial refunds sum to that of the whole. Absent means nothing.
   */
  readonly cashRefunded?: CashRefunded | undefined;
}

/** Cash refunds of one sale so far, in minor units: what they came to exactly, and what was handed over. */
export interface CashRefunded {
  readonly exact: Minor;
  readonly cash: Minor;
}

/** One line of a sale: an item (or an open amount), with price, tax and cost as they were at that moment. */
export interface SaleLine {
  readonly lineId: LineId;
  readonly direction: Direction;
  readonly itemId: ItemId | null;
  readonly sku: string;
  readonly name: string;
  readonly quantity: Quantity;
  /** Price of one whole unit (1000 thousandths) that is charged, before discounts. */
  readonly unitPrice: Minor;
  /** The catalog's price at that moment; differs from `unitPrice` after an override. */
  readonly listPrice: Minor;
  readonly priceSource: 'list' | 'override' | 'label' | 'open';
  /** Amount printed on a price-embedded label: it is the extended amount, whatever quantity × unit price would give. */
  readonly labelAmount: Minor | null;
  readonly discounts: readonly Discount[];
  readonly taxCategory: string;
  readonly taxes: readonly TaxRate[];
  readonly unitCost: Minor | null;
  readonly returnOf: ReturnOf | null;
  /** Do the goods of a return line go back on the shelf? */
  readonly restock: boolean;
  readonly reasonCode: string;
  readonly voided: VoidMark | null;
  readonly note: string;
}

/** The kinds of means that can be handed over today. Card terminals, wallets and gift cards join with their own issue. */
export const tenderKinds = ['cash', 'card-manual'] as const;
export type TenderKind = (typeof tenderKinds)[number];

/**
 * One means handed over (`taken`) or given back (`refunded`). `amount` is what counts towards the balance,
 * `tendered` what was handed over, `change` the difference given back (cash only).
 * `cashRounding` is signed: what rounding the cash rest added to (+) or took from (−) the amount to pay.
 */
export interface Tender {
  readonly tenderId: TenderId;
  readonly kind: TenderKind;
  readonly direction: 'taken' | 'refunded';
  readonly amount: Minor;
  readonly tendered: Minor;
  readonly change: Minor;
  readonly cashRounding: Minor;
  readonly reference: string;
}

/** A supervisor's consent that was used in this sale: bound to one action and one object, with the reason and both people. */
export interface OverrideUse {
  readonly overrideId: OverrideId;
  readonly permission: string;
  readonly objectId: string;
  readonly reasonCode: string;
  readonly approverId: StaffId;
}

/** The check a sale pays, with the token of the claim; null where the check is the device's own or checked out to it. */
export interface PaidCheck {
  readonly checkId: CheckId;
  readonly token: number | null;
}

/** A sale being rung. Everything `settleSale` needs, and nothing it computes. */
export interface OpenSale {
  readonly saleId: SaleId;
  readonly openedAt: number;
  readonly lines: readonly SaleLine[];
  readonly discounts: readonly Discount[];
  readonly taxExempt: { readonly reasonCode: string } | null;
  readonly tenders: readonly Tender[];
  readonly overrides: readonly OverrideUse[];
  readonly note: string;
  /** The open check this sale pays; absent for a sale that was rung without one. */
  readonly check?: PaidCheck | undefined;
}

/** How this store rounds; comes from its settings and is written on every completed sale. */
export interface SettlePolicy {
  readonly taxRounding: TaxRoundingLevel;
  readonly rounding: Rounding;
  /** Smallest cash step in minor units (CHF 0.05 → 5); 1 means cash is exact. */
  readonly cashIncrement: Minor;
  readonly cashRounding: Rounding;
  /**
   * Smallest step any amount of a sale may have, in minor units; absent or 1 is every minor unit. Indonesia books whole
   * rupiah though ISO 4217 gives IDR two digits: 100.
   */
  readonly amountIncrement?: Minor | undefined;
}

/**
 * One tax on one settled line, in the direction of the line. Not negative, but for two cases: a withholding tax has a
 * negative rate, and a deposit included in a price of zero leaves a negative base.
 */
export interface SettledTax {
  readonly taxId: string;
  readonly base: Minor;
  readonly amount: Minor;
}

/**
 * What one line comes to; all magnitudes, `direction` says which way the money goes.
 * extended = quantity × unit price; gross = extended − discount − saleDiscount (+ tax that was not included);
 * net + tax = gross. `net` alone can fall below zero: a deposit included in a price that was discounted away.
 */
export interface SettledLine {
  readonly lineId: LineId;
  readonly direction: Direction;
  readonly extended: Minor;
  readonly discount: Minor;
  readonly saleDiscount: Minor;
  readonly net: Minor;
  readonly tax: Minor;
  readonly gross: Minor;
  readonly taxes: readonly SettledTax[];
}

/** Base and tax of one rate over the whole sale, kept apart for goods sold and goods returned. */
export interface TaxTotal {
  readonly taxId: string;
  readonly name: string;
  readonly ratePpm: RatePpm;
  readonly included: boolean;
  readonly direction: Direction;
  readonly base: Minor;
  readonly amount: Minor;
}

/** All amounts of a sale at once. `collect` and `refund` are magnitudes and at least one of them is zero. */
export interface SettledSale {
  readonly kind: SaleKind;
  readonly lines: readonly SettledLine[];
  readonly taxTotals: readonly TaxTotal[];
  readonly discountTotal: Minor;
  readonly netSold: Minor;
  readonly taxSold: Minor;
  readonly grossSold: Minor;
  readonly netReturned: Minor;
  readonly taxReturned: Minor;
  readonly grossReturned: Minor;
  /** What the customer owes before cash rounding. */
  readonly collect: Minor;
  /** What the store owes before cash rounding. */
  readonly refund: Minor;
  /** Earlier cash refunds of the sales whose goods come back here; absent when there are none. */
  readonly cashRefunded?: CashRefunded | undefined;
}

/** A completed sale as it goes into the record: the cart, its settled amounts, and where and when it happened. */
export interface CompletedSale extends OpenSale {
  readonly settled: SettledSale;
  readonly policy: SettlePolicy;
  readonly shiftId: ShiftId;
  readonly staffId: StaffId;
  readonly completedAt: number;
}
