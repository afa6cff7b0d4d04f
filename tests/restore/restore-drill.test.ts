import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { presetOf, settingsFromPreset } from '../../domain/store/country-presets.ts';
import { openDataKey } from '../../main/store/key/data-key.ts';
import { verifyStore } from '../../main/store/verify/verify-store.ts';
import { openedStore, openedTill, ownerPin, type TestHub, Till, testHub } from '../hub/test-hub.ts';
import { ring } from '../store/shop.ts';
import {
  backUp,
  endHub,
  newMachine,
  type Phone,
  pairedPhone,
  passphrase,
  planBackups,
  restoredMachine,
} from './drill-shop.ts';

/** Sales of the drill: in the backup, and after it. */
const before = { counter: 5, phone: 4 };
const after = { counter: 50, phones: 200 };

const folder = mkdtempSync(join(tmpdir(), 'kaunter-usb-'));
const hubs: TestHub[] = [];
let old: TestHub;
let owner: Till;
let side: Awaited<ReturnType<typeof openedTill>>['side'];
let phones: Phone[] = [];
const counterNumbers: string[] = [];

/** The counter sells; the number is what the hub printed on the receipt. */
async function counterSale(till: Till): Promise<void> {
  const result = await till.push('sale.completed', ring(side, { lines: 1 }));
  if (!('refs' in result)) throw new Error(JSON.stringify(result));
  counterNumbers.push(String(result.refs['transactionNumber']));
}

beforeAll(async () => {
  old = await testHub();
  hubs.push(old);
  const opened = await openedStore(old, (same) => ({ ...same, autoLockMin: 0 }));
  owner = opened.till;
  ({ side } = await openedTill(owner, opened.settings));
  phones = [];
  for (let no = 0; no < 3; no += 1) phones.push(await pairedPhone(old, owner.staffId));
  for (let sale = 0; sale < before.counter; sale += 1) await counterSale(owner);
  for (const phone of phones) for (let sale = 0; sale < before.phone; sale += 1) await phone.sell(side);
  for (const phone of phones) await phone.driver.feed({ kind: 'woke' });
  for (const phone of phones) await phone.settled(old);
  await planBackups(owner, opened.settings, folder);
  await backUp(owner);
  for (let sale = 0; sale < after.phones; sale += 1) {
    if (sale === after.phones / 2) for (const phone of phones) phone.isAway = true;
    await phones[sale % 3]!.sell(side);
  }
  for (let sale = 0; sale < after.counter; sale += 1) await counterSale(owner);
  await old.hub.backup.mark();
}, 120_000);
afterAll(async () => {
  for (const phone of phones) phone.driver.close();
  for (const hub of hubs) await endHub(hub);
  rmSync(folder, { recursive: true, force: true });
});

test('BK50 BK52 a wrong passphrase, a folder without backups and a file that is none are told apart, and nothing is touched', async () => {
  const { hub, till } = await newMachine();
  hubs.push(hub);
  const asked = async (path: string, words: string): Promise<unknown> => {
    const answer = await till.api.restore.inspect({ path, passphrase: words }).catch((error: unknown) => error);
    return answer instanceof Error && 'data' in answer ? (answer.data as { code: string }).code : answer;
  };
  expect(await asked(folder, 'seven blue bicycles in Semarang')).toBe('backup-passphrase-wrong');
  expect(await asked(hub.dir, passphrase)).toBe('backup-damaged');
  expect(await asked(join(hub.dir, 'store.db'), passphrase)).toBe('backup-damaged');
  expect(await asked(join(hub.dir, 'nowhere'), passphrase)).toBe('backup-folder-missing');
  expect(await asked(folder, passphrase)).toMatchObject({
    storeName: 'Probeladen',
    gen: 0,
    warnings: [],
    lost: [{ series: 'A1', from: before.counter + 1, to: before.counter + after.counter }],
  });
  expect(readdirSync(hub.dir).filter((name) => name.startsWith('restore'))).toEqual([]);
  const settings = settingsFromPreset(presetOf('DE'), 'Another shop');
  await till.api.store.initialise({ settings, owner: { name: 'Olga', pin: ownerPin }, demoShop: null });
  expect(await till.api.restore.run({ path: folder, passphrase }).catch((error: unknown) => error)).toMatchObject({
    data: { refusal: 'already-initialised' },
  });
  expect(existsSync(join(hub.dir, 'restore-ready'))).toBe(false);
}, 60_000);

test('BK51 BK55 BK56 BK57 BK58 the drill: a new machine, the last backup, and the phones come near', async () => {
  const copy = mkdtempSync(join(tmpdir(), 'kaunter-copy-'));
  cpSync(folder, copy, { recursive: true });
  const hub = await restoredMachine(folder);
  hubs.push(hub);
  expect(hub.ready.caPem).toBe(old.ready.caPem);
  expect(hub.ready.installId).toBe(old.ready.installId);
  const epoch = hub.hub.store.sync.epoch();
  expect(epoch).toMatchObject({ hubId: old.hub.store.hubInstallId, gen: 1 });
  expect(epoch.id).not.toBe(old.hub.store.sync.epoch().id);

  const till = await new Till(hub).connect(hub.ready.terminalTicket);
  await till.signOn(owner.staffId!, ownerPin);
  const { restored } = await till.api.backup.state();
  const lost = { series: 'A1', from: before.counter + 1, to: before.counter + after.counter };
  expect(restored).toMatchObject({ gen: 1, lost: [lost], knownUntil: expect.any(Number) });
  const lostNumbers = counterNumbers.slice(before.counter);
  expect([lostNumbers.at(0), lostNumbers.at(-1), lostNumbers.length]).toEqual(['A1-000006', 'A1-000055', 50]);

  for (const phone of phones) await phone.near(hub);
  for (const phone of phones) await phone.settled(hub);
  const { sales } = hub.hub.store;
  for (const phone of phones) {
    expect(phone.halts).toEqual([]);
    for (const number of phone.numbers) expect([number, sales.byNumber(number)?.flags]).toEqual([number, []]);
  }
  expect(hub.hub.store.info().counts.sales).toBe(before.counter + 3 * before.phone + after.phones);

  const oldNumbers = [...counterNumbers];
  for (let sale = 0; sale < 5; sale += 1) await counterSale(till);
  expect(counterNumbers.slice(oldNumbers.length)).toEqual([1, 2, 3, 4, 5].map((no) => `B1-00000${no}`));
  const given = [...counterNumbers, ...phones.flatMap(({ numbers }) => numbers)];
  expect(new Set(given).size).toBe(given.length);
  hub.hub.store.idle();
  const { key } = await openDataKey({ dir: hub.dir, os: null });
  expect(verifyStore({ path: hub.hub.store.path, key })).toMatchObject({ ok: true, problem: '' });

  const [phone] = phones as [Phone];
  await phone.near(old);
  await vi.waitFor(() => expect(phone.halts).toContain('hub-older'));

  const forked = await restoredMachine(copy);
  hubs.push(forked);
  expect(forked.hub.store.sync.epoch()).toMatchObject({ gen: 1 });
  await phones[1]!.near(forked);
  await vi.waitFor(() => expect(phones[1]!.halts).toContain('hub-forked'));
  rmSync(copy, { recursive: true, force: true });

  const again = await restoredMachine(folder);
  hubs.push(again);
  expect(again.hub.store.sync.epoch().gen).toBe(2);
  await phones[2]!.near(again);
  await phones[2]!.settled(again);
  for (const number of phones[2]!.numbers) expect(again.hub.store.sales.byNumber(number)?.flags).toEqual([]);
  await phones[2]!.near(hub);
  await vi.waitFor(() => expect(phones[2]!.halts).toContain('hub-older'));
}, 180_000);
