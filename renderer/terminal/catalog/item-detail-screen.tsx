import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import type { OpResult } from '../../../contracts/op.ts';
import type { Item } from '../../../domain/catalog/item.ts';
import { useText } from '../../kit/text.tsx';
import { useRefusalText } from '../app/refusal-text.ts';
import { answerFor, useTerminal } from '../app/terminal.tsx';
import { refusalCodeOf, refusalOfResult } from '../hub/refusal-code.ts';
import { QuantitySheet } from '../sale/amount-sheets.tsx';
import { rungLine } from '../sale/rung-line.ts';
import { useTillKeys } from '../sale/use-till-keys.ts';
import { ItemDetailView, type StockAct, stockKeys } from './item-detail-view.tsx';
import { ItemEdit } from './item-edit.tsx';

const permissionOf = {
  count: 'stock.count',
  receive: 'stock.receive',
  'adjust-in': 'stock.adjust',
  'adjust-out': 'stock.adjust',
} as const;
const stockActs = ['count', 'receive', 'adjust-in', 'adjust-out'] as const satisfies readonly StockAct[];
export interface ItemDetailScreenProps {
  readonly item: Item;
  readonly onSold: () => void;
  /** Measured goods are asked how much first. */
  readonly onMeasure: (item: Item) => void;
  readonly onBack: () => void;
}

interface Booking {
  readonly act: StockAct | null;
  readonly setAct: (act: StockAct | null) => void;
  readonly problem: string | null;
  readonly book: (milli: number) => Promise<void>;
}

/** Counts, receives or adjusts one item: each an op of its own kind. */
function useBooking(item: Item, onBooked: () => void): Booking {
  const { sender, settings } = useTerminal();
  const refusalText = useRefusalText();
  const [act, setAct] = useState<StockAct | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const send = (milli: number): Promise<OpResult> => {
    const quantity = { milli, unit: item.unit };
    const { itemId } = item;
    if (act === 'count') return sender.send('stock.counted', { itemId, quantity, note: '' });
    if (act === 'receive')
      return sender.send('stock.received', { itemId, quantity, unitCost: item.unitCost, note: '' });
    const reasonCode = settings.reasons.find((reason) => reason.for.includes('stock.adjust'))?.code ?? 'other';
    const direction = act === 'adjust-in' ? 'in' : 'out';
    return sender.send('stock.adjusted', { itemId, direction, quantity, reasonCode, note: '' });
  };
  const book = async (milli: number): Promise<void> => {
    const refused = await send(milli).then(refusalOfResult, refusalCodeOf);
    setProblem(refused === null ? null : refusalText(refused));
    setAct(null);
    onBooked();
  };
  return { act, setAct, problem, book };
}

/** One item with its stock; counts, receives, adjusts and edits as the role allows. */
export function ItemDetailScreen({ item: shown, onSold, onMeasure, onBack }: ItemDetailScreenProps): ReactElement {
  const [item, setItem] = useState(shown);
  const [isEditing, setEditing] = useState(false);
  const { client, session, settings, desk, ambient } = useTerminal();
  const t = useText();
  const stock = useQuery({
    queryKey: ['live', 'stock', item.itemId],
    queryFn: () => client.stock.item({ itemId: item.itemId }),
  });
  const booking = useBooking(item, () => void stock.refetch());
  const { act } = booking;
  const sell = (): void => {
    const line = rungLine(item, { quantity: null, labelAmount: null }, { settings, ambient });
    if (item.unit !== 'each') onMeasure(item);
    else if (desk.act({ kind: 'addLine', line }, t('undo.added', { name: item.name })).ok) onSold();
  };
  const mayEdit = answerFor(session.permissions, 'catalog.edit', 0) === 'allow';
  const saved = (next: Item): void => {
    setItem(next);
    setEditing(false);
  };
  const acts = stockActs.filter((each) => answerFor(session.permissions, permissionOf[each], 0) === 'allow');
  const actKeys = Object.fromEntries(acts.map((each) => [stockKeys[each], () => booking.setAct(each)]));
  const edit = (): void => setEditing(mayEdit);
  const keys = { ...actKeys, Escape: onBack, Enter: sell, e: edit, E: edit };
  useTillKeys(keys, act === null && !isEditing);
  const taxName = settings.taxTable.categories.find(({ code }) => code === item.taxCategory)?.name ?? item.taxCategory;
  return (
    <>
      <ItemDetailView
        {...{ item, taxName, acts, onBack }}
        stock={stock.data ?? null}
        problem={booking.problem}
        onSell={sell}
        onStock={booking.setAct}
        onEdit={mayEdit ? () => setEditing(true) : undefined}
      />
      {isEditing ? <ItemEdit item={item} onSaved={saved} onClose={() => setEditing(false)} /> : null}
      {act === null ? null : (
        <QuantitySheet
          name={`${t(`stock.act.${act}`)} · ${item.name}`}
          unit={item.unit}
          problem={null}
          onApply={(milli) => void booking.book(milli)}
          onClose={() => booking.setAct(null)}
        />
      )}
    </>
  );
}
