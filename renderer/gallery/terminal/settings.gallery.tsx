import type { ReactElement } from 'react';
import type { StaffId } from '../../../domain/id.ts';
import { useText } from '../../kit/text.tsx';
import {
  type SettingsTab,
  SettingsView,
  type SettingsViewProps,
  type StoreInfo,
} from '../../terminal/settings/settings-view.tsx';
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
};

const staff = [
  { name: 'Maya Siregar', role: 'owner' as const, active: true, locked: false },
  { name: 'Jonas Petersen', role: 'manager' as const, active: true, locked: false },
  { name: 'Tomasz Nowak', role: 'cashier' as const, active: true, locked: true },
  { name: 'Ingrid Halvorsen', role: 'cashier' as const, active: false, locked: false },
].map((person, index) => ({ ...person, staffId: galleryId<StaffId>(60 + index) }));

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
              canEdit
              onDraft={onDraft}
              onSave={nowhere}
              message={message === undefined ? null : { ...message, text: t(message.text) }}
              theme="system"
              onTheme={nowhere}
              profiles={['generic-80mm', 'generic-58mm', 'epson-tm-t88']}
              onTestPage={nowhere}
              customerDisplay={{ place: 'none', otherScreens: 0, hasPicture: false }}
              onIdlePicture={nowhere}
              staff={staff}
              onStaff={nowhere}
              onImport={nowhere}
              onExport={nowhere}
              info={info}
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

const settings: Specimen = {
  id: 'settings',
  states: {
    store: (shop) => <Settling shop={shop} tab="store" />,
    saved: (shop) => <Settling shop={shop} tab="store" message={{ tone: 'ok', text: 'settings.saved' }} />,
    changed: (shop) => (
      <Settling shop={shop} tab="store" change={{ isChanged: true, draft: { ...shop.settings, storeName: 'Nova' } }} />
    ),
    tax: (shop) => <Settling shop={shop} tab="tax" />,
    printer: (shop) => <Settling shop={shop} tab="printer" />,
    'printer-network': (shop) => {
      const printer = { kind: 'tcp', host: '192.168.1.50', port: 9100 } as const;
      return <Settling shop={{ ...shop, settings: { ...shop.settings, printer } }} tab="printer" />;
    },
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
    staff: (shop) => <Settling shop={shop} tab="staff" />,
    'staff-read-only': (shop) => <Settling shop={shop} tab="staff" change={{ canEdit: false }} />,
    catalog: (shop) => <Settling shop={shop} tab="catalog" />,
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

export const specimens: readonly Specimen[] = [settings];
