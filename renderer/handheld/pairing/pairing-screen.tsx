import { type ReactElement, useEffect, useRef, useState } from 'react';
import { typedCodeDigits } from '../../../contracts/pairing.ts';
import type { PageTools } from '../app/page-tools.ts';
import { useNow } from '../app/use-now.ts';
import type { HandheldEngine } from '../engine/handheld-engine.ts';
import type { HandheldPhase } from '../engine/handheld-state.ts';
import { ScanScreen } from '../scan/scan-screen.tsx';
import { PairingView } from './pairing-view.tsx';

export interface PairingScreenProps {
  readonly engine: HandheldEngine;
  readonly tools: PageTools;
  /** Acts of before that are sealed on this phone, and go to the counter when it is paired. */
  readonly sealed: number;
  readonly phase: Extract<HandheldPhase, { kind: 'unpaired' | 'pairing' }>;
}

/** Pairs with what the address brought or the camera reads. */
export function PairingScreen({ engine, tools, sealed, phase }: PairingScreenProps): ReactElement {
  const [isScanning, setScanning] = useState(false);
  const [code, setCode] = useState('');
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
        {...{ now, sealed, code }}
        onCode={(typed) => setCode(typed.replace(/\D/g, '').slice(0, typedCodeDigits))}
        onTyped={() => {
          void engine.pair(code);
          setCode('');
        }}
        onScan={() => setScanning(true)}
        onCancel={engine.cancelPairing}
      />
      {isScanning ? (
        <ScanScreen tools={tools} feedback={null} onScan={scanned} onClose={() => setScanning(false)} />
      ) : null}
    </>
  );
}
