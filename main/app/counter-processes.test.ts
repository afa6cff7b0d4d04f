import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { ProcessNotice } from '../../contracts/bridge.ts';
import type { HubReady, ProcessRole } from '../../contracts/process-messages.ts';
import { CounterProcesses, counterLimits } from './counter-processes.ts';
import { HubGate } from './hub-gate.ts';
import { noKeystore } from './keystore.ts';
import { nodeSpawner } from './supervisor/node-spawner.ts';

const fixtures = join(import.meta.dirname, '../../tests/fixtures');
let undo: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const step of undo.reverse()) await step();
  undo = [];
});

interface Rig {
  readonly counter: CounterProcesses;
  readonly readies: HubReady[];
  readonly notices: [ProcessRole, ProcessNotice][];
  readonly devicesHeard: () => string[];
}

function openRig(): Rig {
  const dir = mkdtempSync(join(tmpdir(), 'kaunter-app-'));
  const readies: HubReady[] = [];
  const notices: [ProcessRole, ProcessNotice][] = [];
  const layout = {
    hubEntry: join(fixtures, 'counter-hub.ts'),
    devicesEntry: join(fixtures, 'counter-devices.ts'),
    resourcesDir: dir,
    migrationsDir: dir,
    handheldDir: dir,
  };
  const counter = new CounterProcesses({
    layout,
    spawner: nodeSpawner(process.execPath),
    keystore: noKeystore,
    limits: { ...counterLimits, heartbeatEveryMs: 100 },
    hub: {
      dataDir: dir,
      resourcesDir: dir,
      migrationsDir: dir,
      host: '127.0.0.1',
      port: 0,
      origins: [],
      demoShop: null,
      osKeystore: false,
    },
    devices: { dataDir: dir, resourcesDir: dir },
    onNotice: (role, notice) => {
      notices.push([role, notice]);
    },
    onHubReady: (ready) => {
      readies.push(ready);
    },
  });
  undo.push(async () => rmSync(dir, { recursive: true, force: true }));
  undo.push(() => counter.close());
  counter.open();
  const heardFile = join(dir, 'heard.txt');
  const devicesHeard = (): string[] =>
    existsSync(heardFile) ? readFileSync(heardFile, 'utf8').trimEnd().split('\n') : [];
  return { counter, readies, notices, devicesHeard };
}

test('PS7 a hub that is started again is given the port it had', async () => {
  const { counter, readies } = openRig();
  await expect.poll(() => readies.length, { timeout: 5_000 }).toBe(1);
  process.kill(counter.pidOf('hub') ?? 0, 'SIGKILL');
  await expect.poll(() => readies.length, { timeout: 5_000 }).toBe(2);
  expect(readies.map((ready) => ready.port)).toEqual([45_001, 45_001]);
  expect(readies[0]?.terminalTicket).not.toBe(readies[1]?.terminalTicket);
});

test('PS8 the hub learns that the devices are up, and announces its jobs again when they come back', async () => {
  const { counter, devicesHeard } = openRig();
  await expect.poll(devicesHeard, { timeout: 5_000 }).toEqual(expect.arrayContaining(['hub job']));
  const before = devicesHeard().length;
  process.kill(counter.pidOf('devices') ?? 0, 'SIGKILL');
  await expect.poll(() => devicesHeard().length, { timeout: 5_000 }).toBeGreaterThan(before);
});

test('PS10 each connection of the window gets a ticket of its own', async () => {
  const { counter, readies } = openRig();
  await expect.poll(() => readies.length, { timeout: 5_000 }).toBe(1);
  const tickets = [await counter.ticket(), await counter.ticket(), await counter.ticket()];
  expect(new Set([...tickets, readies[0]?.terminalTicket]).size).toBe(4);
});

test('PS6 the window is told in five words how the processes are', async () => {
  const { counter, notices } = openRig();
  await expect.poll(() => counter.notices.get('hub')?.state, { timeout: 5_000 }).toBe('ready');
  process.kill(counter.pidOf('hub') ?? 0, 'SIGKILL');
  await expect.poll(() => notices.filter(([role]) => role === 'hub').length, { timeout: 5_000 }).toBe(5);
  const hub = notices.filter(([role]) => role === 'hub').map(([, notice]) => notice);
  expect(hub.map((notice) => notice.state)).toEqual(['starting', 'ready', 'restarting', 'restarting', 'ready']);
  expect(hub[2]?.detail).toContain('SIGKILL');
});

const ready: HubReady = {
  host: '127.0.0.1',
  port: 8_443,
  fingerprint: 'cd'.repeat(32),
  caPem: '',
  installId: 'terminal',
  terminalTicket: 'x'.repeat(16),
};

test('PS10 whoever waits for the hub gets it once it is ready, and its fault once it has given up', async () => {
  const gate = new HubGate();
  const early = gate.wait(1_000);
  gate.ready(ready);
  expect(await early).toEqual(ready);
  expect(await gate.wait(1_000)).toEqual(ready);
  gate.notice({ state: 'restarting', code: null, detail: 'was killed (SIGKILL)' });
  expect(gate.present).toBeNull();
  const late = gate.wait(1_000);
  gate.notice({ state: 'given-up', code: 'disk-full', detail: '' });
  await expect(late).rejects.toThrow('disk-full');
  await expect(gate.wait(20)).rejects.toThrow('hub-away');
});
