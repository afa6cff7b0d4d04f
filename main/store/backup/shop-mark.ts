import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { access, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ShopCounters, type ShopMark, shopCounters, shopMark } from '../../../contracts/backup.ts';
import { partsOfSeries, terminalDeviceNo } from '../../../domain/sync/receipt-series.ts';
import { writeSecretFile } from '../key/key-file.ts';
import type { Store } from '../store.ts';
import { atFolder } from './folder-fault.ts';

const purpose = Buffer.from('kaunter shop mark 1');
const nonceBytes = 12;
const tagBytes = 16;

/** Path of a hub's mark in the folder of its backups. */
export function markPath(folder: string, hubId: string): string {
  return join(folder, `kaunter-${hubId.slice(-4)}.mark`);
}

/** The mark of a hub; null when there is none, or one that makes no sense. */
export function readMark(folder: string, hubId: string): ShopMark | null {
  const path = markPath(folder, hubId);
  try {
    if (!existsSync(path)) return null;
    const parsed = shopMark.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    return parsed.success && parsed.data.hubId === hubId ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Writes the mark whole; the generation in it never falls. Throws the folder's fault. */
export function writeMark(folder: string, mark: ShopMark): void {
  const gen = Math.max(mark.gen, readMark(folder, mark.hubId)?.gen ?? 0);
  atFolder(() => writeSecretFile(markPath(folder, mark.hubId), `${JSON.stringify({ ...mark, gen })}\n`));
}

/** The same without holding up whoever asks; only where a mark lies already, so that no other disk is written to (BK25). */
export async function writeMarkLater(folder: string, mark: ShopMark): Promise<void> {
  const path = markPath(folder, mark.hubId);
  const fresh = `${path}.later`;
  try {
    await access(path);
    await writeFile(fresh, `${JSON.stringify(mark)}\n`, { mode: 0o600, flush: true });
    await rename(fresh, path);
  } catch (error) {
    atFolder(() => {
      throw error;
    });
  }
}

/** How far each series of receipt numbers has come in a store, everything in the log included. */
export function countersOf(store: Store): Record<string, number> {
  store.idle();
  const rows = store.connection
    .prepare<[], { series: string; last: number }>(
      'SELECT series, max(counter) AS last FROM transaction_number GROUP BY series',
    )
    .all();
  return Object.fromEntries(rows.map(({ series, last }) => [series, last]));
}

export function sealCounters(backupKey: Uint8Array, counters: ShopCounters): string {
  const nonce = randomBytes(nonceBytes);
  const writer = createCipheriv('aes-256-gcm', own(backupKey), nonce).setAAD(purpose);
  const body = Buffer.concat([writer.update(JSON.stringify(counters)), writer.final()]);
  return Buffer.concat([nonce, writer.getAuthTag(), body]).toString('base64');
}

/** The counters of a mark; null when another passphrase was set since, or the mark was changed. */
export function openCounters(backupKey: Uint8Array, sealed: string | null): ShopCounters | null {
  if (sealed === null) return null;
  const bytes = Buffer.from(sealed, 'base64');
  try {
    const reader = createDecipheriv('aes-256-gcm', own(backupKey), bytes.subarray(0, nonceBytes)).setAAD(purpose);
    reader.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
    const text = Buffer.concat([reader.update(bytes.subarray(nonceBytes + tagBytes)), reader.final()]);
    return shopCounters.parse(JSON.parse(text.toString('utf8')));
  } catch {
    return null;
  }
}

function own(backupKey: Uint8Array): Buffer {
  return Buffer.from(hkdfSync('sha256', backupKey, '', 'kaunter shop mark', 32));
}

export interface LostNumbers {
  readonly series: string;
  readonly from: number;
  readonly to: number;
}

/** Numbers the hub itself gave after the backup: those of its counter. What handhelds numbered they bring back (BK56). */
export function lostNumbers(
  inBackup: Readonly<Record<string, number>>,
  lastKnown: Readonly<Record<string, number>>,
): LostNumbers[] {
  return Object.entries(lastKnown)
    .filter(([series]) => isHubs(series))
    .map(([series, to]) => ({ series, from: (inBackup[series] ?? 0) + 1, to }))
    .filter(({ from, to }) => to >= from)
    .sort((a, b) => (a.series < b.series ? -1 : 1));
}

function isHubs(series: string): boolean {
  return series.startsWith('HUB') || partsOfSeries(series)?.deviceNo === terminalDeviceNo;
}
