import { Coffee, FileSpreadsheet, Shirt, Store } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { Radio, RadioGroup } from 'react-aria-components';
import { type Language, languages } from '../../../domain/store/store-settings.ts';
import { Button } from '../../kit/button.tsx';
import { Choice, Segments } from '../../kit/choice.tsx';
import { Field } from '../../kit/field.tsx';
import { Banner } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';

/** What the first run asks for; nothing has a default that could be a password. */
export interface FirstRunForm {
  readonly language: Language;
  readonly storeName: string;
  readonly country: string;
  readonly taxRounding: 'per_line' | 'per_unit' | 'global';
  readonly ownerName: string;
  readonly pin: string;
  readonly pinAgain: string;
  /** A demo shop's id, or empty for an empty catalog. */
  readonly shop: string;
}
export interface FirstRunViewProps {
  readonly form: FirstRunForm;
  readonly countries: readonly { readonly country: string; readonly name: string; readonly currency: string }[];
  readonly shops: readonly { readonly id: string; readonly name: string; readonly items: number }[];
  /** Field name → text key of what is wrong. */
  readonly errors: Readonly<Partial<Record<keyof FirstRunForm, string>>>;
  readonly problem: string | null;
  readonly isBusy: boolean;
  readonly onChange: (form: FirstRunForm) => void;
  readonly onStart: () => void;
  readonly onRestore: () => void;
}

const languageNames: Record<Language, string> = { en: 'English', id: 'Bahasa Indonesia', de: 'Deutsch' };

function Section({
  step,
  title,
  children,
}: {
  readonly step: number;
  readonly title: string;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <section className="flex gap-5">
      <span
        aria-hidden="true"
        className="mt-0.5 flex size-8 shrink-0 items-center justify-center rounded-full bg-accent-soft font-semibold text-accent"
      >
        {step}
      </span>
      <div className="flex min-w-0 flex-1 flex-col gap-3">
        <h2 className="text-lg font-semibold">{title}</h2>
        {children}
      </div>
    </section>
  );
}

function StoreFields({ form, countries, errors, onChange }: FirstRunViewProps): ReactElement {
  const t = useText();
  const error = errors.storeName;
  return (
    <div className="grid grid-cols-3 items-start gap-4">
      <Field
        label={t('first-run.store-name')}
        value={form.storeName}
        onChange={(storeName) => onChange({ ...form, storeName })}
        error={error === undefined ? undefined : t(error)}
        testId="store-name"
        autoFocus
      />
      <Choice
        label={t('first-run.country')}
        value={form.country}
        testId="country"
        onChange={(country) => onChange({ ...form, country, shop: '' })}
        options={countries.map(({ country, name, currency }) => ({ value: country, label: `${name} · ${currency}` }))}
      />
      <Choice
        label={t('first-run.rounding')}
        value={form.taxRounding}
        onChange={(value) =>
          onChange({
            ...form,
            taxRounding: value === 'global' ? 'global' : value === 'per_unit' ? 'per_unit' : 'per_line',
          })
        }
        options={(['per_line', 'per_unit', 'global'] as const).map((value) => ({
          value,
          label: t(`rounding.${value}`),
        }))}
      />
    </div>
  );
}

function OwnerFields({ form, errors, onChange }: FirstRunViewProps): ReactElement {
  const t = useText();
  const text = (key: string | undefined): string | undefined => (key === undefined ? undefined : t(key));
  const digits = (value: string): string => value.replace(/\D/g, '').slice(0, 8);
  return (
    <div className="grid grid-cols-3 items-start gap-4">
      <Field
        label={t('first-run.owner-name')}
        value={form.ownerName}
        onChange={(ownerName) => onChange({ ...form, ownerName })}
        error={text(errors.ownerName)}
        testId="owner-name"
      />
      <Field
        label={t('first-run.pin')}
        help={t('first-run.pin-help')}
        type="password"
        inputMode="numeric"
        value={form.pin}
        onChange={(pin) => onChange({ ...form, pin: digits(pin) })}
        error={text(errors.pin)}
        testId="owner-pin"
      />
      <Field
        label={t('first-run.pin-again')}
        type="password"
        inputMode="numeric"
        value={form.pinAgain}
        onChange={(pin) => onChange({ ...form, pinAgain: digits(pin) })}
        error={text(errors.pinAgain)}
        testId="owner-pin-again"
      />
    </div>
  );
}

/** Stands for no demo shop: a radio needs a value. */
const ownCatalog = 'own';
const shopIcons: Record<string, ReactNode> = {
  cafe: <Coffee size={24} aria-hidden="true" />,
  boutique: <Shirt size={24} aria-hidden="true" />,
  [ownCatalog]: <FileSpreadsheet size={24} aria-hidden="true" />,
};

function ShopCards({ form, shops, onChange }: FirstRunViewProps): ReactElement {
  const t = useText();
  const cards = [
    { id: ownCatalog, name: t('first-run.own-title'), text: t('first-run.own-text') },
    ...shops.map(({ id, name, items }) => ({ id, name, text: t('first-run.demo-text', { count: items }) })),
  ];
  return (
    <RadioGroup
      aria-label={t('first-run.goods')}
      className="grid grid-cols-3 gap-3"
      value={form.shop === '' ? ownCatalog : form.shop}
      onChange={(id) => onChange({ ...form, shop: id === ownCatalog ? '' : id })}
    >
      {cards.map(({ id, name, text }) => (
        <Radio
          key={id}
          value={id}
          data-testid={`shop-${id}`}
          className="flex min-h-20 cursor-pointer items-start gap-3 rounded-card border-2 border-line bg-surface p-4 text-start hover:bg-raised data-selected:border-accent data-selected:bg-accent-soft data-focus-visible:outline-3 data-focus-visible:outline-accent"
        >
          <span className="mt-0.5 text-accent">{shopIcons[id] ?? <Store size={24} aria-hidden="true" />}</span>
          <span>
            <span className="block font-semibold">{name}</span>
            <span className="text-[13px] text-soft">{text}</span>
          </span>
        </Radio>
      ))}
    </RadioGroup>
  );
}

function Welcome({ form, onChange }: FirstRunViewProps): ReactElement {
  const t = useText();
  return (
    <header className="flex items-end justify-between gap-6">
      <div>
        <p className="flex items-center gap-2 text-sm font-semibold text-accent">
          <Store size={18} aria-hidden="true" />
          Kaunter
        </p>
        <h1 className="mt-1 text-3xl font-semibold tracking-tight">{t('first-run.title')}</h1>
        <p className="mt-1 text-[15px] text-soft">{t('first-run.text')}</p>
      </div>
      <Segments
        label={t('first-run.language')}
        hideLabel
        value={form.language}
        testId="language"
        options={languages.map((language) => ({ value: language, label: languageNames[language] }))}
        onChange={(value) => onChange({ ...form, language: languages.find((each) => each === value) ?? 'en' })}
      />
    </header>
  );
}

/** The first two minutes: the store's name and country, the owner's PIN, something to sell. */
export function FirstRunView(props: FirstRunViewProps): ReactElement {
  const t = useText();
  return (
    <main className="flex h-full flex-col bg-paper" data-testid="first-run">
      <div className="min-h-0 flex-1 overflow-auto">
        <div className="mx-auto flex min-h-full max-w-5xl flex-col justify-center gap-7 px-8 py-6">
          <Welcome {...props} />
          <Section step={1} title={t('first-run.store')}>
            <StoreFields {...props} />
          </Section>
          <Section step={2} title={t('first-run.owner')}>
            <OwnerFields {...props} />
          </Section>
          <Section step={3} title={t('first-run.goods')}>
            <ShopCards {...props} />
          </Section>
        </div>
      </div>
      <footer className="shrink-0 border-t border-line bg-surface py-3">
        <div className="mx-auto flex max-w-5xl items-center justify-end gap-4 px-8">
          <div className="min-w-0 flex-1">
            {props.problem === null ? null : <Banner tone="bad" title={props.problem} testId="first-run-problem" />}
          </div>
          <Button size="giant" isDisabled={props.isBusy} onPress={props.onRestore} testId="first-run-restore">
            {t('restore.title')}
          </Button>
          <Button
            tone="primary"
            size="giant"
            hint="F12"
            isDisabled={props.isBusy}
            onPress={props.onStart}
            testId="first-run-start"
          >
            {t(props.isBusy ? 'first-run.starting' : 'first-run.start')}
          </Button>
        </div>
      </footer>
    </main>
  );
}
