import { Database, FileUp, Printer, Receipt, Store, Users } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import type { z } from 'zod';
import type { CustomerDisplayState } from '../../../contracts/bridge.ts';
import type { storeInfo, verifyResult } from '../../../contracts/store-facts.ts';
import type { StaffMember } from '../../../domain/staff/staff-member.ts';
import type { StoreSettings } from '../../../domain/store/store-settings.ts';
import { Button } from '../../kit/button.tsx';
import { Kbd } from '../../kit/kbd.tsx';
import { Page } from '../../kit/panel.tsx';
import { Banner } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import { CatalogTab } from './catalog-tab.tsx';
import { PrinterTab } from './printer-tab.tsx';
import { RecordTab } from './record-tab.tsx';
import { StaffTab } from './staff-tab.tsx';
import { StoreTab } from './store-tab.tsx';
import { TaxTab } from './tax-tab.tsx';

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
  /** How the customer display stands on this machine; null as long as nobody said. */
  readonly customerDisplay: CustomerDisplayState | null;
  readonly onIdlePicture: (act: 'choose' | 'remove') => void;
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

/** The key that opens each tab. */
export const settingsKeys: Readonly<Record<string, SettingsTab>> = Object.fromEntries(
  tabs.map(({ tab }, index) => [String(index + 1), tab]),
);

const panes: Record<SettingsTab, (props: SettingsViewProps) => ReactElement> = {
  store: StoreTab,
  tax: TaxTab,
  printer: PrinterTab,
  staff: StaffTab,
  catalog: CatalogTab,
  data: RecordTab,
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
      <div className="grid grid-cols-[15rem_1fr] gap-6" data-testid="settings">
        <nav className="flex flex-col gap-1" aria-label={t('settings.title')}>
          {tabs.map(({ tab, icon }, index) => (
            <button
              key={tab}
              type="button"
              aria-current={tab === props.tab ? 'page' : undefined}
              data-testid={`tab-${tab}`}
              onClick={() => props.onTab(tab)}
              className={`flex min-h-12 cursor-pointer items-center gap-3 rounded-control px-4 text-start text-[15px] font-semibold ${tab === props.tab ? 'bg-accent-soft text-accent' : 'hover:bg-sunken'}`}
            >
              {icon}
              <span className="min-w-0 flex-1">{t(`settings.tab-${tab}`)}</span>
              <Kbd keys={String(index + 1)} />
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
