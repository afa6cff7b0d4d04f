import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openNetworkLeaf } from './network-leaf.ts';

const nowMs = Date.now();
const wrapKey = Buffer.alloc(32, 7);
let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'kaunter-leaf-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const open = (addresses: readonly string[], key = wrapKey) =>
  openNetworkLeaf({ dir, wrapKey: key, hubName: 'kaunter-7f3a.local', addresses, nowMs });

test('LN4 a new address brings a leaf with it by the same authority; an address that went changes nothing', async () => {
  const first = await open(['192.168.1.5']);
  expect(await open(['192.168.1.5'])).toEqual(first);
  const moved = await open(['192.168.7.9']);
  expect(moved.fingerprint).not.toBe(first.fingerprint);
  expect(moved.authorityPem).toBe(first.authorityPem);
  expect(new X509Certificate(moved.certificatePem).subjectAltName).toBe(
    'DNS:kaunter-7f3a.local, IP Address:192.168.7.9',
  );
  expect((await open([])).fingerprint).toBe(moved.fingerprint);
});

test('LN4 a leaf of another authority is never served', async () => {
  const first = await open([]);
  writeFileSync(join(dir, 'authority-key.sealed'), 'cut off');
  const second = await open([]);
  expect(second.authorityPem).not.toBe(first.authorityPem);
  const authority = new X509Certificate(second.authorityPem);
  expect(new X509Certificate(second.certificatePem).verify(authority.publicKey)).toBe(true);
});
