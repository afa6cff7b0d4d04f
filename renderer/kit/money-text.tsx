import { createContext, type ReactElement, useContext } from 'react';

/** Turns integer minor units into the text people read, e.g. 1234 → `12.34 €`. */
export type MoneyFormat = (minor: number) => string;
const MoneyFormatContext = createContext<MoneyFormat>((minor) => String(minor));
export const MoneyFormatProvider = MoneyFormatContext.Provider;

/** The store's way to write money, for the few places that need text (screen-reader names, inputs). */
export function useMoneyFormat(): MoneyFormat {
  return useContext(MoneyFormatContext);
}

export interface MoneyTextProps {
  readonly minor: number;
  readonly className?: string;
  /** Writes a plus in front of positive amounts (over/short, rounding). */
  readonly signed?: boolean;
  readonly testId?: string;
}

/** The only way money is shown: tabular figures, never broken over two lines. */
export function MoneyText({ minor, className = '', signed = false, testId }: MoneyTextProps): ReactElement {
  const format = useMoneyFormat();
  const text = signed && minor > 0 ? `+${format(minor)}` : format(minor);
  return (
    <span className={`money ${className}`} data-testid={testId} data-minor={minor}>
      {text}
    </span>
  );
}
