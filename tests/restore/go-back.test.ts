import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepDataKey } from '../../main/store/key/data-key.ts';
import { answerOf } from '../hub/refusal-of.ts';
import { openedStore, openedTill, ownerPin, type TestHub, Till, testHub, testKey } from '../hub/test-hub.ts';
import { ring } from '../store/shop.ts';
import { backUp, endHub, passphrase, planBackups, startedAgain } from './drill-shop.ts';

const hubs: TestHub[] = [];
let folder = '';
let hub: TestHub;
let owner: Till;
let side: Awaited<ReturnType<typeof openedTill>>['side'];
let ended = 0;

async function sell(till: Till): Promise<void> {
  expect(await till.push('sale.completed', ring(side, { lines: 1 }))).toMatchObject({ status: 'applied' });
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kaunter-usb-'));
  ended = 0;
  const dir = mkdtempSync(join(tmpdir(), 'kaunter-shop-'));
  await keepDataKey({ dir, os: null }, testKey);
  const restoring = {
    keepKey: async (into: string, key: Buffer) => void (await keepDataKey({ dir: into, os: null }, key)),
    onRestored: () => {
      ended += 1;
    },
  };
  hub = await testHub({ dir, restoring });
  hubs.push(hub);
  const opened = await openedStore(hub, (same) => ({ ...same, autoLockMin: 0 }));
  owner = opened.till;
  ({ side } = await openedTill(owner, opened.settings));
  for (let sale = 0; sale < 3; sale += 1) await sell(owner);
  await planBackups(owner, opened.settings, folder);
  await backUp(owner);
  for (let sale = 0; sale < 2; sale += 1) await sell(owner);
}, 300_000);
afterEach(async () => {
  for (const each of hubs.splice(0)) await endHub(each);
  rmSync(folder, { recursive: true, force: true });
});

test('BK59 BK60 going back backs up what is there, keeps it aside, and notes the numbers that are lost', async () => {
  const [entry] = await owner.api.backup.list();
  const { backupId } = entry!;
  const files = (): number => readdirSync(folder).filter((name) => !name.endsWith('.mark')).length;
  const before = files();
  const lost = [{ series: 'A1', from: 4, to: 5 }];
  expect(await owner.api.backup.inspect({ backupId, passphrase })).toMatchObject({ lost, warnings: [] });
  expect(await owner.api.backup.restore({ backupId, passphrase })).toMatchObject({ lost, backupId });
  expect(ended).toBe(1);
  await hub.close();
  expect(files()).toBeGreaterThan(before);
  const again = await startedAgain(hub.dir);
  hubs.splice(0, 1, again);
  expect(again.hub.store.sync.epoch().gen).toBe(1);
  expect(again.hub.store.info().counts.sales).toBe(3);
  expect(readdirSync(again.dir).some((name) => name.startsWith('before-restore-'))).toBe(true);
  const noted = again.hub.store.ops.page(0, 500).at(-1);
  expect(noted).toMatchObject({ kind: 'store.restored', flags: ['sales-lost'], body: { backupId, lost, gen: 1 } });
  const till = await new Till(again).connect(again.ready.terminalTicket);
  await till.signOn(owner.staffId!, ownerPin);
  const [found] = (await till.api.finding.list({ settled: false })).findings;
  const detail = await till.api.finding.get({ findingId: found!.findingId });
  expect(detail.about).toEqual([{ what: 'lost', text: 'A1-000004 – A1-000005', amount: null }]);
  const [newest] = await till.api.backup.list();
  const forward = await till.api.backup.inspect({ backupId: newest!.backupId, passphrase });
  expect(forward).toMatchObject({ lost: [], ops: expect.any(Number) });
}, 300_000);

test('BK60 with a wrong passphrase, an unknown backup or no room for one of now nothing is touched', async () => {
  const [entry] = await owner.api.backup.list();
  const { backupId } = entry!;
  const wrong = owner.api.backup.restore({ backupId, passphrase: 'not these words at all' });
  await expect(wrong).rejects.toMatchObject({ data: { code: 'backup-passphrase-wrong' } });
  const run = hub.hub.backup.run.bind(hub.hub.backup);
  hub.hub.backup.run = async () => ({ kind: 'fault', code: 'backup-folder-full' });
  const full = owner.api.backup.restore({ backupId, passphrase });
  await expect(full).rejects.toMatchObject({ data: { code: 'backup-folder-full' } });
  hub.hub.backup.run = run;
  expect(await answerOf(owner.api.backup.restore({ backupId: 'none', passphrase }))).toBe('REFUSED backup-unknown');
  expect(ended).toBe(0);
  expect(readdirSync(hub.dir).some((name) => name.startsWith('restore-ready'))).toBe(false);
  await sell(owner);
  expect(hub.hub.store.info().counts.sales).toBe(6);
}, 300_000);

test('BK60 a sale of the counter while it goes back ends the try, since it would be in no list', async () => {
  const [entry] = await owner.api.backup.list();
  const { backupId } = entry!;
  const { backup } = hub.hub;
  const run = backup.run.bind(backup);
  backup.run = async () => {
    const outcome = await run();
    await sell(owner);
    return outcome;
  };
  expect(await answerOf(owner.api.backup.restore({ backupId, passphrase }))).toBe('REFUSED restore-sold-meanwhile');
  expect(ended).toBe(0);
  expect(hub.hub.store.info().counts.sales).toBe(6);
}, 300_000);
