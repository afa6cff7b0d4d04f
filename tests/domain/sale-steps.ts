import { minor } from '../../domain/money/minor.ts';
import type { CompletionContext } from '../../domain/sale/decide-complete.ts';
import { newSale, reduceSale } from '../../domain/sale/reduce-sale.ts';
import type { OpenSale, SaleLine, SettlePolicy } from '../../domain/sale/sale.ts';
import type { SaleAction } from '../../domain/sale/sale-action.ts';
import { perLine, sampleId } from './sale-samples.ts';

/** The sale after actions that must all be accepted. */
export function act(sale: OpenSale, ...actions: readonly SaleAction[]): OpenSale {
  return actions.reduce((now, action) => {
    const next = reduceSale(now, action, perLine);
    if (!next.ok) throw new Error(`${action.kind} refused: ${next.refusal.code}`);
    return next.value;
  }, sale);
}
/** The refusal's code, or `accepted`. */
export function refusal(sale: OpenSale, action: SaleAction, policy: SettlePolicy = perLine): string {
  const next = reduceSale(sale, action, policy);
  return next.ok ? 'accepted' : next.refusal.code;
}
export const add = (line: SaleLine): SaleAction => ({ kind: 'addLine', line });
export const cash = (amount: number, n = 1): SaleAction => ({
  kind: 'addTender',
  input: { tenderId: sampleId(100 + n), kind: 'cash', amount: minor(amount), reference: '' },
});
export const card = (amount: number, n = 1): SaleAction => ({
  kind: 'addTender',
  input: { tenderId: sampleId(200 + n), kind: 'card-manual', amount: minor(amount), reference: 'slip' },
});
export const empty = newSale(sampleId(9), 1_790_000_000_000);
export const mark = { reasonCode: 'wrong-item', staffId: sampleId<never>(8), at: 1 };
export const context = (returnedMilli = 0): CompletionContext => ({
  shiftId: sampleId(7),
  staffId: sampleId(8),
  completedAt: 1_790_000_100_000,
  returnedMilli: () => returnedMilli,
});
