import { createContext, type ReactElement, type ReactNode, useContext, useMemo } from 'react';
import { type Currency, currencyOfCode } from '../../../domain/money/currency.ts';
import { formatMoney, type MoneyFormat, moneyFormats } from '../../../domain/money/money-format.ts';
import type { Language } from '../../../domain/store/store-settings.ts';
import de from '../../../resources/locales/de/till.json' with { type: 'json' };
import en from '../../../resources/locales/en/till.json' with { type: 'json' };
import id from '../../../resources/locales/id/till.json' with { type: 'json' };
import { ZerosProvider } from '../../kit/keypad.tsx';
import { MoneyFormatProvider } from '../../kit/money-text.tsx';
import { TextProvider } from '../../kit/text.tsx';

/** All texts of the till, by language. */
export const messages = { en, de, id } as const;

function mustKnow(code: string): Currency {
  const currency = currencyOfCode(code);
  if (currency === null) throw new TypeError(`unknown currency ${code}`);
  return currency;
}

/** The store's currency with its digits, sign and the language's number format. */
export interface StoreMoney {
  readonly currency: Currency;
  readonly format: MoneyFormat;
  readonly timeZone: string;
}
const StoreMoneyContext = createContext<StoreMoney>({
  currency: mustKnow('EUR'),
  format: moneyFormats.en,
  timeZone: 'UTC',
});

export function useStoreMoney(): StoreMoney {
  return useContext(StoreMoneyContext);
}

export interface StoreTextProps {
  readonly language: Language;
  readonly currency: string;
  readonly timeZone: string;
  readonly children: ReactNode;
}

/** Words, money and clock of the store, for everything below. */
export function StoreText({ language, currency, timeZone, children }: StoreTextProps): ReactElement {
  const money = useMemo(
    () => ({ currency: mustKnow(currency), format: moneyFormats[language], timeZone }),
    [currency, language, timeZone],
  );
  const write = useMemo(() => (minor: number) => formatMoney(minor, money.currency, money.format), [money]);
  return (
    <TextProvider language={language} messages={messages[language]}>
      <StoreMoneyContext.Provider value={money}>
        <MoneyFormatProvider value={write}>
          <ZerosProvider value={money.currency.shownDigits === 0 ? '000' : '00'}>{children}</ZerosProvider>
        </MoneyFormatProvider>
      </StoreMoneyContext.Provider>
    </TextProvider>
  );
}
