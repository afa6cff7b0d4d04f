import type { Minor } from '../money/minor.ts';
import type { Quantity } from '../quantity/quantity.ts';
import type { Direction, Tender, TenderKind } from '../sale/sale.ts';
import type { Language } from '../store/store-settings.ts';
import type { CustomerDisplayTheme } from './display-settings.ts';

/** Most lines a display is told of: the newest ones. A sale may have more; `count` and the totals cover all of them. */
export const customerLinesMax = 60;

/**
 * One line as the customer sees it. There is no field for cost, staff, reason, note or id: what a type does not hold
 * cannot be shown by mistake (CD1).
 */
export interface CustomerLine {
  /** Place in the sale, from 1; stays the same when another line is voided. */
  readonly no: number;
  readonly name: string;
  readonly direction: Direction;
  readonly quantity: Quantity;
  /** Price of one whole unit, minor units; null when a label on the goods says the amount. */
  readonly unitPrice: Minor | null;
  /** What the line comes to after its own discounts, minor units; negative for goods that come back. */
  readonly amount: Minor;
  /** What its own discounts took off, minor units, not negative. */
  readonly saving: Minor;
}

/** A sale as it stands: `subtotal` − `saleDiscount` + `taxOnTop` is the total, or minus the total of a refund. */
export interface CustomerFigures {
  /** The newest lines, oldest first, at most `customerLinesMax`. */
  readonly lines: readonly CustomerLine[];
  /** `no` of the line that changed last; null when none did. */
  readonly touched: number | null;
  /** Pieces in the whole sale; measured goods count one a line. */
  readonly count: number;
  /** All lines, minor units, signed. */
  readonly subtotal: Minor;
  /** What discounts on the whole sale take off, minor units. */
  readonly saleDiscount: Minor;
  /** Tax that is not in the prices; negative when an exempt customer is spared the tax in them. Minor units. */
  readonly taxOnTop: Minor;
  /** Does the customer pay (`taken`) or get money (`refunded`)? */
  readonly direction: Tender['direction'];
  /** What the sale comes to before cash rounding, minor units, a magnitude. */
  readonly total: Minor;
  /** Everything discounts took off the goods sold, minor units, not negative. */
  readonly savings: Minor;
}

/** Money handed over or back so far. What stands on the slip of a card stays with the till. */
export interface CustomerTender {
  readonly kind: TenderKind;
  readonly direction: Tender['direction'];
  /** What counts towards the balance, minor units. */
  readonly amount: Minor;
}

/** What the display shows. */
export type CustomerScene =
  | { readonly kind: 'idle' }
  | ({ readonly kind: 'sale' } & CustomerFigures)
  | ({
      readonly kind: 'payment';
      readonly tenders: readonly CustomerTender[];
      /** What is left, exactly, and when it is settled in cash. Minor units, magnitudes. */
      readonly due: Minor;
      readonly dueCash: Minor;
    } & CustomerFigures)
  | {
      readonly kind: 'done';
      /** The number of the receipt. */
      readonly transactionNumber: string;
      readonly direction: Tender['direction'];
      /** What was paid or given back, handed over, and given as change. Minor units, magnitudes. */
      readonly total: Minor;
      readonly received: Minor;
      readonly change: Minor;
      readonly savings: Minor;
    };
export type CustomerDone = Extract<CustomerScene, { readonly kind: 'done' }>;

/** Everything the display needs: what to show, and in whose name, words and money. */
export interface CustomerDisplay {
  readonly storeName: string;
  /** The customer's language, which may be another than the till's. */
  readonly language: Language;
  /** ISO 4217 code. */
  readonly currency: string;
  /** IANA zone of the idle clock. */
  readonly timeZone: string;
  readonly theme: CustomerDisplayTheme;
  readonly scene: CustomerScene;
}
