import { type ReactElement, useMemo, useRef, useState } from 'react';
import { useText } from '../../kit/text.tsx';
import type { HandheldEngine } from '../engine/handheld-engine.ts';
import type { DoneSale, HandheldState, SafePlace } from '../engine/handheld-state.ts';
import { DoneView, type DoneViewProps } from './done-view.tsx';
import { receiptQr } from './receipt-qr.ts';

/** Columns of the receipt on another phone: what fits across without turning it. */
const phoneColumns = 32;

export interface DoneScreenProps {
  readonly engine: HandheldEngine;
  readonly state: HandheldState;
  readonly done: DoneSale;
  /** The next sale begins where goods are rung, not where the money was taken. */
  readonly onNext: () => void;
}

function safeOf(state: HandheldState, number: string): SafePlace {
  return state.outbox.entries.find((entry) => entry.number === number)?.safe ?? 'here';
}

/** Shows the finished sale until somebody goes on. */
export function DoneScreen({ engine, state, done, onNext }: DoneScreenProps): ReactElement {
  const t = useText();
  const [printed, setPrinted] = useState<DoneViewProps['printed']>(null);
  const isPrinting = useRef(false);
  const qr = useMemo(() => {
    const rows = engine.receiptRows(done.saleId, phoneColumns);
    return rows === null ? null : receiptQr(rows);
  }, [engine, done.saleId]);
  const print = async (): Promise<void> => {
    if (isPrinting.current) return;
    isPrinting.current = true;
    const asked = await engine.printAtCounter(done.saleId);
    isPrinting.current = false;
    setPrinted(asked.ok ? { tone: 'ok', text: t('done.printing') } : { tone: 'info', text: t('done.print-later') });
  };
  return (
    <DoneView
      done={done}
      qr={qr}
      safe={safeOf(state, done.number)}
      isOffline={state.hub.standing === 'away'}
      printed={printed}
      onPrint={() => void print()}
      onNext={() => {
        engine.nextSale();
        onNext();
      }}
    />
  );
}
