import { Plus } from 'lucide-react';
import type { ReactElement } from 'react';
import { denominationsOf } from '../../../domain/money/denominations.ts';
import { minor } from '../../../domain/money/minor.ts';
import { formatAmount } from '../../../domain/money/money-format.ts';
import type { StoreSettings } from '../../../domain/store/store-settings.ts';
import { classesOfTax } from '../../../domain/tax/tax-edit.ts';
import { isInForce } from '../../../domain/tax/tax-lookup.ts';
import type { DatedTaxRate, TaxCategory } from '../../../domain/tax/tax-table.ts';
import { Button } from '../../kit/button.tsx';
import { Choice, Segments } from '../../kit/choice.tsx';
import { Disabled } from '../../kit/disabled.tsx';
import { useMoneyFormat } from '../../kit/money-text.tsx';
import { Card } from '../../kit/panel.tsx';
import { Chip } from '../../kit/state.tsx';
import { type Translate, useLanguage, useText } from '../../kit/text.tsx';
import { type StoreMoney, useStoreMoney } from '../store/store-text.tsx';
import { taxNameOn } from '../store/tax-label.ts';
import { rateText } from './rate-text.ts';
import { itemsOfClass } from './settings-draft.ts';
import type { SettingsViewProps } from './settings-view.tsx';

/** Coins that may be the smallest step of cash. */
const cashStepsMax = 4;

function withTaxInside(settings: StoreSettings, pricesIncludeTax: boolean): StoreSettings {
  const rates = settings.taxTable.rates.map((rate) => ({ ...rate, included: pricesIncludeTax }));
  return { ...settings, pricesIncludeTax, taxTable: { ...settings.taxTable, rates } };
}

function CashRounding({ draft, onDraft }: SettingsViewProps): ReactElement {
  const t = useText();
  const write = useMoneyFormat();
  const { currency } = useStoreMoney();
  const { policy } = draft;
  const coins = denominationsOf(currency).coins.slice(0, cashStepsMax);
  const steps = [...new Set([1, ...coins, policy.cashIncrement])].sort((a, b) => a - b);
  return (
    <Choice
      label={t('settings.cash-step')}
      value={String(policy.cashIncrement)}
      onChange={(step) => onDraft({ ...draft, policy: { ...policy, cashIncrement: minor(Number(step)) } })}
      options={steps.map((step) => ({
        value: String(step),
        label: step === 1 ? t('settings.cash-exact') : write(step),
      }))}
      testId="cash-step"
    />
  );
}

function Policy(props: SettingsViewProps): ReactElement {
  const t = useText();
  const { draft, onDraft } = props;
  const { policy } = draft;
  return (
    <Card title={t('settings.tax')}>
      <div className="grid grid-cols-2 gap-4">
        <Segments
          label={t('settings.prices')}
          value={draft.pricesIncludeTax ? 'in' : 'out'}
          onChange={(value) => onDraft(withTaxInside(draft, value === 'in'))}
          options={[
            { value: 'in', label: t('settings.prices-in') },
            { value: 'out', label: t('settings.prices-out') },
          ]}
        />
        <Choice
          label={t('first-run.rounding')}
          value={policy.taxRounding}
          onChange={(value) =>
            onDraft({ ...draft, policy: { ...policy, taxRounding: value as typeof policy.taxRounding } })
          }
          options={(['per_line', 'per_unit', 'global'] as const).map((value) => ({
            value,
            label: t(`rounding.${value}`),
          }))}
        />
        <CashRounding {...props} />
      </div>
    </Card>
  );
}

/** How much a rate is, with what is unusual about it. */
function rateFigure(t: Translate, rate: DatedTaxRate, { currency, format }: StoreMoney): string {
  if (rate.kind === 'fixed')
    return t('tax.per-unit', { amount: `${formatAmount(rate.amountPerUnit, currency, format)} ${currency.code}` });
  const percent = `${rateText(rate.ratePpm, format.decimal)} %`;
  const { baseShare } = rate;
  return baseShare === undefined ? percent : `${percent} × ${baseShare.numerator}/${baseShare.denominator}`;
}

function RateRow({
  rate,
  props,
  place,
}: {
  readonly rate: DatedTaxRate;
  readonly props: SettingsViewProps;
  readonly place: number;
}): ReactElement {
  const t = useText();
  const money = useStoreMoney();
  const { draft, today, onTaxSheet } = props;
  const used = classesOfTax(draft.taxTable, rate.taxId).map(({ name }) => name);
  const dates = new Intl.DateTimeFormat(useLanguage(), { dateStyle: 'medium', timeZone: 'UTC' });
  const day = (date: string | null): string => (date === null ? '…' : dates.format(new Date(`${date}T00:00:00Z`)));
  const days = rate.validFrom !== null || rate.validTo !== null;
  return (
    <li
      className="grid grid-cols-[1.1fr_11rem_1fr_auto] items-center gap-4 border-b border-line py-2 last:border-0"
      data-testid="tax-rate"
    >
      <span className="min-w-0">
        <span className="block truncate font-medium">{rate.name}</span>
        <span className="block truncate text-[13px] text-soft">
          {used.length === 0 ? t('tax.rate-unused') : used.join(', ')}
        </span>
      </span>
      <span>
        <span className="money block font-semibold" data-testid="rate-figure">
          {rateFigure(t, rate, money)}
        </span>
        <span className="block text-[13px] text-soft">{t(rate.included ? 'tax.included' : 'tax.on-top')}</span>
      </span>
      <span className="flex flex-wrap items-center gap-2 text-[13px] text-soft">
        <span className="money">
          {days ? `${day(rate.validFrom)} – ${day(rate.validTo)}` : t('settings.rate-always')}
        </span>
        {isInForce(rate, today) ? null : <Chip tone="idle">{t('tax.not-now')}</Chip>}
        {rate.affectedByPrevious ? <Chip tone="info">{t('tax.compound')}</Chip> : null}
      </span>
      <Button
        tone="quiet"
        onPress={() => onTaxSheet({ kind: 'rate', place, isSuccessor: false })}
        testId={`change-rate-${place}`}
      >
        {t('settings.change')}
      </Button>
    </li>
  );
}

function Rates(props: SettingsViewProps): ReactElement {
  const t = useText();
  const { rates } = props.draft.taxTable;
  return (
    <Card title={t('settings.rates')}>
      <ul className="m-0 list-none p-0">
        {rates.map((rate, place) => (
          <RateRow key={`${rate.taxId}-${rate.validFrom}`} rate={rate} place={place} props={props} />
        ))}
      </ul>
      <div className="mt-3 flex flex-col items-start gap-2">
        <Button
          icon={<Plus size={18} aria-hidden="true" />}
          onPress={() => props.onTaxSheet({ kind: 'rate', place: null, isSuccessor: false })}
          testId="add-rate"
        >
          {t('tax.add-rate')}
        </Button>
        <p className="text-[13px] text-soft">{t('settings.rates-help')}</p>
      </div>
    </Card>
  );
}

/** The taxes of a class as its row says them. */
function taxesText(t: Translate, { draft, today }: SettingsViewProps, { taxIds }: TaxCategory): string {
  const name = (taxId: string): string => taxNameOn(draft.taxTable, taxId, today);
  const list = (ids: readonly string[]): string => (ids.length === 0 ? t('tax.none') : ids.map(name).join(' + '));
  const [takeAway, eatIn] = [list(taxIds['take-away']), list(taxIds['eat-in'])];
  return takeAway === eatIn ? takeAway : t('tax.two-ways', { takeAway, eatIn });
}

function Classes(props: SettingsViewProps): ReactElement {
  const t = useText();
  const { taxTable } = props.draft;
  return (
    <Card title={t('tax.classes')}>
      <p className="mb-2 text-[15px] text-soft">{t('tax.classes-text')}</p>
      <ul className="m-0 list-none p-0">
        {taxTable.categories.map((each, index) => (
          <li
            key={each.code}
            className="grid grid-cols-[1.1fr_1.6fr_6rem_auto] items-center gap-4 border-b border-line py-2 last:border-0"
            data-testid="tax-class"
          >
            <span className="flex min-w-0 items-center gap-2">
              <span className="min-w-0 truncate font-medium">{each.name}</span>
              {index === 0 ? <Chip tone="info">{t('tax.standard')}</Chip> : null}
            </span>
            <span className="min-w-0 text-[15px]">{taxesText(t, props, each)}</span>
            <span className="money text-end text-[13px] text-soft">
              {t('tax.class-items', { count: itemsOfClass(props, each.code) })}
            </span>
            <Button
              tone="quiet"
              onPress={() => props.onTaxSheet({ kind: 'class', code: each.code })}
              testId={`change-class-${each.code}`}
            >
              {t('settings.change')}
            </Button>
          </li>
        ))}
      </ul>
      <div className="mt-3">
        <Button
          icon={<Plus size={18} aria-hidden="true" />}
          onPress={() => props.onTaxSheet({ kind: 'class', code: null })}
          testId="add-class"
        >
          {t('tax.add-class')}
        </Button>
      </div>
    </Card>
  );
}

/**
 * How tax and cash are rounded, the rates, and the classes that map items to rates. A change is for sales from now on:
 * those made keep their rates.
 */
export function TaxTab(props: SettingsViewProps): ReactElement {
  return (
    <Disabled isDisabled={!props.canEdit}>
      <Policy {...props} />
      <Rates {...props} />
      <Classes {...props} />
    </Disabled>
  );
}
