import { afterEach, expect, test } from 'vitest';
import { eventQueueMax, type HubEvent } from '../../../contracts/events.ts';
import { brandId, type InstallId } from '../../../domain/id.ts';
import { EventBoard, streamsPerInstallMax, unsentBytesMax } from './event-board.ts';

const install = brandId<InstallId>('01900000-0000-7000-8000-000000000001');
const other = brandId<InstallId>('01900000-0000-7000-8000-000000000002');
const free = { unsentBytes: () => 0, signal: undefined };
const board = new EventBoard(() => 1_700_000_000_000);
afterEach(() => board.close());

function fault(code: string): HubEvent {
  return { kind: 'fault', code, dataAtRisk: false };
}

test('EV1 a stream starts with a sign of life and then tells what happens, in order', async () => {
  const stream = board.open(install, free);
  expect((await stream?.next())?.value).toMatchObject({ kind: 'alive' });
  board.tell(fault('a-fault'));
  board.tell({ kind: 'poke', no: 3 });
  expect((await stream?.next())?.value).toEqual(fault('a-fault'));
  expect((await stream?.next())?.value).toEqual({ kind: 'poke', no: 3 });
});

test('EV2 of pokes only the newest waits; a client that is too slow is told that it missed something', async () => {
  const stream = board.open(install, free);
  await stream?.next();
  board.tell({ kind: 'poke', no: 1 });
  board.tell({ kind: 'poke', no: 2 });
  expect((await stream?.next())?.value).toEqual({ kind: 'poke', no: 2 });
  for (let index = 0; index <= eventQueueMax; index += 1) board.tell(fault(`fault-${index}`));
  expect((await stream?.next())?.value).toEqual({ kind: 'missed' });
});

test('EV3 an install has few streams, and one that went away makes room', async () => {
  const away = new AbortController();
  const streams = Array.from({ length: streamsPerInstallMax }, (_each, index) =>
    board.open(install, { unsentBytes: () => 0, signal: index === 0 ? away.signal : undefined }),
  );
  expect(streams.every((stream) => stream !== null)).toBe(true);
  expect(board.open(install, free)).toBeNull();
  expect(board.open(other, free)).not.toBeNull();
  away.abort();
  expect(board.open(install, free)).not.toBeNull();
  expect((await streams[0]?.next())?.done).toBe(true);
});

test('EV4 events wait in the hub, not in the socket, while the network does not take them', async () => {
  let unsent = unsentBytesMax + 1;
  const stream = board.open(install, { unsentBytes: () => unsent, signal: undefined });
  let got: unknown = null;
  const next = stream?.next().then((result) => {
    got = result.value;
  });
  board.tell({ kind: 'poke', no: 7 });
  await new Promise((resolve) => setImmediate(resolve));
  expect(got).toBeNull();
  unsent = 0;
  await next;
  expect(got).toMatchObject({ kind: 'alive' });
});

test('EV5 a private event reaches its install alone', async () => {
  const [mine, theirs] = [board.open(install, free), board.open(other, free)];
  await Promise.all([mine?.next(), theirs?.next()]);
  board.tellInstall(install, { kind: 'signed-off', reason: 'expired' });
  board.tell(fault('for-all'));
  expect((await mine?.next())?.value).toEqual({ kind: 'signed-off', reason: 'expired' });
  expect((await theirs?.next())?.value).toEqual(fault('for-all'));
});
