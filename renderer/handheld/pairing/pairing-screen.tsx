import { type ReactElement, useEffect, useRef, useState } from 'react';
import type { PageTools } from '../app/page-tools.ts';
import { useNow } from '../app/use-now.ts';
import type { HandheldEngine } from '../engine/handheld-engine.ts';
import type { HandheldPhase } from '../engine/handheld-state.ts';
import { ScanScreen } from '../scan/scan-screen.tsx';
import { PairingView } from './pairing-view.tsx';

export interface PairingScreenProps {
  readonly engine: HandheldEngine;
  readonly tools: PageTools;
  readonly phase: Extract<HandheldPhase, { kind: 'unpaired' | 'pairing' }>;
}

/** Pairs with what the address brought or the camera reads. */
export function PairingScreen({ engine, tools, phase }: PairingScreenProps): ReactElement {
  const [isScanning, setScanning] = useState(false);
  const [isTrusted, setTrusted] = useState<boolean | null>(null);
  const now = useNow();
  const isBegun = useRef(false);
  // The page was opened by the code of the counter: its secret is used at once, once, and is out of the address already.
  useEffect(() => {
    void tools.isTrusted().then(setTrusted);
    const url = isBegun.current ? null : tools.takePairUrl();
    isBegun.current = true;
    if (url !== null) void engine.pair(url);
  }, [engine, tools]);
  const scanned = (raw: string): void => {
    setScanning(false);
    void engine.pair(raw.replace(/^\][A-Za-z]\d/, ''));
  };
  return (
    <>
      <PairingView
        phase={phase.kind === 'pairing' ? phase : null}
        problem={phase.kind === 'unpaired' ? phase.problem : null}
        isTrusted={isTrusted}
        now={now}
        onScan={() => setScanning(true)}
        onCancel={engine.cancelPairing}
      />
      {isScanning ? (
        <ScanScreen tools={tools} feedback={null} onScan={scanned} onClose={() => setScanning(false)} />
      ) : null}
    </>
  );
}
