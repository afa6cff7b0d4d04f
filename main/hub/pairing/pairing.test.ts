import { afterEach, beforeEach, expect, test } from 'vitest';
import { pairingTriesMax, pairingWindowMs, readPairFragment, shortFingerprint } from '../../../contracts/pairing.ts';
import type { InstallId } from '../../../domain/id.ts';
import {
  Handheld,
  openWindow,
  pairedHandheld,
  type TestLan,
  testLan,
  testOrigin,
} from '../../../tests/hub/handheld.ts';
import { answerOf } from '../../../tests/hub/refusal-of.ts';
import {
  colleague,
  movableClock,
  openedStore,
  ownerPin,
  removeHub,
  type TestHub,
  type Till,
  testHub,
  testKey,
} from '../../../tests/hub/test-hub.ts';
import { verifyStore } from '../../store/verify/verify-store.ts';

let hub: TestHub;
let lan: TestLan;
let till: Till;
const clock = movableClock();
beforeEach(async () => {
  hub = await testHub({ now: clock.now });
  ({ till } = await openedStore(hub, (same) => ({ ...same, autoLockMin: 0 })));
  lan = await testLan(hub);
}, 60_000);
afterEach(async () => {
  await lan.close();
  await hub.close();
  removeHub(hub);
});

const errorOf = (said: unknown): unknown => (typeof said === 'string' ? 'claimed' : (said as { body: unknown }).body);
const approve = (digits: string, change: object = {}) =>
  answerOf(till.api.pairing.approve({ digits, name: 'Hof', ownerId: null, role: 'cashier', ...change }));

test('PA1 PA6 PA8 a handheld is let in by window, QR, mutual proof, six equal digits and a yes at the terminal', async () => {
  const phone = await Handheld.unboxed(lan);
  const opened = await openWindow(till);
  expect(await till.api.pairing.state()).toMatchObject({ kind: 'open', triesLeft: pairingTriesMax });
  const digits = await phone.claim({ link: opened.pairUrl });
  expect(digits).toMatch(/^\d{6}$/);
  const state = await till.api.pairing.state();
  expect(state).toMatchObject({ kind: 'claimed', claim: { digits, known: null, info: { browser: 'Chrome 156' } } });
  expect(await phone.wait()).toMatchObject({ kind: 'waiting' });
  expect(await phone.askToken()).toMatchObject({ status: 401, body: { code: 'device-unknown' } });
  expect(await approve(digits as string, { name: 'Hof 1' })).toBe('ok');
  expect(await phone.wait()).toMatchObject({
    kind: 'approved',
    device: { name: 'Hof 1', deviceCode: 'A2', role: 'cashier', installId: phone.installId, origin: testOrigin },
  });
  expect(await phone.askToken()).toMatchObject({ status: 200, body: { scope: 'all', device: { state: 'paired' } } });
  expect(hub.hub.store.sync.seriesOf(phone.installId)).toBe('A2');
  expect(await till.api.pairing.state()).toEqual({ kind: 'closed', last: 'paired' });
  expect(await till.api.fleet.list()).toMatchObject([{ name: 'Hof 1', deviceCode: 'A2', state: 'paired' }]);
});

test('PA3 the secret stands in the fragment of the QR alone, and the fingerprint is told in groups', async () => {
  const { pairUrl, trustUrl, fingerprint } = await openWindow(till);
  const { hash, pathname, search } = new URL(pairUrl);
  const read = readPairFragment(hash)!;
  expect([pathname, search]).toEqual(['/pair', '']);
  expect(read.hubId).toBe(hub.hub.store.sync.epoch().hubId);
  expect(readPairFragment('#1.x.y.z')).toBeNull();
  expect(fingerprint).toBe(shortFingerprint('ab'.repeat(32)));
  expect(trustUrl).toBe('http://10.0.0.2:8480/t#ABAB-ABAB-ABAB-ABAB-ABAB');
});

test('PA1 a window is opened by a manager who types their PIN again, and only where there is a network to be found on', async () => {
  expect(await answerOf(till.api.pairing.open({ pin: '111222' }))).toBe('REFUSED pin-wrong');
  const cashier = await colleague(hub, till, 'cashier');
  expect(await answerOf(cashier.till.api.pairing.open({ pin: cashier.pin }))).toBe('FORBIDDEN');
  hub.hub.lan.place = () => null;
  expect(await answerOf(till.api.pairing.open({ pin: ownerPin }))).toBe('REFUSED lan-off');
  expect(await till.api.pairing.state()).toEqual({ kind: 'closed', last: null });
});

test('PA2 a window closes after five minutes; a QR that comes late is worth nothing', async () => {
  const { pairUrl: link } = await openWindow(till);
  clock.advance(pairingWindowMs);
  const phone = await Handheld.unboxed(lan);
  expect(errorOf(await phone.claim({ link }))).toEqual({ code: 'window-closed' });
  expect(await till.api.pairing.state()).toEqual({ kind: 'closed', last: 'expired' });
  const early = await Handheld.unboxed(lan);
  const again = await openWindow(till);
  await early.claim({ link: again.pairUrl });
  clock.advance(pairingWindowMs);
  expect(await early.wait()).toEqual({ kind: 'expired' });
});

test('PA4 a QR is good once: who comes second is turned away, who asks again gets the same answer', async () => {
  const { pairUrl: link } = await openWindow(till);
  const [phone, thief] = [await Handheld.unboxed(lan), await Handheld.unboxed(lan)];
  const digits = await phone.claim({ link });
  expect(errorOf(await thief.claim({ link }))).toEqual({ code: 'window-used' });
  await approve(digits as string);
  expect(errorOf(await thief.claim({ link }))).toEqual({ code: 'window-closed' });
  expect(errorOf(await phone.claim({ link }))).toEqual({ code: 'window-closed' });
  expect(await phone.wait()).toMatchObject({ kind: 'approved' });
  thief.claimId = phone.claimId;
  expect(await thief.wait()).toEqual({ kind: 'no', code: 'claim-unknown' });
});

test('PA5 five wrong proofs close the window with an entry in the log, and the right one comes too late', async () => {
  const { pairUrl: link, typedCode } = await openWindow(till);
  const thief = await Handheld.unboxed(lan);
  const wrong = String((Number(typedCode) + 1) % 100_000_000).padStart(8, '0');
  for (let left = pairingTriesMax - 1; left >= 0; left -= 1) {
    expect(errorOf(await thief.claim({ code: wrong }))).toEqual({ code: 'proof-wrong', triesLeft: left });
  }
  expect(errorOf(await thief.claim({ code: typedCode }))).toEqual({ code: 'window-closed' });
  expect(errorOf(await thief.claim({ link }))).toEqual({ code: 'window-closed' });
  const [closed] = hub.hub.store.ops.page(hub.hub.store.head().no - 1, 1);
  expect(closed).toMatchObject({ kind: 'pairing.closed', body: { reason: 'too-many-tries', wrongProofs: 5 } });
});

test('PA7 the code that is typed proves as the QR does, and both name the same window', async () => {
  const { typedCode } = await openWindow(till);
  const phone = await Handheld.unboxed(lan);
  const digits = await phone.claim({ code: typedCode });
  expect(await approve(digits as string)).toBe('ok');
  expect(await phone.wait()).toMatchObject({ kind: 'approved' });
});

test('PA8 a yes to other digits than those of the claim, or a no, lets nobody in', async () => {
  const { pairUrl: link } = await openWindow(till);
  expect(await approve('123456')).toBe('REFUSED claim-unknown');
  expect(await answerOf(till.api.pairing.refuse())).toBe('REFUSED claim-unknown');
  const phone = await Handheld.unboxed(lan);
  const digits = (await phone.claim({ link })) as string;
  const other = String((Number(digits) + 1) % 1_000_000).padStart(6, '0');
  expect(await approve(other)).toBe('REFUSED claim-unknown');
  expect(await answerOf(till.api.pairing.refuse())).toBe('ok');
  expect(await phone.wait()).toEqual({ kind: 'refused' });
  expect(await approve(digits)).toBe('REFUSED claim-unknown');
  expect(hub.hub.handhelds.list()).toEqual([]);
});

test('PA9 nobody gives a device a role above their own, or an owner who does not work here', async () => {
  const manager = await colleague(hub, till, 'manager');
  const { pairUrl: link } = await manager.till.api.pairing.open({ pin: manager.pin });
  const digits = (await (await Handheld.unboxed(lan)).claim({ link })) as string;
  const ask = { digits, name: 'Hof', ownerId: null, role: 'owner' } as const;
  expect(await answerOf(manager.till.api.pairing.approve(ask))).toBe('REFUSED role-above-own');
  expect(await approve(digits, { ownerId: manager.till.installId })).toBe('REFUSED staff-unknown');
  expect(await answerOf(manager.till.api.pairing.approve({ ...ask, role: 'manager', ownerId: manager.staffId }))).toBe(
    'ok',
  );
  expect((await till.api.fleet.list())[0]).toMatchObject({ ownerName: 'Test manager', role: 'manager' });
});

test('PA10 a claim whose key is not the one that proves it, or whose MAC was made for another key, is turned away', async () => {
  const { pairUrl: link } = await openWindow(till);
  const [phone, other] = [await Handheld.unboxed(lan), await Handheld.unboxed(lan)];
  expect(errorOf(await phone.claim({ link }, { key: await other.key() }))).toEqual({ code: 'invalid_dpop_proof' });
  expect(errorOf(await phone.claim({ link }, { installId: other.installId }))).toEqual({
    code: 'proof-wrong',
    triesLeft: 4,
  });
  const withPrivate = { ...(await phone.key()), d: 'A'.repeat(43) };
  expect(errorOf(await phone.claim({ link }, { key: withPrivate }))).toEqual({ code: 'body-unreadable' });
});

test("PA13 nobody takes the install id of a device in use, of the terminal or of the hub, and no key that was another's", async () => {
  const phone = await pairedHandheld(lan, till);
  for (const installId of [phone.installId, hub.ready.installId, hub.hub.store.hubInstallId] as InstallId[]) {
    const thief = await Handheld.unboxed(lan, installId);
    expect(errorOf(await thief.claim({ link: (await openWindow(till)).pairUrl }))).toEqual({ code: 'install-taken' });
  }
  const copy = await Handheld.unboxed(lan);
  copy.keys = phone.keys;
  expect(errorOf(await copy.claim({ link: (await openWindow(till)).pairUrl }))).toEqual({ code: 'install-taken' });
  expect((await phone.askToken()).status).toBe(200);
});

test('PA13 a key that another device took between the claim and the yes is not let in', async () => {
  const phone = await pairedHandheld(lan, till);
  const late = await Handheld.unboxed(lan);
  const digits = (await late.claim({ link: (await openWindow(till)).pairUrl })) as string;
  const proof = await phone.proof('POST', '/v1/auth/rotate', { keys: late.keys, token: null });
  expect((await phone.call('POST /v1/auth/rotate', { key: await late.key(), proof })).status).toBe(200);
  expect(await approve(digits)).toBe('REFUSED claim-unknown');
});

test('PA14 the same install comes back under its own id, with a new key, a new code and its numbers; new storage is a new install', async () => {
  const phone = await pairedHandheld(lan, till, { name: 'Hof' });
  const { deviceId } = phone.device!;
  await till.api.fleet.command({ do: 'unpair', deviceId, force: false });
  expect(await phone.askToken()).toMatchObject({ status: 401, body: { code: 'device-unknown' } });
  const again = await Handheld.unboxed(lan, phone.installId);
  const { pairUrl: link } = await openWindow(till);
  const digits = (await again.claim({ link })) as string;
  expect(await till.api.pairing.state()).toMatchObject({
    claim: { known: { name: 'Hof', deviceCode: 'A2', deviceId } },
  });
  await approve(digits);
  expect(await again.wait()).toMatchObject({ device: { deviceId, deviceCode: 'A3', installId: phone.installId } });
  const fresh = await pairedHandheld(lan, till);
  expect(fresh.device).toMatchObject({ deviceCode: 'A4' });
  expect(fresh.device!.deviceId).not.toBe(deviceId);
  expect(await phone.askToken()).toMatchObject({ status: 401, body: { code: 'device-unknown' } });
});

test('PA30 the registry follows from the log: a replay gives the same rows', async () => {
  const phone = await pairedHandheld(lan, till);
  const { deviceId } = phone.device!;
  for (const command of [
    { do: 'rename', deviceId, name: 'Theke' },
    { do: 'owner', deviceId, ownerId: till.staffId! },
    { do: 'role', deviceId, role: 'supervisor' },
    { do: 'lock', deviceId },
  ] as const)
    expect(await answerOf(till.api.fleet.command(command))).toBe('ok');
  const policy = await till.api.fleet.policy();
  await till.api.fleet.setPolicy({ ...policy, autoLockMs: 60_000 });
  expect(hub.hub.handhelds.get(deviceId)).toMatchObject({ name: 'Theke', role: 'supervisor', state: 'locked' });
  hub.hub.store.idle();
  expect(verifyStore({ path: hub.hub.store.path, key: testKey })).toMatchObject({ ok: true });
});

test('PA15 no secret of a pairing stands in the log of the store, in the log of the hub or in its state', async () => {
  const { pairUrl: link, typedCode } = await openWindow(till);
  const { secret } = readPairFragment(new URL(link).hash)!;
  const phone = await Handheld.unboxed(lan);
  const digits = (await phone.claim({ link })) as string;
  const during = JSON.stringify(await till.api.pairing.state());
  await approve(digits);
  await phone.wait();
  await phone.askToken();
  await phone.signOn(till.staffId!, ownerPin);
  const written = JSON.stringify([hub.hub.store.ops.page(0, 500), hub.logged, hub.toDevices, during]);
  for (const hidden of [secret, typedCode, phone.claimId, phone.token!, phone.staffToken!, ownerPin]) {
    expect(hidden.length).toBeGreaterThan(5);
    expect(written.includes(hidden)).toBe(false);
  }
});
