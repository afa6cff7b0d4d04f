import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, createServer as tlsServer } from 'node:tls';
import { afterEach, expect, test, vi } from 'vitest';
import type { StoreSettings } from '../../domain/store/store-settings.ts';
import { makeAuthority, makeLeaf } from '../../main/hub/tls/certificates.ts';
import { pemOf } from '../../main/hub/tls/kept-certificate.ts';
import { movableClock, openedStore, removeHub, testHub } from '../hub/test-hub.ts';
import { freePort, type NetworkRig, networkRig } from './network-rig.ts';
import { TestGate, TestWindow } from './test-gate.ts';

const dayMs = 86_400_000;
const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function rigged(options: Parameters<typeof networkRig>[0] = {}): Promise<NetworkRig> {
  const rig = await networkRig(options);
  ends.push(async () => {
    await rig.hub.close();
    removeHub(rig.hub);
  });
  return rig;
}

/** The certificate a new line is served with, whatever this machine's own clock thinks of it. */
async function servedTo(rig: NetworkRig): Promise<X509Certificate> {
  const socket = connect({ host: '127.0.0.1', port: rig.port, servername: rig.name, rejectUnauthorized: false });
  await once(socket, 'secureConnect');
  const { raw } = socket.getPeerCertificate();
  socket.destroy();
  return new X509Certificate(raw);
}

async function change(rig: NetworkRig, network: NonNullable<StoreSettings['network']>): Promise<void> {
  const result = await rig.till.push('settings.changed', { settings: { ...rig.settings, network } });
  expect(result).toMatchObject({ status: 'applied' });
  await rig.hub.network.follow();
}

test('LN1 the hub is not on the network until the owner says so, and leaves it when the owner says so', async () => {
  const hub = await testHub();
  ends.push(async () => {
    await hub.close();
    removeHub(hub);
  });
  const { till } = await openedStore(hub);
  expect(await till.api.network.status()).toMatchObject({ state: 'off', origin: null, problems: [] });
  const rig = await rigged();
  expect((await rig.client().get('/v1/hello')).status).toBe(200);
  await change(rig, { enabled: false, port: rig.port, ownDomain: null });
  expect(rig.hub.network.status()).toMatchObject({ state: 'off', origin: null });
  await expect(rig.client().get('/v1/hello')).rejects.toThrow(/ECONNREFUSED/);
});

test('LN2 a port that is taken is told, no other is taken instead, and the till goes on', async () => {
  const rig = await rigged();
  const taken = await freePort();
  const squatter = createServer();
  await new Promise<void>((resolve) => squatter.listen(taken, '127.0.0.1', resolve));
  await change(rig, { enabled: true, port: taken, ownDomain: null });
  expect(rig.hub.network.status()).toMatchObject({ state: 'failed', origin: null, problems: ['port-taken'] });
  expect((await rig.till.api.session.me()).staff.staffId).toBe(rig.ownerId);
  await new Promise((resolve) => squatter.close(resolve));
  await rig.hub.network.follow();
  expect(rig.hub.network.status()).toMatchObject({ state: 'on', problems: [] });
});

test('LN3 the leaf lives 90 days and is renewed while the hub runs; lines that are open stay open', async () => {
  const clock = movableClock();
  const rig = await rigged({ now: clock.now });
  const first = await servedTo(rig);
  const days = (Date.parse(first.validTo) - Date.parse(first.validFrom)) / dayMs;
  expect(days).toBe(92);
  expect(first.subjectAltName).toContain(`DNS:${rig.name}`);
  expect(first.subjectAltName).not.toContain('localhost');
  const open = await rig.client().raw();
  clock.advance(59 * dayMs);
  await rig.hub.network.renew();
  expect((await servedTo(rig)).fingerprint256).toBe(first.fingerprint256);
  clock.advance(2 * dayMs);
  await rig.hub.network.renew();
  const second = await servedTo(rig);
  expect(second.fingerprint256).not.toBe(first.fingerprint256);
  expect(Date.parse(second.validTo)).toBeGreaterThan(clock.now() + 80 * dayMs);
  expect(second.verify(new X509Certificate(rig.hub.ready.caPem).publicKey)).toBe(true);
  expect(open.destroyed).toBe(false);
  open.destroy();
});

test('LN3 the clock itself brings the new leaf, nobody has to ask for it', async () => {
  const clock = movableClock();
  const gate = new TestGate();
  const hub = await testHub({
    now: clock.now,
    network: {
      networkParts: () => ({ gate, window: new TestWindow(), routes: [] }),
      networkDifferences: { host: '127.0.0.1', announces: false, trustPort: 0, checkEveryMs: 20 },
    },
  });
  ends.push(async () => {
    await hub.close();
    removeHub(hub);
  });
  const port = await freePort();
  await openedStore(hub, (settings) => ({ ...settings, network: { enabled: true, port, ownDomain: null } }));
  await hub.network.follow();
  const { notAfter } = hub.network.status();
  clock.advance(70 * dayMs);
  await vi.waitFor(() => expect(hub.network.status().notAfter).toBeGreaterThan(notAfter ?? 0), 5_000);
});

test('LN5 the authority of a hub vouches for its own name, for no other till and no other machine of the shop', async () => {
  const authority = await makeAuthority('kaunter-7f3a.local', Date.now());
  const leaf = async (names: string[]) => {
    const { certificatePem, privateKey } = await makeLeaf({ authority, names, nowMs: Date.now(), days: 90 });
    return { certificatePem, privateKeyPem: pemOf(privateKey) };
  };
  const own = await leaf(['kaunter-7f3a.local', '192.168.1.9']);
  const other = await leaf(['printer.local']);
  expect(new X509Certificate(own.certificatePem).checkIssued(new X509Certificate(authority.certificatePem))).toBe(true);
  const trusted = (pair: typeof own, servername: string): Promise<string> =>
    new Promise((resolve) => {
      const server = tlsServer({ cert: pair.certificatePem, key: pair.privateKeyPem }, (socket) => socket.end());
      server.on('tlsClientError', () => undefined);
      server.listen(0, '127.0.0.1', () => {
        const { port } = server.address() as { port: number };
        const socket = connect({ port, host: '127.0.0.1', servername, ca: authority.certificatePem }, () => {
          resolve('trusted');
          socket.destroy();
          server.close();
        });
        socket.on('error', (error) => {
          resolve(error.message);
          server.close();
        });
      });
    });
  expect(await trusted(own, 'kaunter-7f3a.local')).toBe('trusted');
  expect(await trusted(other, 'printer.local')).toContain('permitted subtree violation');
});

test('LN6 a certificate of an own domain is used when it fits, and what is wrong with it is told by name', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'kaunter-own-'));
  ends.push(() => rmSync(dir, { recursive: true, force: true }));
  const now = Date.now();
  const authority = await makeAuthority('till.shop.example', now);
  const write = async (name: string, at: number, host = 'till.shop.example') => {
    const { certificatePem, privateKey } = await makeLeaf({ authority, names: [host], nowMs: at, days: 90 });
    writeFileSync(join(dir, `${name}.pem`), certificatePem);
    writeFileSync(join(dir, `${name}.key`), pemOf(privateKey));
  };
  await write('good', now);
  await write('other-name', now, 'elsewhere.example');
  await write('old', now - 200 * dayMs);
  await write('future', now + 30 * dayMs);
  await write('ending', now - 80 * dayMs);
  writeFileSync(join(dir, 'text.pem'), 'no certificate');
  const rig = await rigged();
  const files = (certificate: string, key = certificate) => ({
    host: 'till.shop.example',
    certificateFile: join(dir, `${certificate}.pem`),
    keyFile: join(dir, `${key}.key`),
  });
  const told = async (ownDomain: ReturnType<typeof files>) => {
    await change(rig, { enabled: true, port: rig.port, ownDomain });
    const { state, problems } = rig.hub.network.status();
    return `${state} ${problems.filter((each) => each !== 'no-address').join(' ')}`.trim();
  };
  expect(await told(files('good'))).toBe('on');
  expect(rig.hub.network.status()).toMatchObject({ origin: `https://till.shop.example:${rig.port}`, authority: null });
  expect(await told(files('ending'))).toBe('on own-ends-soon');
  expect(await told(files('good', 'ending'))).toBe('failed own-key-differs');
  expect(await told(files('other-name'))).toBe('failed own-name-differs');
  expect(await told(files('old'))).toBe('failed own-expired');
  expect(await told(files('future'))).toBe('failed own-not-yet-valid');
  expect(await told(files('text', 'good'))).toBe('failed own-not-a-certificate');
  expect(await told(files('absent'))).toBe('failed own-file-unreadable');
});

/** Asks the trust page's port, as a phone that trusts nothing yet. */
function fetched(port: number, path: string, host = `127.0.0.1:${port}`) {
  return new Promise<{ status: number; type: string; body: Buffer }>((resolve, reject) => {
    get({ host: '127.0.0.1', port, path, headers: { host }, agent: false }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => {
        const { statusCode = 0, headers } = answer;
        resolve({ status: statusCode, type: headers['content-type'] ?? '', body: Buffer.concat(parts) });
      });
    }).on('error', reject);
  });
}

test('LN8 the trust page exists while the pairing window is open, in the language of the store, and no longer', async () => {
  const rig = await rigged();
  expect(rig.hub.network.trustPort).toBeNull();
  rig.window.set(true);
  await vi.waitFor(() => expect(rig.hub.network.trustPort).not.toBeNull());
  const port = rig.hub.network.trustPort ?? 0;
  const page = await fetched(port, '/t');
  const text = page.body.toString();
  expect(text).toContain('<html lang="de">');
  expect(text).toContain('Diesem Gerät die Kasse bekannt machen');
  const { authority } = rig.hub.network.status();
  expect(text.replaceAll(' ', '')).toContain((authority ?? 'none').toUpperCase());
  expect(text).not.toContain('<script');
  for (const path of ['/', '/v1/hello', '/t/../ca.crt', '/.env']) expect((await fetched(port, path)).status).toBe(404);
  expect((await fetched(port, '/t', 'evil.example')).status).toBe(404);
  rig.window.set(false);
  await vi.waitFor(async () => await expect(fetched(port, '/t')).rejects.toThrow());
  expect(rig.hub.network.trustPort).toBeNull();
});

test('LN9 certificate and profile for Apple devices hold the very authority of the hub', async () => {
  const rig = await rigged();
  rig.window.set(true);
  await vi.waitFor(() => expect(rig.hub.network.trustPort).not.toBeNull());
  const port = rig.hub.network.trustPort ?? 0;
  const authority = new X509Certificate(rig.hub.ready.caPem);
  const certificate = await fetched(port, '/ca.crt');
  expect(certificate.type).toBe('application/x-x509-ca-cert');
  expect(new X509Certificate(certificate.body).fingerprint256).toBe(authority.fingerprint256);
  const profile = await fetched(port, '/kaunter.mobileconfig');
  expect(profile.type).toBe('application/x-apple-aspen-config');
  const data = /<data>([^<]+)<\/data>/.exec(profile.body.toString())?.[1] ?? '';
  expect(new X509Certificate(Buffer.from(data, 'base64')).fingerprint256).toBe(authority.fingerprint256);
  expect(profile.body.toString()).toContain('com.apple.security.root');
});
