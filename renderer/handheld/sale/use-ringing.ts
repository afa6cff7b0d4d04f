import { useEffect, useRef } from 'react';
import type { Item } from '../../../domain/catalog/item.ts';
import { useRefusalText } from '../app/refusal-text.ts';
import type { Scans } from '../app/use-scans.ts';
import { isPriceOpen } from '../engine/desk/scanned.ts';
import type { HandheldEngine } from '../engine/handheld-engine.ts';
import type { SellSheet } from './use-sell-sheets.tsx';

export interface Ringing {
  readonly engine: HandheldEngine;
  readonly scans: Scans;
  readonly open: (sheet: SellSheet) => void;
  /** Was scanned and has no price: one is keyed first. */
  readonly priceless: Item | null;
  readonly onPriced: () => void;
  /** A sheet opens for what was scanned: the camera is in its way. */
  readonly onSheet: () => void;
}

/** Rings what is tapped; goods without a weight or without a price are asked for it first (HV6, HV40). */
export function useRinging({ engine, scans, open, priceless, onPriced, onSheet }: Ringing): (item: Item) => void {
  const refusalText = useRefusalText();
  const ring = (item: Item): void => {
    const missing = item.unit !== 'each' ? 'weigh' : isPriceOpen(item) ? 'price' : null;
    if (missing !== null) {
      open({ kind: missing, item });
      return;
    }
    const done = engine.addItem(item.itemId);
    scans.say(done.ok ? null : { tone: 'warn', title: refusalText(done.refusal) });
  };
  const latest = useRef({ ring, onSheet });
  latest.current = { ring, onSheet };
  useEffect(() => {
    if (priceless === null) return;
    latest.current.onSheet();
    latest.current.ring(priceless);
    onPriced();
  }, [priceless, onPriced]);
  return ring;
}
