import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, get } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeLeaf } from './certificates.ts';
import { type HubIdentity, hubNames, openIdentity } from './hub-identity.ts';
import { readIfThere, unseal } from './sealed-file.ts';

const nowMs = Date.now();
const dayMs = 86_400_000;
const wrapKey = Buffer.alloc(32, 7);
let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'kaunter-tls-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function open(at = nowMs, key = wrapKey): Promise<HubIdentity> {
  return openIdentity({ dir, wrapKey: key, hubName: 'kaunter-7f3a.local', host: '127.0.0.1', nowMs: at });
}

/** Asks a real TLS server, trusting only the given authority. */
async function handshake(
  identity: Pick<HubIdentity, 'certificatePem' | 'privateKeyPem'>,
  ca: string,
  servername: string,
) {
  const server = createServer({ cert: identity.certificatePem, key: identity.privateKeyPem }, (_request, response) =>
    response.end('ok'),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    return await new Promise<string>((resolve) => {
      get({ port, host: '127.0.0.1', servername, ca, agent: false }, (response) => {
        response.resume();
        resolve('trusted');
      }).on('error', (error) => resolve(error.message));
    });
  } finally {
    server.close();
  }
}

test('HI1 the hub keeps its authority and certificate over restarts, and a client that trusts the authority trusts the hub', async () => {
  const first = await open();
  const second = await open();
  expect(second).toEqual(first);
  expect(await handshake(first, first.authorityPem, 'localhost')).toBe('trusted');
  expect(await handshake(first, first.authorityPem, 'kaunter-7f3a.local')).toBe('trusted');
  expect(new X509Certificate(first.certificatePem).fingerprint256.replaceAll(':', '').toLowerCase()).toBe(
    first.fingerprint,
  );
});

test('HI2 private keys lie on disk wrapped only, readable by the owner alone', async () => {
  await open();
  for (const name of readdirSync(dir).filter((each) => each.endsWith('-key.sealed'))) {
    expect(statSync(join(dir, name)).mode & 0o777).toBe(0o600);
    const sealed = readFileSync(join(dir, name));
    expect(sealed.includes(Buffer.from('PRIVATE'))).toBe(false);
    expect(unseal(sealed, wrapKey, name.startsWith('leaf') ? 'leaf' : 'authority')).not.toBeNull();
    expect(unseal(sealed, wrapKey, 'other')).toBeNull();
    expect(unseal(sealed, Buffer.alloc(32, 8), 'leaf')).toBeNull();
  }
  expect(readdirSync(dir)).toHaveLength(4);
});

test('HI3 a leaf is renewed long before its end, by the same authority', async () => {
  const first = await open();
  const soon = await open(nowMs + 200 * dayMs);
  expect(soon.fingerprint).toBe(first.fingerprint);
  const later = await open(nowMs + 230 * dayMs);
  expect(later.fingerprint).not.toBe(first.fingerprint);
  expect(later.authorityPem).toBe(first.authorityPem);
  expect(later.notAfter).toBeGreaterThan(first.notAfter);
});

test('HI4 a new address of the hub brings a new leaf with that address', async () => {
  const first = await open();
  const moved = await openIdentity({ dir, wrapKey, hubName: 'kaunter-7f3a.local', host: '192.168.7.9', nowMs });
  expect(moved.fingerprint).not.toBe(first.fingerprint);
  expect(moved.names).toContain('192.168.7.9');
});

test('HI5 with another store key a new authority is made; nothing is served with an old leaf', async () => {
  const first = await open();
  const other = await open(nowMs, Buffer.alloc(32, 9));
  expect(other.authorityPem).not.toBe(first.authorityPem);
  expect(await handshake(other, other.authorityPem, 'localhost')).toBe('trusted');
});

test('HI6 the authority cannot vouch for a public name, whoever holds its key', async () => {
  const identity = await open();
  const privateKey = unseal(readIfThere(join(dir, 'authority-key.sealed')) ?? Buffer.alloc(0), wrapKey, 'authority');
  if (privateKey === null) throw new Error('no key');
  const authority = { certificatePem: identity.authorityPem, privateKey };
  const forged = await makeLeaf({ authority, names: ['bank.example'], nowMs });
  const privateKeyPem = `-----BEGIN PRIVATE KEY-----\n${forged.privateKey.toString('base64')}\n-----END PRIVATE KEY-----\n`;
  const answer = await handshake(
    { certificatePem: forged.certificatePem, privateKeyPem },
    identity.authorityPem,
    'bank.example',
  );
  expect(answer).toContain('permitted subtree violation');
});

test('HI7 a half-written file is not taken for a certificate', async () => {
  const first = await open();
  writeFileSync(join(dir, 'leaf-key.sealed'), 'cut off');
  const second = await open();
  expect(second.fingerprint).not.toBe(first.fingerprint);
  expect(second.authorityPem).toBe(first.authorityPem);
});

test('HI8 the names of the hub are the machine itself, its .local name and its address', () => {
  expect(hubNames('kaunter-7f3a.local', '192.168.1.5')).toEqual([
    'localhost',
    'kaunter-7f3a.local',
    '127.0.0.1',
    '::1',
    '192.168.1.5',
  ]);
});
