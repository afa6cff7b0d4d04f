import { Database, Download, FileUp, Printer, Receipt, Store, Users } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import type { z } from 'zod';
import type { storeInfo, verifyResult } from '../../../contracts/store-facts.ts';
import type { StaffMember } from '../../../domain/staff/staff-member.ts';
import type { Language, StoreSettings } from '../../../domain/store/store-settings.ts';
import { Button } from '../../kit/button.tsx';
import { Choice, Segments } from '../../kit/choice.tsx';
import { Field } from '../../kit/field.tsx';
import { Card, Page } from '../../kit/panel.tsx';
import { Banner, Chip } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';

export type StoreInfo = z.output<typeof storeInfo>;
export type VerifyResult = z.output<typeof verifyResult>;
export type SettingsTab = 'store' | 'tax' | 'printer' | 'staff' | 'catalog' | 'data';
export type Theme = 'light' | 'dark' | 'system';
export interface SettingsViewProps {
  readonly tab: SettingsTab;
  readonly onTab: (tab: SettingsTab) => void;
  readonly draft: StoreSettings;
  readonly isChanged: boolean;
  readonly canEdit: boolean;
  readonly onDraft: (settings: StoreSettings) => void;
  readonly onSave: () => void;
  readonly message: { readonly tone: 'ok' | 'bad' | 'info'; readonly text: string } | null;
  readonly theme: Theme;
  readonly onTheme: (theme: Theme) => void;
  readonly profiles: readonly string[];
  readonly onTestPage: () => void;
  readonly staff: readonly (StaffMember & { readonly locked: boolean })[];
  readonly onStaff: (staff: StaffMember | null) => void;
  readonly onImport: () => void;
  readonly onExport: () => void;
  readonly info: StoreInfo | null;
  readonly verify: VerifyResult | null;
  readonly isVerifying: boolean;
  readonly onVerify: () => void;
  readonly onBack: () => void;
}

const tabs: readonly { readonly tab: SettingsTab; readonly icon: ReactNode }[] = [
  { tab: 'store', icon: <Store size={18} aria-hidden="true" /> },
  { tab: 'tax', icon: <Receipt size={18} aria-hidden="true" /> },
  { tab: 'printer', icon: <Printer size={18} aria-hidden="true" /> },
  { tab: 'staff', icon: <Users size={18} aria-hidden="true" /> },
  { tab: 'catalog', icon: <FileUp size={18} aria-hidden="true" /> },
  { tab: 'data', icon: <Database size={18} aria-hidden="true" /> },
];

function StoreTab({ draft, onDraft, theme, onTheme }: SettingsViewProps): ReactElement {
  const t = useText();
  return (
    <Card title={t('settings.store')}>
      <div className="grid grid-cols-2 gap-4">
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
      </div>
    </Card>
  );
}

function TaxTab({ draft, onDraft }: SettingsViewProps): ReactElement {
  const t = useText();
  const { policy } = draft;
  return (
    <>
      <Card title={t('settings.tax')}>
        <div className="grid grid-cols-2 gap-4">
          <Segments
            label={t('settings.prices')}
            value={draft.pricesIncludeTax ? 'in' : 'out'}
            onChange={(value) =>
              onDraft({
                ...draft,
                pricesIncludeTax: value === 'in',
                taxTable: {
                  ...draft.taxTable,
                  rates: draft.taxTable.rates.map((rate) => ({ ...rate, included: value === 'in' })),
                },
              })
            }
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
        </div>
      </Card>
      <Card title={t('settings.rates')}>
        <ul className="m-0 list-none p-0">
          {draft.taxTable.rates.map((rate) => (
            <li
              key={`${rate.taxId}-${rate.validFrom}`}
              className="flex items-center justify-between gap-4 border-b border-line py-2 last:border-0"
            >
              <span className="font-medium">{rate.name}</span>
              <span className="money text-soft">
                {rate.validFrom ?? '…'} – {rate.validTo ?? '…'}
              </span>
              <span className="money w-24 text-end font-semibold">{rate.ratePpm / 10_000} %</span>
            </li>
          ))}
        </ul>
      </Card>
    </>
  );
}

function PrinterTab({ draft, onDraft, profiles, onTestPage }: SettingsViewProps): ReactElement {
  const t = useText();
  const { printer } = draft;
  return (
    <Card title={t('settings.printer')}>
      <div className="grid grid-cols-2 gap-4">
        <Segments
          label={t('settings.printer-kind')}
          value={printer.kind}
          testId="printer-kind"
          onChange={(kind) =>
            onDraft({
              ...draft,
              printer: kind === 'tcp' ? { kind: 'tcp', host: '192.168.1.50', port: 9100 } : { kind: 'virtual' },
            })
          }
          options={[
            { value: 'virtual', label: t('settings.printer-virtual') },
            { value: 'tcp', label: t('settings.printer-tcp') },
          ]}
        />
        <Choice
          label={t('settings.profile')}
          value={draft.printerProfile}
          onChange={(printerProfile) => onDraft({ ...draft, printerProfile })}
          options={profiles.map((profile) => ({ value: profile, label: profile }))}
        />
        {printer.kind === 'tcp' ? (
          <>
            <Field
              label={t('settings.host')}
              value={printer.host}
              onChange={(host) => onDraft({ ...draft, printer: { ...printer, host } })}
            />
            <Field
              label={t('settings.port')}
              value={String(printer.port)}
              inputMode="numeric"
              onChange={(port) =>
                onDraft({
                  ...draft,
                  printer: { ...printer, port: Math.min(65_535, Number(port.replace(/\D/g, '')) || 1) },
                })
              }
            />
          </>
        ) : null}
        <Segments
          label={t('settings.receipts')}
          value={draft.receiptPrinting}
          onChange={(value) => onDraft({ ...draft, receiptPrinting: value === 'ask' ? 'ask' : 'always' })}
          options={[
            { value: 'always', label: t('settings.receipts-always') },
            { value: 'ask', label: t('settings.receipts-ask') },
          ]}
        />
        <Field
          label={t('settings.scanner-suffix')}
          help={t('settings.scanner-help')}
          value={draft.scanner.suffix}
          onChange={(suffix) => onDraft({ ...draft, scanner: { ...draft.scanner, suffix: suffix.slice(0, 4) } })}
        />
      </div>
      <div className="mt-5">
        <Button icon={<Printer size={18} aria-hidden="true" />} onPress={onTestPage} testId="test-page">
          {t('settings.test-page')}
        </Button>
      </div>
    </Card>
  );
}

function StaffTab({ staff, onStaff, canEdit }: SettingsViewProps): ReactElement {
  const t = useText();
  return (
    <Card title={t('settings.staff')}>
      <ul className="m-0 list-none p-0">
        {staff.map((member) => (
          <li
            key={member.staffId}
            className="flex min-h-14 items-center gap-4 border-b border-line last:border-0"
            data-testid="staff-row"
          >
            <span className="min-w-0 flex-1 truncate font-medium">{member.name}</span>
            {member.locked ? <Chip tone="bad">{t('sign-on.locked')}</Chip> : null}
            {member.active ? null : <Chip tone="idle">{t('settings.inactive')}</Chip>}
            <span className="text-soft">{t(`role.${member.role}`)}</span>
            {canEdit ? (
              <Button tone="quiet" onPress={() => onStaff(member)}>
                {t('settings.change')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {canEdit ? (
        <div className="mt-4">
          <Button tone="primary" onPress={() => onStaff(null)} testId="add-staff">
            {t('settings.add-staff')}
          </Button>
        </div>
      ) : null}
    </Card>
  );
}

function CatalogTab({ onImport, onExport, info }: SettingsViewProps): ReactElement {
  const t = useText();
  return (
    <Card title={t('settings.catalog')}>
      <p className="mb-4 text-[15px] text-soft">{t('settings.catalog-text', { count: info?.counts.items ?? 0 })}</p>
      <div className="flex gap-3">
        <Button tone="primary" icon={<FileUp size={18} aria-hidden="true" />} onPress={onImport} testId="go-import">
          {t('import.title')}
        </Button>
        <Button icon={<Download size={18} aria-hidden="true" />} onPress={onExport} testId="export">
          {t('settings.export')}
        </Button>
      </div>
    </Card>
  );
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }): ReactElement {
  return (
    <div className="flex justify-between gap-6 border-b border-line py-2 last:border-0">
      <dt className="text-soft">{label}</dt>
      <dd className="money selectable m-0 min-w-0 truncate">{children}</dd>
    </div>
  );
}

function DataTab({ info, verify, isVerifying, onVerify }: SettingsViewProps): ReactElement {
  const t = useText();
  return (
    <Card title={t('settings.data')}>
      {info === null ? null : (
        <dl className="m-0 text-[15px]">
          <Fact label={t('settings.encryption')}>{t(info.encrypted ? 'settings.encrypted' : 'settings.plain')}</Fact>
          <Fact label={t('settings.key')}>
            <span data-testid="key-storage">{t(`settings.key-${info.keyStorage}`)}</span>
          </Fact>
          <Fact label={t('settings.ops')}>{info.counts.ops}</Fact>
          <Fact label={t('settings.sales')}>{info.counts.sales}</Fact>
          <Fact label={t('settings.size')}>
            {t('settings.megabytes', { count: Math.round(info.fileBytes.database / 104_857.6) / 10 })}
          </Fact>
          <Fact label={t('settings.chain')}>{`${info.chainHead.no} · ${info.chainHead.hash.slice(0, 16)}`}</Fact>
          <Fact label={t('settings.version')}>{info.version}</Fact>
        </dl>
      )}
      <div className="mt-5 flex flex-col gap-3">
        {verify === null ? null : (
          <Banner
            tone={verify.ok ? 'ok' : 'bad'}
            title={
              verify.ok
                ? t('settings.verified', { count: verify.ops })
                : t('settings.broken', { no: verify.brokenNo ?? 0 })
            }
            text={verify.ok ? '' : verify.problem}
            testId="verify-result"
          />
        )}
        <Button isDisabled={isVerifying} onPress={onVerify} testId="verify">
          {t(isVerifying ? 'settings.verifying' : 'settings.verify')}
        </Button>
      </div>
    </Card>
  );
}

const panes: Record<SettingsTab, (props: SettingsViewProps) => ReactElement> = {
  store: StoreTab,
  tax: TaxTab,
  printer: PrinterTab,
  staff: StaffTab,
  catalog: CatalogTab,
  data: DataTab,
};

/** Everything the owner decides, and what the machine knows about itself. */
export function SettingsView(props: SettingsViewProps): ReactElement {
  const t = useText();
  const Pane = panes[props.tab];
  const save = props.isChanged ? (
    <Button tone="primary" hint="F12" isDisabled={!props.canEdit} onPress={props.onSave} testId="save-settings">
      {t('settings.save')}
    </Button>
  ) : null;
  return (
    <Page title={t('settings.title')} backLabel={t('back')} onBack={props.onBack} actions={save}>
      <div className="grid grid-cols-[13rem_1fr] gap-6" data-testid="settings">
        <nav className="flex flex-col gap-1" aria-label={t('settings.title')}>
          {tabs.map(({ tab, icon }) => (
            <button
              key={tab}
              type="button"
              aria-current={tab === props.tab ? 'page' : undefined}
              data-testid={`tab-${tab}`}
              onClick={() => props.onTab(tab)}
              className={`flex min-h-12 cursor-pointer items-center gap-3 rounded-control px-4 text-start text-[15px] font-semibold ${tab === props.tab ? 'bg-accent-soft text-accent' : 'hover:bg-sunken'}`}
            >
              {icon}
              {t(`settings.tab-${tab}`)}
            </button>
          ))}
        </nav>
        <div className="flex min-w-0 flex-col gap-4">
          {props.message === null ? null : (
            <Banner tone={props.message.tone} title={props.message.text} testId="settings-message" />
          )}
          <Pane {...props} />
        </div>
      </div>
    </Page>
  );
}
