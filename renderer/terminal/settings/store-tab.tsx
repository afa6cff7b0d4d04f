import type { ReactElement } from 'react';
import type { Language } from '../../../domain/store/store-settings.ts';
import { Choice, Segments } from '../../kit/choice.tsx';
import { Disabled } from '../../kit/disabled.tsx';
import { Field } from '../../kit/field.tsx';
import { Card } from '../../kit/panel.tsx';
import { useText } from '../../kit/text.tsx';
import type { SettingsViewProps } from './settings-view.tsx';

/** Every time zone this machine knows, and the one that is chosen. */
function timeZones(chosen: string): { readonly value: string; readonly label: string }[] {
  return [...new Set([chosen, ...Intl.supportedValuesOf('timeZone')])].sort().map((value) => ({ value, label: value }));
}

/** What is fixed with the first run. */
function Fixed({ draft }: SettingsViewProps): ReactElement {
  const t = useText();
  return (
    <div className="flex flex-col gap-1.5">
      <span className="text-sm font-medium text-soft">{t('first-run.country')}</span>
      <p className="flex min-h-11 flex-col justify-center text-[15px]" data-testid="country-fixed">
        {t(`country.${draft.country}`)} · {draft.currency}
        <span className="text-[13px] text-soft">{t('settings.country-fixed')}</span>
      </p>
    </div>
  );
}

function Behaviour({ draft, onDraft, theme, onTheme }: SettingsViewProps): ReactElement {
  const t = useText();
  return (
    <>
      <Choice
        label={t('first-run.language')}
        value={draft.language}
        testId="set-language"
        onChange={(language) => onDraft({ ...draft, language: language as Language })}
        options={[
          { value: 'en', label: 'English' },
          { value: 'id', label: 'Bahasa Indonesia' },
          { value: 'de', label: 'Deutsch' },
        ]}
      />
      <Choice
        label={t('settings.time-zone')}
        value={draft.timeZone}
        onChange={(timeZone) => onDraft({ ...draft, timeZone })}
        options={timeZones(draft.timeZone)}
        testId="time-zone"
      />
      <Choice
        label={t('settings.cut-over')}
        value={String(draft.dayCutOverHour)}
        onChange={(hour) => onDraft({ ...draft, dayCutOverHour: Number(hour) })}
        options={Array.from({ length: 13 }, (_, hour) => ({
          value: String(hour),
          label: `${String(hour).padStart(2, '0')}:00`,
        }))}
      />
      <Segments
        label={t('settings.theme')}
        value={theme}
        testId="theme"
        onChange={(value) => onTheme(value === 'dark' ? 'dark' : value === 'light' ? 'light' : 'system')}
        options={(['light', 'dark', 'system'] as const).map((value) => ({
          value,
          label: t(`settings.theme-${value}`),
        }))}
      />
      <Choice
        label={t('settings.auto-lock')}
        value={String(draft.autoLockMin)}
        onChange={(value) => onDraft({ ...draft, autoLockMin: Number(value) })}
        options={[0, 1, 2, 5, 10, 15, 30].map((value) => ({
          value: String(value),
          label: t('settings.minutes', { count: value }),
        }))}
      />
    </>
  );
}

/** What the store is called, where it is, and how this till behaves. */
export function StoreTab(props: SettingsViewProps): ReactElement {
  const t = useText();
  const { draft, onDraft } = props;
  return (
    <Disabled isDisabled={!props.canEdit}>
      <Card title={t('settings.store')}>
        <div className="grid grid-cols-2 items-start gap-4">
          <Field
            label={t('first-run.store-name')}
            value={draft.storeName}
            onChange={(storeName) => onDraft({ ...draft, storeName })}
            testId="set-store-name"
          />
          <Field
            label={t('settings.tax-number')}
            value={draft.taxNumber}
            onChange={(taxNumber) => onDraft({ ...draft, taxNumber })}
          />
          <Field
            label={t('settings.address')}
            value={draft.addressLines.join(', ')}
            onChange={(text) =>
              onDraft({
                ...draft,
                addressLines: text
                  .split(',')
                  .map((line) => line.trim())
                  .slice(0, 6),
              })
            }
            help={t('settings.address-help')}
          />
          <Field
            label={t('settings.footer')}
            value={draft.receiptFooter}
            onChange={(receiptFooter) => onDraft({ ...draft, receiptFooter })}
          />
          <Behaviour {...props} />
          <Fixed {...props} />
        </div>
      </Card>
    </Disabled>
  );
}
