import { type ReactElement, useEffect, useRef, useState } from 'react';
import type { LineId } from '../../../domain/id.ts';
import type { PageTools } from '../app/page-tools.ts';
import { useRefusalText } from '../app/refusal-text.ts';
import { useNow } from '../app/use-now.ts';
import type { HandheldEngine, ReturnableSale } from '../engine/handheld-engine.ts';
import type { HandheldState } from '../engine/handheld-state.ts';
import { reasonsFor } from '../sale/reason-choice.tsx';
import { ScanScreen } from '../scan/scan-screen.tsx';
import { ReturnView } from './return-view.tsx';

export interface ReturnScreenProps {
  readonly engine: HandheldEngine;
  readonly state: HandheldState;
  readonly tools: PageTools;
  /** A receipt that was scanned; empty when somebody has to say which. */
  readonly startNumber: string;
  /** The goods are in the sale: on to the money. */
  readonly onAdded: () => void;
  readonly onBack: () => void;
}

/** Why nothing may come back now, as a refusal code; null when it may. */
function barredReturn({ may, lease, hub, policies }: HandheldState): string | null {
  if ((may.get('sale.return') ?? 'hidden') === 'hidden') return 'permission-missing';
  if (lease.state === 'no-refunds' || lease.state === 'no-sales') return 'lease-no-refunds';
  return hub.standing === 'away' && !policies.offlineReturns ? 'offline-not-allowed' : null;
}

interface Finding {
  readonly found: ReturnableSale | null;
  readonly problem: string | null;
  readonly isBusy: boolean;
}
const nothing: Finding = { found: null, problem: null, isBusy: false };

/** Finds the receipt, picks what comes back, and puts it into the sale. */
export function ReturnScreen({ engine, state, tools, startNumber, onAdded, onBack }: ReturnScreenProps): ReactElement {
  const refusalText = useRefusalText();
  const now = useNow(60_000);
  const [number, setNumber] = useState(startNumber);
  const [finding, setFinding] = useState<Finding>(nothing);
  const [picks, setPicks] = useState<ReadonlyMap<LineId, number>>(new Map());
  const [restock, setRestock] = useState(true);
  const [reasonCode, setReason] = useState('');
  const [isScanning, setScanning] = useState(false);
  const find = async (wanted: string): Promise<void> => {
    if (wanted.trim() === '') return;
    setFinding({ ...nothing, isBusy: true });
    const done = await engine.findReceipt(wanted.trim());
    setPicks(new Map());
    setFinding(done.ok ? { ...nothing, found: done.value } : { ...nothing, problem: refusalText(done.refusal) });
  };
  const add = async (): Promise<void> => {
    if (finding.found === null || finding.isBusy) return;
    setFinding({ ...finding, isBusy: true });
    const done = await engine.addReturn({ number: finding.found.number, picks, restock, reasonCode });
    if (done.ok) return onAdded();
    setFinding({ ...finding, isBusy: false, problem: refusalText(done.refusal) });
  };
  const latest = useRef(find);
  latest.current = find;
  // A scanned receipt opens this screen: it is looked up as soon as the screen is there.
  useEffect(() => {
    setNumber(startNumber);
    void latest.current(startNumber);
  }, [startNumber]);
  const scanned = (raw: string): void => {
    setScanning(false);
    const found = engine.receiptOfCode(raw);
    if (found !== null) {
      setNumber(found);
      void find(found);
    } else setFinding({ ...nothing, problem: refusalText({ code: 'receipt-unknown' }) });
  };
  const barred = barredReturn(state);
  return (
    <>
      <ReturnView
        {...finding}
        {...{ number, picks, restock, reasonCode, now, onBack }}
        reasons={reasonsFor(state.settings?.reasons ?? [], 'sale.return')}
        barred={barred === null ? null : refusalText({ code: barred })}
        isOffline={state.hub.standing === 'away'}
        onNumber={setNumber}
        onFind={() => void find(number)}
        onScan={() => setScanning(true)}
        onPick={(lineId, milli) => setPicks(new Map(picks).set(lineId, milli))}
        onRestock={setRestock}
        onReason={setReason}
        onAdd={() => void add()}
      />
      {isScanning ? (
        <ScanScreen tools={tools} feedback={null} onScan={scanned} onClose={() => setScanning(false)} />
      ) : null}
    </>
  );
}
