import { Search } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import type { Item } from '../../../domain/catalog/item.ts';
import type { TaxCategory } from '../../../domain/tax/tax-table.ts';
import { Button } from '../../kit/button.tsx';
import { Choice, Segments } from '../../kit/choice.tsx';
import { Field } from '../../kit/field.tsx';
import { MoneyText } from '../../kit/money-text.tsx';
import { Sheet } from '../../kit/panel.tsx';
import { Banner } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';

export interface NewItemForm {
  readonly name: string;
  readonly price: string;
  readonly taxCategory: string;
  readonly category: string;
}
/** Giving the code to an item that is in the catalog already: a new package of an old thing. */
export interface AssignProps {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly hits: readonly Item[];
  readonly onAssign: (item: Item) => void;
}
export interface UnknownCodeSheetProps {
  readonly code: string;
  readonly taxCategories: readonly TaxCategory[];
  readonly problem: string | null;
  readonly onCreate: (form: NewItemForm) => void;
  readonly assign: AssignProps;
  /** What is shown first; a new item when left out. */
  readonly startWith?: 'create' | 'assign';
  readonly onClose: () => void;
}

interface FormProps {
  readonly form: NewItemForm;
  readonly change: (form: NewItemForm) => void;
  readonly taxCategories: readonly TaxCategory[];
  readonly onEnter: () => void;
}

function NewItem({ form, change, taxCategories, onEnter }: FormProps): ReactElement {
  const t = useText();
  return (
    <div className="grid grid-cols-2 gap-4">
      <div className="col-span-2">
        <Field
          label={t('item.name')}
          value={form.name}
          onChange={(name) => change({ ...form, name })}
          onEnter={onEnter}
          autoFocus
          testId="new-name"
        />
      </div>
      <Field
        label={t('item.price')}
        value={form.price}
        onChange={(price) => change({ ...form, price })}
        onEnter={onEnter}
        money
        inputMode="decimal"
        testId="new-price"
      />
      <Choice
        label={t('item.tax')}
        value={form.taxCategory}
        onChange={(taxCategory) => change({ ...form, taxCategory })}
        options={taxCategories.map(({ code, name }) => ({ value: code, label: name }))}
      />
      <div className="col-span-2">
        <Field
          label={t('item.category')}
          value={form.category}
          onChange={(category) => change({ ...form, category })}
          onEnter={onEnter}
        />
      </div>
    </div>
  );
}

function Assign({ text, onText, hits, onAssign }: AssignProps): ReactElement {
  const t = useText();
  const first = hits[0];
  return (
    <div className="flex flex-col gap-3">
      <Field
        label={t('search.label')}
        hideLabel
        value={text}
        onChange={onText}
        onEnter={() => first !== undefined && onAssign(first)}
        placeholder={t('search.placeholder')}
        icon={<Search size={18} aria-hidden="true" />}
        autoFocus
        testId="assign-search"
      />
      {text.trim() !== '' && hits.length === 0 ? (
        <p className="text-[15px] text-soft">{t('search.none-title', { text })}</p>
      ) : null}
      <ul className="m-0 max-h-80 list-none overflow-auto p-0">
        {hits.map((item, index) => (
          <li key={item.itemId} className="flex min-h-14 items-center gap-4 border-b border-line last:border-0">
            <bdi className="min-w-0 flex-1 truncate font-medium">{item.name}</bdi>
            <MoneyText minor={item.unitPrice} />
            <span className="w-52">
              <Button wide hint={index === 0 ? 'Enter' : undefined} onPress={() => onAssign(item)} testId="assign">
                {t('unknown.assign')}
              </Button>
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** A code nobody knows: make an item of it, or give it to an item there is, without losing the queue. */
export function UnknownCodeSheet(props: UnknownCodeSheetProps): ReactElement {
  const t = useText();
  const [way, setWay] = useState(props.startWith ?? 'create');
  const taxCategory = props.taxCategories[0]?.code ?? '';
  const [form, setForm] = useState<NewItemForm>({ name: '', price: '', taxCategory, category: '' });
  const isReady = form.name.trim() !== '' && form.price !== '';
  const create = (): void => {
    if (isReady) props.onCreate(form);
  };
  const footer = (
    <Button tone="primary" size="tall" hint="Enter" isDisabled={!isReady} onPress={create} testId="create-item">
      {t('unknown.create')}
    </Button>
  );
  return (
    <Sheet
      title={t('unknown.title', { code: props.code })}
      closeLabel={t('close')}
      onClose={props.onClose}
      {...(way === 'create' ? { footer } : {})}
    >
      <div className="flex flex-col gap-4">
        <Segments
          label={t('unknown.way')}
          hideLabel
          value={way}
          onChange={(next) => setWay(next === 'assign' ? 'assign' : 'create')}
          options={[
            { value: 'create', label: t('unknown.create-title') },
            { value: 'assign', label: t('unknown.assign-title') },
          ]}
          testId="unknown-way"
        />
        {way === 'create' ? (
          <NewItem form={form} change={setForm} taxCategories={props.taxCategories} onEnter={create} />
        ) : (
          <Assign {...props.assign} />
        )}
        {props.problem === null ? null : <Banner tone="warn" title={props.problem} testId="sheet-problem" />}
      </div>
    </Sheet>
  );
}
