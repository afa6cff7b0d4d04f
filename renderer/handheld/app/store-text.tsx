import { createContext, type ReactElement, type ReactNode, useContext, useMemo } from 'react';
import { type Currency, currencyOfCode } from '../../../domain/money/currency.ts';
import { formatMoney, type MoneyFormat, moneyFormats } from '../../../domain/money/money-format.ts';
import { type Language, languages, type StoreSettings } from '../../../domain/store/store-settings.ts';
import de from '../../../resources/locales/de/handheld.json' with { type: 'json' };
import en from '../../../resources/locales/en/handheld.json' with { type: 'json' };
import id from '../../../resources/locales/id/handheld.json' with { type: 'json' };
import { MoneyFormatProvider } from '../../kit/money-text.tsx';
import { TextProvider } from '../../kit/text.tsx';

/** All texts of the handheld, by language. */
const messages = { en, de, id } as const;

/** The store's currency with its digits, sign and the language's number format. */
export interface StoreMoney {
  readonly currency: Currency;
  readonly format: MoneyFormat;
  readonly timeZone: string;
}

const noStore: StoreMoney = {
  currency: { code: '', numeric: '999', digits: 2, shownDigits: 2, sign: '' },
  format: moneyFormats.en,
  timeZone: 'UTC',
};
const StoreMoneyContext = createContext<StoreMoney>(noStore);

export function useStoreMoney(): StoreMoney {
  return useContext(StoreMoneyContext);
}

/** Before a phone knows its store it speaks the language of its owner, when we have it. */
export function languageOfPhone(wanted: readonly string[]): Language {
  const known = wanted.map((tag) => languages.find((language) => tag.toLowerCase().startsWith(language)));
  return known.find((language) => language !== undefined) ?? 'en';
}

export interface StoreTextProps {
  /** Null until the phone has its store. */
  readonly settings: Pick<StoreSettings, 'language' | 'currency' | 'timeZone'> | null;
  readonly children: ReactNode;
}

/** Words, money and clock of the store, for everything below. */
export function StoreText({ settings, children }: StoreTextProps): ReactElement {
  const language = settings?.language ?? languageOfPhone(navigator.languages);
  const money = useMemo((): StoreMoney => {
    const currency = currencyOfCode(settings?.currency ?? '') ?? noStore.currency;
    return { currency, format: moneyFormats[language], timeZone: settings?.timeZone ?? noStore.timeZone };
  }, [settings?.currency, settings?.timeZone, language]);
  const write = useMemo(() => (minor: number) => formatMoney(minor, money.currency, money.format), [money]);
  return (
    <TextProvider language={language} messages={messages[language]}>
      <StoreMoneyContext.Provider value={money}>
        <MoneyFormatProvider value={write}>{children}</MoneyFormatProvider>
      </StoreMoneyContext.Provider>
    </TextProvider>
  );
}
