import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FaultError } from '../../../domain/fault-catalog.ts';
import { TestClock, tempDir } from '../../../tests/store/shop.ts';
import { openStore } from '../store.ts';
import { type OsKeystore, openDataKey, passphraseFileName } from './data-key.ts';
import { keyFileName } from './key-file.ts';
import { unwrapWithPassphrase, wrapWithPassphrase } from './passphrase-slot.ts';

let place: ReturnType<typeof tempDir>;
beforeEach(() => {
  place = tempDir();
});
afterEach(() => place.remove());

/** A keystore that works as the app's does: what it wraps only it can open. */
function keystore(secret: number, extra: Partial<OsKeystore> = {}): OsKeystore {
  const turn = (bytes: Uint8Array): Uint8Array => bytes.map((byte) => byte ^ secret);
  return {
    available: true,
    wrap: async (bytes) => ({ ok: true, bytes: Buffer.concat([Buffer.from([secret]), turn(bytes)]) }),
    unwrap: async (bytes) =>
      bytes[0] === secret ? { ok: true, bytes: turn(bytes.slice(1)) } : { ok: false, reason: 'os-keystore-refused' },
    ...extra,
  };
}

async function faultOf(opening: Promise<unknown>): Promise<string> {
  const error = await opening.then(
    () => null,
    (reason: unknown) => reason,
  );
  return error instanceof FaultError ? error.code : `no fault: ${String(error)}`;
}

test('KY1 without an OS keystore a random passphrase in a file of its own wraps the key, readable by its owner alone', async () => {
  const first = await openDataKey({ dir: place.dir, os: null });
  expect(first.storage).toBe('passphrase-file');
  expect(first.key).toHaveLength(32);
  for (const file of [keyFileName, passphraseFileName])
    expect(statSync(join(place.dir, file)).mode & 0o777).toBe(0o600);
  expect((await openDataKey({ dir: place.dir, os: null })).key).toEqual(first.key);
  for (const file of readdirSync(place.dir)) {
    const bytes = readFileSync(join(place.dir, file));
    expect(bytes.includes(first.key)).toBe(false);
    expect(bytes.includes(first.key.toString('base64'))).toBe(false);
    expect(bytes.includes(first.key.toString('hex'))).toBe(false);
  }
});

test('KY2 with an OS keystore it wraps the key, and Settings is told so', async () => {
  const os = keystore(0x5a);
  const first = await openDataKey({ dir: place.dir, os });
  expect(first.storage).toBe('os');
  expect(readdirSync(place.dir)).toEqual([keyFileName]);
  expect((await openDataKey({ dir: place.dir, os })).key).toEqual(first.key);
});

test.each(['basic_text', 'unknown'])(
  'KY3 a keystore of the kind %s protects nothing and is not used',
  async (backend) => {
    const { storage } = await openDataKey({ dir: place.dir, os: keystore(1, { backend }) });
    expect(storage).toBe('passphrase-file');
  },
);

test('KY4 a store whose key file is gone is never given a new key', async () => {
  const { key } = await openDataKey({ dir: place.dir, os: null });
  openStore({ dir: place.dir, key, ambient: new TestClock() }).close();
  rmSync(join(place.dir, keyFileName));
  expect(await faultOf(openDataKey({ dir: place.dir, os: null }))).toBe('store-key-missing');
});

test('KY5 a slot nobody here can open, another passphrase or a damaged file is a fault, not another key', async () => {
  await openDataKey({ dir: place.dir, os: keystore(7) });
  expect(await faultOf(openDataKey({ dir: place.dir, os: keystore(9) }))).toBe('store-key-unreadable');
  expect(await faultOf(openDataKey({ dir: place.dir, os: null }))).toBe('store-key-unreadable');
  writeFileSync(join(place.dir, keyFileName), '{"version":1,"slots":[{"kind":"cloud","wrapped":""}]}');
  expect(await faultOf(openDataKey({ dir: place.dir, os: null }))).toBe('store-key-unreadable');
  writeFileSync(join(place.dir, keyFileName), '{');
  expect(await faultOf(openDataKey({ dir: place.dir, os: null }))).toBe('store-key-unreadable');
  rmSync(join(place.dir, keyFileName));
  await openDataKey({ dir: place.dir, os: null });
  writeFileSync(join(place.dir, passphraseFileName), 'another one\n');
  expect(await faultOf(openDataKey({ dir: place.dir, os: null }))).toBe('store-key-unreadable');
});

test('KY6 a changed byte anywhere in a wrapped key is noticed', () => {
  const key = Buffer.alloc(32, 9);
  const slot = wrapWithPassphrase(key, 'passphrase');
  expect(unwrapWithPassphrase(slot, 'passphrase')).toEqual(key);
  for (const field of ['nonce', 'wrapped', 'tag'] as const) {
    const bytes = Buffer.from(slot[field], 'base64');
    bytes.writeUInt8(bytes.readUInt8(3) ^ 1, 3);
    expect(unwrapWithPassphrase({ ...slot, [field]: bytes.toString('base64') }, 'passphrase')).toBeNull();
  }
});

test('KY1 the passphrase file may lie outside the data directory', async () => {
  const elsewhere = tempDir();
  const passphrasePath = join(elsewhere.dir, 'secret');
  const { key } = await openDataKey({ dir: place.dir, os: null, passphrasePath });
  expect(readdirSync(place.dir)).toEqual([keyFileName]);
  expect((await openDataKey({ dir: place.dir, os: null, passphrasePath })).key).toEqual(key);
  expect(await faultOf(openDataKey({ dir: place.dir, os: null }))).toBe('store-key-unreadable');
  elsewhere.remove();
});
