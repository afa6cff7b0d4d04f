import { connect, type TLSSocket } from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { api } from '../../../contracts/api.ts';
import { rawCall, socketApi } from '../../../tests/hub/hub-client.ts';
import { answerOf } from '../../../tests/hub/refusal-of.ts';
import {
  coffee,
  openedStore,
  removeHub,
  secondTill,
  type TestHub,
  type Till,
  testHub,
} from '../../../tests/hub/test-hub.ts';
import { bodyBytesMax } from './https-server.ts';
import { jsonDepthMax } from './json-depth.ts';

let hub: TestHub;
let till: Till;
beforeAll(async () => {
  hub = await testHub();
  ({ till } = await openedStore(hub));
});
afterAll(async () => {
  await hub.close();
  removeHub(hub);
});

const address = () => ({ url: hub.url, caPem: hub.ready.caPem });
const json = { 'content-type': 'application/json' };
const post = (path: string, body: string | Buffer, headers: Record<string, string> = {}) =>
  rawCall(address(), { path, method: 'POST', headers: { ...json, ...headers }, body });

function ticket(): string {
  return hub.hub.sessions.issueTicket(hub.hub.terminalInstallId);
}

/** Sends bytes over TLS as they are and gives the first line of the answer. */
function spoken(lines: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket: TLSSocket = connect(
      { host: '127.0.0.1', port: hub.ready.port, ca: hub.ready.caPem, servername: 'localhost' },
      () => socket.write(`${lines.join('\r\n')}\r\n\r\n`),
    );
    let text = '';
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1');
      socket.end();
    });
    socket.on('close', () => resolve(text.split('\r\n')[0] ?? ''));
    socket.on('error', reject);
  });
}

/** How an upgrade is answered: `open`, or the status of the refusal. */
function upgrade(path: string, options: { origin?: string; headers?: Record<string, string> } = {}): Promise<string> {
  const socket = new WebSocket(`${hub.url.replace('https', 'wss')}${path}`, { ca: hub.ready.caPem, ...options });
  return new Promise((resolve) => {
    socket.on('open', () => {
      socket.close();
      resolve('open');
    });
    socket.on('unexpected-response', (_request, answer) => {
      answer.resume();
      resolve(String(answer.statusCode));
    });
    socket.on('error', () => undefined);
  });
}

test('RQ7 without a session only health, hello, the document and the exchange of a ticket are served', async () => {
  const open: string[] = [];
  for (const [noun, procedures] of Object.entries(api)) {
    const entries = '~orpc' in procedures ? [['', procedures] as const] : Object.entries(procedures);
    for (const [verb] of entries) {
      const path = `/api/rpc/${noun}${verb === '' ? '' : `/${verb}`}`;
      const answer = await post(path, JSON.stringify({ json: {} }));
      if (answer.status !== 401) open.push(`${path} ${answer.status}`);
    }
  }
  expect(open).toEqual(['/api/rpc/hello 200', '/api/rpc/session/install 400']);
  expect((await rawCall(address(), { path: '/api/health' })).text).toBe('{"ok":true}');
  expect((await rawCall(address(), { path: '/api/openapi.json' })).status).toBe(200);
});

test('RQ1 another Host, two Hosts, an absolute target and dot segments are refused on the wire', async () => {
  const host = `Host: localhost:${hub.ready.port}`;
  expect(await spoken(['GET /api/health HTTP/1.1', host])).toContain(' 200 ');
  expect(await spoken(['GET /api/health HTTP/1.1', 'Host: evil.example'])).toContain(' 421 ');
  expect(await spoken(['GET /api/health HTTP/1.1', host, host])).toContain(' 400 ');
  expect(await spoken([`GET https://evil.example/api/health HTTP/1.1`, host])).toContain(' 404 ');
  expect(await spoken(['GET /api/../api/health HTTP/1.1', host])).toContain(' 404 ');
});

test('RQ2 a foreign origin reaches neither the API nor a socket, our own window does', async () => {
  const hello = (origin: string) => rawCall(address(), { path: '/api/v1/hello', headers: { origin } });
  expect((await hello('https://evil.example')).status).toBe(403);
  expect((await hello('null')).status).toBe(403);
  expect((await hello('app://till')).status).toBe(200);
  expect(await upgrade(`/api/ws?ticket=${ticket()}`, { origin: 'https://evil.example' })).toBe('403');
  expect(await upgrade(`/api/ws?ticket=${ticket()}`, { origin: 'app://till' })).toBe('open');
  const asked = await rawCall(address(), {
    path: '/api/rpc/hello',
    method: 'OPTIONS',
    headers: { origin: 'app://till' },
  });
  expect(asked.status).toBe(204);
});

test('RQ3 TRACE, PUT and the rest are refused on the wire', async () => {
  const host = `Host: localhost:${hub.ready.port}`;
  for (const method of ['TRACE', 'PUT', 'DELETE', 'PATCH']) {
    expect(await spoken([`${method} /api/health HTTP/1.1`, host, 'Content-Length: 0'])).toContain(' 405 ');
  }
});

test('RQ4 a body that is too large, too deep, broken or no JSON is told so in one sentence', async () => {
  const large = await post('/api/rpc/session/install', Buffer.alloc(10_000_000, 0x20)).catch(() => null);
  if (large !== null)
    expect(JSON.parse(large.text)).toMatchObject({
      status: 413,
      message: 'The body is larger than this hub takes.',
    });
  const declared = await spoken([
    'POST /api/rpc/session/install HTTP/1.1',
    `Host: localhost:${hub.ready.port}`,
    'Content-Type: application/json',
    'Content-Length: 10000000',
  ]);
  expect(declared).toContain(' 413 ');
  const messageOf = async (body: string, headers: Record<string, string> = {}) =>
    (JSON.parse((await post('/api/v1/session/install', body, headers)).text) as { message: string }).message;
  expect(await messageOf('['.repeat(jsonDepthMax + 1) + ']'.repeat(jsonDepthMax + 1))).toBe(
    'The JSON in the body is nested too deeply.',
  );
  expect(await messageOf('{"ticket": "abc')).toBe('The body is not valid JSON.');
  expect(await messageOf('ticket=abc', { 'content-type': 'application/x-www-form-urlencoded' })).toBe(
    'Bodies must be application/json or application/vnd.kaunter.packed.',
  );
  expect((await rawCall(address(), { path: '/api/health' })).status).toBe(200);
});

test('RQ5 an invalid input names the field and nothing of our insides', async () => {
  const answer = await post('/api/v1/session/install', JSON.stringify({ ticket: 'short', __proto__: { admin: true } }));
  expect(answer.status).toBe(400);
  expect(JSON.parse(answer.text)).toMatchObject({ code: 'BAD_REQUEST', data: { issues: [{ path: ['ticket'] }] } });
  expect(answer.text).not.toMatch(/\/main\/|node_modules|at .*\.ts|SELECT|short/);
  const crash = hub.hub.store.sales.page;
  Object.assign(hub.hub.store.sales, {
    page: () => {
      throw new Error('SELECT secret FROM /srv/store.db');
    },
  });
  const path = '/api/v1/sale/page';
  const body = JSON.stringify({ before: null, limit: 1, text: '', from: null, to: null });
  const broken = await post(path, body, { authorization: `Bearer ${till.token ?? ''}` });
  Object.assign(hub.hub.store.sales, { page: crash });
  expect(broken.status).toBe(500);
  expect(broken.text).not.toContain('secret');
  expect(hub.logged.at(-1)).toMatchObject(['bug', { call: 'sale.page', error: 'Error' }]);
  expect(JSON.stringify(hub.logged)).not.toContain('secret');
});

test('RQ6 TLS 1.1 and ciphers without authentication are refused', async () => {
  const handshake = (options: object): Promise<string> =>
    new Promise((resolve) => {
      const socket = connect(
        { host: '127.0.0.1', port: hub.ready.port, ca: hub.ready.caPem, servername: 'localhost', ...options },
        () => {
          resolve(`${socket.getProtocol()} ${socket.getCipher().name}`);
          socket.end();
        },
      );
      socket.on('error', (error) => resolve('code' in error ? String(error.code) : error.message));
    });
  expect(await handshake({})).toMatch(/^TLSv1\.3 TLS_/);
  expect(await handshake({ maxVersion: 'TLSv1.2' })).toMatch(/^TLSv1\.2 ECDHE-ECDSA-(AES\d+-GCM|CHACHA20)/);
  expect(await handshake({ minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' })).toMatch(
    /^ERR_SSL|ECONNRESET/,
  );
  expect(await handshake({ maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES128-SHA' })).toMatch(/^ERR_SSL|ECONNRESET/);
});

test('RQ8 a socket needs a ticket, and each ticket opens one', async () => {
  const one = ticket();
  expect(await upgrade('/api/ws')).toBe('401');
  expect(await upgrade(`/api/ws?ticket=${'A'.repeat(43)}`)).toBe('401');
  expect(await upgrade(`/api/other?ticket=${one}`)).toBe('404');
  expect(await upgrade(`/api/ws?ticket=${one}`, { headers: { host: 'evil.example' } })).toBe('421');
  expect(await upgrade(`/api/ws?ticket=${one}`)).toBe('open');
  expect(await upgrade(`/api/ws?ticket=${one}`)).toBe('401');
});

test('RQ4 a socket that sends bytes, or nests without end, is closed', async () => {
  const closed = async (message: string | Buffer): Promise<number> => {
    const { socket } = await socketApi(address(), ticket(), () => null);
    const code = new Promise<number>((resolve) => socket.on('close', resolve));
    socket.send(message);
    return await code;
  };
  expect(await closed(Buffer.from([1, 2, 3]))).toBe(1003);
  expect(await closed('['.repeat(jsonDepthMax + 1))).toBe(1008);
  expect(await closed(' '.repeat(bodyBytesMax + 1))).toBe(1009);
});

test('SN15 a person’s token on the socket of another install is worth nothing', async () => {
  const other = await secondTill(hub);
  const theirs = hub.hub.sessions.issueTicket(other.installId);
  const { api: foreign, socket } = await socketApi(address(), theirs, () => till.token);
  expect(await answerOf(foreign.session.me())).toBe('UNAUTHORIZED');
  expect(await answerOf(foreign.session.staff())).toBe('ok');
  socket.close();
  const { api: own, socket: ownSocket } = await socketApi(address(), ticket(), () => till.token);
  expect(await answerOf(own.session.me())).toBe('ok');
  ownSocket.close();
});

test('EV1 events reach a client over its socket: a poke after each commit, and the end of its own session', async () => {
  const { api: mine, socket } = await socketApi(address(), ticket(), () => till.token);
  const stream = await mine.events.subscribe();
  const seen: string[] = [];
  const reading = (async () => {
    for await (const event of stream) {
      seen.push(event.kind === 'signed-off' ? `signed-off ${event.reason}` : event.kind);
      if (event.kind === 'signed-off') break;
    }
  })();
  await expect.poll(() => seen).toContain('alive');
  expect(await till.push('item.put', { item: coffee() })).toMatchObject({ status: 'applied' });
  await expect.poll(() => seen).toContain('poke');
  await mine.session.signOff();
  await reading;
  expect(seen.at(-1)).toBe('signed-off asked');
  socket.close();
  await expect.poll(() => hub.hub.board.streams).toBe(0);
});
