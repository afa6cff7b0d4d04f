import { type ReactElement, useState } from 'react';
import { brandId, type ShiftId } from '../../../domain/id.ts';
import { denominationsOf } from '../../../domain/money/denominations.ts';
import { minor } from '../../../domain/money/minor.ts';
import { useRefusalText } from '../app/refusal-text.ts';
import { useTerminal } from '../app/terminal.tsx';
import { refusalCodeOf, refusalOfResult } from '../hub/refusal-code.ts';
import { useTillKeys } from '../sale/use-till-keys.ts';
import { useStoreMoney } from '../store/store-text.tsx';
import { type Pieces, valueOfPieces } from './cash-count.tsx';
import { ShiftOpenView } from './shift-views.tsx';

/** Series of this counter's transaction numbers; handhelds get their own at pairing. */
export const counterSeries = 'A1';

/** Coins and notes of the store's currency, largest first. */
export function countValues(currency: { readonly code: string; readonly digits: number }): number[] {
  const { coins, notes } = denominationsOf(currency);
  return [...coins, ...notes].sort((a, b) => b - a);
}

/** The keyed pieces as the record wants them; empty fields are left out. */
export function denominationCounts(pieces: Pieces): { value: ReturnType<typeof minor>; pieces: number }[] {
  return [...pieces]
    .filter(([, text]) => Number(text) > 0)
    .map(([value, text]) => ({ value: minor(value), pieces: Number(text) }));
}

/** Counts the float and opens the shift. */
export function ShiftOpenScreen({
  onOpened,
  onBack,
}: {
  readonly onOpened: () => void;
  readonly onBack: () => void;
}): ReactElement {
  const { sender, ambient } = useTerminal();
  const refusalText = useRefusalText();
  const { currency } = useStoreMoney();
  const [pieces, setPieces] = useState<Pieces>(new Map());
  const [field, setField] = useState(0);
  const [problem, setProblem] = useState<string | null>(null);
  const open = async (): Promise<void> => {
    try {
      const result = await sender.send('shift.opened', {
        shiftId: brandId<ShiftId>(ambient.newId()),
        series: counterSeries,
        startingAmount: minor(valueOfPieces(pieces)),
        denominations: denominationCounts(pieces),
      });
      const refused = refusalOfResult(result);
      if (refused === null) onOpened();
      else setProblem(refusalText(refused));
    } catch (error) {
      setProblem(refusalText(refusalCodeOf(error)));
    }
  };
  useTillKeys({ F12: () => void open(), Escape: onBack });
  return (
    <ShiftOpenView
      values={countValues(currency)}
      pieces={pieces}
      field={field}
      onField={setField}
      onPieces={(value, text) => setPieces(new Map(pieces).set(value, text))}
      problem={problem}
      onOpen={() => void open()}
      onBack={onBack}
    />
  );
}
