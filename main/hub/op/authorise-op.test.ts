import { describe, expect, test } from 'vitest';
import { type OpKindName, opCatalog } from '../../../contracts/op-catalog.ts';
import { discountShare, type KnownOp } from '../../../contracts/op-needs.ts';
import { brandId, type OverrideId, type StaffId } from '../../../domain/id.ts';
import { minor, ratePpm } from '../../../domain/money/minor.ts';
import type { Discount, OpenSale, SaleLine } from '../../../domain/sale/sale.ts';
import { settleSale } from '../../../domain/sale/settle-sale.ts';
import { defaultRoleLimits } from '../../../domain/staff/authorise.ts';
import type { Role } from '../../../domain/staff/permission.ts';
import { presetOf, settingsFromPreset } from '../../../domain/store/country-presets.ts';
import { type Actor, authoriseOp, type KnownOverride, overrideMsMax } from './authorise-op.ts';

const id = <Branded extends string>(no: number): Branded =>
  brandId<Branded>(`01900000-0000-7000-8000-${String(no).padStart(12, '0')}`);
const anna = id<StaffId>(1);
const now = 1_760_000_000_000;
const limits = defaultRoleLimits({ code: 'EUR', digits: 2 });
const { policy } = settingsFromPreset(presetOf('DE'), 'Test');

const plainLine: SaleLine = {
  lineId: id(10),
  direction: 'sale',
  itemId: null,
  sku: 'A',
  name: 'Coffee',
  quantity: { milli: 1000, unit: 'each' },
  unitPrice: minor(1000),
  listPrice: minor(1000),
  priceSource: 'list',
  labelAmount: null,
  discounts: [],
  taxCategory: 'standard',
  taxes: [],
  unitCost: null,
  returnOf: null,
  restock: false,
  reasonCode: '',
  voided: null,
  note: '',
};
const percent = (ppm: number): Discount => ({
  discountId: 'd',
  kind: 'percent',
  ratePpm: ratePpm(ppm),
  reasonCode: 'regular',
  label: '',
});
const sum = (amount: number): Discount => ({
  discountId: 'd',
  kind: 'amount',
  amount: minor(amount),
  reasonCode: 'regular',
  label: '',
});

function saleOp(line: Partial<SaleLine>, sale: Partial<OpenSale> = {}): KnownOp {
  const open: OpenSale = {
    saleId: id(20),
    openedAt: now,
    lines: [{ ...plainLine, ...line }],
    discounts: [],
    taxExempt: null,
    tenders: [],
    overrides: [],
    note: '',
    ...sale,
  };
  const settled = settleSale(open, policy);
  const body = {
    sale: open,
    settled,
    policy,
    shiftId: id(30),
    completedAt: now,
    cashRounding: minor(0),
    receipt: 'none',
    transactionNumber: null,
  };
  return { kind: 'sale.completed', body: opCatalog['sale.completed'].body.parse(body) } as KnownOp;
}

function actor(role: Role, known: Partial<KnownOverride> | null = null): Actor {
  const full: KnownOverride = {
    permission: 'price.override',
    objectId: plainLine.lineId,
    askedBy: anna,
    amount: null,
    grantedAt: now,
    used: false,
    ...known,
  };
  return { staffId: anna, role, limits, now, override: () => (known === null ? null : full) };
}

function answer(op: KnownOp, who: Actor): string {
  const outcome = authoriseOp(op, who);
  return outcome.ok ? 'ok' : `${outcome.refusal.refusal} ${outcome.refusal.permission}`;
}

const withOverride = (permission: string, objectId: string): Partial<OpenSale> => ({
  overrides: [{ overrideId: id<OverrideId>(40), permission, objectId, reasonCode: 'regular', approverId: id(2) }],
});

describe('what a sale needs', () => {
  test('PM4 a changed price, an open price and an exemption need their permission; a plain sale needs nothing more', () => {
    expect(answer(saleOp({}), actor('cashier'))).toBe('ok');
    expect(answer(saleOp({ priceSource: 'open' }), actor('cashier'))).toBe('ok');
    expect(answer(saleOp({ priceSource: 'override' }), actor('cashier'))).toBe('permission-override price.override');
    expect(answer(saleOp({ priceSource: 'override' }), actor('supervisor'))).toBe('ok');
    const exempt = { taxExempt: { reasonCode: 'tax-certificate' } };
    expect(answer(saleOp({}, exempt), actor('cashier'))).toBe('permission-override tax.exempt');
    expect(answer(saleOp({}, exempt), actor('supervisor'))).toBe('ok');
  });

  test('PM5 discounts go up to the share of the role, percentages as named and sums by their share, added up', () => {
    const cases: [Discount[], Role, string][] = [
      [[percent(100_000)], 'cashier', 'ok'],
      [[percent(100_001)], 'cashier', 'permission-override discount.line'],
      [[sum(100)], 'cashier', 'ok'],
      [[sum(101)], 'cashier', 'permission-override discount.line'],
      [[percent(60_000), { ...sum(50), discountId: 'e' }], 'cashier', 'permission-override discount.line'],
      [[percent(300_000)], 'supervisor', 'ok'],
      [[sum(301)], 'supervisor', 'permission-override discount.line'],
      [[percent(1_000_000)], 'manager', 'ok'],
    ];
    for (const [discounts, role, expected] of cases) {
      expect(answer(saleOp({ discounts }), actor(role))).toBe(expected);
      const onSale = answer(saleOp({}, { discounts }), actor(role));
      expect(onSale).toBe(expected.replace('discount.line', 'discount.sale'));
    }
    expect(discountShare([sum(1)], 0)).toBe(1_000_000);
    expect(discountShare([sum(1)], 3)).toBe(333_334);
  });

  test('PM6 goods that come back need leave for the whole sum, with and without a receipt apart', () => {
    const back = (price: number): KnownOp =>
      saleOp({ direction: 'return', unitPrice: minor(price), listPrice: minor(price) });
    expect(answer(back(1000), actor('cashier'))).toBe('permission-override sale.return-without-receipt');
    expect(answer(back(1000), actor('supervisor'))).toBe('ok');
    expect(answer(back(20_000_000), actor('supervisor'))).toBe('permission-override sale.return-without-receipt');
    expect(answer(back(20_000_000), actor('manager'))).toBe('ok');
  });
});

describe('overrides', () => {
  const op = saleOp({ priceSource: 'override' }, withOverride('price.override', plainLine.lineId));

  test('PM7 above a limit the consent of another person must come with the op', () => {
    expect(answer(saleOp({ priceSource: 'override' }), actor('cashier', {}))).toBe(
      'permission-override price.override',
    );
    expect(answer(op, actor('cashier', {}))).toBe('ok');
  });

  test('PM8 a consent is bound to permission, object, asker, figure and time', () => {
    const unfit = 'override-unfit price.override';
    expect(answer(op, actor('cashier', null))).toBe('override-unknown price.override');
    expect(answer(op, actor('cashier', { permission: 'tax.exempt' }))).toBe(unfit);
    expect(answer(op, actor('cashier', { objectId: 'another' }))).toBe(unfit);
    expect(answer(op, actor('cashier', { askedBy: id(3) }))).toBe(unfit);
    expect(answer(op, actor('cashier', { grantedAt: now - overrideMsMax - 1 }))).toBe(unfit);
    const discounted = saleOp({ discounts: [percent(200_000)] }, withOverride('discount.line', plainLine.lineId));
    const granted = { permission: 'discount.line' };
    expect(answer(discounted, actor('cashier', { ...granted, amount: 200_000 }))).toBe('ok');
    expect(answer(discounted, actor('cashier', { ...granted, amount: 199_999 }))).toBe('override-unfit discount.line');
    expect(answer(discounted, actor('cashier', { ...granted, amount: null }))).toBe('override-unfit discount.line');
  });

  test('PM9 a consent that was used is refused', () => {
    expect(answer(op, actor('cashier', { used: true }))).toBe('override-used price.override');
  });

  test('PM11 what a role may not see is refused whatever comes with it', () => {
    const change = {
      kind: 'stock.counted',
      body: { itemId: id(50), quantity: { milli: 1, unit: 'each' }, note: '' },
    } as KnownOp;
    expect(answer(change, actor('cashier', { permission: 'stock.count' }))).toBe('permission-hidden stock.count');
    expect(answer(change, actor('supervisor'))).toBe('ok');
  });
});

test('PM2 a move of cash needs the permission of its kind and, paid out, the limit of the role', () => {
  const move = (kind: string, amount: number): KnownOp =>
    ({
      kind: 'cash.moved',
      body: { cashEventId: 'c', shiftId: id(30), kind, amount, reasonCode: 'supplies', note: '', overrides: [] },
    }) as unknown as KnownOp;
  expect(answer(move('paid-in', 1), actor('cashier'))).toBe('ok');
  expect(answer(move('paid-out', 50_000), actor('cashier'))).toBe('ok');
  expect(answer(move('paid-out', 50_001), actor('cashier'))).toBe('permission-override cash.paid-out');
  expect(answer(move('loan', 1), actor('cashier'))).toBe('permission-override cash.loan');
  expect(answer(move('pickup', 1), actor('supervisor'))).toBe('ok');
  const simple = (Object.keys(opCatalog) as OpKindName[]).filter((kind) => opCatalog[kind].permission !== null);
  expect(simple.length).toBeGreaterThan(10);
});
