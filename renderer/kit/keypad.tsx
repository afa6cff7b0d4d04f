import { Delete } from 'lucide-react';
import { createContext, type ReactElement, type ReactNode, useContext } from 'react';

const keyClass =
  'flex min-h-14 cursor-pointer items-center justify-center rounded-control border border-line bg-surface text-2xl font-medium money transition-colors duration-75 hover:bg-raised active:bg-accent-soft';

/** `000` where money has no decimals and a coffee costs 25.000. */
export type Zeros = '00' | '000';
const ZerosContext = createContext<Zeros>('00');
/** The zeros that amounts of the store's currency end in most. */
export const ZerosProvider = ZerosContext.Provider;

export interface KeypadProps {
  /** Called with a digit, the zeros, or `back`. */
  readonly onKey: (key: string) => void;
  readonly backLabel: string;
  /** Has a key for the zeros that amounts end in. */
  readonly withDoubleZero?: boolean;
  /** The decimal sign, where a figure is keyed with one. */
  readonly point?: string;
  /** Takes all the height there is: the taller the key, the faster the hand. */
  readonly isTall?: boolean;
}

interface KeyProps {
  readonly name: string;
  readonly label?: string;
  readonly onKey: (key: string) => void;
  readonly children: ReactNode;
}
/** One key. It never takes the focus: Enter on the keyboard after a tap must enter, not press the tapped digit again. */
function Key({ name, label, onKey, children }: KeyProps): ReactElement {
  return (
    <button
      type="button"
      aria-label={label}
      className={keyClass}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => onKey(name)}
      data-testid={`key-${name}`}
    >
      {children}
    </button>
  );
}

/** Digits as on every till: 7 8 9 on top. */
export function Keypad({
  onKey,
  backLabel,
  withDoubleZero = false,
  point = '',
  isTall = false,
}: KeypadProps): ReactElement {
  const zeros = useContext(ZerosContext);
  const keys = ['7', '8', '9', '4', '5', '6', '1', '2', '3', withDoubleZero ? zeros : point, '0'];
  return (
    <div className={`grid grid-cols-3 gap-2 ${isTall ? 'max-h-[26rem] flex-1 auto-rows-fr' : ''}`} dir="ltr">
      {keys.map((key) =>
        key === '' ? (
          <span key="gap" />
        ) : (
          <Key key={key} name={key} onKey={onKey}>
            {key}
          </Key>
        ),
      )}
      <Key name="back" label={backLabel} onKey={onKey}>
        <Delete size={24} aria-hidden="true" />
      </Key>
    </div>
  );
}

/** What is keyed and why on the one side, the keypad on the other: a sheet that fits a low screen. */
export function BesideKeypad({
  children,
  keypad,
}: {
  readonly children: ReactNode;
  readonly keypad: ReactNode;
}): ReactElement {
  return (
    <div className="grid grid-cols-[1fr_17rem] gap-6">
      <div className="flex min-w-0 flex-col gap-4">{children}</div>
      {keypad}
    </div>
  );
}

/** The figure being keyed, large. */
export function KeyedFigure({
  children,
  testId,
}: {
  readonly children: ReactNode;
  readonly testId?: string;
}): ReactElement {
  return (
    <p
      className="money flex min-h-16 items-center justify-end overflow-hidden rounded-control border border-edge bg-surface px-4 text-3xl font-semibold"
      data-testid={testId}
    >
      {children}
    </p>
  );
}

/** Digits typed so far after one more key. What does not fit whole is left out whole: half of `000` is another figure. */
export function pressKey(digits: string, key: string, digitsMax: number): string {
  if (key === 'back') return digits.slice(0, -1);
  if (key === 'point') return digits;
  return digits.length + key.length > digitsMax ? digits : digits + key;
}
