import { useCallback } from 'react';
import type { Item } from '../../../domain/catalog/item.ts';
import { useText } from '../../kit/text.tsx';
import { useRefusalText } from '../app/refusal-text.ts';
import { useTerminal } from '../app/terminal.tsx';
import { refusalCodeOf } from '../hub/refusal-code.ts';
import { rungLine } from '../sale/rung-line.ts';
import type { SellNotice } from '../sale/sell-view.tsx';

/** Longest scan that is sent to the hub, in characters. */
const scanSentCharsMax = 4_296;
const aimPattern = /^\][A-Za-z][0-9A-Za-z]/;

export interface ScanOutcome {
  /** An item of this name was rung. */
  readonly onRung: (name: string) => void;
  /** Measured goods whose code does not say how much. */
  readonly onMeasure: (item: Item) => void;
  readonly onReceipt: (transactionNumber: string) => void;
  readonly onUnknown: (barcode: string) => void;
  readonly onNotice: (notice: SellNotice | null) => void;
}

/** What a scan does, wherever the till is: rings the item, opens the receipt, or says what is wrong with the code. */
export function useScans(outcome: ScanOutcome): (raw: string) => Promise<void> {
  const { client, desk, settings, ambient } = useTerminal();
  const t = useText();
  const refusalText = useRefusalText();
  return useCallback(
    async (raw: string) => {
      const aimId = aimPattern.exec(raw)?.[0] ?? null;
      const text = (aimId === null ? raw : raw.slice(aimId.length)).slice(0, scanSentCharsMax);
      if (text === '') return;
      try {
        const answer = await client.catalog.scan({ raw: text, aimId });
        if (answer.kind === 'receipt') return outcome.onReceipt(answer.transactionNumber);
        if (answer.kind === 'unknown') {
          const sound = answer.barcode;
          if (sound !== null) outcome.onUnknown(sound);
          const key = answer.reason === 'check-digit' ? 'scan.check-digit' : 'scan.other';
          return sound === null
            ? outcome.onNotice({ tone: 'warn', title: t('scan.bad-title'), text: t(key, { code: answer.text }) })
            : undefined;
        }
        if (answer.item.unit !== 'each' && answer.quantity === null) return outcome.onMeasure(answer.item);
        const line = rungLine(answer.item, answer, { settings, ambient });
        const done = desk.act({ kind: 'addLine', line }, t('undo.added', { name: answer.item.name }));
        if (done.ok) outcome.onRung(answer.item.name);
        else outcome.onNotice({ tone: 'warn', title: t('notice.refused'), text: refusalText(done.refusal.code) });
      } catch (error) {
        outcome.onNotice({ tone: 'warn', title: t('notice.refused'), text: refusalText(refusalCodeOf(error)) });
      }
    },
    [client, desk, settings, ambient, t, refusalText, outcome],
  );
}
