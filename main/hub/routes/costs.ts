import type { Item } from '../../../domain/catalog/item.ts';
import type { CompletedSale, OpenSale } from '../../../domain/sale/sale.ts';
import { authorise } from '../../../domain/staff/authorise.ts';
import { type CallContext, staffOfCall } from './call.ts';

/** May this person see what goods cost the store (PM13)? */
export function seesCosts(context: CallContext): boolean {
  const { role } = staffOfCall(context).staff;
  return authorise(role, { permission: 'cost.read' }, context.hub.limits()) === 'allow';
}

/** An item as this person may see it. */
export function itemFor<Stocked extends { readonly item: Item }>(context: CallContext, stocked: Stocked): Stocked {
  return seesCosts(context) ? stocked : { ...stocked, item: { ...stocked.item, unitCost: null } };
}

/** A sale as this person may see it. */
export function saleFor<Sale extends OpenSale | CompletedSale>(context: CallContext, sale: Sale): Sale {
  if (seesCosts(context)) return sale;
  return { ...sale, lines: sale.lines.map((line) => ({ ...line, unitCost: null })) };
}
