import { ArchiveRestore, Database, FileUp, Printer, Receipt, Store, Users, Wifi } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import type { z } from 'zod';
import type { CustomerDisplayState } from '../../../contracts/bridge.ts';
import type { storeInfo, verifyResult } from '../../../contracts/store-facts.ts';
import type { StaffMember } from '../../../domain/staff/staff-member.ts';
import type { StoreSettings } from '../../../domain/store/store-settings.ts';
import type { TaxMove } from '../../../domain/tax/tax-edit.ts';
import { Button } from '../../kit/button.tsx';
import { Kbd } from '../../kit/kbd.tsx';
import { Page } from '../../kit/panel.tsx';
import { Banner } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import { type BackupFacts, BackupTab, type BackupWish } from './backup-tab.tsx';
import { CatalogTab } from './catalog-tab.tsx';
import { type NetworkFacts, NetworkTab, type NetworkWish } from './network-tab.tsx';
import { PrinterTab } from './printer-tab.tsx';
import { RecordTab } from './record-tab.tsx';
import type { TaxUse } from './settings-draft.ts';
import { StaffTab } from './staff-tab.tsx';
import { StoreTab } from './store-tab.tsx';
import { TaxTab } from './tax-tab.tsx';

export type StoreInfo = z.output<typeof storeInfo>;
export type VerifyResult = z.output<typeof verifyResult>;
export type SettingsTab = 'store' | 'tax' | 'printer' | 'staff' | 'catalog' | 'network' | 'backup' | 'data';
export type Theme = 'light' | 'dark' | 'system';
/** What is being changed over the tax tab: a rate at its place in the table, or a class; null adds one. */
export type TaxSheet =
  | { readonly kind: 'rate'; readonly place: number | null; readonly isSuccessor: boolean }
  | { readonly kind: 'class'; readonly code: string | null };
export interface SettingsViewProps {
  /** Tabs this person has a use for, in the order they are shown. */
  readonly tabs: readonly SettingsTab[];
  readonly tab: SettingsTab;
  readonly onTab: (tab: SettingsTab) => void;
  readonly draft: StoreSettings;
  readonly isChanged: boolean;
  readonly canEdit: boolean;
  readonly canImport: boolean;
  readonly canExport: boolean;
  readonly taxUse: TaxUse;
  /** What items become of tax classes that go with the next save. */
  readonly taxMoves: readonly TaxMove[];
  readonly onTaxSheet: (sheet: TaxSheet) => void;
  /** `YYYY-MM-DD`. */
  readonly today: string;
  readonly onDiscard: () => void;
  readonly onDraft: (settings: StoreSettings) => void;
  readonly onSave: () => void;
  readonly message: { readonly tone: 'ok' | 'bad' | 'info'; readonly text: string } | null;
  readonly theme: Theme;
  readonly onTheme: (theme: Theme) => void;
  readonly onDevices: () => void;
  readonly canFleet: boolean;
  readonly onFleet: () => void;
  readonly onTestPage: () => void;
  readonly staff: readonly (StaffMember & { readonly locked: boolean })[];
  readonly onStaff: (staff: StaffMember | null) => void;
  /** How the customer display stands on this machine; null as long as nobody said. */
  readonly customerDisplay: CustomerDisplayState | null;
  readonly onIdlePicture: (act: 'choose' | 'remove') => void;
  readonly onImport: () => void;
  readonly onExport: () => void;
  /** Null until the hub has told. */
  readonly backup: BackupFacts | null;
  readonly onBackup: (wish: BackupWish) => void;
  /** Null until the hub has told. */
  readonly network: NetworkFacts | null;
  readonly onNetwork: (wish: NetworkWish) => void;
  readonly info: StoreInfo | null;
  readonly verify: VerifyResult | null;
  readonly isVerifying: boolean;
  readonly onVerify: () => void;
  readonly onBack: () => void;
}

const icons: Readonly<Record<SettingsTab, ReactNode>> = {
  store: <Store size={18} aria-hidden="true" />,
  tax: <Receipt size={18} aria-hidden="true" />,
  printer: <Printer size={18} aria-hidden="true" />,
  staff: <Users size={18} aria-hidden="true" />,
  catalog: <FileUp size={18} aria-hidden="true" />,
  network: <Wifi size={18} aria-hidden="true" />,
  backup: <ArchiveRestore size={18} aria-hidden="true" />,
  data: <Database size={18} aria-hidden="true" />,
};

const panes: Record<SettingsTab, (props: SettingsViewProps) => ReactElement> = {
  store: StoreTab,
  tax: TaxTab,
  printer: PrinterTab,
  staff: StaffTab,
  catalog: CatalogTab,
  network: NetworkTab,
  backup: BackupTab,
  data: RecordTab,
};
/** Tabs whose fields are the store's settings. */
const ofSettings: readonly SettingsTab[] = ['store', 'tax', 'printer', 'network', 'backup'];

function SaveActs({ isChanged, onDiscard, onSave }: SettingsViewProps): ReactElement | null {
  const t = useText();
  if (!isChanged) return null;
  return (
    <>
      <Button onPress={onDiscard} testId="discard">
        {t('settings.discard')}
      </Button>
      <Button tone="primary" hint="F12" onPress={onSave} testId="save-settings">
        {t('settings.save')}
      </Button>
    </>
  );
}

function Tabs({ tabs, tab: shown, onTab }: SettingsViewProps): ReactElement {
  const t = useText();
  return (
    <nav className="flex flex-col gap-1" aria-label={t('settings.title')}>
      {tabs.map((tab, index) => (
        <button
          key={tab}
          type="button"
          aria-current={tab === shown ? 'page' : undefined}
          data-testid={`tab-${tab}`}
          onClick={() => onTab(tab)}
          className={`flex min-h-12 cursor-pointer items-center gap-3 rounded-control px-4 text-start text-[15px] font-semibold ${tab === shown ? 'bg-accent-soft text-accent' : 'hover:bg-sunken'}`}
        >
          {icons[tab]}
          <span className="min-w-0 flex-1">{t(`settings.tab-${tab}`)}</span>
          <Kbd keys={String(index + 1)} />
        </button>
      ))}
    </nav>
  );
}

/** Everything the owner decides, and what the machine knows about itself. */
export function SettingsView(props: SettingsViewProps): ReactElement {
  const t = useText();
  const { tab, message, canEdit } = props;
  const Pane = panes[tab];
  const isReadOnly = !canEdit && ofSettings.includes(tab);
  return (
    <Page title={t('settings.title')} backLabel={t('back')} onBack={props.onBack} actions={<SaveActs {...props} />}>
      <div className="grid grid-cols-[15rem_1fr] gap-6" data-testid="settings">
        <Tabs {...props} />
        <div className="flex min-w-0 flex-col gap-4">
          {message === null ? null : <Banner tone={message.tone} title={message.text} testId="settings-message" />}
          {isReadOnly ? <Banner tone="info" title={t('settings.read-only')} testId="read-only" /> : null}
          <Pane {...props} />
        </div>
      </div>
    </Page>
  );
}
