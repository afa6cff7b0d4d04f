import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { checkPin } from '../../../domain/staff/pin.ts';
import type { Language, StoreSettings } from '../../../domain/store/store-settings.ts';
import { useText } from '../../kit/text.tsx';
import { useRefusalText } from '../app/refusal-text.ts';
import type { HubClient } from '../hub/hub-link.ts';
import { refusalCodeOf } from '../hub/refusal-code.ts';
import { type FirstRunForm, FirstRunView } from './first-run-view.tsx';

export interface FirstRunScreenProps {
  readonly client: HubClient;
  readonly language: Language;
  readonly onLanguage: (language: Language) => void;
  readonly onDone: () => void;
}
type Errors = Partial<Record<keyof FirstRunForm, string>>;

/** What is wrong with the form, as text keys; empty when it may start. */
export function firstRunErrors(form: FirstRunForm): Errors {
  const errors: Errors = {};
  if (form.storeName.trim() === '') errors.storeName = 'first-run.error.empty';
  if (form.ownerName.trim() === '') errors.ownerName = 'first-run.error.empty';
  const pin = checkPin(form.pin, 'owner');
  if (!pin.ok) errors.pin = `refusal.${pin.refusal}`;
  else if (form.pin !== form.pinAgain) errors.pinAgain = 'first-run.error.pins-differ';
  return errors;
}

const countryOfLanguage: Record<Language, string> = { en: 'US', id: 'ID', de: 'DE' };

/** Sets the store up once. */
export function FirstRunScreen({ client, language, onLanguage, onDone }: FirstRunScreenProps): ReactElement {
  const t = useText();
  const refusalText = useRefusalText();
  const countries = useQuery({ queryKey: ['store', 'countries'], queryFn: () => client.store.countries() });
  const shops = useQuery({ queryKey: ['store', 'demoShops'], queryFn: () => client.store.demoShops() });
  const [form, setForm] = useState<FirstRunForm>({
    language,
    storeName: '',
    country: countryOfLanguage[language],
    taxRounding: 'per_line',
    ownerName: '',
    pin: '',
    pinAgain: '',
    shop: '',
  });
  const [errors, setErrors] = useState<Errors>({});
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const change = (next: FirstRunForm): void => {
    if (next.language !== form.language) onLanguage(next.language);
    const shop = next.shop === form.shop ? undefined : shops.data?.find(({ id }) => id === next.shop);
    setForm(
      shop === undefined
        ? next
        : { ...next, country: shop.country, storeName: next.storeName === '' ? shop.name : next.storeName },
    );
    setErrors({});
  };
  const settings = (): StoreSettings | undefined => {
    const shop = shops.data?.find(({ id }) => id === form.shop);
    const start = shop?.settings ?? countries.data?.find(({ country }) => country === form.country)?.settings;
    if (start === undefined) return undefined;
    return {
      ...start,
      storeName: form.storeName.trim(),
      language: form.language,
      policy: { ...start.policy, taxRounding: form.taxRounding },
    };
  };
  const start = async (): Promise<void> => {
    const found = firstRunErrors(form);
    setErrors(found);
    const chosen = settings();
    if (Object.keys(found).length > 0 || chosen === undefined) return;
    setBusy(true);
    try {
      const demoShop = form.shop === '' ? null : form.shop;
      await client.store.initialise({
        settings: chosen,
        owner: { name: form.ownerName.trim(), pin: form.pin },
        demoShop,
      });
      onDone();
    } catch (error) {
      setProblem(refusalText(refusalCodeOf(error)));
      setBusy(false);
    }
  };
  return (
    <FirstRunView
      form={form}
      countries={(countries.data ?? []).map(({ country, settings: preset }) => ({
        country,
        name: t(`country.${country}`),
        currency: preset.currency,
      }))}
      shops={shops.data ?? []}
      errors={errors}
      problem={problem}
      isBusy={isBusy}
      onChange={change}
      onStart={() => void start()}
    />
  );
}
