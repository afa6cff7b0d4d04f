import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { coffee, removeHub } from '../hub/test-hub.ts';
import { spoken } from './network-client.ts';
import { type NetworkRig, networkRig } from './network-rig.ts';

let rig: NetworkRig;
let dir = '';

/** A small program of a handheld, with a list that names some of its files rightly. */
function program(): string {
  dir = mkdtempSync(join(tmpdir(), 'kaunter-handheld-'));
  mkdirSync(join(dir, 'assets'));
  const files: Record<string, string> = {
    'index.html': '<!doctype html><title>Kaunter</title>',
    'sw.js': 'self.addEventListener("fetch", () => {});',
    'assets/app-a1b2c3d4.js': 'export const a = 1;'.repeat(200),
    'assets/scan.wasm': 'not really',
  };
  const list = Object.entries(files).map(([path, text]) => {
    writeFileSync(join(dir, path), text);
    return { path, sha256: createHash('sha256').update(text).digest('hex') };
  });
  writeFileSync(join(dir, 'assets/changed.js'), 'changed later');
  writeFileSync(join(dir, 'unlisted.js'), 'nobody listed this');
  writeFileSync(join(dir, '.env'), 'SECRET=1');
  symlinkSync('/etc/passwd', join(dir, 'passwd.json'));
  const wrong = { path: 'assets/changed.js', sha256: '0'.repeat(64) };
  writeFileSync(join(dir, 'files.json'), JSON.stringify([...list, wrong]));
  return dir;
}

beforeAll(async () => {
  rig = await networkRig({ handheldDir: program() });
  await rig.till.push('item.put', { item: coffee() });
});
afterAll(async () => {
  await rig.hub.close();
  removeHub(rig.hub);
  rmSync(dir, { recursive: true, force: true });
});

const device = () => rig.client(rig.gate.add().deviceId);
const host = () => `Host: ${rig.client().host}`;

test('LN1 the hub is on the network at one origin, as its status and its hello say', async () => {
  const status = await rig.till.api.network.status();
  expect(status).toMatchObject({ state: 'on', origin: `https://${rig.name}:${rig.port}`, sockets: 0 });
  const hello = await rig.client().get('/v1/hello');
  expect(hello.status).toBe(200);
  expect(hello.json()).toMatchObject({ program: 'kaunter', authority: status.authority, nonce: 'n-1' });
  expect(hello.headers['strict-transport-security']).toBe('max-age=31536000');
});

test('LN10 another Host, two Hosts, an address as Host, an absolute target and dot segments are refused', async () => {
  const status = async (...lines: string[]) => (await spoken(rig.client(), lines)).split(' ')[1];
  expect(await status('GET /v1/hello HTTP/1.1', host())).toBe('200');
  expect(await status('GET /v1/hello HTTP/1.1', `Host: evil.example:${rig.port}`)).toBe('421');
  expect(await status('GET /v1/hello HTTP/1.1', `Host: localhost:${rig.port}`)).toBe('421');
  expect(await status('GET /v1/hello HTTP/1.1', `Host: 127.0.0.1:${rig.port}`)).toBe('421');
  expect(await status('GET /v1/hello HTTP/1.1', `Host: ${rig.name}`)).toBe('421');
  expect(await status('GET /v1/hello HTTP/1.1', host(), host())).toBe('400');
  expect(await status('GET https://evil.example/v1/hello HTTP/1.1', host())).toBe('404');
  for (const path of [
    '/../etc/passwd',
    '/%2e%2e/x',
    '/a//b',
    '/a/%00',
    '/a\\b',
    '/./index.html',
    '/.env',
    '/.git/HEAD',
  ])
    expect(await status(`GET ${path} HTTP/1.1`, host())).toMatch(/^40[04]$/);
});

test('LN10 pages of other origins reach neither API nor files; a person who opens the page does', async () => {
  const client = device();
  const asked = async (path: string, headers: Record<string, string>) => (await client.get(path, headers)).status;
  expect(await asked('/v1/catalog/manifest', { origin: 'https://evil.example' })).toBe(403);
  expect(await asked('/v1/catalog/manifest', { origin: 'null' })).toBe(403);
  expect(await asked('/v1/catalog/manifest', { origin: client.origin.toUpperCase() })).toBe(403);
  expect(await asked('/v1/catalog/manifest', { origin: client.origin })).toBe(200);
  expect(await asked('/v1/catalog/manifest', { 'sec-fetch-site': 'cross-site' })).toBe(403);
  expect(await asked('/v1/catalog/manifest', { 'sec-fetch-site': 'same-origin' })).toBe(200);
  expect(await asked('/', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' })).toBe(403);
  const visit = { 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
  expect(await asked('/', visit)).toBe(200);
  expect(await asked('/v1/hello', visit)).toBe(403);
});

test('LN11 without a device there is hello, the program, and nothing else; the answer is always the same', async () => {
  const stranger = rig.client();
  const paths = Object.keys((await device().get('/v1/openapi.json')).json<{ paths: object }>().paths);
  expect(paths.length).toBeGreaterThan(15);
  const answers = new Set<string>();
  for (const path of [...paths.filter((each) => each !== '/hello'), '/nothing-here', '/openapi.json']) {
    for (const method of ['GET', 'POST']) {
      const answer = await stranger.send({ method, path: `/v1${path.replace(/\{\w+\}/, 'a'.repeat(64))}` });
      answers.add(`${answer.status} ${answer.bytes.toString()}`);
    }
  }
  expect([...answers]).toEqual([
    '401 {"defined":false,"code":"token-missing","status":401,"message":"This device did not prove who it is."}',
  ]);
  expect((await stranger.get('/v1/catalog/manifest')).headers['dpop-nonce']).toBe('n-1');
});

test('LN11 what only the till may do is not there for a device either', async () => {
  const client = device();
  for (const path of ['/store/initialise', '/session/install', '/catalog/import-run', '/staff', '/op/push', '/events'])
    expect((await client.post(`/v1${path}`, {})).status).toBe(404);
  expect((await client.get('/v1/session/staff')).status).toBe(200);
  expect((await client.get('/v1/shift/current')).status).toBe(401);
});

test('LN12 only listed files are served, only as they were listed, with the policy of the program', async () => {
  const client = rig.client();
  const page = await client.get('/pair');
  expect(page.bytes.toString()).toContain('<title>Kaunter</title>');
  const policy = String(page.headers['content-security-policy']);
  expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';");
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain('unsafe-inline');
  expect(policy).toContain("worker-src 'self'");
  expect(policy).toContain('trusted-types kaunter-worker');
  const code = await client.get('/assets/app-a1b2c3d4.js', { 'accept-encoding': 'gzip, br' });
  expect(code.headers).toMatchObject({
    'content-encoding': 'br',
    'cache-control': 'public, max-age=31536000, immutable',
  });
  const worker = await client.get('/sw.js');
  expect(worker.headers).toMatchObject({ 'cache-control': 'no-cache' });
  expect((await client.get('/sw.js', { 'if-none-match': String(worker.headers['etag']) })).status).toBe(304);
  for (const path of ['/unlisted.js', '/assets/changed.js', '/passwd.json', '/files.json', '/sw.js.map', '/assets'])
    expect((await client.get(path)).status).toBe(404);
});

test('LN13 a body is refused before it is read when nobody proved anything, and by size, depth and kind when somebody did', async () => {
  const lines = (extra: string[]) => [
    'POST /v1/sync/push HTTP/1.1',
    host(),
    'Content-Type: application/json',
    'Content-Length: 1000000000',
    ...extra,
  ];
  expect(await spoken(rig.client(), lines([]))).toMatch(/^HTTP\/1.1 401 .*connection: close/is);
  const { deviceId } = rig.gate.add();
  expect(await spoken(rig.client(), lines([`Authorization: Test ${deviceId}`]))).toMatch(/^HTTP\/1.1 413 /);
  const client = rig.client(deviceId);
  expect((await client.post('/v1/sync/push', `${'['.repeat(60)}${']'.repeat(60)}`)).status).toBe(400);
  expect((await client.post('/v1/sync/push', 'a=b', { 'content-type': 'text/plain' })).status).toBe(415);
  expect((await client.post('/v1/sync/push', '{"proto":', {})).status).toBe(400);
  expect((await client.post('/v1/sync/push', Buffer.from('H4sIAAAA'), { 'content-encoding': 'gzip' })).status).toBe(
    400,
  );
  expect((await client.send({ method: 'PUT', path: '/v1/sync/push' }, '{}')).status).toBe(405);
  const heads = Object.fromEntries(Array.from({ length: 60 }, (_each, no) => [`x-h${no}`, 'a']));
  expect((await client.get('/v1/hello', heads)).status).toBe(431);
});

test('LN15 what breaks inside is told in one sentence with nothing of the insides', async () => {
  const client = device();
  const { chunks } = rig.hub.network;
  const before = chunks.manifest;
  Object.assign(chunks, {
    manifest: () => {
      throw new Error('SELECT secret FROM /srv/store.db');
    },
  });
  try {
    const answer = await client.get('/v1/catalog/manifest');
    expect(answer.status).toBe(500);
    expect(answer.bytes.toString()).not.toMatch(/SELECT|srv|\.ts|:\d+:\d+/);
  } finally {
    Object.assign(chunks, { manifest: before });
  }
});

test('LN16 a device under amnesty may send what it holds and is told nothing else', async () => {
  const client = rig.client(rig.gate.add('amnesty').deviceId);
  expect((await client.get('/v1/sync/hello')).status).toBe(200);
  expect((await client.get('/v1/catalog/manifest')).status).toBe(403);
  expect((await client.get('/v1/settings')).status).toBe(403);
  expect((await client.post('/v1/live/ticket', {})).status).toBe(403);
});

test('LN18 old TLS and weak ciphers find no common ground', async () => {
  const { port, caPem, name } = rig.client().at;
  const handshake = (options: object): Promise<string> =>
    new Promise((resolve) => {
      const socket = connect({ host: '127.0.0.1', port, ca: caPem, servername: name, ...options }, () => {
        resolve(`${socket.getProtocol()} ${socket.getCipher().name}`);
        socket.destroy();
      });
      socket.on('error', () => resolve('refused'));
    });
  expect(await handshake({ minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' })).toMatch(/TLSv1.2 .*(GCM|POLY1305)/);
  expect(await handshake({})).toMatch(/TLSv1.3/);
  expect(await handshake({ minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'ALL@SECLEVEL=0' })).toBe('refused');
  expect(await handshake({ maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES128-SHA256:AES128-SHA' })).toBe('refused');
});
