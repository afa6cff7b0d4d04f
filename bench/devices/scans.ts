// A thousand scans at fifty a second from two scanners, one HID-POS and one on a serial line through a real driver and a
// pty, while receipts are printed over TCP in the same process: what is lost, and what comes out of its sequence.
import type { DeviceEvent } from '../../contracts/device-status.ts';
import { machineClock, pause } from '../../main/devices/clock.ts';
import { DeviceClaims } from '../../main/devices/device-class.ts';
import { scannerLine } from '../../main/devices/protocols/serial-scanner/serial-scan.ts';
import { Scanner, type ScannerWiring } from '../../main/devices/scanner/scanner.ts';
import { VirtualHidPort } from '../../main/devices/virtual/virtual-hid-port.ts';
import { VirtualPort } from '../../main/devices/virtual/virtual-port.ts';
import { VirtualPrinter } from '../../main/devices/virtual/virtual-printer.ts';
import { VirtualPrinterServer } from '../../main/devices/virtual/virtual-printer-server.ts';
import { textSymbol, VirtualHidScanner, VirtualSerialScanner } from '../../main/devices/virtual/virtual-scanner.ts';
import { TcpTransport } from '../../native/tcp.ts';
import { ptyWire, until } from '../../tests/devices/wires.ts';
import type { Figure } from '../report.ts';

const perSecond = 50;
/** Bytes of one receipt with a logo, and receipts a second. */
const receiptBytes = 12_000;
const receiptsPerSecond = 3;

/** The number in a scan's data: `4006381-000123`. */
function numbersOf(events: readonly DeviceEvent[], deviceId: string): number[] {
  return events.flatMap((event) =>
    event.event === 'data' && event.deviceId === deviceId && event.data.kind === 'scan'
      ? [Number(event.data.data.split('-')[1])]
      : [],
  );
}

async function listen(deviceId: string, wiring: ScannerWiring, events: DeviceEvent[]): Promise<Scanner> {
  const scanner = new Scanner({ deviceId, wiring, clock: machineClock, claims: new DeviceClaims() });
  scanner.onEvent((event) => events.push(event));
  scanner.open();
  scanner.claim('bench');
  scanner.enable();
  await until(() => scanner.status.source === 'connection');
  return scanner;
}

/** Prints receipt after receipt until it is stopped; answers how many bytes the printer took. */
function printOn(port: number, isOver: () => boolean): Promise<number> {
  const line = new TextEncoder().encode('2 x Kaffee 3,50                            7,00\n');
  const receipt = Uint8Array.from({ length: receiptBytes }, (_, at) => line[at % line.length] ?? 0x0a);
  return (async () => {
    const channel = new TcpTransport({ host: '127.0.0.1', port });
    await channel.open();
    let bytes = 0;
    while (!isOver()) {
      bytes += await channel.write(receipt);
      await pause(machineClock, 1_000 / receiptsPerSecond);
    }
    await channel.drain();
    return bytes;
  })();
}

/** Figures of the run, and how many bytes were printed meanwhile. */
export interface ScanFigures {
  readonly figures: readonly Figure[];
  readonly printedBytes: number;
}

/** `scans-lost` and `scans-out-of-order`, goals 0, of so many scans in all. Takes 20 s for a thousand. */
export async function measureScans(scans = 1_000): Promise<ScanFigures> {
  const events: DeviceEvent[] = [];
  const hid = new VirtualHidScanner();
  const hidPort = new VirtualHidPort(hid);
  const serial = new VirtualSerialScanner();
  const serialPort = new VirtualPort(serial, machineClock);
  const wire = await ptyWire(serialPort, scannerLine);
  const settings = { prefix: 'none', suffix: 'cr' } as const;
  const scanners = [
    await listen('hid:1', { kind: 'hid-pos', connect: () => hidPort.channel(), switchMode: false }, events),
    await listen('serial:2', { kind: 'serial', connect: wire.connect, settings }, events),
  ];
  await until(() => serialPort.isHeard);
  const server = new VirtualPrinterServer(new VirtualPrinter());
  const tcpPort = await server.open(0);
  let isOver = false;
  const printing = printOn(tcpPort, () => isOver);

  const began = performance.now();
  for (let number = 0; number < scans; number += 1) {
    await pause(machineClock, Math.max(0, began + (number * 1_000) / perSecond - performance.now()));
    const symbol = textSymbol(']E0', `4006381-${String(number).padStart(6, '0')}`);
    if (number % 2 === 0) hid.scan(symbol);
    else serial.scan(symbol);
  }
  const heard = (): number => events.filter(({ event }) => event === 'data').length;
  await until(() => heard() >= scans).catch(() => undefined);
  isOver = true;
  const printedBytes = await printing;
  for (const scanner of scanners) await scanner.close();
  await wire.close();
  await server.close();

  const seen = [numbersOf(events, 'hid:1'), numbersOf(events, 'serial:2')];
  const lost = scans - new Set(seen.flat()).size;
  const outOfOrder = seen.flatMap((numbers) => numbers.filter((each, at) => at > 0 && each <= (numbers[at - 1] ?? -1)));
  return {
    printedBytes,
    figures: [
      { name: 'scans-lost', value: lost, goal: 0, better: 'lower' },
      { name: 'scans-out-of-order', value: outOfOrder.length, goal: 0, better: 'lower' },
    ],
  };
}
