import { afterEach, describe, expect, test } from 'vitest';
import { machineClock } from '../../main/devices/clock.ts';
import { hidChannelOf } from '../../main/devices/device-channel.ts';
import { DeviceClaims } from '../../main/devices/device-class.ts';
import { joinGapMsMax } from '../../main/devices/protocols/hid-pos/scan-report.ts';
import { scannerLine } from '../../main/devices/protocols/serial-scanner/serial-scan.ts';
import { floodQuietMs } from '../../main/devices/scanner/flood-guard.ts';
import { Scanner } from '../../main/devices/scanner/scanner.ts';
import { PortChannel } from '../../main/devices/virtual/port-channel.ts';
import { VirtualHidPort } from '../../main/devices/virtual/virtual-hid-port.ts';
import { VirtualPort } from '../../main/devices/virtual/virtual-port.ts';
import {
  factorySheet,
  scanReports,
  textSymbol,
  VirtualHidScanner,
  VirtualSerialScanner,
} from '../../main/devices/virtual/virtual-scanner.ts';
import { dataOf, enabled, partsOf, scansOf, shortly, troublesOf, watch } from './device-samples.ts';
import { HandClock, settle } from './hand-clock.ts';
import { memoryWire, ptyWire, tcpWire, until } from './wires.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** A scanner that speaks HID-POS, on a clock moved by hand. */
function hidScanner(deviceId = 'hid:0c2e:0b61:1', comesAs: 'hid-pos' | 'keyboard' = 'hid-pos') {
  const clock = new HandClock();
  const device = new VirtualHidScanner(comesAs);
  const port = new VirtualHidPort(device);
  const wiring = { kind: 'hid-pos', connect: () => port.channel(), switchMode: true } as const;
  const scanner = new Scanner({ ...partsOf(deviceId), clock, wiring });
  const events = watch(scanner);
  closers.push(() => scanner.close());
  return { clock, device, port, scanner: enabled(scanner), events };
}

describe('a scanner that speaks HID-POS', () => {
  test('SR1 a scan is an event with id, symbol, data, moment and number', async () => {
    const { clock, device, events } = hidScanner();
    await settle();
    device.scan(textSymbol(']E0', '4006381333931'));
    await clock.pass(40);
    device.scan(textSymbol(']Q1', 'KNT1:2026-000123'));
    expect(events.filter(({ event }) => event === 'data')).toEqual([
      {
        event: 'data',
        deviceId: 'hid:0c2e:0b61:1',
        at: clock.now() - 40,
        seq: 1,
        data: {
          kind: 'scan',
          symbology: 'ean-upc',
          aimId: ']E0',
          gs1: false,
          data: '4006381333931',
          shown: '4006381333931',
        },
      },
      expect.objectContaining({ seq: 2, at: clock.now(), data: expect.objectContaining({ symbology: 'qr' }) }),
    ]);
  });
  test('SR3 one that comes as a keyboard is switched over when it is plugged in, and again after it was unplugged', async () => {
    const { clock, device, port, events } = hidScanner('hid:1', 'keyboard');
    await settle();
    expect(device.isHidPos).toBe(true);
    port.unplug();
    device.feature(Uint8Array.of(254, 0));
    port.plug();
    await clock.pass(100);
    expect(device.isHidPos).toBe(true);
    device.scan(textSymbol(']E0', '4006381333931'));
    expect(scansOf(events)).toEqual(['4006381333931']);
  });
  test('SR3 a transport whose pieces are reports serves as well, and one that knows no feature report too', async () => {
    const device = new VirtualHidScanner();
    const port = new VirtualHidPort(device);
    const connect = () => {
      const inner = port.channel();
      return hidChannelOf({
        name: inner.name,
        open: () => inner.open(),
        onData: (listener) => inner.onReport(listener),
        onClose: (listener) => inner.onClose(listener),
        close: () => inner.close(),
        sendFeature: () => Promise.reject(new Error('no such report')),
      });
    };
    const scanner = new Scanner({ ...partsOf('hid:1'), wiring: { kind: 'hid-pos', connect, switchMode: true } });
    closers.push(() => scanner.close());
    const events = watch(enabled(scanner));
    await settle();
    device.scan(textSymbol(']E0', '4006381333931'));
    expect([scansOf(events), shortly(scanner.status)]).toEqual([['4006381333931'], 'idle online -']);
  });
  test('SR2 a scan cut off by unplugging is told as broken and never passed on in part', async () => {
    const { clock, device, port, scanner, events } = hidScanner();
    await settle();
    const [first] = scanReports(textSymbol(']Q1', 'x'.repeat(90)));
    port.inject(first ?? new Uint8Array());
    port.unplug();
    await settle();
    expect(troublesOf(events)).toEqual(['scan-broken', 'unreachable']);
    expect(shortly(scanner.status)).toBe('error off unreachable');
    port.plug();
    await clock.pass(100);
    device.scan(textSymbol(']E0', '4006381333931'));
    expect(scansOf(events)).toEqual(['4006381333931']);
    expect(shortly(scanner.status)).toBe('idle online -');
  });
  test('SR2 a scan whose rest does not come is given up after its time', async () => {
    const { clock, port, events } = hidScanner();
    await settle();
    port.inject(scanReports(textSymbol(']Q1', 'x'.repeat(90)))[0] ?? new Uint8Array());
    await clock.pass(joinGapMsMax - 1);
    expect(troublesOf(events)).toEqual([]);
    await clock.pass(1);
    expect(troublesOf(events)).toEqual(['scan-broken']);
  });
  test('SR4 a scan of 4 kB is refused once and the next one is read', async () => {
    const { device, events } = hidScanner();
    await settle();
    device.scan(textSymbol(']Q1', 'x'.repeat(4_096)));
    device.scan(textSymbol(']E0', '4006381333931'));
    expect(events.filter(({ event }) => event === 'error')).toEqual([
      expect.objectContaining({ trouble: 'scan-too-long', lost: 4_096 }),
    ]);
    expect(scansOf(events)).toEqual(['4006381333931']);
  });
  test('SR6 a flood is kept back, counted, and over after a quiet moment', async () => {
    const { clock, device, scanner, events } = hidScanner();
    await settle();
    for (let at = 0; at < 5_000; at += 1) device.scan(textSymbol(']E0', String(at)));
    expect(scansOf(events)).toHaveLength(100);
    expect(shortly(scanner.status)).toBe('error online flooded');
    await clock.pass(floodQuietMs);
    expect(events.filter(({ event }) => event === 'error')).toEqual([
      expect.objectContaining({ trouble: 'flooded', lost: 4_900 }),
    ]);
    expect(shortly(scanner.status)).toBe('idle online -');
    device.scan(textSymbol(']E0', '4006381333931'));
    expect(scansOf(events).at(-1)).toBe('4006381333931');
  });
});

describe('two scanners of one model', () => {
  test('SR9 DC6 each has its id and its own numbers, and the same item twice is two scans', async () => {
    const claims = new DeviceClaims();
    const devices = [new VirtualHidScanner(), new VirtualHidScanner()];
    const events = devices.map((device, at) => {
      const port = new VirtualHidPort(device);
      const wiring = { kind: 'hid-pos', connect: () => port.channel(), switchMode: false } as const;
      const scanner = new Scanner({ ...partsOf(`hid:0c2e:0b61:port-${at}`, claims), wiring });
      closers.push(() => scanner.close());
      return watch(enabled(scanner));
    });
    await settle();
    for (let at = 0; at < 40; at += 1) devices[at % 2]?.scan(textSymbol(']E0', '4006381333931'));
    for (const [at, told] of events.entries()) {
      const data = told.filter((event) => event.event === 'data');
      expect(data).toHaveLength(20);
      expect(data.map(({ seq }) => seq)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
      expect(new Set(data.map(({ deviceId }) => deviceId))).toEqual(new Set([`hid:0c2e:0b61:port-${at}`]));
    }
  });
});

describe('a scanner on a serial line', () => {
  const sheets = {
    'memory without identifiers': { sheet: factorySheet, settings: { prefix: 'none', suffix: 'cr' } },
    'STX and ETX with identifiers': {
      sheet: { before: [2], after: [3], namesSymbology: true },
      settings: { prefix: 'stx', suffix: 'etx' },
    },
  } as const;
  test.each(Object.entries(sheets))('SR1 SR5 DC8 %s: memory, TCP and a pty give the same scans', async (_name, set) => {
    const seen: string[][] = [];
    for (const wireOf of [memoryWire, tcpWire, (port: VirtualPort) => ptyWire(port, scannerLine)]) {
      const device = new VirtualSerialScanner(set.sheet);
      const port = new VirtualPort(device, machineClock);
      const wire = await wireOf(port);
      const wiring = { kind: 'serial', connect: wire.connect, settings: set.settings } as const;
      const scanner = new Scanner({ ...partsOf('serial:1'), wiring });
      closers.push(wire.close, () => scanner.close());
      const events = watch(enabled(scanner));
      await until(() => scanner.status.source === 'connection');
      expect(shortly(scanner.status)).toBe('idle unknown -');
      await until(() => port.isHeard);
      device.scan(textSymbol(']E0', '4006381333931'));
      await until(() => scansOf(events).length === 1);
      expect(shortly(scanner.status)).toBe('idle online -');
      await wire.unplug();
      await until(() => scanner.status.state === 'error');
      await wire.plug();
      await until(() => scanner.status.state === 'idle' && port.isHeard);
      device.scan(textSymbol(']C1', '0109506000134352\u001d10AB'));
      await until(() => scansOf(events).length === 2);
      seen.push(scansOf(events));
      expect(dataOf(events)[1]).toMatchObject({ gs1: set.sheet.namesSymbology });
    }
    expect(seen[1]).toEqual(seen[0]);
    expect(seen[2]).toEqual(seen[0]);
    expect(seen[0]).toEqual(['4006381333931', '0109506000134352\u001d10AB']);
  });
  test('SR4 SR11 a scan of 4 kB over a pty is told once and stays the state until the next one', async () => {
    const device = new VirtualSerialScanner(factorySheet);
    const port = new VirtualPort(device, machineClock);
    const wire = await ptyWire(port, scannerLine);
    const settings = { prefix: 'none', suffix: 'cr' } as const;
    const wiring = { kind: 'serial', connect: wire.connect, settings } as const;
    const scanner = new Scanner({ ...partsOf('serial:1'), wiring });
    closers.push(wire.close, () => scanner.close());
    const events = watch(enabled(scanner));
    // Before the line is open and raw, the pty itself would cut a line at 4,095 characters.
    await until(() => scanner.status.state === 'idle' && port.isHeard);
    device.scan(textSymbol(']Q1', 'x'.repeat(4_096)));
    await until(() => troublesOf(events).length > 0);
    expect([troublesOf(events), shortly(scanner.status)]).toEqual([['scan-too-long'], 'error online scan-too-long']);
    device.scan(textSymbol(']E0', '4006381333931'));
    await until(() => scansOf(events).length === 1);
    expect([troublesOf(events), shortly(scanner.status)]).toEqual([['scan-too-long'], 'idle online -']);
  });
  test('SR6 SR11 a megabyte of noise is garbled and never the last scan; a sound one afterwards is read', async () => {
    const clock = new HandClock();
    const device = new VirtualSerialScanner(factorySheet);
    const port = new VirtualPort(device, clock);
    const settings = { prefix: 'none', suffix: 'cr' } as const;
    const wiring = { kind: 'serial', connect: () => new PortChannel(port), settings } as const;
    const scanner = enabled(new Scanner({ ...partsOf('serial:1'), clock, wiring }));
    closers.push(() => scanner.close());
    const events = watch(scanner);
    await settle();
    let state = 7;
    const noise = Uint8Array.from({ length: 4_096 }, () => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return state >>> 24;
    });
    for (let at = 0; at < 300; at += 1) port.inject(noise);
    await clock.pass(1_000);
    expect([scansOf(events), shortly(scanner.status)]).toEqual([[], 'error online garbled']);
    expect(troublesOf(events)).toContain('flooded');
    device.scan(textSymbol(']E0', '4006381333931'));
    await settle();
    expect([scansOf(events), shortly(scanner.status)]).toEqual([['4006381333931'], 'idle online -']);
  });
  test('SR5 a scanner without a suffix is heard when the line is idle', async () => {
    const clock = new HandClock();
    const device = new VirtualSerialScanner({ before: [], after: [], namesSymbology: false });
    const port = new VirtualPort(device, clock);
    const wiring = {
      kind: 'serial',
      connect: () => new PortChannel(port),
      settings: { prefix: 'none', suffix: 'none' },
    } as const;
    const scanner = enabled(new Scanner({ ...partsOf('serial:1'), clock, wiring }));
    const events = watch(scanner);
    await settle();
    device.scan(textSymbol('', '4006381333931'));
    await clock.pass(199);
    expect(scansOf(events)).toEqual([]);
    await clock.pass(1);
    expect(scansOf(events)).toEqual(['4006381333931']);
    await scanner.close();
  });
});
