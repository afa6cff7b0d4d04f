import { type ReactElement, useState } from 'react';
import { denominationsOf } from '../../../domain/money/denominations.ts';
import { minor } from '../../../domain/money/minor.ts';
import type { StoreSettings } from '../../../domain/store/store-settings.ts';
import type { DatedTaxRate } from '../../../domain/tax/tax-table.ts';
import { Choice, Segments } from '../../kit/choice.tsx';
import { Field } from '../../kit/field.tsx';
import { useMoneyFormat } from '../../kit/money-text.tsx';
import { Card } from '../../kit/panel.tsx';
import { useText } from '../../kit/text.tsx';
import { useStoreMoney } from '../store/store-text.tsx';
import { rateOfText, rateText } from './rate-text.ts';
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

interface RateRowProps {
  readonly rate: DatedTaxRate;
  readonly canEdit: boolean;
  readonly onRate: (rate: DatedTaxRate) => void;
}

/** One rate: its name as receipts print it, and how much. What is not a rate is said at once and changes nothing. */
function RateRow({ rate, canEdit, onRate }: RateRowProps): ReactElement {
  const t = useText();
  const { format } = useStoreMoney();
  const [text, setText] = useState(rateText(rate.ratePpm, format.decimal));
  const dated = rate.validFrom !== null || rate.validTo !== null;
  const change = (next: string): void => {
    setText(next);
    const ppm = rateOfText(next);
    if (ppm !== null) onRate({ ...rate, ratePpm: ppm });
  };
  return (
    <li className="grid grid-cols-[1fr_10rem_9rem] items-start gap-4 py-1.5" data-testid="tax-rate">
      <Field
        label={t('settings.rate-name')}
        hideLabel
        value={rate.name}
        isDisabled={!canEdit}
        onChange={(name) => onRate({ ...rate, name })}
      />
      <Field
        label={t('settings.rate-percent', { name: rate.name })}
        hideLabel
        money
        inputMode="decimal"
        suffix="%"
        value={text}
        isDisabled={!canEdit}
        error={rateOfText(text) === null ? t('settings.rate-wrong') : undefined}
        onChange={change}
        testId="tax-percent"
      />
      <span className="money pt-3 text-[13px] text-soft">
        {dated ? `${rate.validFrom ?? '…'} – ${rate.validTo ?? '…'}` : t('settings.rate-always')}
      </span>
    </li>
  );
}

/** How tax and cash are rounded, and the rates. A change is for sales from now on: those made keep their rates. */
export function TaxTab(props: SettingsViewProps): ReactElement {
  const t = useText();
  const { draft, onDraft, canEdit } = props;
  const put = (place: number, rate: DatedTaxRate): void => {
    const rates = draft.taxTable.rates.map((each, index) => (index === place ? rate : each));
    onDraft({ ...draft, taxTable: { ...draft.taxTable, rates } });
  };
  return (
    <>
      <Policy {...props} />
      <Card title={t('settings.rates')}>
        <ul className="m-0 list-none p-0">
          {draft.taxTable.rates.map((rate, index) => (
            <RateRow
              key={`${rate.taxId}-${rate.validFrom}`}
              rate={rate}
              canEdit={canEdit}
              onRate={(next) => put(index, next)}
            />
          ))}
        </ul>
        <p className="mt-3 text-[13px] text-soft">{t('settings.rates-help')}</p>
      </Card>
    </>
  );
}
