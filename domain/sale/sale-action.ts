import type { LineId, TenderId } from '../id.ts';
import type { Minor } from '../money/minor.ts';
import type { TaxRate } from '../tax/tax-rate.ts';
import type { TenderInput } from '../tender/tender-money.ts';
import type { Discount, OverrideUse, SaleLine, VoidMark } from './sale.ts';

/** Everything a person can do to an open sale. Amounts are minor units, quantities thousandths; ids come from outside. */
export type SaleAction =
  /** Rings a line. Equal goods that were rung before only grow in quantity, as a second scan should. */
  | { readonly kind: 'addLine'; readonly line: SaleLine }
  /** Brings goods back: against an earlier line (`returnOf`), or without a receipt. */
  | { readonly kind: 'addReturnLine'; readonly line: SaleLine }
  | { readonly kind: 'setQuantity'; readonly lineId: LineId; readonly milli: number }
  | {
      readonly kind: 'overridePrice';
      readonly lineId: LineId;
      readonly unitPrice: Minor;
      readonly reasonCode: string;
    }
  | { readonly kind: 'addLineDiscount'; readonly lineId: LineId; readonly discount: Discount }
  | { readonly kind: 'addSaleDiscount'; readonly discount: Discount }
  | { readonly kind: 'removeDiscount'; readonly discountId: string }
  | { readonly kind: 'voidLine'; readonly lineId: LineId; readonly mark: VoidMark }
  | { readonly kind: 'setLineTaxes'; readonly lineId: LineId; readonly taxes: readonly TaxRate[] }
  | { readonly kind: 'setRestock'; readonly lineId: LineId; readonly restock: boolean }
  | { readonly kind: 'setLineNote'; readonly lineId: LineId; readonly note: string }
  | { readonly kind: 'setNote'; readonly note: string }
  | { readonly kind: 'setTaxExempt'; readonly reasonCode: string | null }
  | { readonly kind: 'recordOverride'; readonly use: OverrideUse }
  | { readonly kind: 'addTender'; readonly input: TenderInput }
  | { readonly kind: 'removeTender'; readonly tenderId: TenderId };

export type SaleActionKind = SaleAction['kind'];
export type ActionOf<Kind extends SaleActionKind> = Extract<SaleAction, { readonly kind: Kind }>;
