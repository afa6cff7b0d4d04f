import type { ReactElement } from 'react';
import type { SealedFileTaken } from '../../../contracts/device-session.ts';
import { devicePolicyDefault, type FleetDevice, type Heartbeat } from '../../../contracts/fleet.ts';
import type { NetworkStatus } from '../../../contracts/network.ts';
import type { FleetAlert } from '../../../domain/fleet/fleet-alert.ts';
import type { InstallId, StaffId } from '../../../domain/id.ts';
import { useText } from '../../kit/text.tsx';
import { refusalText } from '../../terminal/app/refusal-text.ts';
import { BulkSheet } from '../../terminal/fleet/bulk-bar.tsx';
import { ConfirmAct, EditView } from '../../terminal/fleet/edit-view.tsx';
import { FleetPane } from '../../terminal/fleet/fleet-pane.tsx';
import { FleetView } from '../../terminal/fleet/fleet-view.tsx';
import { KioskSheet } from '../../terminal/fleet/kiosk-sheet.tsx';
import { PairView, type PairViewProps } from '../../terminal/fleet/pair-view.tsx';
import { PolicyView } from '../../terminal/fleet/policy-view.tsx';
import { type FleetMessage, takenMessage } from '../../terminal/fleet/use-sealed-file.ts';
import { galleryId, galleryNow } from '../fixtures/ids.ts';
import { Held, nowhere } from '../held.tsx';
import type { Specimen } from '../specimen.ts';

const minute = 60_000;
const beat: Heartbeat = {
  batteryPercent: 82,
  charging: false,
  roundTripMs: 14,
  appVersion: '0.1.0',
  persisted: true,
  pending: 0,
  pendingSince: null,
  lastSeq: 212,
  lastReceipt: 'A7-000031',
  now: galleryNow,
  wrongPins: 0,
  docked: false,
};

function handheld(no: number, change: Partial<FleetDevice>): FleetDevice {
  return {
    deviceId: galleryId(300 + no),
    installId: galleryId<InstallId>(320 + no),
    deviceCode: `A${no}`,
    name: 'Counter phone',
    state: 'paired',
    role: 'cashier',
    ownerId: null,
    ownerName: null,
    staffName: null,
    platform: 'Android 16',
    browser: 'Chrome 156',
    pairedAt: galleryNow - 40 * 24 * 60 * minute,
    online: true,
    lastSeenAt: galleryNow - 9_000,
    heartbeat: beat,
    clockSkewMs: 0,
    takenSeq: 212,
    ...change,
  };
}

const devices: readonly FleetDevice[] = [
  handheld(1, { name: 'Garden yard', staffName: 'Maya Siregar', ownerName: 'Maya Siregar' }),
  handheld(2, {
    name: 'Market van',
    online: false,
    lastSeenAt: galleryNow - 47 * minute,
    ownerName: 'Jonas Petersen',
    heartbeat: { ...beat, batteryPercent: 14, pending: 23, pendingSince: galleryNow - 44 * minute, lastSeq: 260 },
    takenSeq: 237,
  }),
  handheld(3, { name: 'Stock tablet', state: 'locked', platform: 'iPadOS 26', browser: 'Safari 26', heartbeat: null }),
  handheld(4, { name: 'Old phone', state: 'revoked', online: false, lastSeenAt: galleryNow - 9 * 24 * 60 * minute }),
];
const deviceOf = (no: number): FleetDevice => devices[no] ?? handheld(9, {});
const alerts: readonly FleetAlert[] = [
  { kind: 'pending-long', deviceId: deviceOf(1).deviceId, since: galleryNow, figure: 23 },
  { kind: 'battery-low', deviceId: deviceOf(1).deviceId, since: galleryNow, figure: 14 },
];
const staff = [
  { staffId: galleryId<StaffId>(60), name: 'Maya Siregar' },
  { staffId: galleryId<StaffId>(61), name: 'Jonas Petersen' },
];

const network: NetworkStatus = {
  state: 'on',
  origin: 'https://kaunter-7f3a.local:8443',
  addresses: ['192.168.1.20'],
  authority: null,
  notAfter: galleryNow,
  sockets: 2,
  problems: [],
};

/** The van out of reach for a while, as the phone itself shows it (`phone-sell/offline`). */
const away: readonly FleetDevice[] = devices.map((device, no) =>
  no === 1
    ? {
        ...device,
        ownerName: 'Tomasz Nowak',
        lastSeenAt: galleryNow - 12 * minute,
        heartbeat: {
          ...{ ...beat, batteryPercent: 64, pending: 7, pendingSince: galleryNow - 10 * minute, lastSeq: 244 },
          lastReceipt: 'A2-000231',
        },
      }
    : device,
);

interface FleetProps {
  readonly shown: number;
  readonly quiet?: boolean;
  readonly canEdit?: boolean;
  readonly picked?: readonly string[];
  readonly held?: readonly FleetDevice[];
  readonly message?: FleetMessage | null;
}

function Fleet(props: FleetProps): ReactElement {
  const { shown, quiet = false, canEdit = true, picked, held = devices, message = null } = props;
  return (
    <Held start={deviceOf(shown).deviceId}>
      {(chosen, onChoose) => {
        const device = held.find(({ deviceId }) => deviceId === chosen);
        return (
          <FleetView
            devices={held}
            {...{ chosen, onChoose, canEdit }}
            alerts={quiet ? [] : alerts}
            now={galleryNow}
            canPair={canEdit}
            message={message}
            onTakeFile={nowhere}
            network={network}
            onNetwork={nowhere}
            findings={quiet ? 0 : 3}
            onFindings={nowhere}
            onKiosk={nowhere}
            picked={picked ?? null}
            onPick={nowhere}
            onBulk={nowhere}
            onPair={nowhere}
            onPolicy={nowhere}
            onBack={nowhere}
          >
            {device === undefined ? null : (
              <FleetPane {...{ device, canEdit }} now={galleryNow} onEdit={nowhere} onAct={nowhere} />
            )}
          </FleetView>
        );
      }}
    </Held>
  );
}

/** The fleet after a saved file of the market van was taken in. */
function FileTaken({ unopened, behindGap }: Pick<SealedFileTaken, 'unopened' | 'behindGap'>): ReactElement {
  const t = useText();
  const message = takenMessage(t, { deviceName: 'Market van', taken: 21, already: 2, unopened, behindGap });
  return <Fleet shown={1} quiet {...{ message }} />;
}

/** A file that nothing can be taken of. */
function FileRefused(): ReactElement {
  const t = useText();
  return <Fleet shown={1} quiet message={{ tone: 'bad', text: refusalText(t, 'sealed-not-ours') }} />;
}

const fleet: Specimen = {
  id: 'fleet',
  states: {
    typical: () => <Fleet shown={0} quiet />,
    alerts: () => <Fleet shown={1} />,
    together: () => <Fleet shown={1} quiet held={away} />,
    locked: () => <Fleet shown={2} quiet />,
    revoked: () => <Fleet shown={3} quiet />,
    'read-only': () => <Fleet shown={0} canEdit={false} />,
    several: () => <Fleet shown={0} quiet picked={[deviceOf(1).deviceId, deviceOf(3).deviceId]} />,
    'file-taken': () => <FileTaken unopened={0} behindGap={0} />,
    'file-damaged': () => <FileTaken unopened={1} behindGap={3} />,
    'file-refused': () => <FileRefused />,
    empty: () => (
      <FleetView
        devices={[]}
        alerts={[]}
        chosen={null}
        now={galleryNow}
        canPair
        canEdit
        message={null}
        onTakeFile={nowhere}
        network={{ ...network, state: 'off', origin: null }}
        onNetwork={nowhere}
        findings={0}
        onFindings={nowhere}
        onKiosk={nowhere}
        picked={null}
        onPick={nowhere}
        onBulk={nowhere}
        onChoose={nowhere}
        onPair={nowhere}
        onPolicy={nowhere}
        onBack={nowhere}
      >
        {null}
      </FleetView>
    ),
  },
};

function Pairing(change: Partial<PairViewProps>): ReactElement {
  return (
    <>
      <Fleet shown={0} quiet />
      <PairView
        state={{ kind: 'closed', last: null }}
        opened={null}
        now={galleryNow}
        staff={staff}
        problem={null}
        onOpen={nowhere}
        onApprove={nowhere}
        onRefuse={nowhere}
        onClose={nowhere}
        {...change}
      />
    </>
  );
}

const opened = {
  pairUrl:
    'https://kaunter-7f3a.local:8443/pair#1.0190b0c4-7a1e-7c4e-9d52-2f0f4b1f7a11.QmFzZTY0dXJsU2VjcmV0MQ.1795271400',
  trustUrl: 'http://kaunter-7f3a.local:8480/t#9F2C-61D0-7AB3-E448-5C1D',
  fingerprint: '9F2C 61D0 7AB3 E448 5C1D',
  typedCode: '48291307',
  expiresAt: galleryNow + 4.4 * minute,
};
const claim = {
  digits: '482913',
  info: { platform: 'Android 16', browser: 'Chrome 156', persisted: true, appVersion: '0.1.0' },
  known: null,
};

const pairing: Specimen = {
  id: 'pairing',
  states: {
    pin: () => <Pairing />,
    'too-many-tries': () => <Pairing state={{ kind: 'closed', last: 'too-many-tries' }} />,
    codes: () => <Pairing state={{ kind: 'open', expiresAt: opened.expiresAt, triesLeft: 5 }} opened={opened} />,
    'own-domain': () => (
      <Pairing
        state={{ kind: 'open', expiresAt: opened.expiresAt, triesLeft: 5 }}
        opened={{ ...opened, trustUrl: null, fingerprint: null }}
      />
    ),
    claim: () => <Pairing state={{ kind: 'claimed', expiresAt: opened.expiresAt, claim }} opened={opened} />,
    known: () => {
      const known = { deviceId: deviceOf(1).deviceId, name: 'Market van', deviceCode: 'A2' };
      return <Pairing state={{ kind: 'claimed', expiresAt: opened.expiresAt, claim: { ...claim, known } }} />;
    },
  },
};

const sheets: Specimen = {
  id: 'fleet-sheets',
  states: {
    policy: () => (
      <>
        <Fleet shown={0} quiet />
        <PolicyView policy={devicePolicyDefault} problem={null} onSave={nowhere} onClose={nowhere} />
      </>
    ),
    edit: () => (
      <>
        <Fleet shown={0} quiet />
        <EditView device={deviceOf(0)} staff={staff} problem={null} onSave={nowhere} onClose={nowhere} />
      </>
    ),
    bulk: () => (
      <>
        <Fleet shown={0} quiet picked={[deviceOf(0).deviceId, deviceOf(1).deviceId]} />
        <BulkSheet
          act="revoke"
          devices={[deviceOf(0), deviceOf(1)]}
          problem={null}
          onConfirm={nowhere}
          onClose={nowhere}
        />
      </>
    ),
    kiosk: () => (
      <>
        <Fleet shown={0} quiet />
        <KioskSheet onClose={nowhere} />
      </>
    ),
    wipe: () => (
      <>
        <Fleet shown={0} quiet />
        <ConfirmAct device={deviceOf(1)} act="wipe" problem={null} onConfirm={nowhere} onClose={nowhere} />
      </>
    ),
  },
};

/** The store's handhelds and the way one is let in. */
export const specimens: readonly Specimen[] = [fleet, pairing, sheets];
