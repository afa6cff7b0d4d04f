import { describe, expect, test } from 'vitest';
import type { DeviceChange, DeviceSearch, DeviceTrouble } from '../../contracts/device-discovery.ts';
import { foundByName, foundOnUsb } from '../../native/discovery/found.ts';
import { HotplugWatcher, watchBackOffMsMax, watchPollMs } from '../../native/discovery/hotplug-watcher.ts';
import { Reconnector, reconnectGoodMs, reconnectMsMax, reconnectMsMin } from '../../native/discovery/reconnector.ts';
import { MemoryPeer, MemoryTransport } from '../../native/memory.ts';
import { ManualClock, settle } from './manual-clock.ts';

const scannerAt = (path: string) =>
  foundOnUsb({
    address: { kind: 'hid', path },
    traits: { vendorId: 0x0c2e, productId: 0x0b61, serialNumber: 'S1', portPath: '1-1', interfaceNumber: 0 },
    maker: 'Honeywell',
    model: 'Voyager',
    guess: 'scanner',
    path,
  });
const port = foundByName('serial:COM1', { kind: 'serial', path: 'COM1' }, { title: 'COM1', guess: 'unknown' });
const blind: DeviceTrouble = {
  code: 'library-missing',
  transport: 'hid',
  subject: 'hid',
  group: null,
  holder: null,
  debianPackage: null,
  commands: [],
};

function watched() {
  const clock = new ManualClock();
  const told: string[] = [];
  const state: { search: Omit<DeviceSearch, 'at'> | Error } = { search: { devices: [], troubles: [] } };
  const watcher = new HotplugWatcher({
    clock,
    find: async () => {
      if (state.search instanceof Error) throw state.search;
      return { at: clock.now(), ...state.search };
    },
    onChange: ({ kind, device }: DeviceChange) => told.push(`${kind} ${device.identity}`),
  });
  return { clock, told, state, watcher };
}

describe('the watcher', () => {
  test('DV10 plugging and unplugging are told once each; a device moved between two looks is both', async () => {
    const { clock, told, state, watcher } = watched();
    state.search = { devices: [port, scannerAt('/dev/hidraw0')], troubles: [] };
    await watcher.open();
    expect(told.splice(0)).toEqual(['appeared serial:COM1', 'appeared hid:0c2e:0b61:S1']);
    await clock.pass(watchPollMs);
    expect(told).toEqual([]);
    state.search = { devices: [port, scannerAt('/dev/hidraw3')], troubles: [] };
    await clock.pass(watchPollMs);
    expect(told.splice(0)).toEqual(['gone hid:0c2e:0b61:S1', 'appeared hid:0c2e:0b61:S1']);
    state.search = { devices: [port], troubles: [] };
    await clock.pass(watchPollMs);
    expect(told).toEqual(['gone hid:0c2e:0b61:S1']);
    expect(watcher.devices).toEqual([port]);
  });

  test('DV10 a search that fails proves nothing gone, and the next comes later each time, then soon again', async () => {
    const { clock, told, state, watcher } = watched();
    state.search = { devices: [port, scannerAt('/dev/hidraw0')], troubles: [] };
    await watcher.open();
    told.length = 0;
    state.search = new Error('no');
    const pauses: (number | null)[] = [];
    for (let round = 0; round < 6; round += 1) {
      await clock.pass(clock.nextMs ?? 0);
      pauses.push(clock.nextMs);
    }
    expect(pauses).toEqual([4_000, 8_000, 16_000, watchBackOffMsMax, watchBackOffMsMax, watchBackOffMsMax]);
    state.search = { devices: [port], troubles: [blind] };
    await clock.pass(watchBackOffMsMax);
    expect(told).toEqual([]);
    expect(watcher.devices).toHaveLength(2);
    expect(clock.nextMs).toBe(watchPollMs);
    watcher.close();
    expect(clock.nextMs).toBe(null);
  });
});

function reconnecting() {
  const clock = new ManualClock();
  const told: string[] = [];
  const state: { peer: MemoryPeer | null } = { peer: new MemoryPeer() };
  const reconnector = new Reconnector({
    clock,
    connect: async () => (state.peer === null ? null : new MemoryTransport(state.peer)),
    onOpen: () => told.push('open'),
    onLost: (error) => told.push(error instanceof Error ? `lost: ${error.message}` : 'not there'),
  });
  return { clock, told, state, reconnector };
}

describe('reconnecting', () => {
  test('DV11 a lost device is tried again with pauses that double up to the limit', async () => {
    const { clock, told, state, reconnector } = reconnecting();
    await reconnector.open();
    expect(told.splice(0)).toEqual(['open']);
    state.peer?.die();
    await settle();
    expect(told.splice(0)).toEqual(['lost: memory: unplugged']);
    const pauses: (number | null)[] = [];
    for (let round = 0; round < 7; round += 1) {
      pauses.push(clock.nextMs);
      await clock.pass(clock.nextMs ?? 0);
    }
    const doubled = [reconnectMsMin, 1_000, 2_000, 4_000, 8_000, reconnectMsMax, reconnectMsMax];
    expect(pauses).toEqual(doubled);
    expect(told).toHaveLength(7);
    state.peer = new MemoryPeer();
    await clock.pass(reconnectMsMax);
    expect(told.at(-1)).toBe('open');
    await reconnector.close();
    expect(clock.nextMs).toBe(null);
  });

  test('DV11 a device that appears is tried at once; one that held long begins with the shortest pause', async () => {
    const { clock, told, state, reconnector } = reconnecting();
    state.peer = null;
    await reconnector.open();
    for (let round = 0; round < 5; round += 1) await clock.pass(clock.nextMs ?? 0);
    state.peer = new MemoryPeer();
    reconnector.wake();
    reconnector.wake();
    await settle();
    expect(told.filter((each) => each === 'open')).toEqual(['open']);
    await clock.pass(reconnectGoodMs);
    state.peer.die();
    await settle();
    expect(clock.nextMs).toBe(reconnectMsMin);
    await reconnector.close();
  });

  test('DV11 after closing, a connection that comes up late is let go and nothing is told', async () => {
    const { told, state, reconnector } = reconnecting();
    const opening = reconnector.open();
    await reconnector.close();
    await opening;
    expect(told).toEqual([]);
    const again = new MemoryTransport(state.peer ?? new MemoryPeer());
    await again.open();
    await again.close();
  });
});
