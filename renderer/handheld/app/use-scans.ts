import { useCallback, useEffect, useRef, useState } from 'react';
import { assertNever } from '../../../domain/assert.ts';
import type { Item } from '../../../domain/catalog/item.ts';
import type { WedgeSettings } from '../../../domain/scanner/wedge.ts';
import { type Translate, useText } from '../../kit/text.tsx';
import type { HandheldEngine, ScanOutcome } from '../engine/handheld-engine.ts';
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
  /** An item without a price was scanned: one has to be keyed before it is rung. */
  readonly onPriceNeeded: (item: Item) => void;
}

type Told = Exclude<ScanOutcome, { kind: 'receipt' | 'price-needed' }>;

function feedbackOf(t: Translate, outcome: Told): ScanFeedback {
  switch (outcome.kind) {
    case 'rung':
      return { tone: 'ok', title: t('scan.rung', { name: outcome.item.name }) };
    case 'refused':
      return { tone: 'warn', title: refusalText(t, outcome.refusal) };
    case 'unknown':
      return { tone: 'warn', title: t('scan.unknown'), text: t('scan.unknown-text', { code: outcome.text }) };
    default:
      return assertNever(outcome);
  }
}

/** Scans of the camera and of wedge scanners: rung at once, with a word and a nudge for each. */
export function useScans({ engine, tools, wedge, isOn, onReceipt, onPriceNeeded }: ScanUse): Scans {
  const t = useText();
  const [feedback, say] = useState<ScanFeedback | null>(null);
  const take = (raw: string): void => {
    const outcome = engine.scan(raw);
    tools.nudge(outcome.kind === 'refused' || outcome.kind === 'unknown' ? 'bad' : 'ok');
    if (outcome.kind === 'receipt') onReceipt(outcome.number);
    else if (outcome.kind === 'price-needed') onPriceNeeded(outcome.item);
    else say(feedbackOf(t, outcome));
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
