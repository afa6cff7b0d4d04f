import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { guardRequest, hostsOf } from './request-guard.ts';

const rules = { port: 8443, names: ['localhost', '127.0.0.1', '::1', 'kaunter-7f3a.local'], origins: ['app://till'] };

function status(method: string, url: string, ...rawHeaders: string[]): number {
  const headers: Record<string, string> = {};
  for (let index = 0; index < rawHeaders.length; index += 2)
    headers[rawHeaders[index]!.toLowerCase()] ??= rawHeaders[index + 1]!;
  const request = { method, url, rawHeaders, headers } as unknown as IncomingMessage;
  return guardRequest(request, rules)?.status ?? 200;
}

test('RQ1 only our own names, one Host header and plain paths are answered', () => {
  const host = ['Host', '127.0.0.1:8443'];
  expect(hostsOf(rules)).toEqual(['localhost:8443', '127.0.0.1:8443', '[::1]:8443', 'kaunter-7f3a.local:8443']);
  expect(status('GET', '/api/hello', ...host)).toBe(200);
  expect(status('GET', '/api/ws?ticket=a', 'host', 'KAUNTER-7F3A.local:8443')).toBe(200);
  for (const other of ['evil.example:8443', '127.0.0.1', '127.0.0.1:8444', 'localhost.evil.example:8443', '']) {
    expect(status('GET', '/api/hello', 'Host', other)).toBe(421);
  }
  expect(status('GET', '/api/hello')).toBe(400);
  expect(status('GET', '/api/hello', ...host, 'hOST', '127.0.0.1:8443')).toBe(400);
  const paths = [
    '/',
    '/x',
    '/api/../x',
    '/api//hello',
    '/api/%2e%2e/x',
    'https://evil.example/api/hello',
    '*',
    '/api/hello/',
    '/api/a.js',
    '/api\\x',
  ];
  for (const path of paths) expect(status('GET', path, ...host)).toBe(404);
  expect(status('GET', `/api/${'a'.repeat(3_000)}`, ...host)).toBe(414);
});

test('RQ2 an origin that is not on the list is refused, none at all is a program and goes on to the session check', () => {
  const host = ['Host', 'localhost:8443'];
  expect(status('POST', '/api/rpc/hello', ...host, 'Origin', 'app://till')).toBe(200);
  for (const origin of ['null', 'app://till.evil', 'https://localhost:8443', 'APP://TILL', 'app://till/']) {
    expect(status('POST', '/api/rpc/hello', ...host, 'Origin', origin)).toBe(403);
  }
  expect(status('POST', '/api/rpc/hello', ...host, 'Origin', 'app://till', 'origin', 'app://till')).toBe(403);
});

test('RQ3 only GET, POST and OPTIONS are served', () => {
  for (const method of ['TRACE', 'CONNECT', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'PROPFIND']) {
    expect(status(method, '/api/hello', 'Host', 'localhost:8443')).toBe(405);
  }
});
