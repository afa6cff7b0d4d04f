import { movementsShownMax } from '../../../contracts/stock.ts';
import { gated, refusal } from './call.ts';

export const stockRoutes = {
  item: gated.stock.item.handler(({ context, input, errors }) => {
    const stock = context.hub.store.stock.item(input.itemId, movementsShownMax);
    if (stock === null) throw errors.REFUSED(refusal('item-unknown'));
    return stock;
  }),
};
