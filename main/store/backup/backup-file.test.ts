import { execFileSync } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FaultError } from '../../../domain/fault-catalog.ts';
import { type BackupShop, migrationsDir, openBackupShop, passphrase } from '../../../tests/store/backup-shop.ts';
import { ring, tempDir } from '../../../tests/store/shop.ts';
import { backupSuffix, describePart, headerOf, readBackup, writeBackup } from './backup-file.ts';
import { readRecovery } from './recovery-key.ts';
import { inspectRestore } from './restore-stage.ts';
import { chunkBytes } from './sealed-stream.ts';
import { takeBackup } from './take-backup.ts';
import { verifyBackup } from './verify-backup.ts';

let place: BackupShop;
beforeEach(() => {
  place = openBackupShop();
});
afterEach(() => place.remove());

function faultOf(act: () => unknown): string {
  try {
    act();
    return 'no fault';
  } catch (error) {
    return error instanceof FaultError ? error.code : `no fault: ${String(error)}`;
  }
}

async function backup(): Promise<string> {
  const outcome = await place.desk.run();
  if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
  return join(place.folder, outcome.entry.fileName);
}

test('BK1 BK6 a backup holds what a new machine needs and says what is in it', async () => {
  const { shop } = place;
  writeFileSync(join(shop.dir, 'terminal-install'), 'the till');
  shop.till.push(shop.store, shop.till.op('sale.completed', ring(shop)));
  const path = await backup();
  const into = tempDir();
  const { header, manifest, dataKey } = readBackup(path, { passphrase }, into.dir);
  expect(Buffer.from(dataKey).equals(Buffer.from(shop.key))).toBe(true);
  expect(manifest.parts.map(({ name }) => name)).toEqual(['data.key', 'terminal-install', 'recovery.json', 'store.db']);
  expect(readdirSync(into.dir).sort()).toEqual(['recovery.json', 'store.db', 'terminal-install']);
  expect(header).toMatchObject({ format: 1, epoch: shop.store.sync.epoch(), logNo: manifest.head.no });
  expect(manifest).toMatchObject({ head: shop.store.head(), storeName: 'Kaffeehaus' });
  expect(manifest.seqs[shop.till.installId]).toBe(2);
  into.remove();
});

test('BK2 nothing of the shop, no key and no passphrase is in the file, in its name or left in the work place', async () => {
  const { shop } = place;
  shop.till.push(shop.store, shop.till.op('sale.completed', ring(shop)));
  const path = await backup();
  const bytes = readFileSync(path);
  const markers = [
    'Kaffeehaus',
    'Kopi Toraja',
    'Ayu',
    'SQLite format 3',
    passphrase,
    shop.till.installId,
    shop.staffId,
  ];
  for (const marker of markers) expect([marker, bytes.includes(Buffer.from(marker))]).toEqual([marker, false]);
  for (const key of [Buffer.from(shop.key), readRecovery(shop.dir, shop.key)!.backupKey])
    expect(bytes.includes(key)).toBe(false);
  expect(path).not.toContain('Kaffee');
  expect(readdirSync(join(shop.dir, 'backup-work'))).toEqual([]);
  const recovery = readFileSync(join(shop.dir, 'recovery.json'), 'utf8');
  expect(recovery).not.toContain(readRecovery(shop.dir, shop.key)!.backupKey.toString('base64'));
});

test('BK3 a flipped byte anywhere, a cut, something added, a chunk left out or swapped: all are noticed', async () => {
  const path = await backup();
  const good = readFileSync(path);
  expect(good.length).toBeGreaterThan(4 * chunkBytes);
  const spoiled = join(place.folder, `spoiled${backupSuffix}`);
  const { backupKey } = readRecovery(place.shop.dir, place.shop.key)!;
  const tried = (bytes: Uint8Array): string => {
    writeFileSync(spoiled, bytes);
    return faultOf(() => readBackup(spoiled, { backupKey }, null));
  };
  const { length: total } = good;
  for (let round = 0; round < 60; round += 1) {
    const bytes = Buffer.from(good);
    const at = Math.floor((total - 1) * (round / 59));
    bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
    expect([at, tried(bytes)]).toEqual([at, 'backup-damaged']);
  }
  const sealed = chunkBytes + 16;
  const from = good.indexOf('}}') + 2;
  const chunk = (no: number): Buffer => good.subarray(from + no * sealed, from + (no + 1) * sealed);
  const rest = good.subarray(from + 2 * sealed);
  expect(tried(Buffer.concat([good.subarray(0, from), chunk(1), chunk(0), rest]))).toBe('backup-damaged');
  expect(tried(Buffer.concat([good.subarray(0, from), chunk(0), rest]))).toBe('backup-damaged');
  expect(tried(good.subarray(0, from + 3 * sealed))).toBe('backup-damaged');
  expect(tried(good.subarray(0, 100))).toBe('backup-damaged');
  expect(tried(Buffer.concat([good, randomBytes(40)]))).toBe('backup-damaged');
  expect(tried(good)).toBe('no fault');
});

test('BK4 BK31 a file is under its final name when it is whole; half ones are swept at the next backup', async () => {
  const path = await backup();
  copyFileSync(path, `${path}.partial`);
  truncateSync(`${path}.partial`, 70_000);
  place.shop.clock.pass(60_000);
  const second = await backup();
  expect(readdirSync(place.folder).filter((name) => name.endsWith('.partial'))).toEqual([]);
  expect(statSync(second).mode & 0o777).toBe(0o600);
});

test('BK5 a file of 64 MiB goes through the memory of a few chunks, both ways', async () => {
  const path = await backup();
  const { backupKey } = readRecovery(place.shop.dir, place.shop.key)!;
  const { header, manifest, dataKey } = readBackup(path, { backupKey }, null);
  const large = join(place.shop.dir, 'large');
  writeFileSync(large, '');
  truncateSync(large, 67_108_864);
  const parts = [
    { name: 'data.key', from: dataKey },
    { name: 'large', from: large },
  ];
  let most = 0;
  const write = (file: number, bytes: Uint8Array): void => {
    most = Math.max(most, bytes.length);
    writeSync(file, bytes);
  };
  const big = join(place.folder, `big${backupSuffix}`);
  const described = { ...manifest, parts: parts.map(describePart) };
  writeBackup({ path: big, header, manifest: described, parts, backupKey, write });
  expect(most).toBe(chunkBytes + 16);
  const into = tempDir();
  const reader = execFileSync(
    process.execPath,
    [
      '--max-old-space-size=48',
      '--input-type=module',
      '-e',
      readInSmallMemory,
      big,
      backupKey.toString('hex'),
      into.dir,
    ],
    { encoding: 'utf8' },
  );
  expect(Number(reader)).toBeLessThan(60_000_000);
  expect(statSync(join(into.dir, 'large')).size).toBe(67_108_864);
  into.remove();
}, 30_000);

/** Reads a backup in a process of its own and tells by how many bytes it grew at most. */
const readInSmallMemory = `
  const { readBackup } = await import(${JSON.stringify(new URL('./backup-file.ts', import.meta.url).href)});
  const [path, key, into] = process.argv.slice(1);
  const before = process.memoryUsage().rss;
  readBackup(path, { backupKey: Buffer.from(key, 'hex') }, into);
  console.log(process.resourceUsage().maxRSS * 1024 - before);
`;

test('BK7 cost figures out of reason are refused before anything is computed', async () => {
  const path = await backup();
  const text = readFileSync(path, 'latin1').replace('"n":65536', '"n":99999');
  writeFileSync(path, text, 'latin1');
  expect(faultOf(() => headerOf(path))).toBe('no fault');
  writeFileSync(path, text.replace('"n":99999', '"n":9e+99'), 'latin1');
  const started = performance.now();
  expect(faultOf(() => readBackup(path, { passphrase }, null))).toBe('backup-damaged');
  expect(performance.now() - started).toBeLessThan(100);
});

test('BK12 a new passphrase is for files from now on; older ones open with the older one', async () => {
  const first = await backup();
  place.desk.setPassphrase('another five words for it');
  place.shop.clock.pass(60_000);
  const second = await backup();
  expect(faultOf(() => readBackup(first, { passphrase }, null))).toBe('no fault');
  expect(faultOf(() => readBackup(second, { passphrase }, null))).toBe('backup-passphrase-wrong');
  expect(faultOf(() => readBackup(second, { passphrase: ' another  five words for it ' }, null))).toBe('no fault');
});

test('BK40 a verification finds records that are not those that went in, and leaves no scratch place', async () => {
  const { shop } = place;
  const path = await backup();
  const { backupKey } = readRecovery(shop.dir, shop.key)!;
  const check = { dataDir: shop.dir, path, backupKey, migrationsDir };
  expect(verifyBackup(check)).toMatchObject({ problem: null });
  const { store } = shop;
  store.idle();
  store.connection.exec('DROP TRIGGER sale_no_update');
  store.connection.exec("UPDATE item SET name = 'changed behind the back' WHERE item_no = 1");
  shop.clock.pass(60_000);
  const outcome = await place.desk.run();
  expect(outcome).toMatchObject({ kind: 'done', entry: { verifiedAt: null, problem: 'backup-not-sound' } });
  expect(existsSync(join(shop.dir, 'backup-work', 'verify'))).toBe(false);
});

/** The same file as a program of a later format would write its head. */
function asNewerFormat(path: string, into: string): void {
  const bytes = readFileSync(path);
  const at = bytes.indexOf('"format":1');
  bytes.write('"format":9', at);
  writeFileSync(into, bytes);
}

test('BK50 BK62 a backup of a newer program is refused by its own fault, alone and beside older ones', async () => {
  const { shop, folder } = place;
  const path = await backup();
  const newer = join(folder, `kaunter-zz-newer${backupSuffix}`);
  asNewerFormat(path, newer);
  expect(faultOf(() => headerOf(newer))).toBe('backup-too-new');
  const task = { dataDir: shop.dir, passphrase, migrationsDir, ambient: shop.clock };
  expect(faultOf(() => inspectRestore({ ...task, path: newer }))).toBe('backup-too-new');
  expect(inspectRestore({ ...task, path: folder })).toMatchObject({ warnings: ['newer-program-there'] });
  rmSync(path);
  expect(faultOf(() => inspectRestore({ ...task, path: folder }))).toBe('backup-too-new');
  expect(readdirSync(shop.dir).filter((name) => name.startsWith('restore'))).toEqual([]);
});

test('BK62 a backup of a newer store in the format of today is refused by the same fault', async () => {
  const { shop } = place;
  shop.store.connection.prepare('INSERT INTO migration (no, name, sha256) VALUES (9999, ?, ?)').run('later', 'x');
  const path = join(place.folder, (await takenOnly()).fileName);
  const task = { dataDir: shop.dir, passphrase, migrationsDir, ambient: shop.clock };
  expect(faultOf(() => inspectRestore({ ...task, path }))).toBe('backup-too-new');
  shop.store.connection.prepare('DELETE FROM migration WHERE no = 9999').run();
});

/** Taken and not verified: its verification would say the same. */
async function takenOnly() {
  const { shop, folder } = place;
  const { backupKey, slot } = readRecovery(shop.dir, shop.key)!;
  const keys = { dataKey: shop.key, backupKey, slot };
  return takeBackup({
    dataDir: shop.dir,
    folder,
    backupId: randomUUID(),
    takenAt: shop.clock.now(),
    program: 'x',
    ...keys,
  });
}
