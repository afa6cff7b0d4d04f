import type { SaleId } from '../id.ts';
import { accept, type Outcome, refuse } from '../outcome.ts';
import { addLineDiscount, addSaleDiscount, removeDiscount } from './edit-discounts.ts';
import {
  addLine,
  addReturnLine,
  overridePrice,
  replaceLine,
  setLineTaxes,
  setQuantity,
  voidLine,
  withActiveLine,
} from './edit-lines.ts';
import { addTender, goodsFault, removeTender } from './edit-tenders.ts';
import type { OpenSale, SettlePolicy } from './sale.ts';
import type { SaleAction } from './sale-action.ts';
import type { SaleRefusal } from './sale-refusal.ts';

/** A sale nobody has rung anything on yet. */
export function newSale(saleId: SaleId, openedAt: number): OpenSale {
  return { saleId, openedAt, lines: [], discounts: [], taxExempt: null, tenders: [], overrides: [], note: '' };
}

/**
 * The open sale after one action, or why the action is refused. Pure: the same actions give the same sale on every
 * device. Permissions are not its business (`authorise` is asked before), limits of money and goods are.
 */
export function reduceSale(sale: OpenSale, action: SaleAction, policy: SettlePolicy): Outcome<OpenSale, SaleRefusal> {
  switch (action.kind) {
    case 'addTender':
      return addTender(sale, action, policy);
    case 'removeTender':
      return removeTender(sale, action, policy);
    case 'setNote':
      return accept({ ...sale, note: action.note });
    case 'setLineNote':
      return withActiveLine(sale, action.lineId, (line) => replaceLine(sale, { ...line, note: action.note }));
    case 'setRestock':
      return withActiveLine(sale, action.lineId, (line) => replaceLine(sale, { ...line, restock: action.restock }));
    case 'recordOverride':
      return accept({ ...sale, overrides: [...sale.overrides, action.use] });
    default: {
      const edited = editGoods(sale, action, policy);
      if (!edited.ok) return edited;
      const fault = goodsFault(sale, edited.value, policy);
      return fault ? refuse(fault) : edited;
    }
  }
}

type GoodsAction = Exclude<
  SaleAction,
  { readonly kind: 'addTender' | 'removeTender' | 'setNote' | 'setLineNote' | 'setRestock' | 'recordOverride' }
>;

function editGoods(sale: OpenSale, action: GoodsAction, policy: SettlePolicy): Outcome<OpenSale, SaleRefusal> {
  switch (action.kind) {
    case 'addLine':
      return addLine(sale, action);
    case 'addReturnLine':
      return addReturnLine(sale, action);
    case 'setQuantity':
      return setQuantity(sale, action);
    case 'overridePrice':
      return overridePrice(sale, action);
    case 'addLineDiscount':
      return addLineDiscount(sale, action, policy);
    case 'addSaleDiscount':
      return addSaleDiscount(sale, action, policy);
    case 'removeDiscount':
      return removeDiscount(sale, action);
    case 'voidLine':
      return voidLine(sale, action);
    case 'setLineTaxes':
      return setLineTaxes(sale, action);
    case 'setTaxExempt':
      return accept({ ...sale, taxExempt: action.reasonCode === null ? null : { reasonCode: action.reasonCode } });
  }
}
