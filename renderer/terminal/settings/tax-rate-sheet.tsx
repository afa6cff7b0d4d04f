import { CalendarPlus, Trash2 } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import type { StoreSettings } from '../../../domain/store/store-settings.ts';
import { freshCode, withoutRate, withRate, withSuccessor } from '../../../domain/tax/tax-edit.ts';
import { taxTableFaults } from '../../../domain/tax/tax-lookup.ts';
import type { DatedTaxRate, TaxTable } from '../../../domain/tax/tax-table.ts';
import { Button } from '../../kit/button.tsx';
import { Choice, Segments } from '../../kit/choice.tsx';
import { Field } from '../../kit/field.tsx';
import { Sheet } from '../../kit/panel.tsx';
import { SheetFooter } from '../../kit/sheet-footer.tsx';
import { useText } from '../../kit/text.tsx';
import { useStoreMoney } from '../store/store-text.tsx';
import { emptyRateForm, formOfRate, type RateForm, type RateFormErrors, rateOfForm } from './rate-form.ts';

export interface TaxRateSheetProps {
  readonly settings: Pick<StoreSettings, 'taxTable' | 'pricesIncludeTax'>;
  /** Place of the rate in the table; null adds one. */
  readonly place: number | null;
  /** The same tax with another rate from a day on, instead of a change of this one. */
  readonly isSuccessor: boolean;
  readonly onTable: (table: TaxTable) => void;
  /** Opens the sheet for the rate that comes after this one. */
  readonly onSuccessor: () => void;
  readonly onClose: () => void;
}

interface PartProps {
  readonly form: RateForm;
  readonly errors: RateFormErrors;
  readonly change: (part: Partial<RateForm>) => void;
}

function useErrorText(errors: RateFormErrors): (field: keyof RateFormErrors) => string | undefined {
  const t = useText();
  return (field) => {
    const key = errors[field];
    return key === undefined ? undefined : t(key);
  };
}

/** What the tax is called, how it is reckoned and how much it is. */
function Figures({ form, errors, change }: PartProps): ReactElement {
  const t = useText();
  const error = useErrorText(errors);
  const { currency } = useStoreMoney();
  return (
    <>
      <Field
        label={t('settings.rate-name')}
        value={form.name}
        error={error('name')}
        onChange={(name) => change({ name })}
        autoFocus
        testId="rate-name"
      />
      <Choice
        label={t('tax.kind')}
        value={form.kind}
        testId="rate-kind"
        onChange={(kind) => change({ kind: kind === 'fixed' || kind === 'division' ? kind : 'percent' })}
        options={(['percent', 'fixed', 'division'] as const).map((kind) => ({
          value: kind,
          label: t(`tax.kind-${kind}`),
        }))}
      />
      {form.kind === 'fixed' ? (
        <Field
          label={t('tax.amount')}
          money
          inputMode="decimal"
          suffix={currency.code}
          value={form.amount}
          error={error('amount')}
          onChange={(amount) => change({ amount })}
          testId="rate-amount"
        />
      ) : (
        <Field
          label={t('tax.percent')}
          money
          inputMode="decimal"
          suffix="%"
          value={form.percent}
          error={error('percent')}
          onChange={(percent) => change({ percent })}
          testId="rate-percent"
        />
      )}
      <Segments
        label={t('tax.side')}
        value={form.included ? 'in' : 'out'}
        testId="rate-side"
        onChange={(side) => change({ included: side === 'in' })}
        options={[
          { value: 'in', label: t('tax.included') },
          { value: 'out', label: t('tax.on-top') },
        ]}
      />
    </>
  );
}

/** From when to when it is in force. */
function Days({ form, errors, change, isSuccessor }: PartProps & { readonly isSuccessor: boolean }): ReactElement {
  const t = useText();
  const error = useErrorText(errors);
  return (
    <>
      <Field
        label={t(isSuccessor ? 'tax.changes-on' : 'tax.valid-from')}
        type="date"
        help={isSuccessor ? t('tax.changes-help') : t('tax.day-help')}
        value={form.validFrom}
        error={error('validFrom')}
        onChange={(validFrom) => change({ validFrom })}
        testId="rate-from"
      />
      <Field
        label={t('tax.valid-to')}
        type="date"
        help={t('tax.day-help')}
        value={form.validTo}
        error={error('validTo')}
        onChange={(validTo) => change({ validTo })}
        testId="rate-to"
      />
    </>
  );
}

/** Tax on tax, and taxes of a part of the price. */
function Special({ form, errors, change }: PartProps): ReactElement {
  const t = useText();
  const error = useErrorText(errors);
  const yesNo = [
    { value: 'yes', label: t('yes') },
    { value: 'no', label: t('no') },
  ];
  return (
    <>
      <Segments
        label={t('tax.affects-next')}
        value={form.affectsNext ? 'yes' : 'no'}
        options={yesNo}
        onChange={(value) => change({ affectsNext: value === 'yes' })}
        testId="rate-affects"
      />
      <Segments
        label={t('tax.affected')}
        value={form.affectedByPrevious ? 'yes' : 'no'}
        options={yesNo}
        onChange={(value) => change({ affectedByPrevious: value === 'yes' })}
        testId="rate-affected"
      />
      {form.kind === 'fixed' ? null : (
        <Field
          label={t('tax.share')}
          help={t('tax.share-help')}
          value={form.share}
          error={error('share')}
          onChange={(share) => change({ share })}
          testId="rate-share"
        />
      )}
    </>
  );
}

interface RateSheet extends PartProps {
  readonly problem: string | null;
  readonly apply: () => void;
}

/** Holds what is typed, and lets it into the table only when the whole table is sound with it. */
function useRateSheet({ settings, place, isSuccessor, onTable }: TaxRateSheetProps): RateSheet {
  const t = useText();
  const writing = useStoreMoney();
  const { taxTable, pricesIncludeTax } = settings;
  const before = place === null ? undefined : taxTable.rates[place];
  const start = before === undefined ? emptyRateForm(pricesIncludeTax) : formOfRate(before, writing);
  const [form, setForm] = useState<RateForm>(isSuccessor ? { ...start, validFrom: '', validTo: '' } : start);
  const [errors, setErrors] = useState<RateFormErrors>({});
  const [problem, setProblem] = useState<string | null>(null);
  const change = (part: Partial<RateForm>): void => {
    setForm({ ...form, ...part });
    setErrors({});
    setProblem(null);
  };
  const tableWith = (rate: DatedTaxRate): TaxTable => {
    const { validFrom } = rate;
    if (isSuccessor && place !== null && validFrom !== null)
      return withSuccessor(taxTable, place, { ...rate, validFrom });
    return withRate(taxTable, place, rate);
  };
  const put = (table: TaxTable): void => {
    const [fault] = taxTableFaults(table);
    if (fault === undefined) onTable(table);
    else setProblem(t(`refusal.${fault.code}`));
  };
  const apply = (): void => {
    const taken = taxTable.rates.map(({ taxId }) => taxId);
    const read = rateOfForm(form, before?.taxId ?? freshCode(form.name, taken), writing);
    if (!read.ok) setErrors(read.refusal);
    else if (isSuccessor && read.value.validFrom === null) setErrors({ validFrom: 'tax.day-wrong' });
    else put(tableWith(read.value));
  };
  return { form, errors, change, problem, apply };
}

/** What else can be done with a rate there is: end it and begin another, or take it out. */
function RateActs({
  settings,
  place,
  onTable,
  onSuccessor,
}: TaxRateSheetProps & { readonly place: number }): ReactElement {
  const t = useText();
  return (
    <>
      <Button icon={<CalendarPlus size={18} aria-hidden="true" />} onPress={onSuccessor} testId="rate-successor">
        {t('tax.change-from-day')}
      </Button>
      <Button
        tone="bad"
        icon={<Trash2 size={18} aria-hidden="true" />}
        onPress={() => onTable(withoutRate(settings.taxTable, place))}
        testId="rate-remove"
      >
        {t('tax.remove-rate')}
      </Button>
    </>
  );
}

/** One rate of a tax: what it is called, how it is reckoned, on which side of the price, and when it is in force. */
export function TaxRateSheet(props: TaxRateSheetProps): ReactElement {
  const t = useText();
  const { place, isSuccessor } = props;
  const { problem, apply, ...parts } = useRateSheet(props);
  const before = place === null ? undefined : props.settings.taxTable.rates[place];
  const title =
    before === undefined ? t('tax.add-rate') : isSuccessor ? t('tax.successor', { name: before.name }) : before.name;
  return (
    <Sheet
      title={title}
      closeLabel={t('close')}
      onClose={props.onClose}
      size="large"
      footer={
        <SheetFooter problem={problem}>
          <Button tone="primary" size="tall" onPress={apply} testId="rate-apply">
            {t('tax.take-over')}
          </Button>
        </SheetFooter>
      }
    >
      <div className="grid grid-cols-2 items-start gap-4" data-testid="rate-form">
        <Figures {...parts} />
        <Days {...parts} isSuccessor={isSuccessor} />
        <Special {...parts} />
      </div>
      {place === null || isSuccessor ? null : (
        <div className="mt-5 flex gap-3 border-t border-line pt-4">
          <RateActs {...props} place={place} />
        </div>
      )}
    </Sheet>
  );
}
