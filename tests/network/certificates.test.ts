import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { OwnDomain } from '../../domain/store/network-settings.ts';
import { type TrustTexts, trustPage, trustTextKeys } from '../../main/hub/network/trust-page.ts';
import { trustProfile } from '../../main/hub/network/trust-profile.ts';
import { makeAuthority, makeLeaf } from '../../main/hub/tls/certificates.ts';
import { pemOf } from '../../main/hub/tls/kept-certificate.ts';
import { answerOf } from '../hub/refusal-of.ts';
import { colleague, movableClock, removeHub } from '../hub/test-hub.ts';
import { type NetworkRig, networkRig } from './network-rig.ts';
import { PropertyListReader } from './property-list.ts';

const dayMs = 86_400_000;
const host = 'till.shop.example';
let rig: NetworkRig;
let dir = '';
let clock: ReturnType<typeof movableClock>;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'kaunter-own-'));
  clock = movableClock();
  rig = await networkRig({ now: clock.now });
});
afterEach(async () => {
  await rig.hub.close();
  removeHub(rig.hub);
  rmSync(dir, { recursive: true, force: true });
});

/** Files of an own domain, valid for 90 days from `from`. */
async function ownFiles(name: string, from: number, names = [host]): Promise<OwnDomain> {
  const authority = await makeAuthority(host, from);
  const { certificatePem, privateKey } = await makeLeaf({ authority, names, nowMs: from, days: 90 });
  const files = { host, certificateFile: join(dir, `${name}.pem`), keyFile: join(dir, `${name}.key`) };
  writeFileSync(files.certificateFile, certificatePem);
  writeFileSync(files.keyFile, pemOf(privateKey));
  return files;
}

async function use(ownDomain: OwnDomain | null): Promise<void> {
  const network = { enabled: true, port: rig.port, ownDomain };
  rig.hub.hub.append([{ kind: 'settings.changed', staffId: null, body: { settings: { ...rig.settings, network } } }]);
  await rig.hub.network.follow();
}
const problems = (): readonly string[] => rig.hub.network.status().problems.filter((code) => code !== 'no-address');

test('LN23 by which certificates devices know the hub is told: authority, what is served, and when it is renewed', async () => {
  const facts = await rig.till.api.network.certificates();
  const authority = new X509Certificate(rig.hub.ready.caPem);
  const { notAfter } = rig.hub.network.status();
  expect(facts).toMatchObject({
    hubName: rig.name,
    authority: {
      subject: `Kaunter ${rig.name}`,
      fingerprint: authority.fingerprint256.replaceAll(':', '').toLowerCase(),
    },
    served: { issuer: `Kaunter ${rig.name}`, names: expect.arrayContaining([rig.name]) },
    ownDomain: null,
  });
  expect(Math.abs((facts.renewsAt ?? 0) - ((notAfter ?? 0) - 30 * dayMs))).toBeLessThan(1_000);
  expect(JSON.stringify(facts)).not.toContain('PRIVATE');
});

test('LN24 files of an own domain are looked at before they are used, by the owner, and change nothing', async () => {
  const good = await ownFiles('good', clock.now());
  const other = await ownFiles('other', clock.now(), ['elsewhere.example']);
  const before = rig.hub.network.status().origin;
  const { checkOwnDomain } = rig.till.api.network;
  expect(await checkOwnDomain(good)).toMatchObject({ problem: null, certificate: { names: [host] }, endsSoon: false });
  expect(await checkOwnDomain(other)).toMatchObject({ problem: 'own-name-differs', certificate: null });
  expect(await checkOwnDomain({ ...good, keyFile: other.keyFile })).toMatchObject({ problem: 'own-key-differs' });
  expect(await checkOwnDomain({ ...good, keyFile: '/nowhere' })).toMatchObject({ problem: 'own-file-unreadable' });
  expect(rig.hub.network.status()).toMatchObject({ origin: before, problems: rig.hub.network.status().problems });
  const { till } = await colleague(rig.hub, rig.till, 'manager');
  expect(await answerOf(till.api.network.checkOwnDomain(good))).toMatch(/^FORBIDDEN/);
});

test('LN25 files that went bad are told, and the copy of the last good ones is served while it is valid', async () => {
  const files = await ownFiles('good', clock.now());
  await use(files);
  const { served } = rig.hub.network.certificates();
  writeFileSync(files.certificateFile, 'half copied');
  await rig.hub.network.renew();
  expect([rig.hub.network.status().state, problems()]).toEqual(['on', ['own-not-a-certificate']]);
  await use(null);
  await use(files);
  expect([rig.hub.network.status().state, problems()]).toEqual(['on', ['own-not-a-certificate']]);
  expect(rig.hub.network.certificates().served).toEqual(served);
  const renewed = await ownFiles('good', clock.now() + dayMs);
  clock.advance(2 * dayMs);
  await rig.hub.network.renew();
  expect(problems()).toEqual([]);
  expect(rig.hub.network.certificates().served?.fingerprint).not.toBe(served?.fingerprint);
  writeFileSync(renewed.keyFile, 'gone');
  clock.advance(120 * dayMs);
  await use(null);
  await use(files);
  expect([rig.hub.network.status().state, problems()]).toEqual(['failed', ['own-not-a-key']]);
});

const uuid = /^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/;

test.each(['Probeladen', 'Kaffee & Kuchen <Nord> "7"', '</string><key>PayloadType</key>'])(
  'LN27 the profile of a store called %s is a sound property list with the authority as a root',
  (storeName) => {
    const authorityPem = rig.hub.ready.caPem;
    const xml = trustProfile({ authorityPem, hubName: rig.name, storeName });
    const profile = new PropertyListReader(xml).read() as Record<string, unknown>;
    expect(profile).toMatchObject({
      PayloadType: 'Configuration',
      PayloadVersion: 1,
      PayloadOrganization: storeName,
      PayloadUUID: expect.stringMatching(uuid),
      PayloadIdentifier: `kaunter.${rig.name}`,
    });
    const [root] = profile['PayloadContent'] as readonly Record<string, unknown>[];
    expect(root).toMatchObject({
      PayloadType: 'com.apple.security.root',
      PayloadVersion: 1,
      PayloadUUID: expect.stringMatching(uuid),
      PayloadContent: new X509Certificate(authorityPem).raw,
    });
    expect(root?.['PayloadUUID']).not.toBe(profile['PayloadUUID']);
    expect(trustProfile({ authorityPem, hubName: rig.name, storeName })).toBe(xml);
  },
);

test('LN27 device management gets profile and certificate at the counter, with no pairing window open', async () => {
  const { certificatePem, profile } = await rig.till.api.network.trustFiles();
  expect(certificatePem).toBe(rig.hub.ready.caPem);
  expect(new PropertyListReader(profile).read()).toMatchObject({ PayloadType: 'Configuration' });
  expect(rig.hub.network.trustPort).toBeNull();
  const { till } = await colleague(rig.hub, rig.till, 'supervisor');
  expect(await answerOf(till.api.network.trustFiles())).toMatch(/^FORBIDDEN/);
});

test('LN8 the trust page has a sound style in the dark too', () => {
  const texts = Object.fromEntries(trustTextKeys.map((key) => [key, key])) as TrustTexts;
  const page = trustPage({ texts, language: 'en', origin: 'https://x.local', fingerprint: 'ab'.repeat(32) });
  const style = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? '';
  expect(style.split('{').length).toBe(style.split('}').length);
  expect(style).toContain('(prefers-color-scheme:dark){body{');
});
