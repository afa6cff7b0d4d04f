import { gridItemsMax } from '../../../contracts/catalog.ts';
import { gated, refusal, staffOfCall } from './call.ts';
import { itemFor } from './costs.ts';

export const catalogRoutes = {
  search: gated.catalog.search.handler(({ context, input }) =>
    context.hub.catalog.search(input.text, input.limit).map((found) => itemFor(context, found)),
  ),
  scan: gated.catalog.scan.handler(({ context, input }) => {
    const answer = context.hub.catalog.scan(input);
    return answer.kind === 'item' ? itemFor(context, answer) : answer;
  }),
  item: gated.catalog.item.handler(({ context, input, errors }) => {
    const found = context.hub.store.items.get(input.itemId);
    if (found === null) throw errors.REFUSED(refusal('item-unknown'));
    return itemFor(context, found);
  }),
  grid: gated.catalog.grid.handler(({ context }) => ({
    categories: [...context.hub.store.items.categories()],
    items: context.hub.store.items.grid(gridItemsMax).map((found) => itemFor(context, found)),
  })),
  page: gated.catalog.page.handler(({ context, input }) => {
    const { items, next } = context.hub.store.items.page(input);
    return { items: items.map((found) => itemFor(context, found)), next };
  }),
  upload: gated.catalog.upload.handler(({ context, input, errors }) => {
    const answer = context.hub.catalog.uploads.add(staffOfCall(context).staff.staffId, input);
    if (!answer.ok) throw errors.REFUSED(refusal(answer.refusal));
    return answer.value;
  }),
  importPreview: gated.catalog.importPreview.handler(async ({ context, input, errors }) => {
    const preview = await context.hub.catalog.preview(staffOfCall(context).staff.staffId, input);
    if (!preview.ok) throw errors.REFUSED(refusal(preview.refusal.code, { detail: preview.refusal.detail }));
    return preview.value;
  }),
  importRun: gated.catalog.importRun.handler(({ context, input, errors }) => {
    const result = context.hub.catalog.runImport(staffOfCall(context).staff.staffId, input, context.hub.append);
    if (!result.ok) throw errors.REFUSED(refusal(result.refusal.code, { detail: result.refusal.detail }));
    return result.value;
  }),
  importProblems: gated.catalog.importProblems.handler(({ context, input, errors }) => {
    const part = context.hub.catalog.importProblems(staffOfCall(context).staff.staffId, input);
    if (part === null) throw errors.REFUSED(refusal('preview-unknown'));
    return part;
  }),
  taxUse: gated.catalog.taxUse.handler(({ context }) => context.hub.store.items.taxUse()),
  export: gated.catalog.export.handler(({ context, input }) => context.hub.catalog.exportPart(input.after)),
};
