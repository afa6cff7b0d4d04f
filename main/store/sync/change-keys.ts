import type { OpKindName } from '../../../contracts/op-catalog.ts';
import { stockMovementsOf } from '../../../domain/stock/stock-movement.ts';
import type { SyncTopic } from '../../../domain/sync/mirror.ts';
import type { RecordedOp } from '../op/op-row.ts';

/** A thing an op may have changed. */
export interface ChangeKey {
  readonly topic: SyncTopic;
  readonly id: string;
}

/** What an op touches of what clients mirror. More than it changed does no harm: states are sent whole. */
export function changeKeysOf(op: RecordedOp): ChangeKey[] {
  const touched = keysOf[op.kind] as ((body: unknown) => ChangeKey[]) | undefined;
  return op.flags.includes('not-recorded') || touched === undefined ? [] : touched(op.body);
}

const one = (topic: SyncTopic, id: string): ChangeKey[] => [{ topic, id }];
const stockOf = ({ itemId }: { readonly itemId: string }): ChangeKey[] => one('stock', itemId);
const shiftOf = ({ shiftId }: { readonly shiftId: string }): ChangeKey[] => one('shift', shiftId);
const checkOf = ({ checkId }: { readonly checkId: string }): ChangeKey[] => one('checks', checkId);
const settings = (): ChangeKey[] => one('settings', 'store');

/** Kinds that are not named change nothing a client mirrors. */
const keysOf: { readonly [Kind in OpKindName]?: (body: RecordedOp<Kind>['body']) => ChangeKey[] } = {
  'store.initialised': settings,
  'settings.changed': settings,
  'staff.put': ({ staffId }) => one('staff', staffId),
  'item.put': ({ item }) => one('item', item.itemId),
  'catalog.imported': ({ items }) => items.flatMap(({ itemId }) => one('item', itemId)),
  'stock.counted': stockOf,
  'stock.adjusted': stockOf,
  'stock.received': stockOf,
  'sale.completed': ({ sale }) => [
    ...(sale.check === undefined ? [] : one('checks', sale.check.checkId)),
    ...one('suspended', sale.saleId),
    ...stockMovementsOf(sale).flatMap(({ itemId }) => one('stock', itemId)),
  ],
  'sale.voided': ({ sale }) => one('suspended', sale.saleId),
  'sale.suspended': ({ sale }) => one('suspended', sale.saleId),
  'sale.resumed': ({ saleId }) => one('suspended', saleId),
  'check.opened': checkOf,
  'check.line-added': checkOf,
  'check.line-served': checkOf,
  'check.line-voided': checkOf,
  'check.detailed': checkOf,
  'check.claimed': checkOf,
  'check.released': checkOf,
  'check.checked-out': checkOf,
  'check.transferred': checkOf,
  'check.closed': checkOf,
  'shift.opened': shiftOf,
  'shift.closed': shiftOf,
};
