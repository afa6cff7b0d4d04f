import { add, subtract } from '../money/arithmetic.ts';
import { type Minor, zero } from '../money/minor.ts';
import type { SettledSale, Tender } from '../sale/sale.ts';

/** What changed hands in a sale, minor units; `cashRounding` is signed, all else magnitudes. */
export interface HandedOver {
  /** `taken` from the customer or `refunded` to them. */
  readonly direction: Tender['direction'];
  /** What stays with the store, or what was given back. */
  readonly total: Minor;
  readonly received: Minor;
  readonly change: Minor;
  /** What cash rounding did to the whole sale: refunds count the other way. */
  readonly cashRounding: Minor;
}

/** Sums of a covered sale's tenders, as the last screen says them and the record holds them. */
export function handedOver(
  { tenders }: { readonly tenders: readonly Tender[] },
  { refund }: Pick<SettledSale, 'refund'>,
): HandedOver {
  const sumOf = (figure: 'tendered' | 'amount' | 'change'): Minor =>
    tenders.reduce<Minor>((all, tender) => add(all, tender[figure]), zero);
  const back = refund > 0;
  return {
    direction: back ? 'refunded' : 'taken',
    total: sumOf(back ? 'tendered' : 'amount'),
    received: sumOf('tendered'),
    change: sumOf('change'),
    cashRounding: tenders.reduce<Minor>(
      (all, { direction, cashRounding }) =>
        direction === 'taken' ? add(all, cashRounding) : subtract(all, cashRounding),
      zero,
    ),
  };
}
