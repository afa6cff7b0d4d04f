import '../../kit/theme.css';
import type { ReactElement } from 'react';
import { expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import type { DeviceFind } from '../../../contracts/device-ask.ts';
import type { BoundDevice } from '../../../contracts/device-told.ts';
import { type DeviceBinding, drawerOnPrinter } from '../../../domain/device/device-binding.ts';
import { translator } from '../../kit/text.tsx';
import { StoreText } from '../store/store-text.tsx';
import { actsFor } from './bench-acts.ts';
import { bindingOfForm, formOfBinding, proofOfText, savedBinding } from './bind-form.ts';
import { BindView } from './bind-view.tsx';
import { deviceWord } from './device-word.ts';
import { DevicesView } from './devices-view.tsx';
import { FindView } from './find-view.tsx';
import { hexRows } from './hex-rows.ts';
import { TraceCard } from './trace-card.tsx';
import { ScanNote, WeighNote } from './try-notes.tsx';
import { TwinCard } from './twin-card.tsx';

const nothing = (): void => undefined;
const t = translator('en', {});

async function show(element: ReactElement): Promise<void> {
  await page.viewport(1366, 768);
  await render(
    <StoreText language="en" currency="EUR" timeZone="UTC">
      {element}
    </StoreText>,
  );
}

const binding: DeviceBinding = {
  role: 'receipt-printer',
  name: 'receipt-1',
  identity: 'tcp:192.168.1.50:9100',
  address: { kind: 'tcp', host: '192.168.1.50', port: 9100 },
  profile: 'generic-80mm',
  settings: { serial: null },
};
type Printer = Extract<NonNullable<BoundDevice['told']>['status'], { readonly device: 'pos-printer' }>;

function printer(status: Partial<Printer>): BoundDevice {
  const told: BoundDevice['told'] = {
    name: 'receipt-1',
    role: 'receipt-printer',
    refusal: null,
    trouble: null,
    printer: null,
    status: {
      device: 'pos-printer',
      deviceId: 'p',
      lifecycle: 'enabled',
      state: 'idle',
      power: 'online',
      trouble: null,
      source: 'status-back',
      since: 0,
      cover: 'closed',
      paper: 'ok',
      cutter: 'ok',
      ...status,
    },
  };
  return { binding, told };
}

test('SU1 only a printer that says it is well is ready; what is not known is said to be not known', () => {
  expect(deviceWord(t, printer({}))).toEqual({ tone: 'ok', text: 'device.state.ready' });
  const untold = { tone: 'idle', text: 'device.state.untold' };
  expect(deviceWord(t, printer({ paper: 'unknown' }))).toEqual(untold);
  expect(deviceWord(t, printer({ source: 'none' }))).toEqual(untold);
  expect(deviceWord(t, printer({ power: 'unknown' }))).toEqual(untold);
  expect(deviceWord(t, { binding, told: null })).toEqual({ tone: 'idle', text: 'device.state.unheard' });
  expect(deviceWord(t, printer({ lifecycle: 'closed' }))).toEqual({ tone: 'idle', text: 'device.state.unheard' });
});

test('SU1 an error is named by what a person can mend first', () => {
  const broken = { state: 'error', trouble: 'hardware' } as const;
  expect(deviceWord(t, printer({ ...broken, paper: 'out' })).text).toBe('device.state.paper-out');
  expect(deviceWord(t, printer({ ...broken, cover: 'open' })).text).toBe('device.state.cover-open');
  expect(deviceWord(t, printer({ ...broken, power: 'off', trouble: 'unreachable', paper: 'out' })).text).toBe(
    'device.trouble.unreachable',
  );
});

const found: DeviceFind = {
  search: {
    at: 0,
    devices: [
      {
        identity: 'usb:04b8:0202:J1',
        address: { kind: 'usb', portPath: '1-2' },
        title: 'TM-T88VI',
        guess: 'printer',
        vendorId: 1208,
        productId: 514,
        serialNumber: 'J1',
        portPath: '1-2',
        isPortable: true,
      },
      {
        identity: 'hid:05e0:1701@1-4',
        address: { kind: 'hid', path: '/dev/hidraw2' },
        title: 'Scanner',
        guess: 'scanner',
        vendorId: 1504,
        productId: 5889,
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
        commands: ['sudo usermod -aG dialout kasse'],
      },
    ],
  },
  suggestions: [
    {
      identity: 'usb:04b8:0202:J1',
      role: 'receipt-printer',
      profile: 'epson-tm-t88vi',
      model: null,
      boundAs: 'receipt-1',
    },
    { identity: 'hid:05e0:1701@1-4', role: 'scanner', profile: 'hid-pos', model: 'Zebra DS2208', boundAs: null },
  ],
};

test('SU3 SU2 the search shows what is there, what is in use, and what could not be looked at with its commands', async () => {
  const onUse = vi.fn();
  const onAddress = vi.fn();
  await show(
    <FindView
      {...{ found, onUse, onAddress }}
      problem={null}
      onVirtual={nothing}
      onAgain={nothing}
      onClose={nothing}
    />,
  );
  await expect.element(page.getByText('In use as receipt-1')).toBeVisible();
  await expect.element(page.getByText('Has no serial number: leave it on this port')).toBeVisible();
  const note = page.getByTestId('trouble-permission-denied');
  await expect.element(note.getByText('This computer does not let Kaunter use /dev/ttyUSB0')).toBeVisible();
  await expect.element(note.getByText('sudo usermod -aG dialout kasse')).toBeVisible();
  await page.getByTestId('use-hid:05e0:1701@1-4').click();
  expect(onUse).toHaveBeenCalledExactlyOnceWith(found.search.devices[1], found.suggestions[1]);
  await expect.element(page.getByTestId('use-address')).toBeDisabled();
  await page.getByTestId('find-host').fill('192.168.1.77');
  await page.getByTestId('use-address').click();
  expect(onAddress).toHaveBeenCalledExactlyOnceWith('192.168.1.77', 9100);
});

test('SU4 a refused binding says why and keeps what was filled in', async () => {
  const onSave = vi.fn();
  await show(
    <BindView
      replaced={() => null}
      saveText="Use"
      title="Scale"
      target={{ identity: 'serial:FT1', address: { kind: 'serial', path: '/dev/ttyUSB0' } }}
      start={{ role: 'scale', name: 'scale-1', profile: '8217', serial: null }}
      profiles={[]}
      nameFor={() => 'scale-1'}
      problem="There can only be one of these: remove the other first"
      onSave={onSave}
      onClose={nothing}
    />,
  );
  await page.getByTestId('bind-name').fill('Deli Scale');
  await expect.element(page.getByTestId('bind-name')).toHaveValue('deli-scale');
  await page.getByTestId('bind-speed').getByRole('button').click();
  await page.getByRole('option', { name: '9600' }).click();
  await page.getByTestId('bind-framing').getByRole('button').click();
  await page.getByRole('option', { name: '7E1' }).click();
  await expect.element(page.getByTestId('sheet-problem')).toBeVisible();
  await page.getByTestId('bind-save').click();
  const serial = { baudRate: 9600, dataBits: 7, parity: 'even', stopBits: 1 } as const;
  expect(onSave).toHaveBeenCalledExactlyOnceWith({ role: 'scale', name: 'deli-scale', profile: '8217', serial });
});

test('SU4 changing a device keeps the settings its sheet does not show', () => {
  const proof = { checksums: [4660], polynomial: 69_665 };
  const before: DeviceBinding = {
    role: 'scale',
    name: 'scale-1',
    identity: 'serial:FT1',
    address: { kind: 'serial', path: '/dev/ttyUSB0' },
    profile: 'dialog06',
    settings: { serial: null, proof },
  };
  const form = { role: 'scale', name: 'deli', profile: 'dialog06', serial: null } as const;
  expect(bindingOfForm(form, before, before)).toEqual({ ...before, name: 'deli' });
});

test('SU5 a trial weighing shows a figure only for a settled weight', async () => {
  const weight = { kind: 'weight', milli: 312, unit: 'kg', stable: true, net: false, at: 0 } as const;
  await show(<WeighNote answer={{ ok: true, weight }} onZero={nothing} />);
  await expect.element(page.getByTestId('weighing')).toHaveTextContent('0.312 kg');
});

test('WG15 a weight on the screen says when it was weighed and is old after a moment', async () => {
  const weight = { kind: 'weight', milli: 312, unit: 'kg', stable: true, net: false, at: 0 } as const;
  await show(<WeighNote answer={{ ok: true, weight }} onZero={nothing} />);
  await expect.element(page.getByTestId('weighing')).toHaveAttribute('data-old', 'false');
  await expect.element(page.getByText('00:00')).toBeVisible();
  await expect
    .poll(() => page.getByTestId('weighing').element().getAttribute('data-old'), { timeout: 20_000 })
    .toBe('true');
  expect(document.body.textContent).toContain('weigh again');
});

test('SU14 the bench offers what can happen, shows what was done last, and lays no nonsense down', async () => {
  expect(actsFor({ role: 'scanner', profile: 'hid-pos' }).map(({ name }) => name)).toEqual(['pull', 'plug-in']);
  expect(actsFor({ role: 'scanner', profile: 'serial' }).map(({ name }) => name)).toContain('garbage');
  const acts = vi.fn();
  const scale = { ...binding, role: 'scale', profile: '8217', settings: { serial: null, proof: null } } as const;
  await show(<TwinCard device={{ binding: scale, told: null }} onAct={acts} />);
  const plain = page.getByTestId('twin-slow').element().className;
  await page.getByTestId('twin-slow').click();
  expect(page.getByTestId('twin-slow').element().className).not.toBe(plain);
  expect(page.getByTestId('twin-silent').element().className).toBe(plain);
  await page.getByTestId('twin-grams').fill('100001');
  await expect.element(page.getByText('Between -1000 and 100000 grams')).toBeVisible();
  await expect.element(page.getByTestId('twin-lay')).toBeDisabled();
  expect(acts.mock.calls).toEqual([[{ kind: 'line', fault: 'slow' }]]);
});

test('SU11 a code of wide letters breaks into lines, and a cut one is marked with its length', async () => {
  const scan = (data: string) =>
    ({
      no: 1,
      name: 'scanner-1',
      at: 0,
      scan: { kind: 'scan', symbology: 'qr', aimId: ']Q1', gs1: false, data, shown: data.slice(0, 64) },
    }) as const;
  await show(
    <div style={{ width: '400px' }} data-testid="frame">
      <ScanNote scan={scan('字'.repeat(64))} />
      <ScanNote scan={scan('W'.repeat(200))} />
    </div>,
  );
  const frame = page.getByTestId('frame').element();
  expect(frame.scrollWidth).toBeLessThanOrEqual(frame.clientWidth);
  const [whole, cut] = page.getByTestId('last-scan').elements();
  expect([whole?.textContent, cut?.textContent]).toEqual(['字'.repeat(64), `${'W'.repeat(64)}…`]);
  expect(frame.textContent).toContain('200 characters in all');
});

test('SU12 the trace opens at its newest bytes, with times to the second', async () => {
  const entries = Array.from({ length: 80 }, (_, index) => {
    const hex = index.toString(16).padStart(2, '0');
    return { at: index * 1_000, direction: 'to-device', hex } as const;
  });
  const trace = { name: 'receipt-1', droppedBytes: 0, entries };
  await show(<TraceCard trace={trace} onLoad={nothing} onCopy={nothing} />);
  const list = page.getByTestId('trace').element();
  await expect.poll(() => list.scrollHeight - list.clientHeight - list.scrollTop).toBeLessThan(2);
  expect(list.scrollTop).toBeGreaterThan(0);
  expect(list.querySelector('li:last-child')?.textContent).toContain('00:01:19');
});

test('SU5 a scale that is moving is a sentence and no figure', async () => {
  await show(<WeighNote answer={{ ok: false, refusal: 'moving' }} onZero={nothing} />);
  await expect.element(page.getByText('The scale is still moving')).toBeVisible();
  expect(page.getByTestId('weighing').element().textContent).not.toMatch(/\d/);
});

test('SU6 who may not change the settings sees the devices and is offered no change', async () => {
  await show(
    <DevicesView
      devices={[printer({})]}
      chosen="receipt-1"
      canEdit={false}
      isRunning
      onChoose={nothing}
      onFind={nothing}
      onDrawer={nothing}
      onBack={nothing}
    >
      {null}
    </DevicesView>,
  );
  await expect.element(page.getByTestId('device-receipt-1')).toHaveAttribute('data-tone', 'ok');
  expect(page.getByTestId('find-devices').elements()).toEqual([]);
  expect(page.getByTestId('add-drawer').elements()).toEqual([]);
});

test('bytes are cut into rows of sixteen, with what of them are letters', () => {
  expect(hexRows('')).toEqual([]);
  const seventeen = [...'Kaunter is here'].map((letter) => letter.charCodeAt(0).toString(16));
  expect(hexRows([...seventeen, '0a', '1b'].join(' '))).toEqual([
    { offset: 0, hex: [...seventeen, '0a'].join(' '), letters: 'Kaunter is here·' },
    { offset: 16, hex: '1b', letters: '·' },
  ]);
});

test('SU10 what a role has to be told stands in its form and comes back out of it', () => {
  const place = { identity: 'serial:FT1', address: { kind: 'serial', path: '/dev/ttyUSB0' } } as const;
  const scanner: DeviceBinding = {
    role: 'scanner',
    name: 'scanner-1',
    ...place,
    profile: 'serial',
    settings: { serial: null, prefix: 'stx', suffix: 'etx', switchMode: false },
  };
  expect(bindingOfForm(formOfBinding(scanner), place, scanner)).toEqual(scanner);
  const form = { ...formOfBinding(scanner), marks: { prefix: 'none', suffix: 'tab', switchMode: true } } as const;
  expect(bindingOfForm(form, place, scanner).settings).toMatchObject({ prefix: 'none', suffix: 'tab' });
  const drawer = drawerOnPrinter('drawer-1', 'receipt-1', 2);
  expect(savedBinding({ ...formOfBinding(drawer), leftOpenMs: 60_000 }, drawer, drawer)).toEqual({
    ...drawer,
    settings: { openLevel: null, leftOpenMs: 60_000 },
  });
});

test('SU10 a proof is read in hex, and one that cannot be read is none', () => {
  expect(proofOfText('11021 4321, 7BAC')).toEqual({ polynomial: 0x11021, checksums: [0x4321, 0x7bac] });
  for (const wrong of ['', '1021 4321', '11021', '11021 43210', '11021 1 2 3 4 5 6', '11021 xyz'])
    expect(proofOfText(wrong)).toBeNull();
});
