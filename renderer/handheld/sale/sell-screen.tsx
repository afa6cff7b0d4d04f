import { type ReactElement, useState } from 'react';
import type { Item } from '../../../domain/catalog/item.ts';
import type { CheckId } from '../../../domain/id.ts';
import { useText } from '../../kit/text.tsx';
import { lineWord } from '../app/line-state.ts';
import type { PageTools } from '../app/page-tools.ts';
import type { Place } from '../app/place-bar.tsx';
import { useRefusalText } from '../app/refusal-text.ts';
import { useNow } from '../app/use-now.ts';
import type { Scans } from '../app/use-scans.ts';
import { useMoment } from '../app/when.tsx';
import { useSellCheck } from '../check/use-sell-check.ts';
import type { CheckView } from '../engine/check-engine.ts';
import type { HandheldEngine } from '../engine/handheld-engine.ts';
import type { HandheldState } from '../engine/handheld-state.ts';
import { ScanScreen } from '../scan/scan-screen.tsx';
import { tilesMax } from './item-grid.tsx';
import type { SalePaneActs } from './sale-pane.tsx';
import { SellView, type SellViewProps } from './sell-view.tsx';
import { useRinging } from './use-ringing.ts';
import { useSellSheets } from './use-sell-sheets.tsx';

export interface SellScreenProps {
  readonly engine: HandheldEngine;
  readonly state: HandheldState;
  readonly tools: PageTools;
  readonly scans: Scans;
  /** The check goods are keyed for; null when they are for an ordinary sale. */
  readonly ordering: CheckView | null;
  readonly onCheck: (checkId: CheckId) => void;
  /** Was scanned and has no price: one is keyed first. */
  readonly priceless: Item | null;
  readonly onPriced: () => void;
  readonly onPay: () => void;
  readonly onPlace: (place: Place) => void;
  readonly onLineState: () => void;
}

type Goods = Pick<SellViewProps, 'query' | 'category' | 'items' | 'onQuery' | 'onCategory'>;

/** The goods in sight: the favourites, a category, or what is searched for. */
function useGoods({ engine, state }: Pick<SellScreenProps, 'engine' | 'state'>): Goods {
  const [query, onQuery] = useState('');
  const [category, onCategory] = useState<string | null>(null);
  const inPlace = (): readonly Item[] => (category === null ? state.catalog.grid : engine.itemsOf(category));
  const items = query.trim() === '' ? inPlace() : engine.search(query, tilesMax);
  return { query, category, items, onQuery, onCategory };
}

/** Rings goods; asks whether the sale could be completed before anybody counts money. */
export function SellScreen(props: SellScreenProps): ReactElement {
  const { engine, state, tools, scans } = props;
  const t = useText();
  const refusalText = useRefusalText();
  const moment = useMoment();
  const now = useNow(30_000);
  const goods = useGoods(props);
  const [isScanning, setScanning] = useState(false);
  const warn = (title: string): void => scans.say({ tone: 'warn', title });
  const pay = (): void => {
    const may = engine.mayTakeMoney();
    if (may.ok) props.onPay();
    else if (may.refusal.need !== undefined) sheets.askConsent(may.refusal.need, pay);
    else warn(refusalText(may.refusal));
  };
  const check = useSellCheck({ ...props, onSaid: (tone, title) => scans.say({ tone, title }) });
  const onPutOn = (title: string): void => scans.say({ tone: 'ok', title });
  const sheets = useSellSheets({ engine, state, check, onPutOn, acts: { onPay: pay } });
  const ring = useRinging({ ...props, open: sheets.open, onSheet: () => setScanning(false) });
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
        {...goods}
        {...{ acts, check }}
        staffName={state.staff?.name ?? ''}
        line={lineWord(t, state, (at) => moment(at, now))}
        isLoading={state.catalog.standing !== 'ready'}
        categories={state.catalog.categories}
        sale={state.sale}
        feedback={isScanning ? null : scans.feedback}
        places={{ place: 'sell', held: state.suspended.length + state.checks.length, onPlace: props.onPlace }}
        onItem={ring}
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
