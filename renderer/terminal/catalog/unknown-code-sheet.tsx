import { type ReactElement, useState } from 'react';
import type { TaxCategory } from '../../../domain/tax/tax-table.ts';
import { Button } from '../../kit/button.tsx';
import { Choice } from '../../kit/choice.tsx';
import { Field } from '../../kit/field.tsx';
import { Sheet } from '../../kit/panel.tsx';
import { Banner } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';

export interface NewItemForm {
  readonly name: string;
  readonly price: string;
  readonly taxCategory: string;
  readonly category: string;
}
export interface UnknownCodeSheetProps {
  readonly code: string;
  readonly taxCategories: readonly TaxCategory[];
  readonly problem: string | null;
  readonly onCreate: (form: NewItemForm) => void;
  readonly onClose: () => void;
}

/** A code nobody knows: make an item of it without losing the queue. */
export function UnknownCodeSheet(props: UnknownCodeSheetProps): ReactElement {
  const t = useText();
  const [form, setForm] = useState<NewItemForm>({
    name: '',
    price: '',
    taxCategory: props.taxCategories[0]?.code ?? '',
    category: '',
  });
  const create = (): void => props.onCreate(form);
  return (
    <Sheet
      title={t('unknown.create-title')}
      closeLabel={t('close')}
      onClose={props.onClose}
      footer={
        <Button
          tone="primary"
          size="tall"
          hint="Enter"
          isDisabled={form.name.trim() === '' || form.price === ''}
          onPress={create}
          testId="create-item"
        >
          {t('unknown.create')}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <p className="money selectable text-[15px] text-soft">{props.code}</p>
        <Field
          label={t('item.name')}
          value={form.name}
          onChange={(name) => setForm({ ...form, name })}
          autoFocus
          testId="new-name"
        />
        <Field
          label={t('item.price')}
          value={form.price}
          onChange={(price) => setForm({ ...form, price })}
          onEnter={create}
          money
          inputMode="decimal"
          testId="new-price"
        />
        <Choice
          label={t('item.tax')}
          value={form.taxCategory}
          onChange={(taxCategory) => setForm({ ...form, taxCategory })}
          options={props.taxCategories.map(({ code, name }) => ({ value: code, label: name }))}
        />
        <Field
          label={t('item.category')}
          value={form.category}
          onChange={(category) => setForm({ ...form, category })}
        />
        {props.problem === null ? null : <Banner tone="warn" title={props.problem} testId="sheet-problem" />}
      </div>
    </Sheet>
  );
}
