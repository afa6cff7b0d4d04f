import { afterAll, beforeAll, expect, test } from 'vitest';
import { api } from '../../../contracts/api.ts';
import { devicePolicyDefault } from '../../../contracts/fleet.ts';
import type { OpKindName } from '../../../contracts/op-catalog.ts';
import { opCatalog } from '../../../contracts/op-catalog.ts';
import { opNeeds } from '../../../contracts/op-needs.ts';
import { minor, ratePpm } from '../../../domain/money/minor.ts';
import type { SaleLine } from '../../../domain/sale/sale.ts';
import { saleLineOf } from '../../../domain/sale/sale-line.ts';
import { settleSale } from '../../../domain/sale/settle-sale.ts';
import { authorise } from '../../../domain/staff/authorise.ts';
import { type Permission, permissions, type Role, roles } from '../../../domain/staff/permission.ts';
import { rawCall } from '../../../tests/hub/hub-client.ts';
import { answerOf } from '../../../tests/hub/refusal-of.ts';
import {
  coffee,
  colleague,
  newId,
  openedStore,
  openedTill,
  removeHub,
  secondTill,
  type TestHub,
  type Till,
  testHub,
} from '../../../tests/hub/test-hub.ts';
import { ring } from '../../../tests/store/shop.ts';

interface Procedure {
  readonly path: string;
  readonly session: 'none' | 'install' | 'staff';
  readonly permission: Permission | null;
}

/** Every procedure of the contract, read off the contract itself. */
const procedures: Procedure[] = Object.entries(api).flatMap(([noun, group]) => {
  const entries =
    '~orpc' in group
      ? [[noun, group] as const]
      : Object.entries(group).map(([verb, each]) => [`${noun}/${verb}`, each] as const);
  return entries.map(([path, procedure]) => ({ path, ...procedure['~orpc'].meta }));
});

let hub: TestHub;
let side: Awaited<ReturnType<typeof openedTill>>['side'];
const tills = new Map<Role, Till>();
beforeAll(async () => {
  hub = await testHub();
  const { till, settings } = await openedStore(hub, (same) => ({ ...same, autoLockMin: 0 }));
  tills.set('owner', till);
  for (const role of ['cashier', 'supervisor', 'manager'] as const)
    tills.set(role, (await colleague(hub, till, role)).till);
  ({ side } = await openedTill(till, settings));
}, 60_000);
afterAll(async () => {
  await hub.close();
  removeHub(hub);
});

/** Calls a procedure without any input: the gate answers before the input is looked at. */
async function answered(path: string, token: string | null): Promise<string> {
  const headers = {
    'content-type': 'application/json',
    ...(token === null ? {} : { authorization: `Bearer ${token}` }),
  };
  const address = { url: hub.url, caPem: hub.ready.caPem };
  const { status, text } = await rawCall(address, {
    path: `/api/rpc/${path}`,
    method: 'POST',
    headers,
    body: '{"json":{"no":"input"}}',
  });
  if (status === 401) return 'unauthorized';
  if (status !== 403) return 'let through';
  const { json } = JSON.parse(text) as { json: { data: { permission: string; answer: string } } };
  return `${json.data.answer} ${json.data.permission}`;
}

const gatedProcedures = procedures.filter(({ permission }) => permission !== null);

test.each(gatedProcedures)(
  'PM1 $path is answered to each role as the table of permissions says',
  async ({ path, permission }) => {
    if (permission === null) throw new Error('filtered');
    for (const role of roles) {
      const answer = authorise(role, { permission }, hub.hub.limits());
      const expected = answer === 'allow' ? 'let through' : `${answer} ${permission}`;
      expect([role, await answered(path, tills.get(role)!.token)]).toEqual([role, expected]);
    }
    expect(await answered(path, null)).toBe('unauthorized');
    expect(await answered(path, 'A'.repeat(43))).toBe('unauthorized');
  },
);

test('PM1 a procedure for staff turns an install away, one for an install turns a stranger away', async () => {
  const fresh = await secondTill(hub);
  const destructive = new Set(['session/signOff', 'events/subscribe']);
  const rest = procedures.filter(({ session, path }) => session !== 'none' && !destructive.has(path));
  expect(rest.length).toBeGreaterThan(40);
  for (const { path, session } of rest) {
    const expected = session === 'staff' ? 'unauthorized' : 'let through';
    expect([path, await answered(path, fresh.installToken)]).toEqual([path, expected]);
    expect([path, await answered(path, null)]).toEqual([path, 'unauthorized']);
  }
});

const quantity = { milli: 1_000, unit: 'each' } as const;

/** A sale whose only line is changed: what it needs beyond completing follows from the change. */
function changedSale(
  change: Partial<SaleLine>,
  sale: { readonly taxExempt?: { readonly reasonCode: string }; readonly discounts?: SaleLine['discounts'] } = {},
) {
  const rung = ring(side, { lines: 1 });
  const line = { ...saleLineOf(side.items[0]!, { lineId: newId() as never, quantity, taxes: [] }), ...change };
  const open = {
    ...rung.sale,
    lines: [line],
    tenders: [],
    taxExempt: sale.taxExempt ?? null,
    discounts: sale.discounts ?? [],
  };
  return { ...rung, sale: open, settled: settleSale(open as never, side.settings.policy) };
}

const discount = {
  discountId: 'd',
  kind: 'percent',
  ratePpm: ratePpm(300_000),
  reasonCode: 'regular',
  label: '',
} as const;
const mark = { reasonCode: 'keyed-wrong', staffId: newId() as never, at: Date.now() };

/** One op for each permission that ops need. Bodies are sound in shape; what the record says to them comes after the gate. */
const samples: Readonly<Partial<Record<Permission, () => readonly [OpKindName, unknown]>>> = {
  'sale.complete': () => ['sale.completed', ring(side, { lines: 1 })],
  'sale.suspend': () => ['sale.suspended', { sale: ring(side, { lines: 1 }).sale, shiftId: side.shiftId, label: '' }],
  'sale.void': () => [
    'sale.voided',
    {
      sale: ring(side, { lines: 1 }).sale,
      shiftId: side.shiftId,
      reasonCode: 'keyed-wrong',
      transactionNumber: null,
    },
  ],
  'check.use': () => ['check.opened', { checkId: newId(), table: '', guests: 0, note: '' }],
  'check.transfer': () => ['check.transferred', { checkId: newId() }],
  'line.void': () => ['sale.completed', changedSale({ voided: mark })],
  'discount.line': () => ['sale.completed', changedSale({ discounts: [discount] })],
  'discount.sale': () => ['sale.completed', changedSale({}, { discounts: [discount] })],
  'price.override': () => ['sale.completed', changedSale({ priceSource: 'override', unitPrice: minor(1) })],
  'price.open': () => ['sale.completed', changedSale({ priceSource: 'open' })],
  'tax.exempt': () => ['sale.completed', changedSale({}, { taxExempt: { reasonCode: 'tax-certificate' } })],
  'sale.return-without-receipt': () => ['sale.completed', changedSale({ direction: 'return' })],
  'cash.paid-in': () => cash('paid-in'),
  'cash.paid-out': () => cash('paid-out'),
  'cash.safe-drop': () => cash('safe-drop'),
  'cash.loan': () => cash('loan'),
  'cash.pickup': () => cash('pickup'),
  'drawer.no-sale': () => [
    'drawer.no-sale',
    { shiftId: side.shiftId, reasonCode: 'change-money', note: '', overrides: [] },
  ],
  'shift.open': () => ['shift.opened', { shiftId: newId(), series: 'Z9', startingAmount: 0, denominations: [] }],
  'shift.count': () => ['till.counted', { shiftId: newId(), countId: 'c', denominations: [], declared: [] }],
  'shift.close': () => ['shift.closed', { shiftId: newId(), countId: 'c' }],
  'receipt.reprint': () => ['receipt.reprinted', { saleId: newId() }],
  'catalog.edit': () => ['item.put', { item: { ...coffee(), sku: 'X', barcodes: [] } }],
  'settings.edit': () => ['settings.changed', { settings: side.settings }],
  'stock.adjust': () => [
    'stock.adjusted',
    { itemId: newId(), direction: 'out', quantity, reasonCode: 'waste', note: '' },
  ],
  'stock.count': () => ['stock.counted', { itemId: newId(), quantity, note: '' }],
  'stock.receive': () => ['stock.received', { itemId: newId(), quantity, unitCost: null, note: '' }],
};

function cash(kind: string): readonly [OpKindName, unknown] {
  return [
    'cash.moved',
    { cashEventId: newId(), shiftId: newId(), kind, amount: 100, reasonCode: 'supplies', note: '', overrides: [] },
  ];
}

test.each(Object.keys(samples) as Permission[])(
  'PM2 an op that needs %s is let through or refused as the role says',
  async (permission) => {
    const [kind, body] = samples[permission]!();
    const parsed = opCatalog[kind].body.parse(body);
    const need = opNeeds({ kind, body: parsed } as never).find((each) => each.permission === permission);
    expect(need).toBeDefined();
    for (const role of roles) {
      const answer = authorise(role, need!, hub.hub.limits());
      const result = await tills.get(role)!.push(...samples[permission]!());
      const refusal =
        result.status === 'refused' && result.refusal.startsWith('permission-')
          ? `${result.refusal} ${result.detail}`
          : 'let through';
      expect([role, refusal]).toEqual([
        role,
        answer === 'allow' ? 'let through' : `permission-${answer} ${permission}`,
      ]);
    }
  },
);

test('PM2 every permission there is was asked for, by a procedure or by an op', () => {
  const asked = new Set<string>([
    ...gatedProcedures.map(({ permission }) => permission ?? ''),
    ...Object.keys(samples),
    'cost.read',
    'sale.return',
  ]);
  expect(permissions.filter((permission) => !asked.has(permission))).toEqual([]);
});

/** Bodies of the hub's ops about handhelds, sound in shape. */
function deviceBodies(): Partial<Record<OpKindName, unknown>> {
  const deviceId = newId();
  const [key, jkt] = [{ kty: 'EC', crv: 'P-256', x: 'A'.repeat(43), y: 'A'.repeat(43) }, 'A'.repeat(43)];
  const facts = { deviceId, installId: newId(), code: 'A9', name: 'X', ownerId: null, role: 'owner', key, jkt };
  const turns = ['locked', 'unlocked', 'wipe-asked', 'revoked', 'amnesty-given', 'unpaired'].map(
    (turn) => [`device.${turn}`, { deviceId }] as const,
  );
  return {
    ...Object.fromEntries(turns),
    'pairing.opened': { windowId: newId() },
    'pairing.closed': { windowId: newId(), reason: 'closed', wrongProofs: 0 },
    'device.paired': { ...facts, platform: '', browser: '' },
    'device.renamed': { deviceId, name: 'Y' },
    'device.owner-set': { deviceId, ownerId: null },
    'device.role-set': { deviceId, role: 'owner' },
    'device.wiped': { deviceId, lastSeq: 0 },
    'device.key-rotated': { deviceId, key, jkt },
    'device.policy-set': { policy: devicePolicyDefault },
    'device.passkey-added': { deviceId, staffId: newId(), credentialId: 'A', publicKey: 'A' },
    'device.passkey-removed': { deviceId, staffId: newId(), credentialId: 'A' },
  };
}

test('PM3 kinds that only the hub makes are refused from a client, even from an owner', async () => {
  const owner = tills.get('owner')!;
  const bodies: Partial<Record<OpKindName, unknown>> = {
    'staff.signed-on': { staffId: owner.staffId },
    'staff.put': { staffId: newId(), name: 'X', role: 'owner', active: true, pin: null },
    'override.granted': {
      overrideId: newId(),
      permission: 'sale.void',
      objectId: 'x',
      reasonCode: 'regular',
      approverId: newId(),
      askedBy: owner.staffId,
      amount: null,
    },
    'catalog.imported': { importId: 'i', fileName: 'f', part: 1, parts: 1, items: [] },
    'store.initialised': { hubId: 'h', settings: side.settings },
    'staff.signed-off': { staffId: owner.staffId },
    'staff.sign-on-refused': { staffId: owner.staffId, tries: 1, locked: true },
    'drawer.opened-unexplained': { drawer: 'drawer-a', openedAt: Date.now() },
    'install.series-given': { installId: newId(), series: 'A9' },
    'install.gap-declared': { installId: newId(), from: 1, to: 2 },
    'finding.settled': { opId: newId(), rawHash: null, how: 'seen', note: '' },
    'store.restored': {
      ...{ backupId: newId(), takenAt: Date.now(), restoredAt: Date.now(), gen: 1 },
      ...{ knownUntil: null, lost: [] },
    },
    ...deviceBodies(),
  };
  const hubKinds = (Object.keys(opCatalog) as OpKindName[]).filter((kind) => opCatalog[kind].origin === 'hub');
  expect(Object.keys(bodies).sort()).toEqual(hubKinds.sort());
  for (const kind of hubKinds)
    expect(await owner.push(kind, bodies[kind])).toMatchObject({ status: 'refused', refusal: 'kind-of-hub' });
});

test('PM12 an op in the name of somebody else is refused', async () => {
  const cashier = tills.get('cashier')!;
  const mine = cashier.staffId;
  cashier.staffId = tills.get('owner')!.staffId;
  const result = await cashier.push('item.put', { item: { ...coffee(), sku: 'Y', barcodes: [] } });
  cashier.staffId = mine;
  expect(result).toMatchObject({ status: 'refused', refusal: 'staff-differs' });
});

test('PM13 what goods cost is shown to those who may see it, in the catalog and in the journal', async () => {
  const [cashier, manager] = [tills.get('cashier')!, tills.get('manager')!];
  const item = side.items[0]!;
  const costs = async (till: Till) => {
    const { item: one } = await till.api.catalog.item({ itemId: item.itemId });
    const grid = await till.api.catalog.grid();
    const page = await till.api.sale.page({ before: null, limit: 1, text: '', from: null, to: null });
    const { sale } = await till.api.sale.get({ saleId: page.sales[0]!.saleId });
    return [one.unitCost, grid.items[0]?.item.unitCost, sale.lines[0]?.unitCost];
  };
  expect(await costs(cashier)).toEqual([null, null, null]);
  expect(await costs(manager)).toEqual([90, 90, 90]);
});

test('PM10 an override needs another person, their PIN, their own leave and a reason of the store', async () => {
  const cashier = tills.get('cashier')!;
  const supervisor = tills.get('supervisor')!.staffId!;
  const ask = {
    permission: 'price.override',
    objectId: 'line-1',
    amount: null,
    reasonCode: 'shelf-price',
    approverId: supervisor,
    pin: '5802',
  } as const;
  const answer = (change: object) => answerOf(cashier.api.override.grant({ ...ask, ...change }));
  expect(await answer({ approverId: cashier.staffId })).toBe('REFUSED override-own');
  expect(await answer({ reasonCode: 'regular' })).toBe('REFUSED reason-unknown');
  expect(await answer({ pin: '5803' })).toBe('REFUSED pin-wrong');
  expect(await answer({ permission: 'stock.adjust', reasonCode: 'waste' })).toBe('REFUSED override-not-approver');
  expect(await answer({ permission: 'discount.line', reasonCode: 'regular', amount: 300_001 })).toBe(
    'REFUSED override-not-approver',
  );
  expect(await answer({})).toBe('ok');
});

test('PM9 an override is good for one op: the same sale without it, and a second sale with it, are refused', async () => {
  const cashier = tills.get('cashier')!;
  const supervisor = tills.get('supervisor')!.staffId!;
  const change = {
    permission: 'price.override',
    reasonCode: 'shelf-price',
    approverId: supervisor,
    pin: '5802',
    amount: null,
  } as const;
  const rung = changedSale({ priceSource: 'override', unitPrice: minor(0) });
  expect(await cashier.push('sale.completed', rung)).toMatchObject({ refusal: 'permission-override' });
  const { expiresAt: _until, ...use } = await cashier.api.override.grant({
    ...change,
    objectId: rung.sale.lines[0]!.lineId,
  });
  const allowed = { ...rung, sale: { ...rung.sale, overrides: [use] } };
  expect(await cashier.push('sale.completed', allowed)).toMatchObject({ status: 'applied' });
  const again = { ...allowed, sale: { ...allowed.sale, saleId: newId() } };
  expect(await cashier.push('sale.completed', again)).toMatchObject({ status: 'refused', refusal: 'override-used' });
  const other = changedSale({ priceSource: 'override', unitPrice: minor(0) });
  const borrowed = { ...other, sale: { ...other.sale, overrides: [use] } };
  expect(await cashier.push('sale.completed', borrowed)).toMatchObject({
    status: 'refused',
    refusal: 'permission-override',
  });
});
