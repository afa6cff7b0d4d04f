import { type ReactElement, useState } from 'react';
import type { Item } from '../../../domain/catalog/item.ts';
import { brandId, type ItemId } from '../../../domain/id.ts';
import { parseMoney } from '../../../domain/money/parse-money.ts';
import { useRefusalText } from '../app/refusal-text.ts';
import { useTerminal } from '../app/terminal.tsx';
import { refusalCodeOf, refusalOfResult } from '../hub/refusal-code.ts';
import { rungLine } from '../sale/rung-line.ts';
import { useStoreMoney } from '../store/store-text.tsx';
import { type NewItemForm, UnknownCodeSheet } from './unknown-code-sheet.tsx';

export interface NewItemSheetProps {
  readonly barcode: string;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Makes an item of an unknown code, puts it into the catalog and rings it. */
export function NewItemSheet({ barcode, onDone, onClose }: NewItemSheetProps): ReactElement {
  const { sender, settings, desk, ambient } = useTerminal();
  const { currency, format } = useStoreMoney();
  const refusalText = useRefusalText();
  const [problem, setProblem] = useState<string | null>(null);
  const create = async (form: NewItemForm): Promise<void> => {
    const price = parseMoney(form.price, currency, format);
    if (!price.ok) return setProblem(refusalText(price.refusal));
    const item: Item = {
      itemId: brandId<ItemId>(ambient.newId()),
      sku: '',
      name: form.name.trim(),
      brand: '',
      size: '',
      category: form.category.trim(),
      taxCategory: form.taxCategory,
      unitPrice: price.value,
      unit: 'each',
      unitCost: null,
      barcodes: [barcode],
      labelCode: '',
      stockTracked: true,
      active: true,
      gridPlace: null,
      colour: '',
    };
    try {
      const refused = refusalOfResult(await sender.send('item.put', { item }));
      if (refused !== null) return setProblem(refusalText(refused));
      desk.act({ kind: 'addLine', line: rungLine(item, { quantity: null, labelAmount: null }, { settings, ambient }) });
      onDone();
    } catch (error) {
      setProblem(refusalText(refusalCodeOf(error)));
    }
  };
  return (
    <UnknownCodeSheet
      code={barcode}
      taxCategories={settings.taxTable.categories}
      problem={problem}
      onCreate={(form) => void create(form)}
      onClose={onClose}
    />
  );
}
