import { type ReactElement, useState } from 'react';
import type { Item } from '../../../domain/catalog/item.ts';
import { useText } from '../../kit/text.tsx';
import { lineWord } from '../app/line-state.ts';
import type { PageTools } from '../app/page-tools.ts';
import type { Place } from '../app/place-bar.tsx';
import { useRefusalText } from '../app/refusal-text.ts';
import { useNow } from '../app/use-now.ts';
import type { Scans } from '../app/use-scans.ts';
import { useMoment } from '../app/when.tsx';
import type { HandheldEngine } from '../engine/handheld-engine.ts';
import type { HandheldState } from '../engine/handheld-state.ts';
import { ScanScreen } from '../scan/scan-screen.tsx';
import { tilesMax } from './item-grid.tsx';
import type { SalePaneActs } from './sale-pane.tsx';
import { SellView } from './sell-view.tsx';
import { useSellSheets } from './use-sell-sheets.tsx';

export interface SellScreenProps {
  readonly engine: HandheldEngine;
  readonly state: HandheldState;
  readonly tools: PageTools;
  readonly scans: Scans;
  readonly onPay: () => void;
  readonly onPlace: (place: Place) => void;
  readonly onLineState: () => void;
}

function shownItems(
  { engine, state }: Pick<SellScreenProps, 'engine' | 'state'>,
  query: string,
  category: string | null,
): readonly Item[] {
  if (query.trim() !== '') return engine.search(query, tilesMax);
  return category === null ? state.catalog.grid : engine.itemsOf(category);
}

/** Rings goods; asks whether the sale could be completed before anybody counts money. */
export function SellScreen(props: SellScreenProps): ReactElement {
  const { engine, state, tools, scans } = props;
  const t = useText();
  const refusalText = useRefusalText();
  const moment = useMoment();
  const now = useNow(30_000);
  const [query, setQuery] = useState('');
  const [category, setCategory] = useState<string | null>(null);
  const [isScanning, setScanning] = useState(false);
  const pay = (): void => {
    const may = engine.mayTakeMoney();
    if (may.ok) props.onPay();
    else if (may.refusal.code === 'override-needed') sheets.askRefund();
    else scans.say({ tone: 'warn', title: refusalText(may.refusal) });
  };
  const sheets = useSellSheets({ engine, state, acts: { onPay: pay } });
  const ring = (item: Item): void => {
    if (item.unit !== 'each') {
      sheets.open({ kind: 'weigh', item });
      return;
    }
    const done = engine.addItem(item.itemId);
    scans.say(done.ok ? null : { tone: 'warn', title: refusalText(done.refusal) });
  };
  const acts: SalePaneActs = {
    onLine: (lineId) => sheets.open({ kind: 'line', lineId }),
    onPay: pay,
    onHold: () => sheets.open({ kind: 'hold' }),
    onDiscount: () => sheets.open({ kind: 'discount', lineId: null }),
    onVoid: () => sheets.open({ kind: 'void' }),
    onUndo: engine.undo,
  };
  return (
    <>
      <SellView
        {...{ query, category, acts }}
        staffName={state.staff?.name ?? ''}
        line={lineWord(t, state, (at) => moment(at, now))}
        items={shownItems(props, query, category)}
        isLoading={state.catalog.standing !== 'ready'}
        categories={state.catalog.categories}
        sale={state.sale}
        feedback={isScanning ? null : scans.feedback}
        places={{ place: 'sell', held: state.suspended.length, onPlace: props.onPlace }}
        onItem={ring}
        onQuery={setQuery}
        onCategory={setCategory}
        onCamera={() => setScanning(true)}
        onOpenSale={() => sheets.open({ kind: 'sale' })}
        onLineState={props.onLineState}
        onLock={engine.lock}
        onDismiss={() => scans.say(null)}
      />
      {sheets.sheet}
      {isScanning ? (
        <ScanScreen tools={tools} feedback={scans.feedback} onScan={scans.onScan} onClose={() => setScanning(false)} />
      ) : null}
    </>
  );
}
