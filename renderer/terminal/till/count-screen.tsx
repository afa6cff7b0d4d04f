import { type ReactElement, useState } from 'react';
import { minor } from '../../../domain/money/minor.ts';
import { parseMoney } from '../../../domain/money/parse-money.ts';
import { tenderKinds } from '../../../domain/sale/sale.ts';
import type { ZReport } from '../../../domain/till/report.ts';
import { useRefusalText } from '../app/refusal-text.ts';
import { useTerminal } from '../app/terminal.tsx';
import { refusalCodeOf, refusalOfResult } from '../hub/refusal-code.ts';
import type { CurrentShift } from '../sale/use-status.tsx';
import { useTillKeys } from '../sale/use-till-keys.ts';
import { useStoreMoney } from '../store/store-text.tsx';
import type { Pieces } from './cash-count.tsx';
import { countValues, denominationCounts } from './shift-open-screen.tsx';
import { BlindCountView } from './shift-views.tsx';

const otherKinds = tenderKinds.filter((kind) => kind !== 'cash');
export interface CountScreenProps {
  readonly shift: CurrentShift;
  readonly onClosed: (report: ZReport) => void;
  readonly onBack: () => void;
}

/** Commits the blind count, then closes the shift; only then the expected sums are shown. */
export function CountScreen({ shift, onClosed, onBack }: CountScreenProps): ReactElement {
  const { client, sender, ambient } = useTerminal();
  const refusalText = useRefusalText();
  const { currency, format } = useStoreMoney();
  const [pieces, setPieces] = useState<Pieces>(new Map());
  const [texts, setTexts] = useState<ReadonlyMap<string, string>>(new Map());
  const [problem, setProblem] = useState<string | null>(null);
  const declared = otherKinds.map((kind) => {
    const text = texts.get(kind) ?? '';
    const amount = text === '' ? { ok: true as const, value: minor(0) } : parseMoney(text, currency, format);
    return {
      kind,
      text,
      amount: amount.ok ? amount.value : minor(0),
      error: amount.ok ? undefined : refusalText(amount.refusal),
    };
  });
  const commit = async (): Promise<void> => {
    if (declared.some(({ error }) => error !== undefined)) return;
    const { shiftId } = shift.shift;
    const countId = ambient.newId();
    try {
      const counted = await sender.send('till.counted', {
        shiftId,
        countId,
        denominations: denominationCounts(pieces),
        declared: declared.map(({ kind, amount }) => ({ kind, amount })),
      });
      const refusedCount = refusalOfResult(counted);
      if (refusedCount !== null) return setProblem(refusalText(refusedCount));
      const closed = await sender.send('shift.closed', { shiftId, countId });
      const refused = refusalOfResult(closed);
      if (refused !== null) return setProblem(refusalText(refused));
      onClosed(await client.shift.zReport({ shiftId }));
    } catch (error) {
      setProblem(refusalText(refusalCodeOf(error)));
    }
  };
  useTillKeys({ F12: () => void commit(), Escape: onBack });
  return (
    <BlindCountView
      values={countValues(currency)}
      pieces={pieces}
      onPieces={(value, text) => setPieces(new Map(pieces).set(value, text))}
      declared={declared}
      onDeclared={(kind, text) => setTexts(new Map(texts).set(kind, text))}
      problem={problem}
      onCommit={() => void commit()}
      onBack={onBack}
    />
  );
}
