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

interface Finding {
  readonly found: Returnable | null;
  readonly number: string;
  readonly setNumber: (number: string) => void;
  readonly problem: string | null;
  readonly setProblem: (problem: string | null) => void;
  readonly find: () => Promise<void>;
}

/** Looks a receipt up; a number that came with the screen at once, for nobody should press Find after a scan. */
function useFinding(startNumber: string, onFound: () => void): Finding {
  const { client } = useTerminal();
  const refusalText = useRefusalText();
  const [number, setNumber] = useState(startNumber);
  const [found, setFound] = useState<Returnable | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const look = async (wanted: string): Promise<void> => {
    if (wanted === '') return;
    try {
      const { sale } = await client.sale.byNumber({ transactionNumber: wanted });
      setFound(await client.sale.returnable({ saleId: sale.saleId }));
      onFound();
      setProblem(null);
    } catch (error) {
      setFound(null);
      setProblem(refusalText(refusalCodeOf(error)));
    }
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new number starts a new look-up
  useEffect(() => {
    setNumber(startNumber);
    void look(startNumber.trim());
  }, [startNumber]);
  return { found, number, setNumber, problem, setProblem, find: () => look(number.trim()) };
}

/** The picks after one more choice; nothing of a line takes it out. */
function withPick(picks: ReturnPicks, lineId: LineId, milli: number): ReturnPicks {
  const next = new Map(picks);
  if (milli === 0) next.delete(lineId);
  else next.set(lineId, milli);
  return next;
}

/** Finds the receipt, picks what comes back, and puts it into the open sale as return lines. */
export function ReturnScreen({ startNumber, onAdded, onBack }: ReturnScreenProps): ReactElement {
  const { desk, settings, ambient } = useTerminal();
  const refusalText = useRefusalText();
  const reasons = settings.reasons.filter((reason) => reason.for.includes('sale.return'));
  const [picks, setPicks] = useState<ReturnPicks>(new Map());
  const [restock, setRestock] = useState(true);
  const [reasonCode, setReason] = useState(reasons[0]?.code ?? 'other');
  const finding = useFinding(startNumber, () => setPicks(new Map()));
  const { found } = finding;
  const lines = found === null ? [] : returnLines(found, { picks, restock, reasonCode, newId: ambient.newId });
  const add = (): void => {
    for (const line of lines) {
      const done = desk.act({ kind: 'addReturnLine', line });
      if (!done.ok) {
        finding.setProblem(refusalText(done.refusal.code));
        return;
      }
    }
    if (lines.length > 0) onAdded();
  };
  useTillKeys({ Escape: onBack, F12: add });
  return (
    <ReturnView
      {...{ picks, restock, reasonCode, reasons, onBack }}
      number={finding.number}
      onNumber={finding.setNumber}
      onFind={() => void finding.find()}
      transactionNumber={found?.record.transactionNumber ?? null}
      lines={found?.lines ?? []}
      refund={refundOf(lines, desk.policy, ambient.newId)}
      problem={finding.problem}
      onPick={(lineId, milli) => setPicks(withPick(picks, lineId, milli))}
      onRestock={setRestock}
      onReason={setReason}
      onAdd={add}
    />
  );
}
