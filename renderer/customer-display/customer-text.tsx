import { createContext, type ReactElement, type ReactNode, useContext, useMemo } from 'react';
import { currencyOfCode } from '../../domain/money/currency.ts';
import { formatMoney, type MoneyFormat, moneyFormats } from '../../domain/money/money-format.ts';
import type { Language } from '../../domain/store/store-settings.ts';
import de from '../../resources/locales/de/customer-display.json' with { type: 'json' };
import en from '../../resources/locales/en/customer-display.json' with { type: 'json' };
import id from '../../resources/locales/id/customer-display.json' with { type: 'json' };
import { MoneyFormatProvider } from '../kit/money-text.tsx';
import { TextProvider } from '../kit/text.tsx';

const messages = { en, de, id } as const;
const NumberContext = createContext<MoneyFormat>(moneyFormats.en);

/** How the customer's language writes numbers. */
export function useNumberFormat(): MoneyFormat {
  return useContext(NumberContext);
}

export interface CustomerTextProps {
  readonly language: Language;
  readonly currency: string;
  readonly children: ReactNode;
}

/** Words and money in the customer's language. */
export function CustomerText({ language, currency, children }: CustomerTextProps): ReactElement {
  const format = moneyFormats[language];
  const write = useMemo(() => {
    const unit = currencyOfCode(currency);
    return (minor: number): string => (unit === null ? String(minor) : formatMoney(minor, unit, format));
  }, [currency, format]);
  return (
    <TextProvider language={language} messages={messages[language]}>
      <NumberContext.Provider value={format}>
        <MoneyFormatProvider value={write}>{children}</MoneyFormatProvider>
      </NumberContext.Provider>
    </TextProvider>
  );
}
