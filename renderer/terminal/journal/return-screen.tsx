import { type ReactElement, useEffect, useState } from 'react';
import type { z } from 'zod';
import type { returnableSale } from '../../../contracts/journal.ts';
import { brandId, type LineId, type SaleId } from '../../../domain/id.ts';
import { newSale, reduceSale } from '../../../domain/sale/reduce-sale.ts';
import type { OpenSale, SaleLine } from '../../../domain/sale/sale.ts';
import { returnLineOf, returnOfLine } from '../../../domain/sale/sale-line.ts';
import { settleSale } from '../../../domain/sale/settle-sale.ts';
import { useRefusalText } from '../app/refusal-text.ts';
import { useTerminal } from '../app/terminal.tsx';
import { refusalCodeOf } from '../hub/refusal-code.ts';
import { useTillKeys } from '../sale/use-till-keys.ts';
import { type ReturnPicks, ReturnView } from './return-view.tsx';

type Returnable = z.output<typeof returnableSale>;
export interface ReturnScreenProps {
  /** Number that was scanned or chosen in the journal; empty asks for one. */
  readonly startNumber: string;
  readonly onAdded: () => void;
  readonly onBack: () => void;
}
interface Wish {
  readonly picks: ReturnPicks;
  readonly restock: boolean;
  readonly reasonCode: string;
  readonly newId: () => string;
}

/** The return lines of what was picked, linked to the lines they bring back. */
function returnLines(found: Returnable, { picks, restock, reasonCode, newId }: Wish): SaleLine[] {
  return found.lines.flatMap(({ line, returnedMilli }) => {
    const milli = picks.get(line.lineId) ?? 0;
    const before = {
      transactionNumber: found.record.transactionNumber,
      returnedMilli,
      ...(found.cashRefunded === null ? {} : { cashRefunded: found.cashRefunded }),
    };
    const returnOf = milli === 0 ? null : returnOfLine(found.record.sale, line.lineId, before);
    if (returnOf === null) return [];
    return [returnLineOf(line, { lineId: brandId<LineId>(newId()), milli, restock, reasonCode, returnOf })];
  });
}

/** What these lines alone would give back, minor units. */
function refundOf(lines: readonly SaleLine[], policy: Parameters<typeof settleSale>[1], newId: () => string): number {
  let sale: OpenSale = newSale(brandId<SaleId>(newId()), 0);
  for (const line of lines) {
    const next = reduceSale(sale, { kind: 'addReturnLine', line }, policy);
    if (next.ok) sale = next.value;
  }
  return settleSale(sale, policy).refund;
}

/** Finds the receipt, picks what comes back, and puts it into the open sale as return lines. */
export function ReturnScreen({ startNumber, onAdded, onBack }: ReturnScreenProps): ReactElement {
  const { client, desk, settings, ambient } = useTerminal();
  const refusalText = useRefusalText();
  const reasons = settings.reasons.filter((reason) => reason.for.includes('sale.return'));
  const [number, setNumber] = useState(startNumber);
  const [found, setFound] = useState<Returnable | null>(null);
  const [picks, setPicks] = useState<ReturnPicks>(new Map());
  const [restock, setRestock] = useState(true);
  const [reasonCode, setReason] = useState(reasons[0]?.code ?? 'other');
  const [problem, setProblem] = useState<string | null>(null);
  const find = async (wanted: string): Promise<void> => {
    if (wanted.trim() === '') return;
    try {
      const { sale } = await client.sale.byNumber({ transactionNumber: wanted.trim() });
      setFound(await client.sale.returnable({ saleId: sale.saleId }));
      setPicks(new Map());
      setProblem(null);
    } catch (error) {
      setFound(null);
      setProblem(refusalText(refusalCodeOf(error)));
    }
  };
  // A number that came with the screen is looked up at once; nobody should press Find for what was just scanned.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new number starts a new look-up
  useEffect(() => {
    setNumber(startNumber);
    void find(startNumber);
  }, [startNumber]);
  const lines = found === null ? [] : returnLines(found, { picks, restock, reasonCode, newId: ambient.newId });
  const add = (): void => {
    for (const line of lines) {
      const done = desk.act({ kind: 'addReturnLine', line });
      if (!done.ok) return setProblem(refusalText(done.refusal.code));
    }
    if (lines.length > 0) onAdded();
  };
  useTillKeys({ Escape: onBack, F12: add });
  return (
    <ReturnView
      number={number}
      onNumber={setNumber}
      onFind={() => void find(number)}
      transactionNumber={found?.record.transactionNumber ?? null}
      lines={found?.lines ?? []}
      picks={picks}
      refund={refundOf(lines, desk.policy, ambient.newId)}
      restock={restock}
      reasonCode={reasonCode}
      reasons={reasons}
      problem={problem}
      onPick={(lineId, milli) => {
        const next = new Map(picks);
        if (milli === 0) next.delete(lineId);
        else next.set(lineId, milli);
        setPicks(next);
      }}
      onRestock={setRestock}
      onReason={setReason}
      onAdd={add}
      onBack={onBack}
    />
  );
}
