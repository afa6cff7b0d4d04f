import { createContext, type ReactElement, useContext } from 'react';

/** Turns integer minor units into the text people read, e.g. 1234 → `12.34 €`. */
export type MoneyFormat = (minor: number) => string;
const MoneyFormatContext = createContext<MoneyFormat>((minor) => String(minor));
export const MoneyFormatProvider = MoneyFormatContext.Provider;

/** The store's way to write money, for the few places that need text (screen-reader names, inputs). */
export function useMoneyFormat(): MoneyFormat {
  return useContext(MoneyFormatContext);
}

/** Sizes that give way to the figure: from the widest text each step still holds to its class. */
const scales = {
  bar: [
    [7, 'text-2xl'],
    [10, 'text-xl'],
    [13, 'text-base'],
    [99, 'text-[13px]'],
  ],
  total: [
    [11, 'text-3xl'],
    [14, 'text-2xl'],
    [18, 'text-xl'],
    [99, 'text-base'],
  ],
  key: [
    [10, 'text-[1.375rem]'],
    [13, 'text-lg'],
    [17, 'text-[15px]'],
    [99, 'text-[13px]'],
  ],
  display: [
    [9, 'text-[3.5rem]'],
    [11, 'text-[3rem]'],
    [13, 'text-[2.5rem]'],
    [17, 'text-[2rem]'],
    [99, 'text-2xl'],
  ],
  giant: [
    [10, 'text-[5.5rem]'],
    [13, 'text-[4.25rem]'],
    [17, 'text-[3.25rem]'],
    [99, 'text-4xl'],
  ],
  colossal: [
    [10, 'text-[7.5rem]'],
    [13, 'text-[6rem]'],
    [17, 'text-[4.5rem]'],
    [99, 'text-5xl'],
  ],
} as const;
export type MoneyScale = keyof typeof scales;

/** The largest class of a scale in which a text of so many characters stays on its line. */
function scaleClass(scale: MoneyScale, length: number): string {
  const step = scales[scale].find(([lengthMax]) => length <= lengthMax);
  return `font-bold leading-none tracking-tight ${step?.[1] ?? 'text-2xl'}`;
}

export interface MoneyTextProps {
  readonly minor: number;
  readonly className?: string;
  /** Writes a plus in front of positive amounts (over/short, rounding). */
  readonly signed?: boolean;
  /** A size for the figure people look for; long figures take a smaller step of it instead of being cut. */
  readonly scale?: MoneyScale;
  readonly testId?: string;
}

/** The only way money is shown: tabular figures, never broken over two lines. */
export function MoneyText({ minor, className = '', signed = false, scale, testId }: MoneyTextProps): ReactElement {
  const format = useMoneyFormat();
  // Paper has the hyphen every printer knows; a screen has the minus, as wide as the plus it stands under.
  const written = format(minor).replace('-', '−');
  const text = signed && minor > 0 ? `+${written}` : written;
  const size = scale === undefined ? '' : scaleClass(scale, text.length);
  return (
    <span className={`money ${size} ${className}`} dir="ltr" data-testid={testId} data-minor={minor}>
      {text}
    </span>
  );
}
