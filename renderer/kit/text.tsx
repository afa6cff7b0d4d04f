import IntlMessageFormat from 'intl-messageformat';
import { createContext, type ReactElement, type ReactNode, useContext, useMemo } from 'react';

export type TextParams = Readonly<Record<string, string | number>>;
/** Looks up a sentence of the locale file and fills it in; a key that is missing shows itself, so that a test can find it. */
export type Translate = (key: string, params?: TextParams) => string;
export type Messages = Readonly<Record<string, string>>;

const TextContext = createContext<{ readonly t: Translate; readonly language: string }>({
  t: (key) => key,
  language: 'en',
});

/** Makes the translate function of one language; compiled messages are kept. */
export function translator(language: string, messages: Messages): Translate {
  const compiled = new Map<string, IntlMessageFormat>();
  return (key, params) => {
    const message = messages[key];
    if (message === undefined) return key;
    if (!message.includes('{')) return message;
    let format = compiled.get(key);
    if (format === undefined) {
      format = new IntlMessageFormat(message, language);
      compiled.set(key, format);
    }
    return String(format.format(params));
  };
}

export interface TextProviderProps {
  readonly language: string;
  readonly messages: Messages;
  readonly children: ReactNode;
}

/** Gives the whole tree one language. */
export function TextProvider({ language, messages, children }: TextProviderProps): ReactElement {
  const value = useMemo(() => ({ t: translator(language, messages), language }), [language, messages]);
  return <TextContext.Provider value={value}>{children}</TextContext.Provider>;
}

export function useText(): Translate {
  return useContext(TextContext).t;
}

export function useLanguage(): string {
  return useContext(TextContext).language;
}
