import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SealedFileTaken } from '../../../contracts/device-session.ts';
import type { Op } from '../../../domain/op/op.ts';
import { type Handheld, pairedHandheld, type TestLan, testLan } from '../../../tests/hub/handheld.ts';
import { answerOf } from '../../../tests/hub/refusal-of.ts';
import {
  coffee,
  newId,
  openedStore,
  openedTill,
  removeHub,
  type TestHub,
  type Till,
  testHub,
} from '../../../tests/hub/test-hub.ts';
import { freshSealKey, SealBox } from './seal-box.ts';

let hub: TestHub;
let lan: TestLan;
let till: Till;
let phone: Handheld;
const item = coffee();
beforeEach(async () => {
  hub = await testHub();
  const opened = await openedStore(hub, (same) => ({ ...same, autoLockMin: 0 }));
  till = opened.till;
  await openedTill(till, opened.settings, { items: [item] });
  lan = await testLan(hub);
  phone = await pairedHandheld(lan, till);
}, 60_000);
afterEach(async () => {
  await lan.close();
  await hub.close();
  removeHub(hub);
});

type Sealed = Awaited<ReturnType<Handheld['sealed']>>;
const counted = (): Op => {
  phone.seq += 1;
  const body = { itemId: item.itemId, quantity: { milli: 5_000, unit: 'each' }, note: '' };
  const said = { kind: 'stock.counted', v: 1, at: Date.now(), staffId: till.staffId, happened: true, body };
  return { opId: newId(), seq: phone.seq, ...said } as never;
};
const fileOf = (ops: readonly Sealed[], installId: string = phone.installId): string =>
  JSON.stringify({ kaunter: 'sealed-outbox', v: 1, installId, ops });
const take = (text: string) => till.api.fleet.takeSealed({ text });
const told = (change: Partial<SealedFileTaken>): SealedFileTaken => {
  const none = { taken: 0, already: 0, unopened: 0, behindGap: 0 };
  return { deviceName: phone.device!.name, ...none, ...change };
};
const logged = (kind: string) => hub.hub.store.ops.page(0, 500).filter((op) => op.kind === kind);
const torn = ({ seq, jwe }: Sealed): Sealed => ({
  seq,
  jwe: jwe.replace(/\.(.)([^.]*)$/, (_all, head, tail) => `.${head === 'A' ? 'B' : 'A'}${tail}`),
});

test('PA67 a saved file is taken in as if the device had handed it in, twice as once', async () => {
  const first = await phone.sealed(counted());
  const file = fileOf([first, await phone.sealed(counted())]);
  expect(await take(fileOf([first]))).toEqual(told({ taken: 1 }));
  expect(await take(file)).toEqual(told({ taken: 1, already: 1 }));
  expect(await take(file)).toEqual(told({ already: 2 }));
  expect(logged('stock.counted').map(({ seq }) => seq)).toEqual([1, 2]);
});

test('PA67 what a device saved that is shut out is kept aside', async () => {
  await till.api.fleet.command({ do: 'revoke', deviceId: phone.device!.deviceId });
  expect(await take(fileOf([await phone.sealed(counted())]))).toEqual(told({ taken: 1 }));
  expect(logged('stock.counted')).toEqual([]);
  expect((await till.api.finding.list({ settled: false })).findings).toMatchObject([{ codes: ['device-revoked'] }]);
});

test('PA67 a damaged op is declared missing and blocks nothing', async () => {
  const ops = [torn(await phone.sealed(counted())), await phone.sealed(counted())];
  expect(await take(fileOf(ops))).toEqual(told({ taken: 1, unopened: 1 }));
  expect(logged('install.gap-declared').map(({ body }) => body)).toMatchObject([{ from: 1, to: 1 }]);
});

test('PA67 what comes behind ops that are not in waits, and comes in after them', async () => {
  const earlier = fileOf([await phone.sealed(counted())]);
  const later = fileOf([await phone.sealed(counted())]);
  expect(await take(later)).toEqual(told({ behindGap: 1 }));
  expect(await take(earlier)).toEqual(told({ taken: 1 }));
  expect(await take(later)).toEqual(told({ taken: 1 }));
});

test('PA68 of a file that was sealed for another hub nothing is taken and nothing declared missing', async () => {
  const { sealKey } = phone.device!;
  Object.assign(phone.device!, { sealKey: new SealBox(freshSealKey()).publicKey });
  const foreign = fileOf([await phone.sealed(counted()), await phone.sealed(counted())]);
  Object.assign(phone.device!, { sealKey });
  expect(await answerOf(take(foreign))).toBe('REFUSED sealed-not-ours');
  expect([logged('install.gap-declared'), hub.hub.store.lastSeq(phone.installId as never)]).toEqual([[], 0]);
});

test('PA68 a file of another kind, and one of a device nobody knows, is refused', async () => {
  const sealed = await phone.sealed(counted());
  for (const text of ['', 'name,price', '{}', fileOf([sealed]).replace('"v":1', '"v":2')])
    expect(await answerOf(take(text))).toBe('REFUSED not-sealed-file');
  expect(await answerOf(take(fileOf([sealed], newId())))).toBe('REFUSED device-unknown');
  expect(logged('stock.counted')).toEqual([]);
});
