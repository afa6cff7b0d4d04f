import { importItemsPerOpMax } from '../../../contracts/op-catalog.ts';
import type { Item } from '../../../domain/catalog/item.ts';
import type { StaffId } from '../../../domain/id.ts';
import type { HubOp } from '../../store/op/ledger.ts';

/** Who imports what under which name; `importId` ties the parts together. */
export interface ImportLabel {
  readonly importId: string;
  readonly fileName: string;
  readonly staffId: StaffId | null;
}

/** The ops of one import; appended together they are one transaction. None for no items. */
export function importOps(items: readonly Item[], { importId, fileName, staffId }: ImportLabel): HubOp[] {
  const parts = Math.ceil(items.length / importItemsPerOpMax);
  return Array.from({ length: parts }, (_each, index) => {
    const from = index * importItemsPerOpMax;
    const chunk = items
      .slice(from, from + importItemsPerOpMax)
      .map((item) => ({ ...item, barcodes: [...item.barcodes] }));
    const body = { importId, fileName, part: index + 1, parts, items: chunk };
    return { kind: 'catalog.imported', staffId, body };
  });
}
