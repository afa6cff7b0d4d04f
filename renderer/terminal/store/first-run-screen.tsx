import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { checkPin } from '../../../domain/staff/pin.ts';
import type { Language, StoreSettings } from '../../../domain/store/store-settings.ts';
import { type Translate, useText } from '../../kit/text.tsx';
import { useRefusalText } from '../app/refusal-text.ts';
import type { HubClient } from '../hub/hub-link.ts';
import { refusalCodeOf } from '../hub/refusal-code.ts';
import { useTillKeys } from '../sale/use-till-keys.ts';
import { type FirstRunForm, FirstRunView } from './first-run-view.tsx';
import { useRestore } from './use-restore.tsx';

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

function emptyForm(language: Language): FirstRunForm {
  const country = countryOfLanguage[language];
  return { language, storeName: '', country, taxRounding: 'per_line', ownerName: '', pin: '', pinAgain: '', shop: '' };
}

/** The settings the form asks for, on top of where its country or demo shop starts; reasons in the store's language. */
function settingsOf(form: FirstRunForm, start: StoreSettings, t: Translate): StoreSettings {
  const policy = { ...start.policy, taxRounding: form.taxRounding };
  const reasons = start.reasons.map((reason) => ({ ...reason, label: t(`reason.${reason.code}`) }));
  return { ...start, storeName: form.storeName.trim(), language: form.language, policy, reasons };
}

interface Starts {
  readonly countries: readonly { readonly country: string; readonly settings: StoreSettings }[];
  readonly shops: readonly {
    readonly id: string;
    readonly name: string;
    readonly country: string;
    readonly items: number;
    readonly settings: StoreSettings;
  }[];
}
function useStarts(client: HubClient): Starts {
  const countries = useQuery({ queryKey: ['store', 'countries'], queryFn: () => client.store.countries() });
  const shops = useQuery({ queryKey: ['store', 'demoShops'], queryFn: () => client.store.demoShops() });
  return { countries: countries.data ?? [], shops: shops.data ?? [] };
}

interface FirstRun {
  readonly form: FirstRunForm;
  readonly change: (form: FirstRunForm) => void;
  readonly errors: Errors;
  readonly problem: string | null;
  readonly isBusy: boolean;
  readonly start: () => Promise<void>;
}

function useFirstRun(
  { client, language, onLanguage, onDone }: FirstRunScreenProps,
  { countries, shops }: Starts,
): FirstRun {
  const t = useText();
  const refusalText = useRefusalText();
  const [form, setForm] = useState<FirstRunForm>(emptyForm(language));
  const [errors, setErrors] = useState<Errors>({});
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const shopOf = (id: string): Starts['shops'][number] | undefined => shops.find((shop) => shop.id === id);
  const change = (next: FirstRunForm): void => {
    if (next.language !== form.language) onLanguage(next.language);
    const shop = next.shop === form.shop ? undefined : shopOf(next.shop);
    setForm(
      shop === undefined
        ? next
        : { ...next, country: shop.country, storeName: next.storeName === '' ? shop.name : next.storeName },
    );
    setErrors({});
  };
  const start = async (): Promise<void> => {
    const found = firstRunErrors(form);
    setErrors(found);
    const from = shopOf(form.shop)?.settings ?? countries.find(({ country }) => country === form.country)?.settings;
    if (Object.keys(found).length > 0 || from === undefined) return;
    setBusy(true);
    const owner = { name: form.ownerName.trim(), pin: form.pin };
    const demoShop = form.shop === '' ? null : form.shop;
    const refused = await client.store
      .initialise({ settings: settingsOf(form, from, t), owner, demoShop })
      .then(() => null, refusalCodeOf);
    setProblem(refused === null ? null : refusalText(refused));
    setBusy(false);
    if (refused === null) onDone();
  };
  return { form, change, errors, problem, isBusy, start };
}

/** Sets the store up once. */
export function FirstRunScreen(props: FirstRunScreenProps): ReactElement {
  const t = useText();
  const starts = useStarts(props.client);
  const { form, change, errors, problem, isBusy, start } = useFirstRun(props, starts);
  const countries = starts.countries.map(({ country, settings }) => ({
    country,
    name: t(`country.${country}`),
    currency: settings.currency,
  }));
  const restore = useRestore(props.client);
  useTillKeys({ F12: () => void start() }, !isBusy && !restore.isOpen);
  return (
    <>
      <FirstRunView
        {...{ form, errors, problem, isBusy, countries }}
        shops={starts.shops}
        onChange={change}
        onStart={() => void start()}
        onRestore={restore.open}
      />
      {restore.sheet}
    </>
  );
}
