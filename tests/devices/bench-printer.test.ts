import { expect, test } from 'vitest';
import type { PrintJob } from '../../contracts/device.ts';
import type { TwinAct } from '../../contracts/device-ask.ts';
import { TwinShelf } from '../../main/devices/host/twin-shelf.ts';
import { HandClock } from './hand-clock.ts';
import { boundTo, hosted, printerBinding } from './hosted.ts';
import { paperJob } from './printing-samples.ts';

const line = (fault: Extract<TwinAct, { kind: 'line' }>['fault']): TwinAct => ({ kind: 'line', fault });

async function onTheScreen() {
  const { hub, send } = hosted();
  send(boundTo(printerBinding(null)));
  const act = async (wanted: TwinAct) => (await hub.ask({ ask: 'act', name: 'receipt-1', act: wanted })).ask;
  const isPrinted = async (job: PrintJob): Promise<void> => {
    hub.offer(job);
    await hub.reached(job, 'confirmed');
  };
  await hub.until(() => hub.told('receipt-1')?.status.power === 'online');
  return { hub, act, isPrinted };
}

test('BD18 it dies after so many more bytes, in the middle of the paper, and the job stays unknown', async () => {
  const { hub, act, isPrinted } = await onTheScreen();
  await isPrinted(paperJob(1, 40));
  expect(await act({ kind: 'die', afterBytes: 200 })).toBe('act');
  hub.offer(paperJob(2, 40));
  await hub.reached(paperJob(2), 'unknown');
  await hub.until(() => hub.told('receipt-1')?.status.trouble === 'unreachable');
  expect(await act({ kind: 'plug', isPlugged: true })).toBe('act');
  await isPrinted(paperJob(3, 40));
});

test('BD18 it tells its status all the time, or nothing at all, and is as it should be again', async () => {
  const { hub, act, isPrinted } = await onTheScreen();
  const saidBytes = async (): Promise<number> => {
    const answer = await hub.ask({ ask: 'trace', name: 'receipt-1' });
    if (answer.ask !== 'trace') throw new Error(answer.ask);
    const said = answer.trace.entries.filter(({ direction }) => direction === 'from-device');
    return said.reduce((bytes, { hex }) => bytes + hex.split(' ').length, 0);
  };
  await isPrinted(paperJob(1, 40));
  const calm = await saidBytes();
  expect(await act(line('chatty'))).toBe('act');
  await isPrinted(paperJob(2, 40));
  await expect.poll(saidBytes, { timeout: 20_000 }).toBeGreaterThan(2 * calm + 100);
  expect(await act(line('silent'))).toBe('act');
  hub.offer(paperJob(3, 40));
  await hub.reached(paperJob(3), 'unknown');
  expect(await act(line('none'))).toBe('act');
  await isPrinted(paperJob(4, 40));
  expect(await act(line('garbage'))).toBe('refused');
});

test('BD18 set to slow it takes its time, and none once it is as it should be', async () => {
  const clock = new HandClock();
  const twin = new TwinShelf(clock).of(printerBinding(null));
  const { printer } = twin;
  if (printer === null) throw new Error('no printer');
  const paper = new TextEncoder().encode('one\ntwo\n');
  expect(twin.act(line('slow'))).toBe(true);
  printer.receive(paper);
  expect([printer.items.length, printer.heldBytes]).toEqual([1, 4]);
  await clock.pass(1_000);
  expect([printer.items.length, printer.heldBytes]).toEqual([2, 0]);
  await clock.pass(1_000);
  expect(twin.act(line('none'))).toBe(true);
  printer.receive(paper);
  expect(printer.heldBytes).toBe(0);
});
