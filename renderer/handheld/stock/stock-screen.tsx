import { type ReactElement, useState } from 'react';
import type { Item } from '../../../domain/catalog/item.ts';
import { quantity } from '../../../domain/quantity/quantity.ts';
import { useText } from '../../kit/text.tsx';
import type { PageTools } from '../app/page-tools.ts';
import { useRefusalText } from '../app/refusal-text.ts';
import type { HandheldEngine } from '../engine/handheld-engine.ts';
import type { HandheldState } from '../engine/handheld-state.ts';
import { ScanScreen } from '../scan/scan-screen.tsx';
import { CountSheet } from './count-sheet.tsx';
import { StockView, type StockViewProps } from './stock-view.tsx';

export interface StockScreenProps {
  readonly engine: HandheldEngine;
  readonly state: HandheldState;
  readonly tools: PageTools;
  readonly onBack: () => void;
}

/** Most hits listed at once. */
const hitsMax = 30;

/** Looks up and counts. A count is an act of this phone: it counts offline too. */
export function StockScreen({ engine, state, tools, onBack }: StockScreenProps): ReactElement {
  const t = useText();
  const refusalText = useRefusalText();
  const [query, setQuery] = useState('');
  const [item, setItem] = useState<Item | null>(null);
  const [mode, setMode] = useState<'look' | 'scan' | 'count'>('look');
  const [said, setSaid] = useState<StockViewProps['said']>(null);
  const choose = (chosen: Item | null): void => {
    setItem(chosen);
    setSaid(null);
  };
  const scanned = (raw: string): void => {
    setMode('look');
    const found = engine.itemOfCode(raw);
    if (found === null) setSaid({ tone: 'warn', text: refusalText({ code: 'item-unknown' }) });
    else choose(found);
  };
  const count = async (milli: number, note: string): Promise<void> => {
    setMode('look');
    if (item === null) return;
    const done = await engine.countStock(item.itemId, quantity(milli, item.unit), note);
    setSaid(done.ok ? { tone: 'ok', text: t('stock.counted') } : { tone: 'warn', text: refusalText(done.refusal) });
  };
  return (
    <>
      <StockView
        {...{ query, item, said, onBack }}
        hits={item === null ? engine.search(query, hitsMax) : []}
        stock={item === null ? null : engine.stockOf(item.itemId)}
        mayCount={state.may.get('stock.count') === 'allow'}
        onQuery={setQuery}
        onItem={choose}
        onScan={() => setMode('scan')}
        onCount={() => setMode('count')}
      />
      {mode === 'scan' ? (
        <ScanScreen tools={tools} feedback={null} onScan={scanned} onClose={() => setMode('look')} />
      ) : null}
      {mode === 'count' && item !== null ? (
        <CountSheet
          name={item.name}
          unit={item.unit}
          onCount={(milli, note) => void count(milli, note)}
          onClose={() => setMode('look')}
        />
      ) : null}
    </>
  );
}
