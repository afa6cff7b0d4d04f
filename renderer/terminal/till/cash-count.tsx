import type { ReactElement } from 'react';
import { MoneyText, useMoneyFormat } from '../../kit/money-text.tsx';
import { useText } from '../../kit/text.tsx';

/** Pieces keyed for each coin or note, by its value in minor units; text, so that an empty field is empty. */
export type Pieces = ReadonlyMap<number, string>;

/** Most digits of a number of pieces. */
export const piecesDigitsMax = 5;

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
  /** The field the keypad beside it writes into. */
  readonly onField: (value: number) => void;
}

/** Moves the focus to the next field of a count, past its end to where it was. */
export function focusNextCount(): void {
  const fields = Array.from(document.querySelectorAll<HTMLInputElement>('[data-count-field]'));
  const at = fields.indexOf(document.activeElement as HTMLInputElement);
  const next = fields[at + 1];
  next?.focus();
  next?.select();
}

/** Coins and notes, one field each; Tab and Enter go to the next, the keypad writes into the one that is marked. */
export function CashCount({ values, pieces, onPieces, onField }: CashCountProps): ReactElement {
  const t = useText();
  const write = useMoneyFormat();
  return (
    <div className="columns-2 gap-x-8">
      {values.map((value, index) => {
        const text = pieces.get(value) ?? '';
        return (
          <label key={value} className="flex break-inside-avoid items-center gap-2 py-1">
            <MoneyText minor={value} className="w-24 shrink-0 text-end text-[15px] font-medium" />
            <span className="text-soft" aria-hidden="true">
              ×
            </span>
            <input
              value={text}
              inputMode="none"
              // The first field is where a person begins: a keypad without a marked field would write nowhere.
              // biome-ignore lint/a11y/noAutofocus: this screen has one task, counting.
              autoFocus={index === 0}
              aria-label={`${write(value)}, ${t('count.pieces')}`}
              data-count-field
              data-testid={`pieces-${value}`}
              onFocus={() => onField(value)}
              onChange={(event) => onPieces(value, event.target.value.replace(/\D/g, '').slice(0, piecesDigitsMax))}
              onKeyDown={(event) => {
                if (event.key !== 'Enter') return;
                focusNextCount();
                event.preventDefault();
              }}
              className="money min-h-11 w-18 rounded-control border border-edge bg-surface px-3 text-end text-[15px] outline-none focus:border-accent focus:bg-accent-soft focus:ring-2 focus:ring-accent"
            />
            <span className="min-w-0 flex-1 text-end text-[15px] text-soft">
              {Number(text) > 0 ? <MoneyText minor={value * Number(text)} /> : null}
            </span>
          </label>
        );
      })}
    </div>
  );
}
