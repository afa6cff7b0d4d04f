import { Plus, Trash2 } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { labelLayouts, layoutsOfRegion, readLabel } from '../../../domain/barcode/label.ts';
import {
  isSoundLayout,
  type OwnLayout,
  ownLayoutsMax,
  ownOfRegion,
  regionOfOwn,
  valueDigits,
} from '../../../domain/barcode/own-layouts.ts';
import { Button, IconButton } from '../../kit/button.tsx';
import { Check, Choice } from '../../kit/choice.tsx';
import { Field } from '../../kit/field.tsx';
import { Card } from '../../kit/panel.tsx';
import { type Translate, useLanguage, useText } from '../../kit/text.tsx';
import type { SettingsViewProps } from './settings-view.tsx';

/** A usual scale to begin with: prefix 28, five digits of the item, grams in five. */
const startLayout: OwnLayout = { measure: 'weight', prefix: '28', itemDigits: 5, hasVerifier: false, decimals: 3 };
const own = 'own';
const none = 'none';

const numbers = (from: number, to: number): { value: string; label: string }[] =>
  Array.from({ length: to - from + 1 }, (_, at) => ({ value: String(from + at), label: String(from + at) }));

interface LayoutRowProps {
  readonly layout: OwnLayout;
  readonly onLayout: (layout: OwnLayout) => void;
  readonly onRemove: () => void;
}

function LayoutRow({ layout, onLayout, onRemove }: LayoutRowProps): ReactElement {
  const t = useText();
  const measures = ['weight', 'price', 'count'] as const;
  return (
    <li className="flex flex-col gap-1 border-b border-line py-3 last:border-0" data-testid="own-layout">
      <div className="grid grid-cols-[1fr_5rem_7rem_5.5rem_1.2fr_2.75rem] items-end gap-3">
        <Choice
          label={t('labels.measure')}
          value={layout.measure}
          options={measures.map((value) => ({ value, label: t(`labels.${value}`) }))}
          onChange={(value) => onLayout({ ...layout, measure: measures.find((each) => each === value) ?? 'weight' })}
        />
        <Field
          label={t('labels.prefix')}
          inputMode="numeric"
          value={layout.prefix}
          onChange={(prefix) => onLayout({ ...layout, prefix: prefix.replace(/\D/g, '').slice(0, 4) })}
          testId="own-prefix"
        />
        <Choice
          label={t('labels.item-digits')}
          value={String(layout.itemDigits)}
          options={numbers(1, 8)}
          onChange={(digits) => onLayout({ ...layout, itemDigits: Number(digits) })}
          testId="own-item-digits"
        />
        <Choice
          label={t('labels.decimals')}
          value={String(layout.decimals)}
          options={numbers(0, 5)}
          onChange={(decimals) => onLayout({ ...layout, decimals: Number(decimals) })}
        />
        <Check isOn={layout.hasVerifier} onChange={(hasVerifier) => onLayout({ ...layout, hasVerifier })}>
          {t('labels.verifier')}
        </Check>
        <IconButton label={t('labels.remove')} icon={<Trash2 size={18} aria-hidden="true" />} onPress={onRemove} />
      </div>
      <p className={`text-[13px] ${isSoundLayout(layout) ? 'text-soft' : 'font-medium text-bad'}`}>
        {isSoundLayout(layout) ? t('labels.value-digits', { count: valueDigits(layout) }) : t('labels.unsound')}
      </p>
    </li>
  );
}

/** What the settings make of a label that is typed here. */
function triedText(t: Translate, code: string, region: string): string {
  if (code.length < 13) return t('labels.try-help');
  const read = readLabel(code, layoutsOfRegion(region));
  if (!read.ok) return t(`labels.try-${read.refusal}`);
  const { itemCode, measure } = read.value;
  const digits = measure.digits.padStart(measure.decimals + 1, '0');
  const at = digits.length - measure.decimals;
  const value = `${Number(digits.slice(0, at))}${measure.decimals === 0 ? '' : `.${digits.slice(at)}`}`;
  return t('labels.try-read', { item: itemCode, measure: t(`labels.${measure.kind}`), value });
}

function TryLabel({ region }: { readonly region: string }): ReactElement {
  const t = useText();
  const [code, setCode] = useState('');
  return (
    <Field
      label={t('labels.try')}
      help={triedText(t, code, region)}
      inputMode="numeric"
      value={code}
      onChange={(text) => setCode(text.replace(/\D/g, '').slice(0, 13))}
      testId="try-label"
    />
  );
}

/** How the store's scale writes its labels: by the rules of a country, by a layout of its own, or not at all. */
export function ScaleLabels({ draft, onDraft }: SettingsViewProps): ReactElement {
  const t = useText();
  const countryNames = new Intl.DisplayNames([useLanguage()], { type: 'region' });
  const { labelRegion } = draft;
  const [held, setLayouts] = useState<readonly OwnLayout[]>([]);
  // What is typed and not sound yet has no code: it is held here as long as the draft says the same.
  const layouts = held.length > 0 && regionOfOwn(held) === labelRegion ? held : ownOfRegion(labelRegion);
  const kind = labelLayouts[labelRegion] !== undefined ? labelRegion : layouts.length > 0 ? own : none;
  const put = (next: readonly OwnLayout[]): void => {
    setLayouts(next);
    onDraft({ ...draft, labelRegion: regionOfOwn(next) });
  };
  const choose = (next: string): void => {
    if (next === own) {
      put([startLayout]);
      return;
    }
    setLayouts([]);
    onDraft({ ...draft, labelRegion: next });
  };
  return (
    <Card title={t('labels.title')}>
      <div className="grid grid-cols-2 items-start gap-4">
        <Choice
          label={t('labels.by')}
          value={kind}
          onChange={choose}
          testId="label-region"
          options={[
            { value: none, label: t('labels.none') },
            ...Object.keys(labelLayouts).map((country) => ({
              value: country,
              label: t('labels.of-country', { country: countryNames.of(country) ?? country }),
            })),
            { value: own, label: t('labels.own') },
          ]}
        />
        {kind === none ? null : <TryLabel region={labelRegion} />}
      </div>
      {kind === own ? (
        <>
          <ul className="m-0 mt-2 list-none p-0">
            {layouts.map((layout, place) => (
              <LayoutRow
                // biome-ignore lint/suspicious/noArrayIndexKey: a layout is its place, all of its words may change
                key={place}
                layout={layout}
                onLayout={(changed) => put(layouts.map((each, at) => (at === place ? changed : each)))}
                onRemove={() => put(layouts.filter((_, at) => at !== place))}
              />
            ))}
          </ul>
          <Button
            icon={<Plus size={18} aria-hidden="true" />}
            isDisabled={layouts.length >= ownLayoutsMax}
            onPress={() => put([...layouts, startLayout])}
            testId="add-layout"
          >
            {t('labels.add')}
          </Button>
        </>
      ) : null}
    </Card>
  );
}
