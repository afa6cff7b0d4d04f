import { type ReactElement, useState } from 'react';
import type { Item } from '../../../domain/catalog/item.ts';
import { type QuantityUnit, quantityUnits } from '../../../domain/quantity/quantity.ts';
import type { TaxCategory } from '../../../domain/tax/tax-table.ts';
import { Button } from '../../kit/button.tsx';
import { Choice, Segments } from '../../kit/choice.tsx';
import { Field } from '../../kit/field.tsx';
import { Sheet } from '../../kit/panel.tsx';
import { SheetFooter } from '../../kit/sheet-footer.tsx';
import { useText } from '../../kit/text.tsx';

/** An item as it is typed: money and lists are still text. */
export interface ItemForm {
  readonly name: string;
  readonly price: string;
  readonly unit: QuantityUnit;
  readonly taxCategory: string;
  readonly category: string;
  readonly brand: string;
  readonly sku: string;
  readonly barcodes: string;
  readonly onGrid: boolean;
  readonly stockTracked: boolean;
  readonly active: boolean;
}
export interface ItemSheetProps {
  readonly item: Item;
  /** The price as it is typed in this language. */
  readonly price: string;
  readonly taxCategories: readonly TaxCategory[];
  readonly problem: string | null;
  readonly onSave: (form: ItemForm) => void;
  readonly onClose: () => void;
}

function formOf(item: Item, price: string): ItemForm {
  const { name, unit, taxCategory, category, brand, sku, stockTracked, active } = item;
  return {
    name,
    price,
    unit,
    taxCategory,
    category,
    brand,
    sku,
    stockTracked,
    active,
    barcodes: item.barcodes.join(' '),
    onGrid: item.gridPlace !== null,
  };
}

interface PartProps {
  readonly form: ItemForm;
  readonly change: (part: Partial<ItemForm>) => void;
}

function YesNo({
  label,
  value,
  onChange,
  testId,
}: {
  readonly label: string;
  readonly value: boolean;
  readonly onChange: (value: boolean) => void;
  readonly testId: string;
}): ReactElement {
  const t = useText();
  const options = [
    { value: 'yes', label: t('yes') },
    { value: 'no', label: t('no') },
  ];
  return (
    <Segments
      label={label}
      value={value ? 'yes' : 'no'}
      options={options}
      onChange={(next) => onChange(next === 'yes')}
      testId={testId}
    />
  );
}

function Codes({ form, change, onEnter }: PartProps & { readonly onEnter: () => void }): ReactElement {
  const t = useText();
  return (
    <>
      <Field label={t('item.sku')} value={form.sku} onChange={(sku) => change({ sku })} onEnter={onEnter} />
      <Field
        label={t('item.barcodes')}
        help={t('item.barcodes-help')}
        value={form.barcodes}
        onChange={(barcodes) => change({ barcodes })}
        onEnter={onEnter}
        testId="item-barcodes"
      />
      <Field
        label={t('item.category')}
        value={form.category}
        onChange={(category) => change({ category })}
        onEnter={onEnter}
      />
      <Field
        label={t('import.field.brand')}
        value={form.brand}
        onChange={(brand) => change({ brand })}
        onEnter={onEnter}
      />
    </>
  );
}

function Flags({ form, change }: PartProps): ReactElement {
  const t = useText();
  return (
    <>
      <YesNo
        label={t('item.on-grid')}
        value={form.onGrid}
        onChange={(onGrid) => change({ onGrid })}
        testId="item-grid"
      />
      <YesNo
        label={t('item.stock-tracked')}
        value={form.stockTracked}
        onChange={(stockTracked) => change({ stockTracked })}
        testId="item-tracked"
      />
      <YesNo
        label={t('item.active')}
        value={form.active}
        onChange={(active) => change({ active })}
        testId="item-active"
      />
    </>
  );
}

/** Everything about an item that a person may change; what was sold before keeps its own price and tax. */
export function ItemSheet({ item, price, taxCategories, problem, onSave, onClose }: ItemSheetProps): ReactElement {
  const t = useText();
  const [form, setForm] = useState<ItemForm>(formOf(item, price));
  const change = (part: Partial<ItemForm>): void => setForm((now) => ({ ...now, ...part }));
  const units = quantityUnits.map((unit) => ({ value: unit, label: t(`unit.${unit}`) }));
  const submit = (): void => {
    if (form.name.trim() !== '') onSave(form);
  };
  const save = (
    <Button
      tone="primary"
      size="tall"
      isDisabled={form.name.trim() === ''}
      hint="Enter"
      onPress={submit}
      testId="save-item"
    >
      {t('settings.save')}
    </Button>
  );
  return (
    <Sheet
      title={item.name}
      closeLabel={t('close')}
      onClose={onClose}
      footer={<SheetFooter problem={problem}>{save}</SheetFooter>}
      size="large"
    >
      <div className="grid grid-cols-2 gap-4">
        <Field
          label={t('item.name')}
          value={form.name}
          onChange={(name) => change({ name })}
          onEnter={submit}
          testId="item-name"
        />
        <Field
          label={t('item.price')}
          value={form.price}
          onChange={(next) => change({ price: next })}
          onEnter={submit}
          money
          inputMode="decimal"
          testId="item-price"
        />
        <Choice
          label={t('item.unit')}
          value={form.unit}
          options={units}
          onChange={(unit) => change({ unit: quantityUnits.find((each) => each === unit) ?? 'each' })}
        />
        <Choice
          label={t('item.tax')}
          value={form.taxCategory}
          options={taxCategories.map(({ code, name }) => ({ value: code, label: name }))}
          onChange={(taxCategory) => change({ taxCategory })}
        />
        <Codes form={form} change={change} onEnter={submit} />
        <Flags form={form} change={change} />
      </div>
    </Sheet>
  );
}
