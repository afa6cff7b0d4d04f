import { afterEach, beforeEach, expect, test } from 'vitest';
import { pinTriesFree, pinTriesMax } from '../../../domain/staff/pin.ts';
import { presetOf, settingsFromPreset } from '../../../domain/store/country-presets.ts';
import { answerOf, refusedData } from '../../../tests/hub/refusal-of.ts';
import {
  colleague,
  movableClock,
  openedStore,
  ownerPin,
  pinOf,
  removeHub,
  secondTill,
  type TestHub,
  type Till,
  testHub,
} from '../../../tests/hub/test-hub.ts';
import { installFailuresMax } from './pin-desk.ts';

let clock = movableClock();
let hub: TestHub;
beforeEach(async () => {
  clock = movableClock();
  hub = await testHub({ now: clock.now });
});
afterEach(async () => {
  await hub.close();
  removeHub(hub);
  if (hub.logged.length > 0) console.log(hub.logged);
});

async function wrong(till: Till, staffId: never, tries: number): Promise<string[]> {
  const answers: string[] = [];
  for (let index = 0; index < tries; index += 1)
    answers.push(await answerOf(till.api.session.signOn({ staffId, pin: '9999' })));
  return answers;
}

test('SN16 the first run happens once, with a PIN that is good enough, and there is no other way in before it', async () => {
  const till = await secondTill(hub);
  const settings = settingsFromPreset(presetOf('AT'), 'Laden');
  const first = (pin: string) => till.api.store.initialise({ settings, owner: { name: 'Olga', pin }, demoShop: null });
  expect(await till.api.session.staff()).toEqual([]);
  expect(await answerOf(till.api.settings.get())).toBe('REFUSED not-initialised');
  expect(await answerOf(first('1234'))).toBe('REFUSED pin-too-short');
  expect(await answerOf(first('123456'))).toBe('REFUSED pin-a-run');
  expect(await answerOf(first(ownerPin))).toBe('ok');
  expect(await answerOf(first(ownerPin))).toBe('REFUSED already-initialised');
  expect(await till.api.session.staff()).toMatchObject([{ name: 'Olga', role: 'owner' }]);
});

test('SN11 wrong PINs bring waits and then a lock, and both survive a restart of the hub', async () => {
  const { till: owner } = await openedStore(hub);
  const { staffId } = await colleague(hub, owner, 'cashier');
  let till = await secondTill(hub);
  expect(await wrong(till, staffId as never, pinTriesFree)).toEqual(Array(pinTriesFree).fill('REFUSED pin-wrong'));
  const wait = await refusedData(till.api.session.signOn({ staffId, pin: pinOf.cashier }));
  expect(wait).toMatchObject({ refusal: 'pin-wait' });
  expect(Number(wait['until']) - clock.now()).toBeGreaterThan(20_000);
  await hub.close();
  hub = await testHub({ dir: hub.dir, now: clock.now });
  till = await secondTill(hub);
  expect(await answerOf(till.api.session.signOn({ staffId, pin: pinOf.cashier }))).toBe('REFUSED pin-wait');
  for (let failures = pinTriesFree; failures < pinTriesMax; failures += 1) {
    clock.advance(600_001);
    expect(await wrong(till, staffId as never, 1)).toEqual(['REFUSED pin-wrong']);
  }
  clock.advance(86_400_000);
  till = await secondTill(hub);
  expect(await answerOf(till.api.session.signOn({ staffId, pin: pinOf.cashier }))).toBe('REFUSED pin-locked');
  await hub.close();
  hub = await testHub({ dir: hub.dir, now: clock.now });
  till = await secondTill(hub);
  expect(await answerOf(till.api.session.signOn({ staffId, pin: pinOf.cashier }))).toBe('REFUSED pin-locked');
  expect((await till.api.session.staff()).find((tile) => tile.staffId === staffId)).toMatchObject({ locked: true });
});

test('SN18 a manager unlocks a cashier with a new PIN; a cashier cannot, and the own PIN needs the old one', async () => {
  const { till: owner, ownerId } = await openedStore(hub);
  const manager = await colleague(hub, owner, 'manager');
  const cashier = await colleague(hub, owner, 'cashier');
  const till = await secondTill(hub);
  for (let failures = 0; failures < pinTriesMax; failures += 1) {
    clock.advance(600_001);
    await wrong(till, cashier.staffId as never, 1);
  }
  await manager.till.signOn(manager.staffId, manager.pin);
  expect(await answerOf(manager.till.api.staff.setPin({ staffId: ownerId, pin: '402913', currentPin: null }))).toBe(
    'REFUSED role-above-own',
  );
  expect(
    await answerOf(manager.till.api.staff.setPin({ staffId: cashier.staffId, pin: '8316', currentPin: null })),
  ).toBe('ok');
  await till.signOn(cashier.staffId, '8316');
  const change = (pin: string, currentPin: string | null) =>
    till.api.staff.setPin({ staffId: cashier.staffId, pin, currentPin });
  expect(await answerOf(change('7204', null))).toBe('REFUSED pin-wrong');
  expect(await answerOf(change('7204', '8316'))).toBe('ok');
  expect(await answerOf(till.api.staff.setPin({ staffId: manager.staffId, pin: '402913', currentPin: null }))).toBe(
    'REFUSED role-above-own',
  );
});

test('SN12 many wrong PINs at once are all counted: no more than five are tried', async () => {
  const { till: owner } = await openedStore(hub);
  const { staffId } = await colleague(hub, owner, 'cashier');
  const till = await secondTill(hub);
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => answerOf(till.api.session.signOn({ staffId, pin: '9999' }))),
  );
  expect(answers.filter((answer) => answer === 'REFUSED pin-wrong')).toHaveLength(pinTriesFree);
  expect(answers.filter((answer) => answer === 'REFUSED pin-wait')).toHaveLength(20 - pinTriesFree);
});

test('SN13 an install that tries PINs of everybody waits', async () => {
  const { till: owner, ownerId } = await openedStore(hub);
  const till = await secondTill(hub);
  const strangers = Array.from({ length: installFailuresMax }, () => hub.hub.ambient.newId() as never);
  for (const stranger of strangers) expect(await wrong(till, stranger, 1)).toEqual(['REFUSED pin-wrong']);
  expect(await answerOf(till.api.session.signOn({ staffId: ownerId, pin: ownerPin }))).toBe('REFUSED pin-wait');
  expect(await answerOf(owner.api.session.me())).toBe('ok');
});

test('SN14 sign-on, refusal and sign-off stand in the log, and no PIN does', async () => {
  const { till, ownerId } = await openedStore(hub);
  const other = await secondTill(hub);
  await wrong(other, ownerId as never, 1);
  await till.api.session.signOff();
  expect(await answerOf(till.api.session.me())).toBe('UNAUTHORIZED');
  const ops = hub.hub.store.ops.page(0, 100);
  expect(ops.map(({ kind }) => kind)).toEqual([
    'store.initialised',
    'staff.put',
    'staff.signed-on',
    'staff.sign-on-refused',
    'staff.signed-off',
  ]);
  const text = JSON.stringify([ops, hub.logged]);
  expect(text.includes(ownerPin) || text.includes('"9999"')).toBe(false);
});

test('SN15 a session works at its own install alone', async () => {
  const { till } = await openedStore(hub);
  const other = await secondTill(hub);
  const push = { installId: other.installId, ops: [till.op('item.put', {})] };
  expect(await answerOf(till.api.op.push(push))).toBe('REFUSED install-differs');
});

test('SN17 the last owner stays, and nobody gives a role above their own', async () => {
  const { till: owner, ownerId } = await openedStore(hub);
  const same = { staffId: ownerId, name: 'Olga', pin: null } as const;
  expect(await answerOf(owner.api.staff.put({ ...same, role: 'manager', active: true }))).toBe('REFUSED last-owner');
  expect(await answerOf(owner.api.staff.put({ ...same, role: 'owner', active: false }))).toBe('REFUSED last-owner');
  const heir = await colleague(hub, owner, 'owner');
  expect(await answerOf(owner.api.staff.put({ ...same, role: 'manager', active: true }))).toBe('ok');
  expect(await answerOf(owner.api.session.me())).toBe('UNAUTHORIZED');
  expect((await heir.till.api.staff.list()).filter(({ role }) => role === 'owner')).toHaveLength(1);
  const promoted = { staffId: null, name: 'Neu', role: 'cashier', active: true } as const;
  expect(await answerOf(heir.till.api.staff.put({ ...promoted, pin: null }))).toBe('REFUSED pin-missing');
  const cashier = await colleague(hub, heir.till, 'cashier');
  const raise = { staffId: cashier.staffId, name: 'Test', role: 'manager', active: true, pin: null } as const;
  expect(await answerOf(heir.till.api.staff.put(raise))).toBe('REFUSED pin-missing');
  expect(await answerOf(heir.till.api.staff.put({ ...raise, pin: '4071' }))).toBe('REFUSED pin-too-short');
});
