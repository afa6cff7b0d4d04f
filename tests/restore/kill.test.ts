import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { backupPlanDefault } from '../../domain/backup/backup-plan.ts';
import { finishRestore } from '../../main/store/backup/finish-restore.ts';
import { commitRestore, inspectRestore, stageRestore } from '../../main/store/backup/restore-stage.ts';
import { keepDataKey, openDataKey } from '../../main/store/key/data-key.ts';
import { openStore } from '../../main/store/store.ts';
import { killHub, startHubProcess } from '../hub/hub-process.ts';
import { openedStore, type TestHub } from '../hub/test-hub.ts';
import { type BackupShop, migrationsDir, openBackupShop, passphrase } from '../store/backup-shop.ts';
import { ring, TestClock } from '../store/shop.ts';

let place: BackupShop;
let root = '';
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'kaunter-restore-'));
  place = openBackupShop(4);
  const { shop } = place;
  shop.till.push(shop.store, shop.till.op('sale.completed', ring(shop)));
  expect(await place.desk.run()).toMatchObject({ kind: 'done', entry: { problem: null } });
}, 30_000);
afterAll(() => {
  place.remove();
  rmSync(root, { recursive: true, force: true });
});

const child = fileURLToPath(new URL('./child.ts', import.meta.url));
/** True when it was killed, false when it came to its end. */
function killedAt(call: 'rename' | 'sync', at: number, ...rest: readonly string[]): boolean {
  const { signal, status, stderr } = spawnSync(process.execPath, [child, call, String(at), ...rest], {
    encoding: 'utf8',
  });
  if (signal === null && status !== 0) throw new Error(stderr);
  return signal === 'SIGKILL';
}

function task(dataDir: string) {
  return { dataDir, path: place.folder, passphrase, migrationsDir, ambient: new TestClock() };
}

/** An old store that nobody has used lies there, and a restore waits to be put in place. */
async function readyPlace(): Promise<string> {
  const dir = join(root, 'ready');
  mkdirSync(dir);
  const { key } = await openDataKey({ dir, os: null });
  openStore({ dir, key, ambient: new TestClock() }).close();
  const staged = stageRestore(task(dir));
  await keepDataKey({ dir: staged.dir, os: null }, staged.dataKey);
  commitRestore(task(dir), staged.gen);
  return dir;
}

async function salesIn(dir: string): Promise<number> {
  const { key } = await openDataKey({ dir, os: null });
  const store = openStore({ dir, key, ambient: new TestClock() });
  const { sales } = store.info().counts;
  store.close();
  return sales;
}

test('BK53 a restore killed before any of its moves is whole after the next start', async () => {
  const ready = await readyPlace();
  let kills = 0;
  for (;;) {
    const dir = join(root, `killed-${kills}`);
    cpSync(ready, dir, { recursive: true });
    if (!killedAt('rename', kills, 'finish', dir)) break;
    kills += 1;
    finishRestore(dir);
    expect(await salesIn(dir)).toBe(1);
    expect(readdirSync(dir).filter((name) => name.startsWith('restore-'))).toEqual([]);
    expect(existsSync(join(dir, readdirSync(dir).find((name) => name.startsWith('before-restore')) ?? ''))).toBe(true);
    rmSync(dir, { recursive: true });
  }
  expect(kills).toBeGreaterThanOrEqual(8);
}, 120_000);

test('BK53 killed while it is unpacked and checked, nothing has happened to what was there', async () => {
  for (const at of [0, 1, 2, 3]) {
    const dir = join(root, `half-${at}`);
    mkdirSync(dir);
    const { key } = await openDataKey({ dir, os: null });
    openStore({ dir, key, ambient: new TestClock() }).close();
    expect(killedAt('sync', at, 'stage', dir, place.folder, passphrase)).toBe(true);
    finishRestore(dir);
    expect(await salesIn(dir)).toBe(0);
    expect(existsSync(join(dir, 'restore-new'))).toBe(false);
  }
}, 60_000);

test('BK54 a backup older than the oldest that is kept is told before anything is done, and so is a newer one', async () => {
  const { shop, desk, folder } = place;
  place.replan({ keepLast: 1, keepDaily: 0, keepWeekly: 0 });
  const [first = ''] = readdirSync(folder).filter((name) => name.endsWith('.kbackup'));
  const kept = join(root, first);
  cpSync(join(folder, first), kept);
  shop.clock.pass(60_000);
  shop.till.push(shop.store, shop.till.op('sale.completed', ring(shop)));
  await desk.run();
  expect(existsSync(join(folder, first))).toBe(false);
  cpSync(kept, join(folder, first));
  const dataDir = join(root, 'looking');
  mkdirSync(dataDir);
  const asked = (path: string) => inspectRestore({ ...task(dataDir), path }).warnings;
  expect(asked(join(folder, first))).toEqual(['older-than-kept', 'newer-there']);
  expect(asked(folder)).toEqual([]);
  expect(readdirSync(dataDir)).toEqual([]);
}, 30_000);

test('BK31 a hub killed in the middle of a backup leaves no file under a final name, and makes the next one', async () => {
  const dir = join(root, 'process');
  const usb = join(root, 'usb');
  mkdirSync(usb);
  const whole = (): string[] => readdirSync(usb).filter((name) => name.endsWith('.kbackup'));
  const asTest = (hub: Awaited<ReturnType<typeof startHubProcess>>): TestHub => hub as unknown as TestHub;
  let hub = await startHubProcess(dir);
  const { till, settings } = await openedStore(asTest(hub), (same) => ({ ...same, autoLockMin: 0 }));
  await till.push('settings.changed', { settings: { ...settings, backup: { ...backupPlanDefault, folder: usb } } });
  await till.api.backup.setPassphrase({ passphrase });
  await till.api.backup.run();
  await vi.waitFor(() => expect(readdirSync(join(dir, 'backup-work')).length).toBeGreaterThan(0), { interval: 1 });
  await killHub(hub);
  expect(whole()).toEqual([]);
  hub = await startHubProcess(dir);
  expect(existsSync(join(dir, 'backup-work'))).toBe(false);
  await killHub(hub);
}, 60_000);
