import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import {
  type BackupHeader,
  type BackupManifest,
  backupFormatVersion,
  backupHeader,
  backupManifest,
  manifestBytesMax,
} from '../../../contracts/backup.ts';
import { FaultError } from '../../../domain/fault-catalog.ts';
import { unwrapBackupKey } from './recovery-slot.ts';
import { damaged, SealedReader, SealedWriter, streamKey, type WriteBytes, writeAll } from './sealed-stream.ts';

/** How a backup's file is called, and one that is being written. */
export const backupSuffix = '.kbackup';
export const partialSuffix = '.partial';
/** First bytes of a file; then the length of the head (4 bytes, big endian), the head, and sealed chunks. */
const magic = Buffer.from('KAUNTERBACKUP\n');
const headBytesMax = 16_384;

/** A part with where its bytes are: a file, or a few bytes in memory. */
export interface BackupPart {
  readonly name: string;
  readonly from: string | Uint8Array;
}
export interface BackupToWrite {
  /** Final path. */
  readonly path: string;
  readonly header: BackupHeader;
  readonly manifest: BackupManifest;
  readonly parts: readonly BackupPart[];
  readonly backupKey: Uint8Array;
  readonly write?: WriteBytes | undefined;
}

/** Writes a whole backup or none: aside, synced, renamed, the folder synced (BK4). Errors are those of the disk. */
export function writeBackup({ path, header, manifest, parts, backupKey, write = writeAll }: BackupToWrite): void {
  const partial = `${path}${partialSuffix}`;
  const head = Buffer.from(JSON.stringify(header));
  const file = openSync(partial, 'w', 0o600);
  try {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(head.length);
    write(file, Buffer.concat([magic, length, head]));
    const sealed = new SealedWriter(file, streamKey(backupKey, header.salt, head), write);
    sealed.write(framed(Buffer.from(JSON.stringify(manifest))));
    for (const part of parts) eachPiece(part.from, (piece) => sealed.write(piece));
    sealed.end();
    fsyncSync(file);
    closeSync(file);
    renameSync(partial, path);
    syncFolder(dirname(path));
  } catch (error) {
    closeQuietly(file);
    removeQuietly(partial);
    throw error;
  }
}

function framed(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

const pieceBytes = 262_144;

/** Walks through bytes without ever holding more than a piece. */
export function eachPiece(from: string | Uint8Array, take: (piece: Uint8Array) => void): void {
  if (typeof from !== 'string') {
    take(from);
    return;
  }
  const file = openSync(from, 'r');
  try {
    const piece = Buffer.alloc(pieceBytes);
    for (;;) {
      const got = readSync(file, piece, 0, pieceBytes, null);
      if (got === 0) return;
      take(piece.subarray(0, got));
    }
  } finally {
    closeSync(file);
  }
}

/** Name, size and hash of a part, for the manifest. */
export function describePart({ name, from }: BackupPart): BackupManifest['parts'][number] {
  const digest = createHash('sha256');
  let bytes = 0;
  eachPiece(from, (piece) => {
    digest.update(piece);
    bytes += piece.length;
  });
  return { name, bytes, sha256: digest.digest('hex') };
}

/** The new name is only safe when its folder is; Windows has no such call, and some network folders refuse it. */
export function syncFolder(dir: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(dir, 'r');
  try {
    fsyncSync(handle);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && (error.code === 'EINVAL' || error.code === 'ENOTSUP')))
      throw error;
  } finally {
    closeSync(handle);
  }
}

function closeQuietly(file: number): void {
  try {
    closeSync(file);
  } catch {
    // It was closed, or the disk is gone: what matters is the error that is under way.
  }
}

function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // The disk is gone, and the half file with it; the next sweep looks again.
  }
}

interface OpenedFile {
  readonly header: BackupHeader;
  readonly head: Buffer;
  readonly bodyAt: number;
}

function readHead(file: number): OpenedFile {
  const start = Buffer.alloc(magic.length + 4);
  if (readSync(file, start, 0, start.length, 0) !== start.length || !start.subarray(0, magic.length).equals(magic))
    throw damaged('it is no backup of Kaunter');
  const length = start.readUInt32BE(magic.length);
  if (length > headBytesMax) throw damaged('its head is too long');
  const head = Buffer.alloc(length);
  if (readSync(file, head, 0, length, start.length) !== length) throw damaged('it is cut off');
  return { header: parsedHead(head), head, bodyAt: start.length + length };
}

function parsedHead(head: Buffer): BackupHeader {
  const json = jsonOf(head);
  const format = typeof json === 'object' && json !== null && 'format' in json ? json.format : null;
  if (typeof format === 'number' && format > backupFormatVersion)
    throw new FaultError(
      'backup-too-new',
      `the backup has format ${format}, this program knows ${backupFormatVersion}`,
    );
  const parsed = backupHeader.safeParse(json);
  if (!parsed.success) throw damaged('its head makes no sense');
  return parsed.data;
}

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return null;
  }
}

/** The clear head of a file. Throws `backup-damaged` or `backup-too-new`. */
export function headerOf(path: string): BackupHeader {
  const file = openSync(path, 'r');
  try {
    return readHead(file).header;
  } finally {
    closeSync(file);
  }
}

/** What opens a file: the recovery passphrase, or the key itself in the shop that made it. */
export type BackupSecret = { readonly passphrase: string } | { readonly backupKey: Uint8Array };

export interface ReadBackup {
  readonly header: BackupHeader;
  readonly manifest: BackupManifest;
  readonly bytes: number;
  /** The store's data key, to be zeroed by who asked for it. */
  readonly dataKey: Buffer;
}

/** Name of the part with the data key. It is never a file (BK2). */
export const dataKeyPart = 'data.key';
const dataKeyBytes = 32;

/**
 * Reads a whole file, checks every hash, and puts its parts under `into` (null: only looks). Throws
 * `backup-passphrase-wrong`, `backup-damaged` or `backup-too-new`; what was written under `into` before is the caller's.
 */
export function readBackup(path: string, secret: BackupSecret, into: string | null): ReadBackup {
  const file = openSync(path, 'r');
  try {
    const { header, head, bodyAt } = readHead(file);
    const backupKey = keyFor(header, secret);
    const reader = new SealedReader(file, streamKey(backupKey, header.salt, head), bodyAt);
    const manifest = readManifest(reader);
    const dataKey = readDataKey(reader, manifest);
    for (const part of manifest.parts.slice(1)) readPart(reader, part, into);
    reader.expectEnd();
    return { header, manifest, bytes: statSync(path).size, dataKey };
  } finally {
    closeSync(file);
  }
}

function keyFor({ slot }: BackupHeader, secret: BackupSecret): Uint8Array {
  if ('backupKey' in secret) return secret.backupKey;
  const key = unwrapBackupKey(slot, secret.passphrase);
  if (key === null) throw new FaultError('backup-passphrase-wrong', 'the passphrase does not open this backup');
  return key;
}

function readManifest(reader: SealedReader): BackupManifest {
  const length = reader.exactly(4).readUInt32BE(0);
  if (length > manifestBytesMax) throw damaged('its list of parts is too long');
  const parsed = backupManifest.safeParse(jsonOf(reader.exactly(length)));
  if (!parsed.success) throw damaged('its list of parts makes no sense');
  return parsed.data;
}

/** The first part is the data key; it stays in memory. */
function readDataKey(reader: SealedReader, { parts: [part] }: BackupManifest): Buffer {
  if (part?.name !== dataKeyPart || part.bytes !== dataKeyBytes) throw damaged('its first part is not the key');
  const key = reader.exactly(dataKeyBytes);
  if (createHash('sha256').update(key).digest('hex') !== part.sha256) throw damaged('the key is not what was put in');
  return key;
}

/** Names of parts are plain file names, at most one folder deep: nothing is ever put elsewhere. */
const partName = /^(?:[a-z0-9-]+\/)?[a-z0-9][a-z0-9.-]*$/;

function readPart(reader: SealedReader, part: BackupManifest['parts'][number], into: string | null): void {
  if (!partName.test(part.name) || part.name.includes('..')) throw damaged('a part has no proper name');
  const path = into === null ? null : join(into, part.name);
  if (path !== null && basename(path) !== part.name) mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const file = path === null ? null : openSync(path, 'w', 0o600);
  const digest = createHash('sha256');
  try {
    for (let left = part.bytes; left > 0; ) {
      const piece = reader.take(left);
      digest.update(piece);
      if (file !== null) writeAll(file, piece);
      left -= piece.length;
    }
    if (file !== null) fsyncSync(file);
  } finally {
    if (file !== null) closeSync(file);
  }
  if (digest.digest('hex') !== part.sha256) throw damaged(`${part.name} is not what was put in`);
}
