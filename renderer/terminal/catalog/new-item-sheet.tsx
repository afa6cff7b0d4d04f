import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { newItem } from '../../../domain/catalog/import-plan.ts';
import type { Item } from '../../../domain/catalog/item.ts';
import { brandId, type ItemId } from '../../../domain/id.ts';
import type { Minor } from '../../../domain/money/minor.ts';
import { parseMoney } from '../../../domain/money/parse-money.ts';
import type { TaxTable } from '../../../domain/tax/tax-table.ts';
import { useRefusalText } from '../app/refusal-text.ts';
import { useTerminal } from '../app/terminal.tsx';
import { refusalCodeOf, refusalOfResult } from '../hub/refusal-code.ts';
import { rungLine } from '../sale/rung-line.ts';
import { useStoreMoney } from '../store/store-text.tsx';
import { type AssignProps, type NewItemForm, UnknownCodeSheet } from './unknown-code-sheet.tsx';

/** Items offered for a code that belongs to one there is. */
const assignHitsMax = 8;

export interface NewItemSheetProps {
  readonly barcode: string;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

interface KnownOfItem {
  readonly itemId: ItemId;
  readonly unitPrice: Minor;
  readonly barcode: string;
  readonly taxTable: TaxTable;
}

/** What nobody said of the item is as an import has it: no stock is tracked that nobody counted (CA19). */
export function itemOf(form: NewItemForm, { itemId, unitPrice, barcode, taxTable }: KnownOfItem): Item {
  const { taxCategory } = form;
  const draft = { name: form.name.trim(), category: form.category.trim(), taxCategory, unitPrice, barcodes: [barcode] };
  return newItem(draft, itemId, taxTable);
}

/** The search for the item a code is to belong to. */
function useAssign(onAssign: AssignProps['onAssign']): AssignProps {
  const { client } = useTerminal();
  const [text, setText] = useState('');
  const found = useQuery({
    queryKey: ['search', 'assign', text],
    queryFn: () => client.catalog.search({ text, limit: assignHitsMax }),
    enabled: text.trim() !== '',
    placeholderData: keepPreviousData,
  });
  const hits = text.trim() === '' ? [] : (found.data ?? []).map(({ item }) => item);
  return { text, onText: setText, hits, onAssign };
}

/** Makes an item of an unknown code, or gives the code to one there is; then rings it. */
export function NewItemSheet({ barcode, onDone, onClose }: NewItemSheetProps): ReactElement {
  const { sender, settings, desk, ambient } = useTerminal();
  const { currency, format } = useStoreMoney();
  const refusalText = useRefusalText();
  const [problem, setProblem] = useState<string | null>(null);
  const put = async (item: Item): Promise<void> => {
    const refused = await sender.send('item.put', { item }).then(refusalOfResult, refusalCodeOf);
    if (refused !== null) return setProblem(refusalText(refused));
    // Goods by weight are not rung by a whole kilogram nobody weighed.
    if (item.unit === 'each') {
      const line = rungLine(item, { quantity: null, labelAmount: null }, { settings, ambient });
      desk.act({ kind: 'addLine', line });
    }
    onDone();
  };
  const create = (form: NewItemForm): void => {
    const price = parseMoney(form.price, currency, format);
    const { taxTable } = settings;
    const itemId = brandId<ItemId>(ambient.newId());
    if (price.ok) void put(itemOf(form, { itemId, unitPrice: price.value, barcode, taxTable }));
    else setProblem(refusalText(price.refusal));
  };
  const assign = useAssign((item) => void put({ ...item, barcodes: [...item.barcodes, barcode] }));
  return (
    <UnknownCodeSheet
      code={barcode}
      taxCategories={settings.taxTable.categories}
      problem={problem}
      onCreate={create}
      assign={assign}
      onClose={onClose}
    />
  );
}
