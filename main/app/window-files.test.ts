import { sep } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pinOf } from './certificate-pin.ts';
import { contentSecurityPolicy } from './content-security-policy.ts';
import { portFromEnvironment } from './counter-plan.ts';
import { reachableHosts, windowHost } from './hub-address.ts';
import { dataRoot, layoutFrom } from './program-layout.ts';
import { fileOfUrl } from './window-files.ts';

const root = '/srv/renderer';

test('WN1 the window loads its own files by app://till and nothing else', () => {
  expect(fileOfUrl('app://till/terminal/index.html', root)).toBe('/srv/renderer/terminal/index.html');
  expect(fileOfUrl('app://till/assets/a%20b.js?x#y', root)).toBe('/srv/renderer/assets/a b.js');
  const strangers = [
    'app://other/terminal/index.html',
    'https://till/x.js',
    'file:///etc/passwd',
    'about:blank',
    '',
    'x',
  ];
  expect(strangers.map((url) => fileOfUrl(url, root))).toEqual(strangers.map(() => null));
});

test('WN2 no URL leads out of the renderer directory', () => {
  const ways = ['/../x', '/..%2fx', '/%2e%2e/%2e%2e/etc/passwd', '/a%00.js', '/..\\x', '/%5c..%5cx', '/%E0%A4%A', '/'];
  const files = ways.map((way) => fileOfUrl(`app://till${way}`, root));
  expect(files.filter((file) => file !== null && !file.startsWith(root + sep))).toEqual([]);
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('..', '.', '%2e', '%2f', '/', '%5c', '\\', 'a', '%00', '%25', '~')),
      (parts) => {
        const file = fileOfUrl(`app://till/${parts.join('')}`, root);
        return file === null || file.startsWith(root + sep);
      },
    ),
    { numRuns: 2_000 },
  );
});

test('WN3 the policy allows no inline code, no foreign origin and only the hub of this moment', () => {
  const policy = contentSecurityPolicy({ host: '127.0.0.1', port: 8_443 });
  expect(policy).not.toMatch(/unsafe-|\*|http:/);
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("require-trusted-types-for 'script'");
  expect(policy).toContain("connect-src 'self' https://127.0.0.1:8443 wss://127.0.0.1:8443;");
  expect(contentSecurityPolicy(null)).toContain("connect-src 'self';");
});

test('WN4 a fingerprint is compared in the form Chromium reports it', () => {
  expect(pinOf('00'.repeat(32))).toBe(`sha256/${'A'.repeat(43)}=`);
});

test('PS13 a hub that listens everywhere is reached by loopback here and by each address from elsewhere', () => {
  expect(windowHost('0.0.0.0')).toBe('127.0.0.1');
  expect(windowHost('192.168.1.5')).toBe('192.168.1.5');
  expect(reachableHosts('0.0.0.0', () => ['10.0.0.7'])).toEqual(['127.0.0.1', '10.0.0.7']);
  expect(reachableHosts('127.0.0.1', () => ['10.0.0.7'])).toEqual(['127.0.0.1']);
});

test('PS11 the parts are found from the sources, from a build and from a package', () => {
  expect(layoutFrom('/k/main/app/headless.ts', null)).toEqual({
    hubEntry: '/k/main/hub/index.ts',
    devicesEntry: '/k/main/app/device-process.ts',
    resourcesDir: '/k/resources',
    migrationsDir: '/k/migrations',
    handheldDir: '/k/out/handheld',
  });
  expect(layoutFrom('/k/out/main/index.js', null)).toMatchObject({
    hubEntry: '/k/out/main/hub.js',
    resourcesDir: '/k/resources',
  });
  expect(layoutFrom('/opt/k/resources/app.asar/out/main/index.js', '/opt/k/resources')).toEqual({
    hubEntry: '/opt/k/resources/app.asar.unpacked/out/main/hub.js',
    devicesEntry: '/opt/k/resources/app.asar.unpacked/out/main/devices.js',
    resourcesDir: '/opt/k/resources/resources',
    migrationsDir: '/opt/k/resources/migrations',
    handheldDir: '/opt/k/resources/app.asar.unpacked/out/handheld',
  });
});

test('PS11 KAUNTER_DATA and KAUNTER_PORT are obeyed, and a senseless port is refused in words', () => {
  expect(dataRoot({ KAUNTER_DATA: '/mnt/till' })).toBe('/mnt/till');
  expect(dataRoot({ XDG_CONFIG_HOME: '/c' })).toMatch(/Kaunter$/);
  expect(portFromEnvironment({})).toBe(0);
  expect(portFromEnvironment({ KAUNTER_PORT: '9443' })).toBe(9_443);
  for (const bad of ['80', '70000', 'abc', '1.5']) {
    expect(() => portFromEnvironment({ KAUNTER_PORT: bad })).toThrow(`not "${bad}"`);
  }
});
