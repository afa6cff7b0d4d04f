import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import type { Item } from '../../../domain/catalog/item.ts';
import { useText } from '../../kit/text.tsx';
import { useRefusalText } from '../app/refusal-text.ts';
import { answerFor, useTerminal } from '../app/terminal.tsx';
import { refusalCodeOf, refusalOfResult } from '../hub/refusal-code.ts';
import { QuantitySheet } from '../sale/amount-sheets.tsx';
import { rungLine } from '../sale/rung-line.ts';
import { useTillKeys } from '../sale/use-till-keys.ts';
import { ItemDetailView, type StockAct } from './item-detail-view.tsx';

const permissionOf = {
  count: 'stock.count',
  receive: 'stock.receive',
  'adjust-in': 'stock.adjust',
  'adjust-out': 'stock.adjust',
} as const;
export interface ItemDetailScreenProps {
  readonly item: Item;
  readonly onSold: () => void;
  readonly onBack: () => void;
}

/** One item with its stock; counts, receives and adjusts as the role allows. */
export function ItemDetailScreen({ item, onSold, onBack }: ItemDetailScreenProps): ReactElement {
  const { client, sender, session, settings, desk, ambient } = useTerminal();
  const t = useText();
  const refusalText = useRefusalText();
  const stock = useQuery({
    queryKey: ['live', 'stock', item.itemId],
    queryFn: () => client.stock.item({ itemId: item.itemId }),
  });
  const [act, setAct] = useState<StockAct | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const sell = (): void => {
    const done = desk.act(
      { kind: 'addLine', line: rungLine(item, { quantity: null, labelAmount: null }, { settings, ambient }) },
      t('undo.added', { name: item.name }),
    );
    if (done.ok) onSold();
    else setProblem(refusalText(done.refusal.code));
  };
  const book = async (milli: number): Promise<void> => {
    const quantity = { milli, unit: item.unit };
    const { itemId } = item;
    const send = (): ReturnType<typeof sender.send> => {
      if (act === 'count') return sender.send('stock.counted', { itemId, quantity, note: '' });
      if (act === 'receive')
        return sender.send('stock.received', { itemId, quantity, unitCost: item.unitCost, note: '' });
      const reasonCode = settings.reasons.find((reason) => reason.for.includes('stock.adjust'))?.code ?? 'other';
      return sender.send('stock.adjusted', {
        itemId,
        direction: act === 'adjust-in' ? 'in' : 'out',
        quantity,
        reasonCode,
        note: '',
      });
    };
    try {
      const refused = refusalOfResult(await send());
      setProblem(refused === null ? null : refusalText(refused));
    } catch (error) {
      setProblem(refusalText(refusalCodeOf(error)));
    }
    setAct(null);
    void stock.refetch();
  };
  useTillKeys({ Escape: onBack, Enter: sell }, act === null);
  const acts = (Object.keys(permissionOf) as StockAct[]).filter(
    (each) => answerFor(session.permissions, permissionOf[each], 0) === 'allow',
  );
  const taxName = settings.taxTable.categories.find(({ code }) => code === item.taxCategory)?.name ?? item.taxCategory;
  return (
    <>
      <ItemDetailView
        item={item}
        taxName={taxName}
        stock={stock.data ?? null}
        acts={acts}
        problem={problem}
        onSell={sell}
        onStock={setAct}
        onEdit={undefined}
        onBack={onBack}
      />
      {act === null ? null : (
        <QuantitySheet
          name={`${t(`stock.act.${act}`)} · ${item.name}`}
          unit={item.unit}
          problem={null}
          onApply={(milli) => void book(milli)}
          onClose={() => setAct(null)}
        />
      )}
    </>
  );
}
