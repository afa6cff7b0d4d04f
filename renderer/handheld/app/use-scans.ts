import { useCallback, useEffect, useRef, useState } from 'react';
import type { WedgeSettings } from '../../../domain/scanner/wedge.ts';
import { useText } from '../../kit/text.tsx';
import type { HandheldEngine } from '../engine/handheld-engine.ts';
import { listenForWedge } from '../engine/scan/wedge-scanner.ts';
import type { ScanFeedback } from '../scan/scan-view.tsx';
import type { PageTools } from './page-tools.ts';
import { refusalText } from './refusal-text.ts';

/** How long a good scan is told of, in milliseconds; what needs a person stays until it is put away. */
export const feedbackMs = 2_500;

export interface Scans {
  readonly feedback: ScanFeedback | null;
  readonly say: (feedback: ScanFeedback | null) => void;
  readonly onScan: (raw: string) => void;
}

interface ScanUse {
  readonly engine: HandheldEngine;
  readonly tools: PageTools;
  readonly wedge: WedgeSettings;
  /** Off where a scan would ring behind somebody's back: while money is taken, under the lock. */
  readonly isOn: boolean;
  readonly onReceipt: (number: string) => void;
}

/** Scans of the camera and of wedge scanners: rung at once, with a word and a nudge for each. */
export function useScans({ engine, tools, wedge, isOn, onReceipt }: ScanUse): Scans {
  const t = useText();
  const [feedback, say] = useState<ScanFeedback | null>(null);
  const take = (raw: string): void => {
    const outcome = engine.scan(raw);
    tools.nudge(outcome.kind === 'rung' || outcome.kind === 'receipt' ? 'ok' : 'bad');
    if (outcome.kind === 'receipt') return onReceipt(outcome.number);
    if (outcome.kind === 'rung') return say({ tone: 'ok', title: t('scan.rung', { name: outcome.item.name }) });
    if (outcome.kind === 'refused') return say({ tone: 'warn', title: refusalText(t, outcome.refusal) });
    say({ tone: 'warn', title: t('scan.unknown'), text: t('scan.unknown-text', { code: outcome.text }) });
  };
  const latest = useRef({ take, wedge });
  latest.current = { take, wedge };
  const onScan = useCallback((raw: string) => latest.current.take(raw), []);
  // The scanner types into the window, whatever has the focus: that is outside React.
  useEffect(() => (isOn ? listenForWedge(() => latest.current.wedge, onScan) : undefined), [isOn, onScan]);
  useEffect(() => {
    if (feedback?.tone !== 'ok') return;
    const timer = setTimeout(() => say(null), feedbackMs);
    return () => clearTimeout(timer);
  }, [feedback]);
  return { feedback, say, onScan };
}
