import { afterEach, describe, expect, test } from 'vitest';
import type { PrinterStatus } from '../../contracts/device.ts';
import {
  type DeviceEvent,
  type DeviceStatus,
  deviceStatus,
  type LifecycleRefusal,
  type StatusFrame,
  statusOfPrinter,
  statusOfPrinterDrawer,
} from '../../contracts/device-status.ts';
import type { Outcome } from '../../domain/outcome.ts';
import { CashDrawer } from '../../main/devices/cash-drawer/cash-drawer.ts';
import { EscposDrawerPort } from '../../main/devices/cash-drawer/escpos-drawer-port.ts';
import { machineClock, pause } from '../../main/devices/clock.ts';
import type { DeviceChannel } from '../../main/devices/device-channel.ts';
import { DeviceClaims, type DeviceParts } from '../../main/devices/device-class.ts';
import { LineDisplay } from '../../main/devices/line-display/line-display.ts';
import { scale8217 } from '../../main/devices/protocols/8217/scale-8217.ts';
import { cd5220 } from '../../main/devices/protocols/cd5220/cd5220.ts';
import { scannerLine } from '../../main/devices/protocols/serial-scanner/serial-scan.ts';
import { Scale } from '../../main/devices/scale/scale.ts';
import { Scanner } from '../../main/devices/scanner/scanner.ts';
import { ScalePan } from '../../main/devices/virtual/scale-pan.ts';
import { VirtualDisplay } from '../../main/devices/virtual/virtual-display.ts';
import { VirtualDrawer } from '../../main/devices/virtual/virtual-drawer.ts';
import { VirtualPort } from '../../main/devices/virtual/virtual-port.ts';
import { VirtualScale8217 } from '../../main/devices/virtual/virtual-scale-8217.ts';
import { textSymbol, VirtualSerialScanner } from '../../main/devices/virtual/virtual-scanner.ts';
import { dataOf, partsOf, quickLink, quickScale, shortly, statesOf, troublesOf, watch } from './device-samples.ts';
import { memoryWire, ptyWire, tcpWire, until, type Wire } from './wires.ts';

/** What all classes have in common. */
interface AnyDevice {
  readonly status: DeviceStatus;
  onEvent(listener: (event: DeviceEvent) => void): () => void;
  open(): void;
  claim(owner: string): Outcome<null, LifecycleRefusal>;
  enable(): Outcome<null, LifecycleRefusal>;
  disable(): Promise<void>;
  release(): Promise<void>;
  close(): Promise<void>;
}

/** A class under test: a virtual twin, the device that drives it, and one thing it does, told by events or its answer. */
interface ClassUnderTest {
  readonly port: VirtualPort;
  readonly make: (parts: DeviceParts, connect: () => DeviceChannel) => AnyDevice;
  /** Does its work once; resolves when it is done, and throws when it could not be. */
  readonly work: (device: AnyDevice, events: readonly DeviceEvent[]) => Promise<void>;
}

const classes: Readonly<Record<string, () => ClassUnderTest>> = {
  scanner: () => {
    const twin = new VirtualSerialScanner();
    const port = new VirtualPort(twin, machineClock);
    let scans = 0;
    return {
      port,
      make: (parts, connect) =>
        new Scanner({ ...parts, wiring: { kind: 'serial', connect, settings: { prefix: 'none', suffix: 'cr' } } }),
      work: async (_device, events) => {
        await until(() => port.isHeard, 600);
        scans += 1;
        const before = dataOf(events).length;
        const code = `4006381333931-${scans}`;
        twin.scan(textSymbol('', code));
        await until(() => dataOf(events).length > before, 600);
        expect(dataOf(events)).toHaveLength(before + 1);
        expect(dataOf(events).at(-1)).toMatchObject({ kind: 'scan', data: code });
      },
    };
  },
  scale: () => {
    const pan = new ScalePan();
    pan.put(1_250);
    return {
      port: new VirtualPort(new VirtualScale8217(pan), machineClock),
      make: (parts, connect) => new Scale({ ...parts, protocol: scale8217, connect, scaleTimes: quickScale }),
      work: async (device) => {
        if (!(device instanceof Scale)) throw new Error('no scale');
        expect(await device.weigh()).toMatchObject({ ok: true, value: { milli: 1_250 } });
      },
    };
  },
  'line-display': () => {
    const twin = new VirtualDisplay('cd5220');
    let shown = 0;
    return {
      port: new VirtualPort(twin, machineClock),
      make: (parts, connect) => new LineDisplay({ ...parts, protocol: cd5220, connect }),
      work: async (device) => {
        if (!(device instanceof LineDisplay)) throw new Error('no display');
        shown += 1;
        device.show({ kind: 'greeting', upper: `number ${shown}`, lower: '' });
        const row = `number ${shown}`;
        await until(() => twin.rows[0].trim() === row, 600);
        await until(() => device.status.state === 'idle', 600);
        expect(twin.faults).toEqual([]);
      },
    };
  },
  'cash-drawer': () => {
    const twin = new VirtualDrawer();
    let kicks = 0;
    return {
      port: new VirtualPort(twin, machineClock),
      make: (parts, connect) => {
        const profile = { pin: 2, onMs: 50, offMs: 200 } as const;
        const port = new EscposDrawerPort({ connect, clock: machineClock, profile, times: quickLink, pollMs: 10 });
        return new CashDrawer({ ...parts, port, openLevel: 'high' });
      },
      work: async (device) => {
        if (!(device instanceof CashDrawer)) throw new Error('no drawer');
        await until(() => device.position === 'closed', 600);
        kicks += 1;
        const before = twin.pulses;
        const result = await device.kick({ kickId: `k${kicks}`, reason: 'sale', askedAt: Date.now() });
        // Whatever became of it, it was one pulse at most.
        expect(twin.pulses - before).toBeLessThanOrEqual(1);
        twin.push();
        expect(result).toEqual({ ok: true, value: { opened: 'yes' } });
        expect(await device.waitForClose(2_000)).toBe('closed');
        expect(twin.pulses).toBe(before + 1);
      },
    };
  },
};
const wires: Readonly<Record<string, (port: VirtualPort) => Promise<Wire>>> = {
  memory: memoryWire,
  tcp: tcpWire,
  pty: (port) => ptyWire(port, scannerLine),
};
const cases = Object.keys(classes).flatMap((name) => Object.keys(wires).map((wire) => [name, wire] as const));

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function start(name: string, wireName: string, claims = new DeviceClaims()) {
  const { port, make, work } = classes[name]!();
  const wire = await wires[wireName]!(port);
  const device = make(partsOf(`${wireName}:${name}`, claims), wire.connect);
  closers.push(wire.close, () => device.close());
  const events = watch(device);
  return { device, wire, port, events, work: () => work(device, events) };
}
type Started = Awaited<ReturnType<typeof start>>;

async function take({ device }: Started): Promise<void> {
  device.open();
  expect(device.claim('till 1')).toEqual({ ok: true, value: null });
  expect(device.enable()).toEqual({ ok: true, value: null });
  await until(() => device.status.source !== 'none' && device.status.state === 'idle');
}

describe.each(cases)('a %s over %s', (name, wireName) => {
  test('DC1 is taken step by step, and by one owner at a time', async () => {
    const claims = new DeviceClaims();
    const mine = await start(name, wireName, claims);
    const { device, wire } = mine;
    expect(device.status).toMatchObject({ state: 'closed', lifecycle: 'closed', power: 'unknown' });
    expect(device.claim('till 1')).toEqual({ ok: false, refusal: 'not-opened' });
    expect(device.enable()).toEqual({ ok: false, refusal: 'not-opened' });
    device.open();
    expect(device.enable()).toEqual({ ok: false, refusal: 'not-claimed' });
    const other = classes[name]!().make(partsOf(`${wireName}:${name}`, claims), wire.connect);
    other.open();
    await take(mine);
    expect(device.claim('till 2')).toEqual({ ok: false, refusal: 'claimed-by-another' });
    expect(other.claim('till 2')).toEqual({ ok: false, refusal: 'claimed-by-another' });
    await mine.work();
    await device.release();
    expect(other.claim('till 2')).toEqual({ ok: true, value: null });
    expect(device.claim('till 1')).toEqual({ ok: false, refusal: 'claimed-by-another' });
    await other.close();
    await take(mine);
    await mine.work();
  });
  test('DC2 tells its status when it changes, and only then, in words that hold', async () => {
    const started = await start(name, wireName);
    await take(started);
    await started.work();
    const statuses = started.events.flatMap((event) => (event.event === 'status-update' ? [event.status] : []));
    expect(statuses.length).toBeGreaterThan(3);
    for (const [at, status] of statuses.entries()) {
      expect(deviceStatus.safeParse(status).success).toBe(true);
      const { since: _since, ...now } = status;
      const { since: _before, ...before } = statuses[at - 1] ?? { since: 0 };
      expect(now).not.toEqual(before);
      expect(status.state === 'error').toBe(status.trouble !== null);
    }
  });
  test('DC3 disabled it tells nothing, knows nothing and lets go', async () => {
    const started = await start(name, wireName);
    await take(started);
    await started.work();
    await started.device.disable();
    expect(started.device.status).toMatchObject({
      state: 'idle',
      lifecycle: 'claimed',
      power: 'unknown',
      source: 'none',
    });
    const before = started.events.length;
    started.port.inject(new TextEncoder().encode('4006381333931\r\u000201.250\r'));
    await started.wire.unplug();
    await started.wire.plug();
    expect(started.events).toHaveLength(before);
    await take(started);
    await started.work();
    await started.device.close();
    expect(started.device.status).toMatchObject({ state: 'closed', lifecycle: 'closed', power: 'unknown' });
  });
  test('DC4 unplugged it is told once as off, and plugged in it works by itself, three times over', async () => {
    const started = await start(name, wireName);
    await take(started);
    for (let round = 1; round <= 3; round += 1) {
      await started.work();
      await started.wire.unplug();
      await until(() => started.device.status.state === 'error');
      expect(started.device.status).toMatchObject({ power: 'off', trouble: 'unreachable' });
      await started.wire.plug();
      await until(() => started.device.status.state === 'idle');
      await started.work();
      expect(troublesOf(started.events)).toEqual(Array.from({ length: round }, () => 'unreachable'));
    }
    expect(statesOf(started.events).filter((state) => state === 'error off unreachable')).toHaveLength(3);
  });
  test('DC4 not there when it is enabled, it works once it comes', async () => {
    const started = await start(name, wireName);
    await started.wire.unplug();
    started.device.open();
    started.device.claim('till 1');
    started.device.enable();
    await until(() => started.device.status.state === 'error');
    expect(started.device.status).toMatchObject({ power: 'off', trouble: 'unreachable' });
    await started.wire.plug();
    await until(() => started.device.status.state === 'idle');
    await started.work();
  });
  test('DC6 what it tells is numbered without gaps, also over unplugging', async () => {
    const started = await start(name, wireName);
    await take(started);
    for (let round = 0; round < 2; round += 1) {
      for (let times = 0; times < 3; times += 1) await started.work();
      await started.wire.unplug();
      await until(() => started.device.status.state === 'error');
      await started.wire.plug();
      await until(() => started.device.status.state === 'idle');
    }
    const numbers = started.events.flatMap((event) => (event.event === 'data' ? [event.seq] : []));
    expect(numbers).toEqual(numbers.map((_, at) => at + 1));
  });
});

/** What a device is doing when trouble comes, and every trouble. */
const states = ['disabled', 'idle', 'working', 'unplugged'] as const;
const faults = ['unplug', 'silence', 'slow', 'garbage', 'flood', 'death in a frame'] as const;
type State = (typeof states)[number];
type Fault = (typeof faults)[number];
const matrix = Object.keys(classes).flatMap((name) =>
  states.flatMap((state) => faults.map((fault) => [name, state, fault] as const)),
);

const gone = 'error off unreachable';
/** How a device is while it idles under a trouble. Only what is asked all the time, or speaks by itself, notices one. */
const idling: Readonly<Record<string, Partial<Record<Fault, string>> & { readonly well: string }>> = {
  scanner: { well: 'idle online -', flood: 'error online flooded' },
  scale: { well: 'idle online -' },
  'line-display': { well: 'idle unknown -' },
  'cash-drawer': {
    well: 'idle online -',
    silence: 'idle unknown -',
    garbage: 'idle unknown -',
    'death in a frame': gone,
  },
};
/** How it is once it has tried to work under it. */
const working: Readonly<Record<string, Partial<Record<Fault, string>>>> = {
  scanner: { flood: 'error online flooded', 'death in a frame': gone },
  scale: { silence: 'error unknown silent', slow: 'error unknown silent', 'death in a frame': gone },
  'line-display': {},
  'cash-drawer': { silence: 'idle unknown -', garbage: 'idle unknown -', 'death in a frame': gone },
};

function expected(name: string, state: State, fault: Fault): string {
  if (state === 'disabled') return 'idle unknown -';
  if (state === 'unplugged' || fault === 'unplug') return gone;
  const well = idling[name]!.well;
  return (state === 'working' ? working[name]![fault] : idling[name]![fault]) ?? well;
}

function noise(length: number): Uint8Array {
  let seed = 12_345;
  return Uint8Array.from({ length }, () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return (seed >> 16) & 0xff;
  });
}

function begin({ port }: Started, fault: Fault): void {
  if (fault === 'silence') port.setFault({ kind: 'silent' });
  else if (fault === 'slow') port.setFault({ kind: 'slow', byteMs: 25 });
  else if (fault === 'garbage') port.setFault({ kind: 'garbage', noise: noise(20) });
  else if (fault === 'death in a frame') port.setFault({ kind: 'die-in-frame', afterBytes: 0 });
}

describe('every state and every trouble', () => {
  test.each(matrix)(
    'DC5 a %s that is %s, and %s: a state with a name, and it works again',
    async (name, state, fault) => {
      const started = await start(name, 'memory');
      await take(started);
      await started.work();
      if (state === 'disabled') await started.device.disable();
      if (state === 'unplugged') await started.wire.unplug();
      begin(started, fault);
      const underWay = state === 'working' ? started.work().catch(() => undefined) : Promise.resolve();
      if (fault === 'flood') started.port.inject(noise(200_000));
      if (fault === 'unplug') await started.wire.unplug();
      await until(() => shortly(started.device.status) === expected(name, state, fault));
      // The trouble is over: the cable is sound and in its socket.
      started.port.setFault({ kind: 'none' });
      await started.wire.plug();
      await underWay;
      if (state === 'disabled') expect(started.device.enable().ok).toBe(true);
      await worksAgain(started);
      const numbers = started.events.flatMap((event) => (event.event === 'data' ? [event.seq] : []));
      expect(numbers).toEqual(numbers.map((_, at) => at + 1));
    },
  );
});

/** A first try may still meet the rest of the trouble; it works soon. */
async function worksAgain(started: Started): Promise<void> {
  let last: unknown = null;
  for (let tries = 0; tries < 20; tries += 1) {
    try {
      await until(() => started.device.status.power !== 'off', 2_000);
      await started.work();
      await until(() => started.device.status.state === 'idle', 2_000);
      return;
    } catch (error) {
      last = error;
      await pause(machineClock, 20);
    }
  }
  throw last;
}

describe('a printer and its drawer in the words of all devices', () => {
  const status: PrinterStatus = {
    power: 'online',
    cover: 'closed',
    paper: 'low',
    cutter: 'ok',
    error: 'none',
    drawer: 'closed',
    source: 'status-back',
    since: 1_800_000_000_000,
  };
  const frame = { deviceId: 'tcp:192.0.2.7:9100', lifecycle: 'enabled', busy: false } as const;
  test('DC7 well, busy, out of paper, off, closed', () => {
    const told = (change: Partial<PrinterStatus>, more: Partial<StatusFrame> = {}): string => {
      const mapped = statusOfPrinter({ ...status, ...change }, { ...frame, ...more });
      expect(deviceStatus.parse(mapped)).toEqual(mapped);
      return shortly(mapped);
    };
    expect(told({})).toBe('idle online -');
    expect(told({}, { busy: true })).toBe('busy online -');
    expect(told({ paper: 'out', power: 'offline' }, { busy: true })).toBe('error offline hardware');
    expect(told({ cover: 'open' })).toBe('error online hardware');
    expect(told({ cutter: 'error' })).toBe('error online hardware');
    expect(told({ error: 'unrecoverable' })).toBe('error online hardware');
    expect(told({ power: 'off', source: 'connection' })).toBe('error off unreachable');
    expect(told({ power: 'unknown', paper: 'unknown', source: 'none' })).toBe('idle unknown -');
    expect(told({ paper: 'out' }, { lifecycle: 'closed' })).toBe('closed online -');
  });
  test('DC7 the drawer keeps its own position', () => {
    const mapped = statusOfPrinterDrawer({ ...status, drawer: 'open' }, frame, true);
    expect(deviceStatus.parse(mapped)).toMatchObject({ device: 'cash-drawer', drawer: 'open', leftOpen: true });
  });
});
