import type { ReactElement } from 'react';
import type { NetworkStatus, OwnDomainCheck, ShownCertificate } from '../../../contracts/network.ts';
import type { OwnDomain } from '../../../domain/store/network-settings.ts';
import type { NetworkFacts } from '../../terminal/settings/network-tab.tsx';
import { OwnAuthoritySheet } from '../../terminal/settings/own-authority-sheet.tsx';
import { OwnDomainSheet } from '../../terminal/settings/own-domain-sheet.tsx';
import { galleryNow } from '../fixtures/ids.ts';
import type { GalleryShop } from '../fixtures/shop.ts';
import { nowhere } from '../held.tsx';
import type { Specimen } from '../specimen.ts';
import { settingsState } from './settings.gallery.tsx';

const dayMs = 86_400_000;
const hubName = 'kaunter-7f3a.local';
const authority: ShownCertificate = {
  subject: `Kaunter ${hubName}`,
  issuer: `Kaunter ${hubName}`,
  names: [],
  fingerprint: '9f2c61d07ab3e4485c1d0f7733b0a9e25518d3c6ab94e72f01c8d6e5a7b3f910',
  notBefore: galleryNow - 200 * dayMs,
  notAfter: galleryNow + 7_100 * dayMs,
};
const leaf: ShownCertificate = {
  ...authority,
  subject: 'Kaunter hub',
  names: [hubName, '192.168.1.20'],
  notAfter: galleryNow + 64 * dayMs,
};
const status: NetworkStatus = {
  state: 'on',
  origin: `https://${hubName}:8443`,
  addresses: ['192.168.1.20'],
  authority: authority.fingerprint,
  notAfter: leaf.notAfter,
  sockets: 2,
  problems: [],
};
const devices = ['Garden yard', 'Market van', 'Stock tablet'].map((name, no) => ({ name, deviceCode: `A${no + 1}` }));
const facts: NetworkFacts = {
  status,
  certificates: { hubName, authority, served: leaf, renewsAt: galleryNow + 34 * dayMs, ownDomain: null },
  devices,
};

const ownDomain: OwnDomain = {
  host: 'pos.harbour-lane.example',
  certificateFile: '/etc/letsencrypt/live/pos.harbour-lane.example/fullchain.pem',
  keyFile: '/etc/letsencrypt/live/pos.harbour-lane.example/privkey.pem',
};
const ownLeaf: ShownCertificate = {
  ...leaf,
  subject: ownDomain.host,
  issuer: 'R12',
  names: [ownDomain.host, `www.${ownDomain.host}`],
};
const own: NetworkFacts = {
  ...facts,
  status: { ...status, origin: `https://${ownDomain.host}:8443`, authority: null, problems: ['own-not-a-certificate'] },
  certificates: { hubName, authority, served: ownLeaf, renewsAt: null, ownDomain },
};
const off: NetworkFacts = {
  status: { ...status, state: 'off', origin: null, authority: null, notAfter: null },
  certificates: { ...facts.certificates, served: null, renewsAt: null },
  devices: [],
};

function tab(shop: GalleryShop, network: NetworkFacts, canEdit = true): ReactElement {
  return settingsState(shop, { tab: 'network', change: { network, canEdit } });
}

const network: Specimen = {
  id: 'network',
  states: {
    on: (shop) => tab(shop, facts),
    'own-domain': (shop) => tab(shop, own),
    failed: (shop) => tab(shop, { ...off, status: { ...off.status, state: 'failed', problems: ['port-taken'] } }),
    off: (shop) => tab(shop, off),
    'read-only': (shop) => tab(shop, facts, false),
  },
};

interface SheetProps {
  readonly shop: GalleryShop;
  readonly check?: OwnDomainCheck;
  readonly isEmpty?: boolean;
}

function Domain({ shop, check, isEmpty = false }: SheetProps): ReactElement {
  return (
    <>
      {tab(shop, facts)}
      <OwnDomainSheet
        start={isEmpty ? null : ownDomain}
        check={check ?? null}
        problem={null}
        isBusy={false}
        onChoose={async () => null}
        onChange={nowhere}
        onCheck={nowhere}
        onUse={nowhere}
        onClose={nowhere}
      />
    </>
  );
}

const sheet: Specimen = {
  id: 'own-domain',
  states: {
    empty: (shop) => <Domain shop={shop} isEmpty />,
    refused: (shop) => (
      <Domain shop={shop} check={{ problem: 'own-key-differs', certificate: null, endsSoon: false }} />
    ),
    fits: (shop) => <Domain shop={shop} check={{ problem: null, certificate: ownLeaf, endsSoon: false }} />,
    back: (shop) => (
      <>
        {tab(shop, own)}
        <OwnAuthoritySheet problem={null} onConfirm={nowhere} onClose={nowhere} />
      </>
    ),
  },
};

/** Where handhelds find the store, and by which certificate they know it. */
export const specimens: readonly Specimen[] = [network, sheet];
