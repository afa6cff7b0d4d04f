import { afterEach, beforeEach, expect, test } from 'vitest';
import { accessTokenMs, nonceBucketMs, nonceHeader } from '../../../contracts/device-session.ts';
import { liveTicketMsMax } from '../../../contracts/live.ts';
import type { StaffId } from '../../../domain/id.ts';
import { pinTriesFree } from '../../../domain/staff/pin.ts';
import { freshKeys, Handheld, pairedHandheld, type TestLan, testLan, testOrigin } from '../../../tests/hub/handheld.ts';
import {
  colleague,
  movableClock,
  openedStore,
  ownerPin,
  removeHub,
  type TestHub,
  type Till,
  testHub,
} from '../../../tests/hub/test-hub.ts';
import { deviceRoutes } from './device-routes.ts';
import { ReplayCache, replayMsMax, replaysPerKeyMax } from './replay-cache.ts';

let hub: TestHub;
let lan: TestLan;
let till: Till;
let phone: Handheld;
const clock = movableClock();
beforeEach(async () => {
  hub = await testHub({ now: clock.now });
  ({ till } = await openedStore(hub, (same) => ({ ...same, autoLockMin: 0 })));
  lan = await testLan(hub);
  phone = await pairedHandheld(lan, till);
}, 60_000);
afterEach(async () => {
  await lan.close();
  await hub.close();
  removeHub(hub);
});

/** Any route a device needs its token for. */
const tiles = 'GET /v1/auth/staff';
const invalid = { status: 401, body: { code: 'invalid_dpop_proof' } };
const command = (change: object) => till.api.fleet.command({ deviceId: phone.device!.deviceId, ...change } as never);

test('PA20 every route of a device but pairing and the token wants a token and its proof', async () => {
  const routes = deviceRoutes();
  expect(routes.length).toBeGreaterThan(12);
  const stranger = await Handheld.unboxed(lan);
  stranger.nonce = phone.nonce;
  for (const { method, path } of routes.filter(
    ({ path }) => !path.startsWith('/v1/pair/') && path !== '/v1/auth/token',
  )) {
    const route = `${method} ${path}` as const;
    for (const extra of [
      { token: null, proof: null },
      { token: 'A'.repeat(43), proof: null },
      { token: 'A'.repeat(43) },
    ])
      expect([path, await stranger.call(route, {}, extra)]).toMatchObject([
        path,
        { status: 401, body: { code: 'invalid_token' } },
      ]);
    const bearer = await lan.send(path, {
      method,
      headers: { authorization: `Bearer ${phone.token}` },
    });
    expect([path, bearer.status]).toEqual([path, 401]);
    const unproven = await phone.call(route, {}, { proof: null });
    expect([path, unproven.status]).toEqual([path, 401]);
  }
});

test('PA21 a token is given to the key of the device alone; an unknown install and a foreign key are knocks', async () => {
  expect(await till.api.fleet.alerts()).toEqual([]);
  const stranger = await Handheld.unboxed(lan);
  expect(await stranger.askToken()).toMatchObject({ status: 401, body: { code: 'device-unknown' } });
  const thief = await Handheld.unboxed(lan, phone.installId);
  expect(await thief.askToken()).toMatchObject({ status: 401, body: { code: 'device-unknown' } });
  expect(await till.api.fleet.alerts()).toMatchObject([{ kind: 'unknown-device', deviceId: null, figure: 2 }]);
});

test('PA22 a proof works once', async () => {
  const proof = await phone.proof('GET', '/v1/auth/staff');
  expect((await phone.call(tiles, {}, { proof })).status).toBe(200);
  expect(await phone.call(tiles, {}, { proof })).toMatchObject(invalid);
  expect((await phone.call(tiles)).status).toBe(200);
});

test('PA22 used proofs are bounded key by key: one that makes too many waits, nobody else does', () => {
  let now = 0;
  const cache = new ReplayCache(() => now);
  for (let no = 0; no < replaysPerKeyMax; no += 1) expect(cache.take('one', `p${no}`)).toBe(true);
  expect([cache.take('one', 'more'), cache.take('other', 'p0'), cache.take('other', 'p0')]).toEqual([
    false,
    true,
    false,
  ]);
  now = replayMsMax + 1;
  cache.sweep();
  expect(cache.take('one', 'p0')).toBe(true);
});

test('PA23 a proof for another method, address, token, key or algorithm is no proof', async () => {
  const changes = [
    { method: 'POST' },
    { url: `${testOrigin}/v1/auth/token` },
    { url: 'https://evil.example/v1/auth/staff' },
    { url: `http://kaunter-test.local:8443/v1/auth/staff` },
    { token: null },
    { token: 'B'.repeat(43) },
    { keys: await freshKeys('ES256') },
    { keys: await freshKeys('RS256') },
  ];
  for (const change of changes)
    expect([change, await phone.call(tiles, {}, { change })]).toMatchObject([change, invalid]);
  const [head, body, signature] = (await phone.proof('GET', '/v1/auth/staff')).split('.');
  const none = Buffer.from(JSON.stringify({ alg: 'none', typ: 'dpop+jwt' })).toString('base64url');
  for (const proof of [
    `${none}.${body}.`,
    `${head}.${body}.${signature?.replace(/^./, (c) => (c === 'A' ? 'B' : 'A'))}`,
    'x',
    'a.b.c',
    'A'.repeat(5_000),
  ])
    expect(await phone.call(tiles, {}, { proof })).toMatchObject(invalid);
  expect((await phone.call(tiles, {}, { change: { url: `${testOrigin}/v1/auth/staff?x=1#y` } })).status).toBe(200);
});

test('PA24 a nonce is the hub’s own and lasts three minutes at most; who has an old one is told the new one', async () => {
  for (const nonce of ['made-up', 'A'.repeat(22)])
    expect(await phone.call(tiles, {}, { change: { nonce } })).toMatchObject({
      status: 401,
      body: { code: 'use_dpop_nonce' },
    });
  const old = phone.nonce!;
  clock.advance(2 * nonceBucketMs);
  expect((await phone.call(tiles, {}, { change: { nonce: old } })).status).toBe(200);
  clock.advance(nonceBucketMs);
  const late = await phone.call(tiles, {}, { change: { nonce: old } });
  expect(late).toMatchObject({ status: 401, body: { code: 'use_dpop_nonce' } });
  expect(late.header(nonceHeader)).not.toBe(old);
  expect((await phone.call(tiles)).status).toBe(200);
});

test('PA25 a token ends after ten minutes and with a restart; a ticket works once, for thirty seconds', async () => {
  const { tokens } = hub.hub.gate;
  const grant = hub.hub.gate.grantOf(hub.hub.handhelds.get(phone.device!.deviceId)!);
  const tickets = [tokens.issueTicket(grant), tokens.issueTicket(grant)].map(({ secret }) => secret);
  expect(tokens.redeem(tickets[0]!)).toMatchObject({ installId: phone.installId });
  expect(tokens.redeem(tickets[0]!)).toBeNull();
  clock.advance(liveTicketMsMax);
  expect(tokens.redeem(tickets[1]!)).toBeNull();
  clock.advance(accessTokenMs - liveTicketMsMax);
  expect(await phone.call(tiles)).toMatchObject({ status: 401, body: { code: 'invalid_token' } });
  expect((await phone.askToken()).status).toBe(200);
  expect((await phone.call(tiles)).status).toBe(200);
});

test('PA26 a device holds four tokens at most: the oldest makes room, another device loses none', async () => {
  const other = await pairedHandheld(lan, till);
  const first = phone.token;
  for (let no = 0; no < 4; no += 1) await phone.askToken();
  expect(await phone.call(tiles, {}, { token: first, change: { token: first } })).toMatchObject({
    body: { code: 'invalid_token' },
  });
  expect((await phone.call(tiles)).status).toBe(200);
  expect((await other.call(tiles)).status).toBe(200);
});

test("PA27 a token of one device with another's key, and a device under another's install id, are turned away", async () => {
  const other = await pairedHandheld(lan, till);
  expect(await other.call(tiles, {}, { token: phone.token, change: { token: phone.token } })).toMatchObject(invalid);
  const sealed = [{ seq: 1, jwe: 'a..b.c.d' }];
  expect(await other.call('POST /v1/device/sealed', { installId: phone.installId, ops: sealed })).toMatchObject({
    status: 403,
    body: { code: 'install-differs' },
  });
});

test('PA36 a key is rotated: the old one signs for the new one, and is never taken again', async () => {
  const keys = await freshKeys('ES256');
  const rotate = 'POST /v1/auth/rotate';
  const old = phone.keys;
  const wrong = await phone.proof('POST', '/v1/auth/rotate', { keys: await freshKeys('ES256'), token: null });
  expect(await phone.call(rotate, { key: await phone.key(keys), proof: wrong })).toMatchObject(invalid);
  const proof = await phone.proof('POST', '/v1/auth/rotate', { keys, token: null });
  expect((await phone.call(rotate, { key: await phone.key(keys), proof })).status).toBe(200);
  expect(await phone.call(tiles)).toMatchObject({ body: { code: 'invalid_token' } });
  expect(await phone.askToken()).toMatchObject({ body: { code: 'device-unknown' } });
  phone.keys = keys;
  expect((await phone.askToken()).status).toBe(200);
  const back = await phone.proof('POST', '/v1/auth/rotate', { keys: old, token: null });
  expect(await phone.call(rotate, { key: await phone.key(old), proof: back })).toMatchObject(invalid);
});

test('PA35 nobody does more at a device than its role', async () => {
  const { staffId } = till;
  await command({ do: 'role', role: 'cashier' });
  expect(await phone.signOn(staffId!, ownerPin)).toMatchObject({
    body: { staff: { role: 'cashier' }, permissions: { 'settings.edit': { answer: 'hidden' } } },
  });
  await command({ do: 'role', role: 'owner' });
  expect(await phone.signOn(staffId!, ownerPin)).toMatchObject({ body: { staff: { role: 'owner' } } });
});

test('PA50 a person signs on at the device; their token works there alone, and only short PINs stay with the hub', async () => {
  const cashier = await colleague(hub, till, 'cashier');
  const owner = await phone.signOn(till.staffId!, ownerPin);
  expect(owner.body).toMatchObject({ offline: true, staff: { name: 'Olga' } });
  const again = await phone.signOn(till.staffId!, ownerPin);
  expect(again.body.salt).toBe(owner.body.salt);
  const short = await phone.signOn(cashier.staffId, cashier.pin);
  expect(short.body).toMatchObject({ offline: false });
  expect(short.body.salt).not.toBe(owner.body.salt);
  const other = await pairedHandheld(lan, till);
  const act = { for: 'registration', pin: cashier.pin };
  expect(await other.call('POST /v1/auth/passkey/options', act, { staff: phone.staffToken })).toMatchObject({
    status: 401,
    body: { code: 'staff-needed' },
  });
  expect((await phone.call('POST /v1/auth/sign-off')).status).toBe(200);
  expect(await phone.call('POST /v1/auth/passkey/options', act)).toMatchObject({
    status: 401,
    body: { code: 'staff-needed' },
  });
});

test('PA51 wrong PINs at a device back off, survive a restart of the hub, and raise an alert', async () => {
  const { staffId } = await colleague(hub, till, 'cashier');
  for (let no = 0; no < pinTriesFree; no += 1)
    expect(await phone.signOn(staffId, '9999')).toMatchObject({ status: 409, body: { code: 'pin-wrong' } });
  expect(await phone.signOn(staffId, '4071')).toMatchObject({ status: 409, body: { code: 'pin-wait' } });
  expect(await till.api.fleet.alerts()).toMatchObject([{ kind: 'wrong-pins', deviceId: phone.device!.deviceId }]);
  await lan.close();
  await hub.close();
  hub = await testHub({ dir: hub.dir, now: clock.now });
  lan = await testLan(hub);
  const same = await Handheld.unboxed(lan, phone.installId);
  same.keys = phone.keys;
  expect((await same.askToken()).status).toBe(200);
  expect(await same.signOn(staffId, '4071')).toMatchObject({ status: 409, body: { code: 'pin-wait' } });
  clock.advance(60_000);
  expect((await same.signOn(staffId, '4071')).status).toBe(200);
});

test('PA52 who the policy does not let in at handhelds has no tile there and cannot sign on', async () => {
  const cashier = await colleague(hub, till, 'cashier');
  const policy = await till.api.fleet.policy();
  expect(policy).toMatchObject({ autoLockMs: 90_000, offlinePinDigitsMin: 6 });
  await till.api.fleet.setPolicy({ ...policy, roles: ['manager', 'owner'] });
  expect((await phone.call('GET /v1/auth/staff')).body.map(({ name }: { name: string }) => name)).toEqual(['Olga']);
  expect(await phone.signOn(cashier.staffId, cashier.pin)).toMatchObject({
    status: 409,
    body: { code: 'role-not-here' },
  });
  expect((await phone.askToken()).body.device.policy.roles).toEqual(['manager', 'owner']);
});

test('PA41 a locked device keeps its outbox going, but nobody signs on until a manager opens it', async () => {
  await phone.signOn(till.staffId!, ownerPin);
  const heard: string[] = [];
  hub.hub.handheldDesk.onWord((device, word) => heard.push(`${device.name} ${word}`));
  await command({ do: 'lock' });
  expect(heard).toEqual(['Phone lock']);
  expect(hub.hub.sessions.staffAt(phone.installId)).toBeNull();
  expect((await phone.askToken()).body).toMatchObject({
    scope: 'all',
    device: { state: 'locked', commands: ['lock'] },
  });
  expect(await phone.signOn(till.staffId!, ownerPin)).toMatchObject({ status: 409, body: { code: 'device-locked' } });
  expect(hub.hub.sync.standingOf(phone.installId)).toBe('paired');
  await command({ do: 'unlock' });
  expect((await phone.signOn(till.staffId!, ownerPin)).status).toBe(200);
});

test('PA42 a revoked device is turned away at once, with the token it holds and without', async () => {
  const { gate, handhelds } = hub.hub;
  const ticket = gate.tokens.issueTicket(gate.grantOf(handhelds.get(phone.device!.deviceId)!)).secret;
  await command({ do: 'revoke' });
  expect(gate.tokens.redeem(ticket)).toBeNull();
  expect((await phone.call(tiles)).status).toBe(401);
  expect(await phone.askToken()).toMatchObject({ status: 403, body: { code: 'device-revoked' } });
  expect(hub.hub.sync.standingOf(phone.installId)).toBe('revoked');
  await command({ do: 'amnesty' });
  expect(await phone.askToken()).toMatchObject({ status: 200, body: { scope: 'push', device: { state: 'amnesty' } } });
  expect(await phone.call(tiles)).toMatchObject({ status: 403, body: { code: 'scope-push' } });
  expect(await phone.signOn(till.staffId as StaffId, ownerPin)).toMatchObject({ status: 403 });
  expect(hub.hub.sync.standingOf(phone.installId)).toBe('amnesty');
});
