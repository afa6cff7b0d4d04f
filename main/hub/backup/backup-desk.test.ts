import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { backupRetryMs } from '../../../domain/backup/backup-plan.ts';
import { type BackupShop, openBackupShop, passphrase } from '../../../tests/store/backup-shop.ts';
import { ring } from '../../../tests/store/shop.ts';
import { writeAll } from '../../store/backup/sealed-stream.ts';

let place: BackupShop;
beforeEach(() => {
  place = openBackupShop();
});
afterEach(() => place.remove());

const hour = 3_600_000;

function sell(): void {
  const { shop } = place;
  shop.clock.pass(1_000);
  const { results } = shop.till.push(shop.store, shop.till.op('sale.completed', ring(shop, { lines: 1 })));
  expect(results).toMatchObject([{ status: 'applied' }]);
}

/** What a disk says after so many bytes. */
function failAfter(bytes: number, code: string): void {
  let written = 0;
  place.disk.write = (file, piece) => {
    written += piece.length;
    if (written > bytes) throw Object.assign(new Error(`${code}: the disk`), { code });
    writeAll(file, piece);
  };
}

const files = (): string[] =>
  readdirSync(place.folder).filter((name) => name.startsWith('kaunter-') && !name.endsWith('.mark'));

test('BK11 BK20 a backup runs by the clock with nobody typing, after a close, and not before it is due', async () => {
  const { desk, shop } = place;
  desk.tick();
  await vi.waitFor(() => expect(desk.state()).toMatchObject({ running: null, fault: null, lastGood: { gen: 0 } }));
  expect(desk.state().nextAt).toBe(shop.clock.now() + 4 * hour);
  desk.tick();
  expect(desk.state().running).toBeNull();
  shop.clock.pass(4 * hour);
  desk.tick();
  await vi.waitFor(() => expect(files()).toHaveLength(2));
  await vi.waitFor(() => expect(desk.state().running).toBeNull());
  shop.clock.pass(60_000);
  desk.closed();
  await vi.waitFor(() => expect(files()).toHaveLength(3));
  await vi.waitFor(() => expect(desk.state().running).toBeNull());
  expect(desk.opens(passphrase)).toBe(true);
  expect(desk.opens('something else entirely')).toBe(false);
});

test('BK21 without a folder or a passphrase nothing is tried, and it says which is missing', async () => {
  place.replan({ folder: '' });
  expect(await place.desk.run()).toEqual({ kind: 'not-now', reason: 'backup-no-folder' });
  place.replan({ folder: place.folder });
  rmSync(join(place.shop.dir, 'recovery.json'));
  expect(await place.desk.run()).toEqual({ kind: 'not-now', reason: 'backup-no-passphrase' });
  expect(place.desk.state()).toMatchObject({ passphraseSetAt: null, nextAt: null, lastTryAt: null });
  place.desk.tick();
  expect(files()).toEqual([]);
});

test.each([
  ['ENOSPC', 'backup-folder-full'],
  ['EIO', 'backup-folder-lost'],
  ['EROFS', 'backup-folder-read-only'],
])(
  'BK30 BK21 a disk that says %s in the middle leaves nothing behind, is told, and is tried again',
  async (code, fault) => {
    const { desk, shop } = place;
    failAfter(100_000, code);
    expect(await desk.run()).toEqual({ kind: 'fault', code: fault });
    sell();
    expect(files()).toEqual([]);
    expect(readdirSync(join(shop.dir, 'backup-work'))).toEqual([]);
    expect(desk.state()).toMatchObject({ fault, lastGood: null, nextAt: shop.clock.now() - 1_000 + backupRetryMs });
    expect(place.logged).toContain(`backup-failed ${fault}`);
    delete place.disk.write;
    shop.clock.pass(backupRetryMs);
    desk.tick();
    await vi.waitFor(() => expect(desk.state()).toMatchObject({ running: null, fault: null, lastGood: { gen: 0 } }));
  },
);

test('BK30 a folder that is missing from the start, is a file, or goes away while it is written to', async () => {
  const { desk, folder } = place;
  renameSync(folder, `${folder}-away`);
  expect(await desk.run()).toMatchObject({ code: 'backup-folder-missing' });
  writeFileSync(folder, 'a file');
  expect(await desk.run()).toMatchObject({ code: 'backup-folder-missing' });
  rmSync(folder);
  renameSync(`${folder}-away`, folder);
  let pulled = false;
  place.disk.write = (file, bytes) => {
    if (!pulled) rmSync(folder, { recursive: true });
    pulled = true;
    writeAll(file, bytes);
  };
  expect(await desk.run()).toMatchObject({ code: 'backup-folder-missing' });
  expect(existsSync(folder)).toBe(false);
  sell();
});

test.runIf(process.getuid?.() !== 0)('BK30 a folder nobody may write to is told', async () => {
  chmodSync(place.folder, 0o500);
  expect(await place.desk.run()).toMatchObject({ code: 'backup-folder-read-only' });
  chmodSync(place.folder, 0o700);
});

test('BK25 an empty folder where the disk used to be is not written to', async () => {
  const { desk, folder } = place;
  expect(await desk.run()).toMatchObject({ kind: 'done' });
  renameSync(folder, `${folder}-unplugged`);
  mkdirSync(folder);
  expect(await desk.run()).toMatchObject({ code: 'backup-folder-missing' });
  sell();
  await desk.mark();
  expect(readdirSync(folder)).toEqual([]);
});

test('BK24 a clock put back is told, and the backup is made', async () => {
  const { desk, shop } = place;
  await desk.run();
  shop.clock.pass(-48 * hour);
  expect(desk.state().nextAt).toBe(shop.clock.now());
  expect(await desk.run()).toMatchObject({ kind: 'done', entry: { problem: null } });
  expect(desk.state().fault).toBe('backup-clock-back');
  expect(desk.state().nextAt).not.toBeNull();
});

test('BK23 YN65 keepFrom follows what is in the oldest backup, and rises only when that one is gone', async () => {
  const { desk, shop } = place;
  place.replan({ keepLast: 2, keepDaily: 0, keepWeekly: 0 });
  const { backups } = shop.store.sync;
  const keepFrom = () => backups.keepFrom(shop.till.installId);
  sell();
  expect(keepFrom()).toBe(1);
  place.disk.write = (file, bytes) => {
    if (shop.till.seq < 4) sell();
    writeAll(file, bytes);
  };
  await desk.run();
  expect(shop.store.lastSeq(shop.till.installId)).toBe(4);
  expect(keepFrom()).toBe(3);
  delete place.disk.write;
  await desk.run();
  expect(keepFrom()).toBe(3);
  sell();
  await desk.run();
  expect(files()).toHaveLength(2);
  expect(keepFrom()).toBe(5);
});

test('BK41 a backup that fails its verification is shown so, counts for nothing, and pushes no good one out', async () => {
  const { desk, shop } = place;
  place.replan({ keepLast: 1, keepDaily: 0, keepWeekly: 0 });
  await desk.run();
  const before = shop.store.sync.backups.keepFrom(shop.till.installId);
  sell();
  place.disk.write = (file, bytes) => {
    const copy = Buffer.from(bytes);
    if (copy.length > 60_000) copy.writeUInt8(copy.readUInt8(5_000) ^ 1, 5_000);
    writeAll(file, copy);
  };
  expect(await desk.run()).toMatchObject({ kind: 'done', entry: { verifiedAt: null, problem: 'backup-damaged' } });
  expect(desk.state().fault).toBe('backup-damaged');
  expect(desk.list().map(({ problem }) => problem)).toEqual(['backup-damaged', null]);
  expect(shop.store.sync.backups.keepFrom(shop.till.installId)).toBe(before);
  const [bad, good] = desk.list();
  expect(await desk.verify(good?.backupId ?? '')).toMatchObject({ entry: { problem: null } });
  expect(await desk.verify(bad?.backupId ?? '')).toMatchObject({ entry: { problem: 'backup-damaged' } });
  expect(statSync(join(place.folder, good?.fileName ?? '')).size).toBeGreaterThan(0);
});
