import { createCipheriv, createDecipheriv, createHash, hkdfSync } from 'node:crypto';
import { fdatasyncSync, fstatSync, readSync, writeSync } from 'node:fs';
import { FaultError } from '../../../domain/fault-catalog.ts';

/**
 * Bytes sealed in chunks: AES-256-GCM, the nonce is the chunk's number and whether it is the last, the head of the file is
 * bound to each. So chunks cannot be changed, swapped, dropped or added (STREAM: Hoang, Reyhanitabar, Rogaway, Vizár, 2015).
 */
const cipher = 'aes-256-gcm';
const tagBytes = 16;
/** Clear bytes of a chunk. */
export const chunkBytes = 65_536;
/**
 * What was written is brought to the disk after this many chunks (8 MiB): left to the end, hundreds of megabytes would be
 * flushed at once, and the commit of a sale would wait behind them (BK32).
 */
const syncEveryChunks = 128;

export interface StreamKey {
  readonly key: Uint8Array;
  /** SHA-256 of the file's head. */
  readonly bound: Uint8Array;
}

/** The key of one file: from the backup key, the file's salt and its head. */
export function streamKey(backupKey: Uint8Array, salt: string, head: Uint8Array): StreamKey {
  const key = Buffer.from(hkdfSync('sha256', backupKey, Buffer.from(salt, 'base64'), 'kaunter backup file', 32));
  return { key, bound: createHash('sha256').update(head).digest() };
}

function nonceOf(no: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(no, 7);
  nonce.writeUInt8(isLast ? 1 : 0, 11);
  return nonce;
}

/** How bytes reach the disk; a test hands in a disk that fails. */
export type WriteBytes = (file: number, bytes: Uint8Array) => void;
export const writeAll: WriteBytes = (file, bytes) => {
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
};

/** Seals what is written and puts it into an open file. */
export class SealedWriter {
  readonly #file: number;
  readonly #key: StreamKey;
  readonly #write: WriteBytes;
  readonly #buffer = Buffer.alloc(chunkBytes);
  #filled = 0;
  #no = 0;

  constructor(file: number, key: StreamKey, write: WriteBytes) {
    this.#file = file;
    this.#key = key;
    this.#write = write;
  }

  write(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) {
      if (this.#filled === chunkBytes) this.#flush(false);
      const part = bytes.subarray(at, at + chunkBytes - this.#filled);
      this.#buffer.set(part, this.#filled);
      this.#filled += part.length;
      at += part.length;
    }
  }

  end(): void {
    this.#flush(true);
  }

  #flush(isLast: boolean): void {
    const sealer = createCipheriv(cipher, this.#key.key, nonceOf(this.#no, isLast)).setAAD(this.#key.bound);
    const body = Buffer.concat([sealer.update(this.#buffer.subarray(0, this.#filled)), sealer.final()]);
    this.#write(this.#file, Buffer.concat([body, sealer.getAuthTag()]));
    this.#no += 1;
    this.#filled = 0;
    if (this.#no % syncEveryChunks === 0) fdatasyncSync(this.#file);
  }
}

/** Opens what `SealedWriter` wrote, chunk by chunk; anything else is `backup-damaged`. */
export class SealedReader {
  readonly #file: number;
  readonly #key: StreamKey;
  readonly #end: number;
  #at: number;
  #no = 0;
  #open: Buffer = Buffer.alloc(0);

  constructor(file: number, key: StreamKey, from: number) {
    this.#file = file;
    this.#key = key;
    this.#at = from;
    this.#end = fstatSync(file).size;
  }

  /** Up to so many bytes, at least one; damaged when there are no more. */
  take(bytesMax: number): Buffer {
    if (this.#open.length === 0) this.#open = this.#next();
    const part = this.#open.subarray(0, bytesMax);
    this.#open = this.#open.subarray(part.length);
    return part;
  }

  /** Exactly so many bytes. */
  exactly(bytes: number): Buffer {
    const parts: Buffer[] = [];
    for (let left = bytes; left > 0; ) {
      const part = this.take(left);
      parts.push(Buffer.from(part));
      left -= part.length;
    }
    return Buffer.concat(parts);
  }

  /** Nothing may follow. */
  expectEnd(): void {
    if (this.#open.length > 0 || this.#at !== this.#end) throw damaged('there is more in it than it says');
  }

  #next(): Buffer {
    const size = Math.min(chunkBytes + tagBytes, this.#end - this.#at);
    if (size <= tagBytes) throw damaged('it is cut off');
    const sealed = Buffer.alloc(size);
    for (let done = 0; done < size; ) {
      const got = readSync(this.#file, sealed, done, size - done, this.#at + done);
      if (got === 0) throw damaged('it is cut off');
      done += got;
    }
    this.#at += size;
    const opener = createDecipheriv(cipher, this.#key.key, nonceOf(this.#no, this.#at === this.#end));
    opener.setAAD(this.#key.bound).setAuthTag(sealed.subarray(size - tagBytes));
    this.#no += 1;
    try {
      return Buffer.concat([opener.update(sealed.subarray(0, size - tagBytes)), opener.final()]);
    } catch {
      throw damaged(`chunk ${this.#no} was changed`);
    }
  }
}

export function damaged(why: string): FaultError {
  return new FaultError('backup-damaged', `the backup cannot be used: ${why}`);
}
