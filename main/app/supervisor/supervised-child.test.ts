import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { RoutedBody } from '../../../contracts/process-messages.ts';
import type { ChildMode } from '../../../tests/fixtures/child.ts';
import { restartsMax, restartWaitMs, restartWaitMsMax } from './back-off.ts';
import { nodeSpawner } from './node-spawner.ts';
import { type ChildLimits, type ChildState, SupervisedChild } from './supervised-child.ts';

const entryFile = join(import.meta.dirname, '../../../tests/fixtures/child.ts');
const limits: ChildLimits = {
  readyMsMax: 5_000,
  heartbeatEveryMs: 50,
  silenceMsMax: 700,
  stopMsMax: 300,
  restartWaitMs: (failures) => (failures > 2 ? null : 10),
};

interface Watched {
  readonly child: SupervisedChild;
  readonly states: ChildState[];
  readonly bodies: RoutedBody[];
  /** Resolves with the next state of this kind, from now on. */
  readonly next: <Kind extends ChildState['kind']>(kind: Kind) => Promise<Extract<ChildState, { kind: Kind }>>;
}

const opened: SupervisedChild[] = [];
afterEach(async () => {
  for (const child of opened.splice(0)) await child.close();
});

function watch(mode: ChildMode, more: Partial<ChildLimits> & { nodeFile?: string } = {}): Watched {
  const { nodeFile = process.execPath, ...moreLimits } = more;
  const states: ChildState[] = [];
  const bodies: RoutedBody[] = [];
  const waiting = new Set<(state: ChildState) => void>();
  const child = new SupervisedChild({
    role: 'devices',
    entryFile,
    spawner: nodeSpawner(nodeFile),
    limits: { ...limits, ...moreLimits },
    config: () => ({ mode }),
    onState: (state) => {
      states.push(state);
      for (const tell of waiting) tell(state);
    },
    onSend: (message) => {
      bodies.push(message.body);
    },
  });
  opened.push(child);
  const next = <Kind extends ChildState['kind']>(kind: Kind): Promise<Extract<ChildState, { kind: Kind }>> =>
    new Promise((resolve) => {
      const tell = (state: ChildState): void => {
        if (state.kind !== kind) return;
        waiting.delete(tell);
        resolve(state as Extract<ChildState, { kind: Kind }>);
      };
      waiting.add(tell);
    });
  return { child, states, bodies, next };
}

function isAlive(pid: number | undefined): boolean {
  if (pid === undefined) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test('PS1 a child that dies unasked is started again and becomes ready', async () => {
  const { child, next, states } = watch('crash-when-told');
  const ready = next('ready');
  child.open();
  await ready;
  const firstPid = child.pid;
  const again = next('ready');
  child.post({ kind: 'deliver', from: 'app', body: { kind: 'crash' } });
  await again;
  expect(child.pid).not.toBe(firstPid);
  expect(states.map((state) => state.kind)).toEqual(['starting', 'ready', 'backing-off', 'starting', 'ready']);
  expect(states[2]).toMatchObject({ reason: { kind: 'exited', code: 3 } });
});

test('PS1 a killed child is named by its signal', async () => {
  const { child, next } = watch('well');
  const ready = next('ready');
  child.open();
  await ready;
  const ended = next('backing-off');
  process.kill(child.pid ?? 0, 'SIGKILL');
  expect((await ended).reason).toEqual({ kind: 'killed', signal: 'SIGKILL' });
});

test('PS1 the wait before a new start doubles from 100 ms to 10 s', () => {
  const waits = [1, 2, 3, 4, 5, 6].map(restartWaitMs);
  expect(waits).toEqual([100, 200, 400, 800, 1_600, 3_200]);
  expect(Math.max(...waits.map(Number))).toBeLessThanOrEqual(restartWaitMsMax);
  expect(restartWaitMs(restartsMax + 1)).toBeNull();
});

test('PS2 a child that fails too often is given up, and starts again when asked', async () => {
  const { child, next, states } = watch('crash-at-start');
  const givenUp = next('given-up');
  child.open();
  expect((await givenUp).reason).toEqual({ kind: 'exited', code: 7 });
  expect(states.filter((state) => state.kind === 'starting')).toHaveLength(3);
  const again = next('starting');
  child.open();
  expect((await again).failures).toBe(0);
});

test('PS3 a frozen child is killed after the silence limit', async () => {
  const { child, next } = watch('freeze');
  const ended = next('backing-off');
  child.open();
  const { reason } = await ended;
  expect(reason.kind).toBe('no-heartbeat');
});

test('PS3 a child that is not ready in time is killed', async () => {
  const { child, next } = watch('never-ready', { readyMsMax: 400 });
  const ended = next('backing-off');
  child.open();
  expect((await ended).reason).toEqual({ kind: 'not-ready', afterMs: 400 });
});

test('PS4 stopping asks first and resolves once the child is gone', async () => {
  const { child, next } = watch('well');
  const ready = next('ready');
  child.open();
  await ready;
  const { pid } = child;
  await child.close();
  expect(child.state).toEqual({ kind: 'stopped' });
  expect(isAlive(pid)).toBe(false);
});

test('PS4 a child that ignores the request is killed after the limit', async () => {
  const { child, next } = watch('ignore-stop');
  const ready = next('ready');
  child.open();
  await ready;
  const { pid } = child;
  const startedAt = performance.now();
  await Promise.all([child.close(), child.close()]);
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(limits.stopMsMax - 5);
  expect(isAlive(pid)).toBe(false);
});

test('PS5 a child whose app was killed stops by itself', async () => {
  const parent = spawn(process.execPath, ['-e', orphanMaker(entryFile)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const pid = await new Promise<number>((resolve) => {
    parent.stdout.once('data', (bytes: Buffer) => resolve(Number(bytes.toString())));
  });
  expect(isAlive(pid)).toBe(true);
  parent.kill('SIGKILL');
  await expect.poll(() => isAlive(pid), { timeout: 5_000, interval: 20 }).toBe(false);
});

/** A parent in plain JavaScript: forks the child, tells it to start, prints its pid once it is ready. */
function orphanMaker(file: string): string {
  return `const child = require('node:child_process').fork(${JSON.stringify(file)}, [], { serialization: 'advanced' });
    child.on('message', () => console.log(child.pid));
    child.send({ kind: 'start', config: { mode: 'well' } });`;
}

test('PS6 a fault the child tells is the reason of its end', async () => {
  const { child, next } = watch('fault');
  const ended = next('backing-off');
  child.open();
  expect((await ended).reason).toEqual({ kind: 'fault', code: 'disk-full', detail: 'no room left on the disk' });
});

test('PS9 a message the protocol does not know ends the child with that reason', async () => {
  const { child, next } = watch('nonsense');
  const ended = next('backing-off');
  child.open();
  expect((await ended).reason.kind).toBe('bad-message');
});

test('PS9 a routed body reaches the child and its answer comes back', async () => {
  const { child, next, bodies } = watch('well');
  const ready = next('ready');
  child.open();
  await ready;
  child.post({ kind: 'deliver', from: 'hub', body: { kind: 'echo', text: 'kvæk' } });
  await expect.poll(() => bodies).toEqual([{ kind: 'echoed', text: 'kvæk' }]);
});

test('PS1 a program that is not there is a reason of its own', async () => {
  const { child, next } = watch('well', { nodeFile: '/nowhere/node' });
  const ended = next('backing-off');
  child.open();
  expect((await ended).reason.kind).toBe('not-spawned');
});
