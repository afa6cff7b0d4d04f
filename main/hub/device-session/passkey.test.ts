import { afterEach, beforeEach, expect, test } from 'vitest';
import type { StaffId } from '../../../domain/id.ts';
import { Authenticator, type Misbehaviour } from '../../../tests/hub/authenticator.ts';
import { type Handheld, pairedHandheld, type TestLan, testLan, testOrigin } from '../../../tests/hub/handheld.ts';
import {
  colleague,
  movableClock,
  openedStore,
  removeHub,
  type TestHub,
  type Till,
  testHub,
} from '../../../tests/hub/test-hub.ts';
import { challengeMsMax } from './challenge-book.ts';

let hub: TestHub;
let lan: TestLan;
let till: Till;
let phone: Handheld;
let cashier: { readonly staffId: StaffId; readonly pin: string };
let manager: { readonly staffId: StaffId; readonly pin: string };
const clock = movableClock();
beforeEach(async () => {
  hub = await testHub({ now: clock.now });
  ({ till } = await openedStore(hub, (same) => ({ ...same, autoLockMin: 0 })));
  cashier = (await colleague(hub, till, 'cashier')) as never;
  manager = (await colleague(hub, till, 'manager')) as never;
  lan = await testLan(hub);
  phone = await pairedHandheld(lan, till);
}, 60_000);
afterEach(async () => {
  await lan.close();
  await hub.close();
  removeHub(hub);
});

const optionsRoute = 'POST /v1/auth/passkey/options';
async function challengeOf(ask: object): Promise<string> {
  const said = await phone.call(optionsRoute, ask);
  expect([said.status, said.body.code]).toEqual([200, undefined]);
  return said.body.options.challenge;
}

async function register(authenticator: Authenticator, wrong: Misbehaviour = {}) {
  const challenge = await challengeOf({ for: 'registration', pin: manager.pin });
  return await phone.call('POST /v1/auth/passkey/register', {
    challenge,
    response: authenticator.create(challenge, wrong),
  });
}

async function withPasskey(): Promise<Authenticator> {
  const authenticator = new Authenticator(testOrigin);
  await phone.signOn(manager.staffId, manager.pin);
  expect((await register(authenticator)).status).toBe(200);
  await phone.signOn(cashier.staffId, cashier.pin);
  return authenticator;
}

const act = (change: object = {}) => ({
  for: 'act',
  act: {
    permission: 'price.override',
    objectId: 'line-1',
    amount: null,
    reasonCode: 'shelf-price',
    approverId: manager.staffId,
    ...change,
  },
});
const approve = (challenge: string, response: object) =>
  phone.call('POST /v1/auth/passkey/approve', { challenge, response });

test('PA60 a manager adds a passkey with their PIN; one without the person verified, or for another place, is none', async () => {
  await phone.signOn(manager.staffId, manager.pin);
  expect(await phone.call(optionsRoute, { for: 'registration', pin: '111111' })).toMatchObject({
    status: 409,
    body: { code: 'pin-wrong' },
  });
  for (const wrong of [{ verified: false }, { origin: 'https://evil.example' }, { rpId: 'evil.example' }])
    expect(await register(new Authenticator(testOrigin), wrong)).toMatchObject({
      status: 409,
      body: { code: 'passkey-wrong' },
    });
  const authenticator = new Authenticator(testOrigin);
  expect((await register(authenticator)).status).toBe(200);
  expect(hub.hub.store.handhelds.passkeys(manager.staffId)).toMatchObject([
    { credentialId: authenticator.id, counter: 0 },
  ]);
  const added = hub.hub.store.ops.page(0, 500).at(-1);
  expect(await register(authenticator)).toMatchObject({ status: 409, body: { code: 'passkey-wrong' } });
  expect(added).toMatchObject({
    kind: 'device.passkey-added',
    staffId: manager.staffId,
  });
});

test('PA61 a consent by passkey is an override for that act, object and figure, asked by who is signed on', async () => {
  const authenticator = await withPasskey();
  const challenge = await challengeOf(act());
  const granted = await approve(challenge, authenticator.get(challenge));
  expect(granted).toMatchObject({
    status: 200,
    body: { permission: 'price.override', objectId: 'line-1', approverId: manager.staffId },
  });
  expect(hub.hub.store.overrides.get(granted.body.overrideId)).toMatchObject({
    askedBy: cashier.staffId,
    used: false,
    objectId: 'line-1',
  });
  expect(hub.hub.store.handhelds.passkeys(manager.staffId)).toMatchObject([{ counter: 1 }]);
});

test('PA62 a challenge is good once, for two minutes, at the device and for the person it was made for', async () => {
  const authenticator = await withPasskey();
  const challenge = await challengeOf(act());
  const unknown = { status: 409, body: { code: 'challenge-unknown' } };
  expect((await approve(challenge, authenticator.get(challenge))).status).toBe(200);
  expect(await approve(challenge, authenticator.get(challenge))).toMatchObject(unknown);
  const late = await challengeOf(act());
  clock.advance(challengeMsMax);
  expect(await approve(late, authenticator.get(late))).toMatchObject(unknown);
  const swapped = await challengeOf(act());
  await phone.signOn(manager.staffId, manager.pin);
  expect(await approve(swapped, authenticator.get(swapped))).toMatchObject(unknown);
});

test('PA63 a wrong signature, an unverified person, a foreign place or a counter that went back consents to nothing', async () => {
  const authenticator = await withPasskey();
  for (const wrong of [{ verified: false }, { origin: 'https://evil.example' }, { rpId: 'evil.example' }]) {
    const challenge = await challengeOf(act());
    expect(await approve(challenge, authenticator.get(challenge, wrong))).toMatchObject({
      status: 409,
      body: { code: 'passkey-wrong' },
    });
  }
  const other = await challengeOf(act());
  const mixed = await challengeOf(act({ objectId: 'line-2' }));
  expect(await approve(mixed, authenticator.get(other))).toMatchObject({
    status: 409,
    body: { code: 'passkey-wrong' },
  });
  const good = await challengeOf(act());
  expect((await approve(good, authenticator.get(good, { counter: 50 }))).status).toBe(200);
  const copied = await challengeOf(act());
  expect(await approve(copied, authenticator.get(copied, { counter: 50 }))).toMatchObject({
    body: { code: 'passkey-wrong' },
  });
  const stranger = await challengeOf(act());
  expect(await approve(stranger, new Authenticator(testOrigin).get(stranger))).toMatchObject({
    body: { code: 'passkey-unknown' },
  });
});

test('PA64 nobody consents for themselves, beyond their own leave, without a reason, or with a passkey of a device out of favour', async () => {
  const authenticator = await withPasskey();
  const asked = async (change: object) => (await phone.call(optionsRoute, act(change))).body.code;
  expect(await asked({ approverId: cashier.staffId })).toBe('override-own');
  expect(await asked({ reasonCode: 'nonsense' })).toBe('reason-unknown');
  expect(await asked({ approverId: till.staffId })).toBe('passkey-unknown');
  const settings = await challengeOf(act());
  await till.api.staff.put({
    staffId: manager.staffId,
    name: 'Test manager',
    role: 'manager',
    active: false,
    pin: null,
  });
  expect(await approve(settings, authenticator.get(settings))).toMatchObject({
    body: { code: 'override-not-approver' },
  });
  const other = await pairedHandheld(lan, till);
  await till.api.fleet.command({ do: 'revoke', deviceId: phone.device!.deviceId });
  await other.signOn(cashier.staffId, cashier.pin);
  expect((await other.call(optionsRoute, act())).body.code).toBe('passkey-unknown');
});

test('PA65 a device is told whose passkeys were made at it, and a person which they have and where', async () => {
  const authenticator = await withPasskey();
  const other = await pairedHandheld(lan, till, { name: 'Bar phone' });
  expect((await phone.call('GET /v1/auth/passkeys')).body).toEqual({ own: [], approvers: [manager.staffId] });
  await other.signOn(cashier.staffId, cashier.pin);
  expect((await other.call('GET /v1/auth/passkeys')).body).toEqual({ own: [], approvers: [] });
  await other.signOn(manager.staffId, manager.pin);
  const own = { credentialId: authenticator.id, deviceName: 'Phone', isHere: false };
  expect((await other.call('GET /v1/auth/passkeys')).body).toMatchObject({ own: [own], approvers: [] });
  expect((await other.call('GET /v1/auth/passkeys', {}, { staff: null })).status).toBe(401);
});

test('PA66 a passkey taken away consents to nothing, also with a challenge it was given before', async () => {
  const authenticator = await withPasskey();
  const challenge = await challengeOf(act());
  const remove = () => phone.call('POST /v1/auth/passkey/remove', { credentialId: authenticator.id });
  const unknown = { status: 409, body: { code: 'passkey-unknown' } };
  expect(await remove()).toMatchObject(unknown);
  await phone.signOn(manager.staffId, manager.pin);
  expect((await remove()).status).toBe(200);
  expect(await remove()).toMatchObject(unknown);
  await phone.signOn(cashier.staffId, cashier.pin);
  expect(await approve(challenge, authenticator.get(challenge))).toMatchObject(unknown);
  expect((await phone.call(optionsRoute, act())).body.code).toBe('passkey-unknown');
  expect(hub.hub.store.ops.page(0, 500).some(({ kind }) => kind === 'device.passkey-removed')).toBe(true);
  expect(hub.hub.store.handhelds.isPasskeyKnown(authenticator.id)).toBe(true);
});
