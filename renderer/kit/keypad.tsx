import { Delete } from 'lucide-react';
import type { ReactElement } from 'react';
import { Button } from 'react-aria-components';

const keyClass =
  'flex min-h-14 cursor-pointer items-center justify-center rounded-control border border-line bg-surface text-2xl font-medium money transition-colors duration-75 hover:bg-raised data-pressed:bg-sunken';

export interface KeypadProps {
  /** Called with a digit, `00`, or `back`. */
  readonly onKey: (key: string) => void;
  readonly backLabel: string;
  readonly withDoubleZero?: boolean;
}

/** Digits as on every till: 7 8 9 on top. */
export function Keypad({ onKey, backLabel, withDoubleZero = false }: KeypadProps): ReactElement {
  const keys = ['7', '8', '9', '4', '5', '6', '1', '2', '3', withDoubleZero ? '00' : '', '0'];
  return (
    <div className="grid grid-cols-3 gap-2">
      {keys.map((key) =>
        key === '' ? (
          <span key="gap" />
        ) : (
          <Button key={key} className={keyClass} onPress={() => onKey(key)} data-testid={`key-${key}`}>
            {key}
          </Button>
        ),
      )}
      <Button className={keyClass} aria-label={backLabel} onPress={() => onKey('back')} data-testid="key-back">
        <Delete size={24} aria-hidden="true" />
      </Button>
    </div>
  );
}

/** Digits typed so far after one more key; never longer than `digitsMax`. */
export function pressKey(digits: string, key: string, digitsMax: number): string {
  if (key === 'back') return digits.slice(0, -1);
  return (digits + key).slice(0, digitsMax);
}
