import { Trash2 } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { minor } from '../../../domain/money/minor.ts';
import { ratio } from '../../../domain/money/ratio.ts';
import type { StoreSettings } from '../../../domain/store/store-settings.ts';
import { freshCode, type TaxMove, withClass, withoutClass, withStandard } from '../../../domain/tax/tax-edit.ts';
import { taxLine } from '../../../domain/tax/tax-line.ts';
import { taxesFor, taxTableFaults } from '../../../domain/tax/tax-lookup.ts';
import type { TaxCategory, TaxTable } from '../../../domain/tax/tax-table.ts';
import { Button } from '../../kit/button.tsx';
import { Check, Choice } from '../../kit/choice.tsx';
import { Field } from '../../kit/field.tsx';
import { MoneyText } from '../../kit/money-text.tsx';
import { Sheet } from '../../kit/panel.tsx';
import { SheetFooter } from '../../kit/sheet-footer.tsx';
import { useText } from '../../kit/text.tsx';
import { useStoreMoney } from '../store/store-text.tsx';
import { TaxPicker } from './tax-picker.tsx';

export interface TaxClassSheetProps {
  readonly settings: Pick<StoreSettings, 'taxTable' | 'policy'>;
  /** Code of the class; null adds one. */
  readonly code: string | null;
  /** Items that carry it now. */
  readonly items: number;
  /** `YYYY-MM-DD`, the day of the example. */
  readonly businessDate: string;
  readonly onTable: (table: TaxTable) => void;
  /** The class goes; its items become of the other one. Null when it has none. */
  readonly onRemove: (table: TaxTable, move: TaxMove | null) => void;
  readonly onClose: () => void;
}

interface ClassForm {
  readonly name: string;
  readonly takeAway: readonly string[];
  readonly eatIn: readonly string[];
  readonly isEatInOwn: boolean;
  readonly isStandard: boolean;
}

function formOfClass(table: TaxTable, category: TaxCategory | undefined): ClassForm {
  const takeAway = category?.taxIds['take-away'] ?? [];
  const eatIn = category?.taxIds['eat-in'] ?? [];
  const isEatInOwn = takeAway.join(' ') !== eatIn.join(' ');
  const isStandard = category !== undefined && table.categories[0]?.code === category.code;
  return { name: category?.name ?? '', takeAway, eatIn, isEatInOwn, isStandard };
}

function classOfForm({ name, takeAway, eatIn, isEatInOwn }: ClassForm, code: string): TaxCategory {
  return { code, name: name.trim(), taxIds: { 'take-away': takeAway, 'eat-in': isEatInOwn ? eatIn : takeAway } };
}

interface ExampleProps {
  readonly table: TaxTable;
  readonly category: TaxCategory;
  readonly policy: StoreSettings['policy'];
  readonly businessDate: string;
}

/** What one piece of a round price comes to, reckoned as a sale would. */
function Example({ table, category, policy, businessDate }: ExampleProps): ReactElement {
  const t = useText();
  const { currency } = useStoreMoney();
  const price = minor(10 ** currency.digits * (currency.shownDigits === 0 ? 100_000 : 100));
  const rates = taxesFor(withClass(table, category), {
    category: category.code,
    serviceKind: 'take-away',
    businessDate,
  });
  const how = { step: policy.amountIncrement ?? minor(1), rounding: policy.rounding };
  const { net, gross, taxes } = taxLine(rates, { price, units: ratio(1) }, how);
  return (
    <dl className="m-0 rounded-control bg-sunken px-4 py-3 text-[15px]" data-testid="class-example">
      <div className="flex justify-between gap-4 text-soft">
        <dt>{t('tax.example')}</dt>
        <dd className="money m-0">
          <MoneyText minor={price} />
        </dd>
      </div>
      {[
        { key: 'net', name: t('report.net'), amount: net },
        ...rates.map(({ taxId, name }, index) => ({ key: taxId, name, amount: taxes[index]?.amount ?? minor(0) })),
        { key: 'gross', name: t('tax.customer-pays'), amount: gross },
      ].map(({ key, name, amount }) => (
        <div key={key} className={`flex justify-between gap-4 ${key === 'gross' ? 'font-semibold' : ''}`}>
          <dt>{name}</dt>
          <dd className="money m-0">
            <MoneyText minor={amount} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Takes the class out; items that carry it get another one, which a person names. */
function RemoveClass(props: TaxClassSheetProps & { readonly code: string }): ReactElement {
  const t = useText();
  const { settings, code, items, onRemove } = props;
  const table = settings.taxTable;
  const others = table.categories.filter((each) => each.code !== code);
  const [to, setTo] = useState(others[0]?.code ?? '');
  return (
    <div className="mt-5 grid grid-cols-2 items-end gap-4 border-t border-line pt-4">
      {items === 0 ? (
        <p className="self-center text-[15px] text-soft">{t('tax.class-unused')}</p>
      ) : (
        <Choice
          label={t('tax.items-become', { count: items })}
          value={to}
          options={others.map((each) => ({ value: each.code, label: each.name }))}
          onChange={setTo}
          testId="class-instead"
        />
      )}
      <Button
        tone="bad"
        isDisabled={others.length === 0}
        icon={<Trash2 size={18} aria-hidden="true" />}
        onPress={() => onRemove(withoutClass(table, code), items === 0 ? null : { from: code, to })}
        testId="class-remove"
      >
        {t('tax.remove-class')}
      </Button>
    </div>
  );
}

interface FieldsProps extends Pick<TaxClassSheetProps, 'settings' | 'businessDate'> {
  readonly form: ClassForm;
  readonly change: (part: Partial<ClassForm>) => void;
  readonly wasStandard: boolean;
  readonly error: string | undefined;
}

function ClassFields({ settings, businessDate, form, change, wasStandard, error }: FieldsProps): ReactElement {
  const t = useText();
  const { taxTable, policy } = settings;
  return (
    <div className="grid grid-cols-2 items-start gap-5">
      <div className="flex flex-col gap-4">
        <Field
          label={t('tax.class-name')}
          value={form.name}
          error={error}
          onChange={(name) => change({ name })}
          autoFocus
          testId="class-name"
        />
        <TaxPicker
          label={t(form.isEatInOwn ? 'tax.take-away' : 'tax.taxes')}
          table={taxTable}
          businessDate={businessDate}
          chosen={form.takeAway}
          onChange={(takeAway) => change({ takeAway })}
          testId="class-taxes"
        />
        {form.takeAway.length === 0 ? <p className="text-[13px] text-soft">{t('tax.exempt-help')}</p> : null}
      </div>
      <div className="flex flex-col gap-4">
        <Check
          isOn={form.isStandard}
          isDisabled={wasStandard}
          onChange={(isStandard) => change({ isStandard })}
          testId="class-standard"
        >
          {t('tax.is-standard')}
        </Check>
        <Check isOn={form.isEatInOwn} onChange={(isEatInOwn) => change({ isEatInOwn })} testId="class-eat-in">
          {t('tax.eat-in-own')}
        </Check>
        {form.isEatInOwn ? (
          <TaxPicker
            label={t('tax.eat-in')}
            table={taxTable}
            businessDate={businessDate}
            chosen={form.eatIn}
            onChange={(eatIn) => change({ eatIn })}
            testId="class-eat-in-taxes"
          />
        ) : null}
        <Example table={taxTable} category={classOfForm(form, 'example')} policy={policy} businessDate={businessDate} />
      </div>
    </div>
  );
}

/** A tax class: what an item is for tax, and which taxes follow from it. */
export function TaxClassSheet(props: TaxClassSheetProps): ReactElement {
  const t = useText();
  const { settings, code, onTable } = props;
  const { categories } = settings.taxTable;
  const before = categories.find((each) => each.code === code);
  const [form, setForm] = useState<ClassForm>(formOfClass(settings.taxTable, before));
  const [problem, setProblem] = useState<string | null>(null);
  const [error, setError] = useState<string | undefined>();
  const apply = (): void => {
    if (form.name.trim() === '') {
      setError(t('first-run.error.empty'));
      return;
    }
    const ownCode =
      code ??
      freshCode(
        form.name,
        categories.map((each) => each.code),
      );
    const put = withClass(settings.taxTable, classOfForm(form, ownCode));
    const table = form.isStandard ? withStandard(put, ownCode) : put;
    const [fault] = taxTableFaults(table);
    if (fault === undefined) onTable(table);
    else setProblem(t(`refusal.${fault.code}`));
  };
  return (
    <Sheet
      title={before?.name ?? t('tax.add-class')}
      closeLabel={t('close')}
      onClose={props.onClose}
      size="large"
      footer={
        <SheetFooter problem={problem}>
          <Button tone="primary" size="tall" onPress={apply} testId="class-apply">
            {t('tax.take-over')}
          </Button>
        </SheetFooter>
      }
    >
      <ClassFields
        {...{ settings, form, error }}
        businessDate={props.businessDate}
        wasStandard={categories[0]?.code === code}
        change={(part) => {
          setForm({ ...form, ...part });
          setError(undefined);
          setProblem(null);
        }}
      />
      {code === null ? null : <RemoveClass {...props} code={code} />}
    </Sheet>
  );
}
