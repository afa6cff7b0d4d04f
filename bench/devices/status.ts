// How long a printer's status takes: the product's own question (DLE EOT 1) and reader over a real serial driver and a pty,
// answered by the virtual printer. A whole look at a printer is four of them, one after the other; it is recorded beside.
import { machineClock } from '../../main/devices/clock.ts';
import type { DeviceChannel } from '../../main/devices/device-channel.ts';
import { displayLine } from '../../main/devices/line-display/display-protocol.ts';
import { PrinterLine } from '../../main/devices/printer/printer-line.ts';
import { fallbackProfile, loadPrinterProfile } from '../../main/devices/printer-profiles.ts';
import { askStatus } from '../../main/devices/protocols/escpos/commands.ts';
import { ReplyReader } from '../../main/devices/protocols/escpos/replies.ts';
import { VirtualPort } from '../../main/devices/virtual/virtual-port.ts';
import { VirtualPrinter } from '../../main/devices/virtual/virtual-printer.ts';
import { resourcesDir } from '../../tests/devices/paper-samples.ts';
import { ptyWire } from '../../tests/devices/wires.ts';
import { type Figure, median, quantile } from '../report.ts';

const questions = 4_000;
const looks = 500;
const warmUps = 100;

/** Milliseconds of each of so many goes, after some that do not count. */
async function timed(goes: number, go: () => Promise<void>): Promise<number[]> {
  const took: number[] = [];
  for (let at = 0; at < warmUps + goes; at += 1) {
    const from = performance.now();
    await go();
    if (at >= warmUps) took.push(performance.now() - from);
  }
  return took;
}

/** One question and its answer. */
async function ask(channel: DeviceChannel): Promise<void> {
  const reader = new ReplyReader();
  const answered = new Promise<void>((resolve) => {
    const stop = channel.onData((bytes) => {
      if (!reader.feed(bytes).some((reply) => reply.kind === 'real-time')) return;
      stop();
      resolve();
    });
  });
  await channel.write(askStatus('printer'));
  await answered;
}

/** `status-p99-ms`, goal 10; `status-p50-ms`, `look-p50-ms` and `look-p99-ms` are recorded. Takes about 3 s. */
export async function measureStatus(): Promise<readonly Figure[]> {
  const wire = await ptyWire(new VirtualPort(new VirtualPrinter(), machineClock), displayLine);
  const channel = wire.connect();
  const profile = { ...loadPrinterProfile(resourcesDir, fallbackProfile), status: 'real-time' } as const;
  const line = new PrinterLine({ channel, profile, clock: machineClock, stallMs: 1_000, onCondition: () => undefined });
  await line.open();
  const asked = await timed(questions, () => ask(channel));
  const looked = await timed(looks, async () => {
    if ((await line.askCondition()).source !== 'real-time') throw new Error('the printer did not answer');
  });
  await line.close();
  await wire.close();
  const rounded = (ms: number): number => Math.round(ms * 100) / 100;
  return [
    { name: 'status-p99-ms', value: rounded(quantile(asked, 0.99)), goal: 10, better: 'lower' },
    { name: 'status-p50-ms', value: rounded(median(asked)), goal: null, better: 'lower' },
    { name: 'look-p99-ms', value: rounded(quantile(looked, 0.99)), goal: null, better: 'lower' },
    { name: 'look-p50-ms', value: rounded(median(looked)), goal: null, better: 'lower' },
  ];
}
