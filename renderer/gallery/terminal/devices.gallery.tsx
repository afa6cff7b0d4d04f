import type { ReactElement } from 'react';
import type { DeviceFind, DeviceTrace, HealthReport } from '../../../contracts/device-ask.ts';
import type { StatusOf } from '../../../contracts/device-status.ts';
import type { BoundDevice, ToldDevice } from '../../../contracts/device-told.ts';
import { bindingsOf, type DeviceBinding } from '../../../domain/device/device-binding.ts';
import { useText } from '../../kit/text.tsx';
import { BindView } from '../../terminal/devices/bind-view.tsx';
import { DevicePane, type DevicePaneProps } from '../../terminal/devices/device-pane.tsx';
import { DevicesView } from '../../terminal/devices/devices-view.tsx';
import { DrawerView } from '../../terminal/devices/drawer-view.tsx';
import { FindView } from '../../terminal/devices/find-view.tsx';
import { RemoveView } from '../../terminal/devices/remove-view.tsx';
import { galleryNow } from '../fixtures/ids.ts';
import { Held, nowhere } from '../held.tsx';
import type { Specimen } from '../specimen.ts';

const common = {
  lifecycle: 'enabled',
  state: 'idle',
  power: 'online',
  trouble: null,
  source: 'status-back',
  since: galleryNow - 65_000,
} as const;

const printerOf = (name: string, status: Partial<StatusOf<'pos-printer'>>): ToldDevice => ({
  name,
  role: 'receipt-printer',
  refusal: null,
  trouble: null,
  status: { device: 'pos-printer', deviceId: name, ...common, cover: 'closed', paper: 'ok', cutter: 'ok', ...status },
  printer: {
    status: {
      power: 'online',
      cover: 'closed',
      paper: 'ok',
      cutter: 'ok',
      error: 'none',
      drawer: 'closed',
      source: 'status-back',
      since: galleryNow,
    },
    profile: 'epson-tm-t88vi',
    profileRefusal: null,
    columns: 42,
    confirms: true,
    isQueue: false,
    virtualDrawerOpenings: null,
  },
});

const serial = { kind: 'serial', path: '/dev/ttyUSB0' } as const;
const bindings: readonly DeviceBinding[] = [
  {
    role: 'receipt-printer',
    name: 'receipt-1',
    identity: 'usb:04b8:0202:J7PK001',
    address: { kind: 'usb', portPath: '1-2.3' },
    profile: 'epson-tm-t88vi',
    settings: { serial: null },
  },
  {
    role: 'spare-printer',
    name: 'kitchen-window',
    identity: 'tcp:192.168.1.51:9100',
    address: { kind: 'tcp', host: '192.168.1.51', port: 9100 },
    profile: 'star-tsp100iv',
    settings: { serial: null },
  },
  {
    role: 'cash-drawer',
    name: 'drawer-1',
    identity: 'printer:receipt-1:2',
    address: { kind: 'printer', printer: 'receipt-1', pin: 2 },
    profile: 'printer-pin',
    settings: { openLevel: null, leftOpenMs: 30_000 },
  },
  {
    role: 'scanner',
    name: 'scanner-1',
    identity: 'hid:0c2e:0b61:S1',
    address: { kind: 'hid', path: '/dev/hidraw0' },
    profile: 'hid-pos',
    settings: { serial: null, prefix: 'none', suffix: 'cr', switchMode: true },
  },
  {
    role: 'scale',
    name: 'scale-1',
    identity: 'serial:FT232-A9',
    address: serial,
    profile: '8217',
    settings: { serial: null, proof: null },
  },
  {
    role: 'line-display',
    name: 'display-1',
    identity: 'serial:PL2303@1-4',
    address: { kind: 'serial', path: '/dev/ttyUSB1' },
    profile: 'cd5220',
    settings: { serial: null },
  },
];

const told: Readonly<Record<string, ToldDevice | null>> = {
  'receipt-1': printerOf('receipt-1', { paper: 'low' }),
  'kitchen-window': {
    ...printerOf('kitchen-window', { state: 'error', power: 'off', trouble: 'unreachable', source: 'connection' }),
    role: 'spare-printer',
    trouble: {
      code: 'host-unreachable',
      transport: 'tcp',
      subject: '192.168.1.51:9100',
      group: null,
      holder: null,
      debianPackage: null,
      commands: [],
    },
  },
  'drawer-1': {
    ...printerOf('drawer-1', {}),
    role: 'cash-drawer',
    printer: null,
    status: { device: 'cash-drawer', deviceId: 'drawer-1', ...common, drawer: 'unknown', leftOpen: false },
  },
  'scanner-1': {
    ...printerOf('scanner-1', {}),
    role: 'scanner',
    printer: null,
    status: { device: 'scanner', deviceId: 'scanner-1', ...common },
  },
  'scale-1': {
    ...printerOf('scale-1', {}),
    role: 'scale',
    printer: null,
    status: { device: 'scale', deviceId: 'scale-1', ...common, load: 'moving' },
  },
  'display-1': null,
};
const devices: readonly BoundDevice[] = bindings.map((binding) => ({ binding, told: told[binding.name] ?? null }));

interface CounterProps {
  readonly name: string;
  readonly change?: Partial<DevicePaneProps>;
  readonly canEdit?: boolean;
}

function Counter({ name, change, canEdit = true }: CounterProps): ReactElement {
  return (
    <Held start={name}>
      {(chosen, onChoose) => {
        const device = devices.find(({ binding }) => binding.name === chosen);
        return (
          <DevicesView
            {...{ devices, chosen, canEdit, onChoose }}
            isRunning
            onFind={nowhere}
            onDrawer={nowhere}
            onBack={nowhere}
          >
            {device === undefined ? null : (
              <DevicePane
                {...{ device, canEdit }}
                isBench={false}
                message={null}
                health={null}
                isChecking={false}
                trace={null}
                paper={{ kind: 'none' }}
                learning={null}
                weighing={null}
                lastScan={null}
                onTest={nowhere}
                onZero={nowhere}
                onHealth={nowhere}
                onTrace={nowhere}
                onCopyTrace={nowhere}
                onLearn={nowhere}
                onEdit={nowhere}
                onRemove={nowhere}
                onAct={nowhere}
                {...change}
              />
            )}
          </DevicesView>
        );
      }}
    </Held>
  );
}

const health: HealthReport = {
  name: 'receipt-1',
  at: galleryNow,
  answerMs: 4,
  checks: [
    { check: 'reachable', result: 'good' },
    { check: 'answers', result: 'good' },
    { check: 'ready', result: 'good' },
    { check: 'paper', result: 'good' },
    { check: 'cover', result: 'good' },
    { check: 'cutter', result: 'unknown' },
    { check: 'confirms', result: 'good' },
    { check: 'profile', result: 'good' },
  ],
};

const trace: DeviceTrace = {
  name: 'receipt-1',
  droppedBytes: 0,
  entries: [
    { at: galleryNow - 900, direction: 'to-device', hex: '10 04 01 10 04 04' },
    { at: galleryNow - 896, direction: 'from-device', hex: '16 12' },
    {
      at: galleryNow - 500,
      direction: 'to-device',
      hex: '1b 40 1b 74 13 4b 61 75 6e 74 65 72 0a 54 6f 74 61 6c 20 20 20 20 31 37 2e 31 35 0a 1d 56 42 00',
    },
    { at: galleryNow - 100, direction: 'from-device', hex: '37 22 30 30 30 31 00' },
  ],
};

const search: DeviceFind = {
  search: {
    at: galleryNow,
    devices: [
      {
        identity: 'usb:04b8:0202:J7PK001',
        address: { kind: 'usb', portPath: '1-2.3' },
        title: 'EPSON TM-T88VI',
        guess: 'printer',
        vendorId: 0x04b8,
        productId: 0x0202,
        serialNumber: 'J7PK001',
        portPath: '1-2.3',
        isPortable: true,
      },
      {
        identity: 'hid:05e0:1701@1-4',
        address: { kind: 'hid', path: '/dev/hidraw2' },
        title: 'Symbol Bar Code Scanner',
        guess: 'scanner',
        vendorId: 0x05e0,
        productId: 0x1701,
        serialNumber: null,
        portPath: '1-4',
        isPortable: false,
      },
    ],
    troubles: [
      {
        code: 'permission-denied',
        transport: 'serial',
        subject: '/dev/ttyUSB0',
        group: 'dialout',
        holder: null,
        debianPackage: null,
        commands: ['sudo usermod -aG dialout kasse', 'sudo udevadm trigger'],
      },
    ],
  },
  suggestions: [
    {
      identity: 'usb:04b8:0202:J7PK001',
      role: 'receipt-printer',
      profile: 'epson-tm-t88vi',
      model: null,
      boundAs: 'receipt-1',
    },
    { identity: 'hid:05e0:1701@1-4', role: 'scanner', profile: 'hid-pos', model: 'Zebra DS2208', boundAs: null },
  ],
};

function Finding({ found }: { readonly found: DeviceFind | null }): ReactElement {
  return (
    <FindView
      found={found}
      problem={null}
      onUse={nowhere}
      onAddress={nowhere}
      onVirtual={nowhere}
      onAgain={nowhere}
      onClose={nowhere}
    />
  );
}

const weight = { kind: 'weight', milli: 1312, unit: 'kg', stable: true, net: false, at: galleryNow } as const;
const scan = {
  no: 7,
  name: 'scanner-1',
  at: galleryNow,
  scan: { kind: 'scan', symbology: 'ean-upc', aimId: ']E0', gs1: false, data: '4006381333931', shown: '4006381333931' },
} as const;

const counter: Specimen = {
  id: 'devices',
  states: {
    printer: () => <Counter name="receipt-1" change={{ health }} />,
    away: () => <Counter name="kitchen-window" />,
    drawer: () => <Counter name="drawer-1" change={{ learning: { step: 'open-it', openLevel: null } }} />,
    scanner: () => <Counter name="scanner-1" change={{ lastScan: scan }} />,
    scale: () => <Counter name="scale-1" change={{ weighing: { ok: true, weight } }} />,
    'scale-moving': () => <Counter name="scale-1" change={{ weighing: { ok: false, refusal: 'moving' } }} />,
    display: () => <Counter name="display-1" change={{ isBench: true }} />,
    trace: () => <Counter name="receipt-1" change={{ trace }} />,
    'read-only': () => <Counter name="receipt-1" canEdit={false} />,
    bench: (shop) => {
      const [binding] = bindingsOf(shop.settings);
      return binding === undefined ? <Counter name="receipt-1" /> : <Bench binding={binding} />;
    },
  },
};

function Bench({ binding }: { readonly binding: DeviceBinding }): ReactElement {
  const device = { binding, told: printerOf(binding.name, {}) };
  return <Counter name="receipt-1" change={{ device, isBench: true }} />;
}

function Binding(): ReactElement {
  const t = useText();
  return (
    <BindView
      replaced={() => null}
      saveText={t('settings.save')}
      title={t('device.edit-title')}
      target={{ identity: 'serial:x', address: serial }}
      start={{
        role: 'scale',
        name: 'scale-1',
        profile: '8217',
        serial: { baudRate: 9600, dataBits: 7, parity: 'even', stopBits: 1 },
      }}
      profiles={[]}
      nameFor={() => 'scale-1'}
      problem={null}
      onSave={nowhere}
      onClose={nowhere}
    />
  );
}

/** A sheet lies over the devices. */
function over(sheet: ReactElement): ReactElement {
  return (
    <>
      <Counter name="receipt-1" />
      {sheet}
    </>
  );
}

const sheets: Specimen = {
  id: 'device-sheets',
  states: {
    found: () => over(<Finding found={search} />),
    searching: () => over(<Finding found={null} />),
    nothing: () =>
      over(<Finding found={{ search: { ...search.search, devices: [], troubles: [] }, suggestions: [] }} />),
    bind: () => over(<Binding />),
    drawer: () =>
      over(<DrawerView printers={bindings.slice(0, 2)} problem={null} onSave={nowhere} onClose={nowhere} />),
    'bind-printer': () => over(<BindPrinter />),
    remove: () =>
      over(
        <RemoveView
          name="receipt-1"
          isPrinter
          drawers={['drawer-a']}
          problem={null}
          onRemove={nowhere}
          onClose={nowhere}
        />,
      ),
  },
};

/** A printer that was found, while the one on the screen has its role. */
function BindPrinter(): ReactElement {
  const t = useText();
  return (
    <BindView
      replaced={() => 'receipt-1'}
      saveText={t('device.bind')}
      title={t('device.bind-title')}
      target={{ identity: 'tcp:x', address: { kind: 'tcp', host: '192.168.1.50', port: 9100 } }}
      start={{ role: 'receipt-printer', name: 'receipt-2', profile: 'generic-80mm', serial: null }}
      profiles={[{ name: 'generic-80mm', title: '80 mm', columns: 48, dialect: 'escpos' }]}
      nameFor={() => 'receipt-2'}
      problem={null}
      onSave={nowhere}
      onClose={nowhere}
    />
  );
}

/** The counter's hardware and the sheets that bind it. */
export const specimens: readonly Specimen[] = [counter, sheets];
