import type { ReactElement } from 'react';
import { MoneyText, useMoneyFormat } from '../../kit/money-text.tsx';
import { useText } from '../../kit/text.tsx';

/** Pieces keyed for each coin or note, by its value in minor units; text, so that an empty field is empty. */
export type Pieces = ReadonlyMap<number, string>;

/** What the keyed pieces come to, minor units. */
export function valueOfPieces(pieces: Pieces): number {
  let total = 0;
  for (const [value, text] of pieces) total += value * Number(text === '' ? '0' : text);
  return total;
}

export interface CashCountProps {
  readonly values: readonly number[];
  readonly pieces: Pieces;
  readonly onPieces: (value: number, text: string) => void;
}

/** Coins and notes, one field each; Tab and Enter go to the next. */
export function CashCount({ values, pieces, onPieces }: CashCountProps): ReactElement {
  const t = useText();
  const write = useMoneyFormat();
  return (
    <div className="columns-2 gap-x-8 xl:columns-3">
      {values.map((value) => {
        const text = pieces.get(value) ?? '';
        return (
          <label key={value} className="flex break-inside-avoid items-center gap-2.5 py-1">
            <MoneyText minor={value} className="w-26 shrink-0 text-end text-[15px] font-medium" />
            <span className="text-soft" aria-hidden="true">
              ×
            </span>
            <input
              value={text}
              inputMode="numeric"
              aria-label={`${write(value)}, ${t('count.pieces')}`}
              data-testid={`pieces-${value}`}
              onChange={(event) => onPieces(value, event.target.value.replace(/\D/g, '').slice(0, 5))}
              onKeyDown={(event) => {
                if (event.key !== 'Enter') return;
                const fields = Array.from(document.querySelectorAll<HTMLInputElement>('input[data-testid^="pieces-"]'));
                fields[fields.indexOf(event.currentTarget) + 1]?.focus();
                event.preventDefault();
              }}
              className="money min-h-11 w-20 rounded-control border border-edge bg-surface px-3 text-end text-[15px] outline-none focus:ring-2 focus:ring-accent"
            />
            <span className="flex-1 text-end text-[15px] text-soft">
              {Number(text) > 0 ? <MoneyText minor={value * Number(text)} /> : null}
            </span>
          </label>
        );
      })}
    </div>
  );
}
