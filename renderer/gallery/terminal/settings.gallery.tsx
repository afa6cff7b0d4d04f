import type { ReactElement } from 'react';
import type { BackupEntry } from '../../../contracts/backup.ts';
import { backupPlanDefault } from '../../../domain/backup/backup-plan.ts';
import { drawnPassphrase } from '../../../domain/backup/recovery-passphrase.ts';
import type { StaffId } from '../../../domain/id.ts';
import { minor, ratePpm } from '../../../domain/money/minor.ts';
import { withClass, withRate, withSuccessor } from '../../../domain/tax/tax-edit.ts';
import { useText } from '../../kit/text.tsx';
import type { BackupFacts } from '../../terminal/settings/backup-tab.tsx';
import { PassphraseSheet } from '../../terminal/settings/passphrase-sheet.tsx';
import {
  type SettingsTab,
  SettingsView,
  type SettingsViewProps,
  type StoreInfo,
} from '../../terminal/settings/settings-view.tsx';
import { TaxClassSheet } from '../../terminal/settings/tax-class-sheet.tsx';
import { TaxRateSheet } from '../../terminal/settings/tax-rate-sheet.tsx';
import { UnsavedSheet } from '../../terminal/settings/unsaved-sheet.tsx';
import { galleryId, galleryNow } from '../fixtures/ids.ts';
import type { GalleryShop } from '../fixtures/shop.ts';
import { Held, nowhere } from '../held.tsx';
import type { Specimen } from '../specimen.ts';

const info: StoreInfo = {
  version: '0.1.0',
  hubId: galleryId(81),
  schemaVersion: 60,
  keyStorage: 'passphrase-file',
  encrypted: true,
  counts: { ops: 184_211, sales: 31_877, items: 6543, staff: 5 },
  fileBytes: { database: 318_767_104, writeAheadLog: 4_194_304 },
  chainHead: { no: 184_211, hash: '9f2c61d07ab3e4485c1d0f7733b0a9e25518d3c6ab94e72f01c8d6e5a7b3f910' },
  certificate: { fingerprint: 'AB:CD', notAfter: galleryNow },
  devMode: false,
};

const staff = [
  { name: 'Maya Siregar', role: 'owner' as const, active: true, locked: false },
  { name: 'Jonas Petersen', role: 'manager' as const, active: true, locked: false },
  { name: 'Tomasz Nowak', role: 'cashier' as const, active: true, locked: true },
  { name: 'Ingrid Halvorsen', role: 'cashier' as const, active: false, locked: false },
].map((person, index) => ({ ...person, staffId: galleryId<StaffId>(60 + index) }));

const taxUse = [
  { taxCategory: 'standard', items: 4211 },
  { taxCategory: 'food', items: 1204 },
];

interface SettlingProps {
  readonly shop: GalleryShop;
  readonly tab: SettingsTab;
  readonly change?: Partial<SettingsViewProps>;
  readonly message?: { readonly tone: 'ok' | 'bad' | 'info'; readonly text: string };
}

function Settling({ shop, tab: first, change, message }: SettlingProps): ReactElement {
  const t = useText();
  return (
    <Held<SettingsTab> start={first}>
      {(tab, onTab) => (
        <Held start={shop.settings}>
          {(draft, onDraft) => (
            <SettingsView
              tab={tab}
              onTab={onTab}
              draft={draft}
              isChanged={draft !== shop.settings}
              tabs={['store', 'tax', 'printer', 'staff', 'catalog', 'network', 'backup', 'data']}
              canEdit
              canImport
              canExport
              taxUse={taxUse}
              taxMoves={[]}
              onTaxSheet={nowhere}
              today="2026-11-21"
              onDiscard={nowhere}
              onDraft={onDraft}
              onSave={nowhere}
              message={message === undefined ? null : { ...message, text: t(message.text) }}
              theme="system"
              onTheme={nowhere}
              onDevices={nowhere}
              canFleet
              onFleet={nowhere}
              onTestPage={nowhere}
              customerDisplay={{ place: 'none', otherScreens: 0, hasPicture: false }}
              onIdlePicture={nowhere}
              staff={staff}
              onStaff={nowhere}
              onImport={nowhere}
              onExport={nowhere}
              info={info}
              network={null}
              onNetwork={nowhere}
              backup={null}
              onBackup={nowhere}
              verify={null}
              isVerifying={false}
              onVerify={nowhere}
              onBack={nowhere}
              {...change}
            />
          )}
        </Held>
      )}
    </Held>
  );
}

/** The settings at a tab, for sheets that open over them. */
export function settingsState(shop: GalleryShop, props: Omit<SettlingProps, 'shop'>): ReactElement {
  return <Settling shop={shop} {...props} />;
}

const sound = { ok: true, ops: 184_211, stateHash: '', brokenNo: null, problem: '', tookMs: 8200 };

const hourMs = 3_600_000;
const planned = { ...backupPlanDefault, folder: '/media/backup/kaunter' };
const noBackup: BackupFacts = {
  now: galleryNow,
  entries: [],
  state: {
    plan: backupPlanDefault,
    passphraseSetAt: null,
    running: null,
    lastTryAt: null,
    fault: null,
    lastGood: null,
    nextAt: null,
    restored: null,
  },
};

function backupEntry(no: number): BackupEntry {
  const takenAt = galleryNow - no * 4 * hourMs;
  const verifiedAt = no === 1 ? null : takenAt + 40_000;
  const problem = no === 1 ? 'backup-damaged' : null;
  return {
    backupId: `b${no}`,
    fileName: '',
    takenAt,
    gen: 0,
    logNo: 900 - no,
    bytes: 331_000_000,
    verifiedAt,
    problem,
  };
}

function goodBackup(_shop: GalleryShop): BackupFacts {
  const entries = [0, 1, 2, 3].map(backupEntry);
  const times = { lastTryAt: galleryNow, nextAt: galleryNow + 4 * hourMs, passphraseSetAt: galleryNow };
  return {
    now: galleryNow,
    entries,
    state: { ...noBackup.state, ...times, plan: planned, lastGood: entries[0] ?? null },
  };
}

function withPlan(shop: GalleryShop): GalleryShop {
  return { ...shop, settings: { ...shop.settings, backup: planned } };
}

const settings: Specimen = {
  id: 'settings',
  states: {
    store: (shop) => <Settling shop={shop} tab="store" />,
    saved: (shop) => <Settling shop={shop} tab="store" message={{ tone: 'ok', text: 'settings.saved' }} />,
    changed: (shop) => (
      <Settling shop={shop} tab="store" change={{ isChanged: true, draft: { ...shop.settings, storeName: 'Nova' } }} />
    ),
    tax: (shop) => <Settling shop={shop} tab="tax" />,
    'tax-many': (shop) => <Settling shop={withManyTaxes(shop)} tab="tax" />,
    'tax-read-only': (shop) => (
      <Settling shop={shop} tab="tax" change={{ canEdit: false, tabs: ['store', 'tax', 'printer'] }} />
    ),
    printer: (shop) => <Settling shop={shop} tab="printer" />,
    'customer-display': (shop) => (
      <Settling
        shop={{
          ...shop,
          settings: { ...shop.settings, customerDisplay: { window: 'automatic', language: 'en', theme: 'dark' } },
        }}
        tab="printer"
        change={{ customerDisplay: { place: 'screen', otherScreens: 1, hasPicture: true } }}
      />
    ),
    'scale-own': (shop) => {
      const labelRegion = 'weight-28IIIIIVVVVV.3_price-02IIIICVVVVV.2';
      return <Settling shop={{ ...shop, settings: { ...shop.settings, labelRegion } }} tab="printer" />;
    },
    refused: (shop) => (
      <Settling
        shop={shop}
        tab="store"
        message={{ tone: 'bad', text: 'refusal.body-invalid' }}
        change={{ isChanged: true }}
      />
    ),
    staff: (shop) => <Settling shop={shop} tab="staff" />,
    'staff-read-only': (shop) => <Settling shop={shop} tab="staff" change={{ canEdit: false }} />,
    catalog: (shop) => <Settling shop={shop} tab="catalog" />,
    'backup-none': (shop) => <Settling shop={shop} tab="backup" change={{ backup: noBackup }} />,
    backup: (shop) => <Settling shop={withPlan(shop)} tab="backup" change={{ backup: goodBackup(shop) }} />,
    'backup-fault': (shop) => (
      <Settling
        shop={withPlan(shop)}
        tab="backup"
        change={{
          backup: {
            ...goodBackup(shop),
            entries: null,
            state: { ...goodBackup(shop).state, fault: 'backup-folder-missing' },
          },
        }}
      />
    ),
    'backup-passphrase': (shop) => (
      <>
        <Settling shop={withPlan(shop)} tab="backup" change={{ backup: noBackup }} />
        <PassphraseSheet
          draw={() => drawnPassphrase(new Uint8Array(15).fill(77))}
          problem={null}
          onSave={nowhere}
          onClose={nowhere}
        />
      </>
    ),
    data: (shop) => <Settling shop={shop} tab="data" />,
    verified: (shop) => <Settling shop={shop} tab="data" change={{ verify: sound }} />,
    broken: (shop) => (
      <Settling
        shop={shop}
        tab="data"
        change={{ verify: { ...sound, ok: false, brokenNo: 90_113, problem: 'hash differs at entry 90113' } }}
      />
    ),
  },
};

/** Deposit, tax on tax, a change to come, and two ways to eat. */
function withManyTaxes(shop: GalleryShop): GalleryShop {
  const [first] = shop.settings.taxTable.rates;
  if (first === undefined) return shop;
  const deposit = {
    ...first,
    taxId: 'deposit',
    name: 'Pfand',
    kind: 'fixed' as const,
    amountPerUnit: minor(shop.price(25)),
  };
  const compound = { ...first, taxId: 'levy', name: 'Levy 2 %', ratePpm: ratePpm(20_000), affectedByPrevious: true };
  const withDeposit = withRate(withRate(shop.settings.taxTable, null, deposit), null, compound);
  const later = {
    ...first,
    name: `${first.name.split(' ')[0]} 12 %`,
    ratePpm: ratePpm(120_000),
    validFrom: '2027-01-01',
  };
  const taxIds = { 'take-away': [first.taxId, 'levy', 'deposit'], 'eat-in': [first.taxId] };
  const table = withClass(withSuccessor(withDeposit, 0, later), { code: 'bottle', name: 'Bottles', taxIds });
  return { ...shop, settings: { ...shop.settings, taxTable: table } };
}

interface SheetProps {
  readonly shop: GalleryShop;
}

function RateSheet({
  shop,
  place,
  isSuccessor = false,
}: SheetProps & { readonly place: number | null; readonly isSuccessor?: boolean }): ReactElement {
  const { settings: held } = withManyTaxes(shop);
  return (
    <>
      <Settling shop={shop} tab="tax" />
      <TaxRateSheet
        settings={held}
        {...{ place, isSuccessor }}
        onTable={nowhere}
        onSuccessor={nowhere}
        onClose={nowhere}
      />
    </>
  );
}

function ClassSheet({
  shop,
  code,
  items = 0,
}: SheetProps & { readonly code: string | null; readonly items?: number }): ReactElement {
  const { settings: held } = withManyTaxes(shop);
  return (
    <>
      <Settling shop={shop} tab="tax" />
      <TaxClassSheet
        settings={held}
        {...{ code, items }}
        businessDate="2026-11-21"
        onTable={nowhere}
        onRemove={nowhere}
        onClose={nowhere}
      />
    </>
  );
}

const taxRate: Specimen = {
  id: 'tax-rate',
  states: {
    new: (shop) => <RateSheet shop={shop} place={null} />,
    percent: (shop) => <RateSheet shop={shop} place={0} />,
    fixed: (shop) => <RateSheet shop={shop} place={withManyTaxes(shop).settings.taxTable.rates.length - 2} />,
    successor: (shop) => <RateSheet shop={shop} place={0} isSuccessor />,
  },
};

const taxClass: Specimen = {
  id: 'tax-class',
  states: {
    new: (shop) => <ClassSheet shop={shop} code={null} />,
    typical: (shop) => <ClassSheet shop={shop} code="standard" items={4211} />,
    'two-ways': (shop) => <ClassSheet shop={shop} code="bottle" items={12} />,
    unused: (shop) => <ClassSheet shop={shop} code="exempt" />,
  },
};

const unsaved: Specimen = {
  id: 'unsaved',
  states: {
    leaving: (shop) => (
      <>
        <Settling shop={shop} tab="store" change={{ isChanged: true }} />
        <UnsavedSheet onSave={nowhere} onDiscard={nowhere} onClose={nowhere} />
      </>
    ),
  },
};

export const specimens: readonly Specimen[] = [settings, taxRate, taxClass, unsaved];
