import { type ReactElement, useState } from 'react';
import type { Item } from '../../../domain/catalog/item.ts';
import { formatAmount } from '../../../domain/money/money-format.ts';
import { parseMoney } from '../../../domain/money/parse-money.ts';
import { useRefusalText } from '../app/refusal-text.ts';
import { useTerminal } from '../app/terminal.tsx';
import { refusalCodeOf, refusalOfResult } from '../hub/refusal-code.ts';
import { useStoreMoney } from '../store/store-text.tsx';
import { type ItemForm, ItemSheet } from './item-sheet.tsx';

/** Place of an item that is put on the grid for the first time: after all others. */
const lastGridPlace = 99_999;

export interface ItemEditProps {
  readonly item: Item;
  readonly onSaved: (item: Item) => void;
  readonly onClose: () => void;
}

function gridPlaceOf(item: Item, onGrid: boolean): number | null {
  return onGrid ? (item.gridPlace ?? lastGridPlace) : null;
}

/** Changes an item as one op; the whole item is written, so nothing is half changed. */
export function ItemEdit({ item, onSaved, onClose }: ItemEditProps): ReactElement {
  const { sender, settings } = useTerminal();
  const { currency, format } = useStoreMoney();
  const refusalText = useRefusalText();
  const [problem, setProblem] = useState<string | null>(null);
  const save = async ({ price, barcodes, onGrid, ...form }: ItemForm): Promise<void> => {
    const unitPrice = parseMoney(price, currency, format);
    if (!unitPrice.ok) return setProblem(refusalText(unitPrice.refusal));
    const codes = barcodes.split(/\s+/).filter((code) => code !== '');
    const next: Item = {
      ...item,
      ...form,
      name: form.name.trim(),
      unitPrice: unitPrice.value,
      barcodes: codes,
      gridPlace: gridPlaceOf(item, onGrid),
    };
    const refused = await sender.send('item.put', { item: next }).then(refusalOfResult, refusalCodeOf);
    if (refused === null) onSaved(next);
    else setProblem(refusalText(refused));
  };
  return (
    <ItemSheet
      item={item}
      price={formatAmount(item.unitPrice, currency, format)}
      taxCategories={settings.taxTable.categories}
      problem={problem}
      onSave={(form) => void save(form)}
      onClose={onClose}
    />
  );
}
