import type { z } from 'zod';
import { openingsPageMax, type salePageRequest, suspendedMax } from '../../../contracts/journal.ts';
import { currencyOfCode } from '../../../domain/money/currency.ts';
import type { Minor } from '../../../domain/money/minor.ts';
import { moneyFormats } from '../../../domain/money/money-format.ts';
import { parseMoney } from '../../../domain/money/parse-money.ts';
import type { StoreSettings } from '../../../domain/store/store-settings.ts';
import type { DrawerOpening } from '../../../domain/till/drawer-opening.ts';
import type { Hub } from '../hub.ts';
import { gated, installOfCall, refusal } from './call.ts';
import { saleFor } from './costs.ts';

type SalePageInput = z.output<typeof salePageRequest>;

/** Text of a search as an amount of the store's currency, where it is one. */
function amountIn(text: string, settings: StoreSettings | null): Minor | null {
  const currency = settings === null ? null : currencyOfCode(settings.currency);
  if (settings === null || currency === null || text.trim() === '') return null;
  const amount = parseMoney(text, currency, moneyFormats[settings.language]);
  return amount.ok ? amount.value : null;
}

/** Drawers opened between the sales of a page. Whoever looks for a sale or a day is shown that alone. */
function openingsBeside(hub: Hub, { before, text, from, to }: SalePageInput, next: string | null): DrawerOpening[] {
  if (text.trim() !== '' || from !== null || to !== null) return [];
  const below = before === null ? Number.MAX_SAFE_INTEGER : Number(before) || 0;
  // The page ends with the sale `next` names; what happened just before it belongs to the page after.
  return hub.store.drawerOpenings.between({ above: Number(next ?? 0) || 0, below, limit: openingsPageMax });
}

export const saleRoutes = {
  page: gated.sale.page.handler(({ context: { hub }, input }) => {
    const page = hub.store.sales.page({ ...input, amount: amountIn(input.text, hub.store.settings()) });
    return { ...page, openings: openingsBeside(hub, input, page.next) };
  }),
  get: gated.sale.get.handler(({ context, input, errors }) => {
    const record = context.hub.store.sales.get(input.saleId);
    if (record === null) throw errors.REFUSED(refusal('sale-unknown'));
    return { ...record, sale: saleFor(context, record.sale) };
  }),
  byNumber: gated.sale.byNumber.handler(({ context, input, errors }) => {
    const record = context.hub.store.sales.byNumber(input.transactionNumber);
    if (record === null) throw errors.REFUSED(refusal('sale-unknown'));
    return { ...record, sale: saleFor(context, record.sale) };
  }),
  returnable: gated.sale.returnable.handler(({ context, input, errors }) => {
    const found = context.hub.store.sales.returnable(input.saleId);
    if (found === null) throw errors.REFUSED(refusal('sale-unknown'));
    const sale = saleFor(context, found.record.sale);
    const shown = new Map(sale.lines.map((line) => [line.lineId, line]));
    const lines = found.lines.map((each) => ({ ...each, line: shown.get(each.line.lineId) ?? each.line }));
    return { record: { ...found.record, sale }, lines, cashRefunded: found.cashRefunded };
  }),
  suspended: gated.sale.suspended.handler(({ context }) =>
    context.hub.store.sales.suspended(suspendedMax).map((each) => ({ ...each, sale: saleFor(context, each.sale) })),
  ),
};

export const draftRoutes = {
  save: gated.draft.save.handler(({ context, input }) => {
    const savedAt = context.hub.ambient.now();
    context.hub.store.drafts.save(installOfCall(context), input.sale, savedAt);
    return { savedAt };
  }),
  load: gated.draft.load.handler(({ context }) => context.hub.store.drafts.load(installOfCall(context))),
};
