import { type ReactElement, useState } from 'react';
import { type Minor, minor } from '../../../domain/money/minor.ts';
import { parseMoney } from '../../../domain/money/parse-money.ts';
import { tenderKinds } from '../../../domain/sale/sale.ts';
import type { ZReport } from '../../../domain/till/report.ts';
import { useText } from '../../kit/text.tsx';
import { useRefusalText } from '../app/refusal-text.ts';
import { useTerminal } from '../app/terminal.tsx';
import { refusalCodeOf, refusalOfResult } from '../hub/refusal-code.ts';
import type { CurrentShift } from '../sale/use-status.tsx';
import { useTillKeys } from '../sale/use-till-keys.ts';
import { useStoreMoney } from '../store/store-text.tsx';
import { type Pieces, valueOfPieces } from './cash-count.tsx';
import { CountConfirm } from './count-confirm.tsx';
import { countValues, denominationCounts } from './shift-open-screen.tsx';
import { BlindCountView } from './shift-views.tsx';

const otherKinds = tenderKinds.filter((kind) => kind !== 'cash');
export interface CountScreenProps {
  readonly shift: CurrentShift;
  readonly onClosed: (report: ZReport) => void;
  readonly onBack: () => void;
}

interface Declared {
  readonly kind: string;
  readonly text: string;
  readonly amount: Minor;
  readonly error: string | undefined;
}

/** What the person says of the other tenders, read as money. */
function useDeclared(): {
  readonly declared: readonly Declared[];
  readonly declare: (kind: string, text: string) => void;
} {
  const refusalText = useRefusalText();
  const { currency, format } = useStoreMoney();
  const [texts, setTexts] = useState<ReadonlyMap<string, string>>(new Map());
  const declared = otherKinds.map((kind) => {
    const text = texts.get(kind) ?? '';
    const amount = text === '' ? { ok: true as const, value: minor(0) } : parseMoney(text, currency, format);
    const error = amount.ok ? undefined : refusalText(amount.refusal);
    return { kind, text, amount: amount.ok ? amount.value : minor(0), error };
  });
  return { declared, declare: (kind, text) => setTexts(new Map(texts).set(kind, text)) };
}

/** Commits the count and closes the shift; answers the report, or why not. */
function useClosing({ shift, onClosed }: CountScreenProps): {
  readonly problem: string | null;
  readonly isBusy: boolean;
  readonly say: (problem: string | null) => void;
  readonly close: (pieces: Pieces, declared: readonly Declared[]) => Promise<void>;
} {
  const { client, sender, ambient } = useTerminal();
  const refusalText = useRefusalText();
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const { shiftId } = shift.shift;
  const close = async (pieces: Pieces, declared: readonly Declared[]): Promise<void> => {
    setBusy(true);
    try {
      const countId = ambient.newId();
      const body = { shiftId, countId, denominations: denominationCounts(pieces) };
      const named = declared.map(({ kind, amount }) => ({ kind, amount }));
      const refused =
        refusalOfResult(await sender.send('till.counted', { ...body, declared: named })) ??
        refusalOfResult(await sender.send('shift.closed', { shiftId, countId }));
      if (refused === null) onClosed(await client.shift.zReport({ shiftId }));
      else setProblem(refusalText(refused));
    } catch (error) {
      setProblem(refusalText(refusalCodeOf(error)));
    }
    setBusy(false);
  };
  return { problem, isBusy, say: setProblem, close };
}

/** Takes the blind count, asks once, then closes the shift; only then the expected sums are shown. */
export function CountScreen(props: CountScreenProps): ReactElement {
  const t = useText();
  const { currency } = useStoreMoney();
  const [pieces, setPieces] = useState<Pieces>(new Map());
  const [field, setField] = useState<number | string>(0);
  const [isAsking, setAsking] = useState(false);
  const { declared, declare } = useDeclared();
  const { problem, isBusy, say, close } = useClosing(props);
  const ask = (): void => {
    if (declared.some(({ error }) => error !== undefined)) return;
    const isCounted = [...pieces.values()].some((text) => text !== '');
    say(isCounted ? null : t('count.nothing'));
    setAsking(isCounted);
  };
  const commit = async (): Promise<void> => {
    await close(pieces, declared);
    setAsking(false);
  };
  useTillKeys({ F12: ask, Escape: props.onBack }, !isAsking);
  return (
    <>
      <BlindCountView
        values={countValues(currency)}
        field={field}
        onField={setField}
        onDeclaredField={setField}
        pieces={pieces}
        onPieces={(value, text) => setPieces(new Map(pieces).set(value, text))}
        declared={declared}
        onDeclared={declare}
        problem={problem}
        onCommit={ask}
        onBack={props.onBack}
      />
      {isAsking ? (
        <CountConfirm
          rows={[{ kind: 'cash', amount: valueOfPieces(pieces) }, ...declared]}
          isBusy={isBusy}
          onClose={() => setAsking(false)}
          onConfirm={() => void commit()}
        />
      ) : null}
    </>
  );
}
