import fc from 'fast-check';
import { expect, test } from 'vitest';
import { customerDisplay, customerDisplayUpdate, lineDisplayShow } from '../../contracts/customer-display.ts';
import { storeSettings } from '../../contracts/store.ts';
import {
  type CustomerDisplay,
  type CustomerScene,
  customerLinesMax,
} from '../../domain/customer-display/customer-scene.ts';
import { customerDisplayOf, customerDisplayStart } from '../../domain/customer-display/display-settings.ts';
import { type CustomerStage, doneScene, sceneOfSale } from '../../domain/customer-display/scene-of-sale.ts';
import type { LineId } from '../../domain/id.ts';
import { minor } from '../../domain/money/minor.ts';
import type { OpenSale, SaleLine, SettlePolicy } from '../../domain/sale/sale.ts';
import { returnLineOf, returnOfLine } from '../../domain/sale/sale-line.ts';
import { settleSale } from '../../domain/sale/settle-sale.ts';
import { presetOf, settingsFromPreset } from '../../domain/store/country-presets.ts';
import {
  amountOff,
  completed,
  fiveCents,
  percentOff,
  perLine,
  policyArbitrary,
  saleArbitrary,
  sampleId,
  sampleLine,
  sampleSale,
  sampleTax,
} from '../domain/sale-samples.ts';
import { act, add, card, cash, empty, mark } from '../domain/sale-steps.ts';

const ringing: CustomerStage = { at: 'ringing' };
const tendering: CustomerStage = { at: 'tendering' };

interface Seen {
  readonly stage?: CustomerStage;
  readonly touched?: LineId | null;
  readonly policy?: SettlePolicy;
}
function seen(sale: OpenSale, { stage = ringing, touched = null, policy = perLine }: Seen = {}): CustomerScene {
  const scene = sceneOfSale(stage, { sale, settled: settleSale(sale, policy), touched, policy });
  if (scene === null) throw new Error('nothing new to see');
  return scene;
}
function figures(sale: OpenSale, how: Seen = {}): Extract<CustomerScene, { kind: 'sale' | 'payment' }> {
  const scene = seen(sale, how);
  if (scene.kind !== 'sale' && scene.kind !== 'payment') throw new Error(`shows ${scene.kind}`);
  return scene;
}
function displayOf(scene: CustomerScene): CustomerDisplay {
  return { storeName: 'Shop', language: 'en', currency: 'EUR', timeZone: 'UTC', theme: 'light', scene };
}

/** What only the store may know, in values that are found again wherever they went. */
const secretCost = 987_654_321;
const secrets = ['secret-sku', 'secret-note', 'secret-reason', 'secret-label', 'secret-slip', 'secret-permission'];
const secretStaff = sampleId<never>(0xdead);
const secretWords = /cost|margin|staff|cashier|approv|reason|override|consent|note|sku|reference|profit/i;

function withSecrets(sale: OpenSale): OpenSale {
  const lines = sale.lines.map((line, index) => ({
    ...line,
    sku: 'secret-sku',
    note: 'secret-note',
    reasonCode: 'secret-reason',
    unitCost: minor(secretCost + index),
    discounts: line.discounts.map((discount) => ({ ...discount, reasonCode: 'secret-reason', label: 'secret-label' })),
    voided: index === 1 ? { reasonCode: 'secret-reason', staffId: secretStaff, at: 1 } : null,
  }));
  const consent = { overrideId: sampleId<never>(0xbeef), permission: 'secret-permission', objectId: 'secret-note' };
  const overrides = [{ ...consent, reasonCode: 'secret-reason', approverId: secretStaff }];
  const discounts = sale.discounts.map((each) => ({ ...each, reasonCode: 'secret-reason', label: 'secret-label' }));
  return { ...sale, lines, overrides, discounts, note: 'secret-note' };
}

/** Everything the customer could be shown of a sale, from its first line to the thanks. */
function allScenes(sale: OpenSale, policy: SettlePolicy): CustomerScene[] {
  const settled = settleSale(sale, policy);
  const tenders = [
    { ...act(sampleSale([sampleLine()]), card(400)).tenders[0], reference: 'secret-slip' },
  ] as OpenSale['tenders'];
  const paid = { ...sale, tenders };
  const touched = sale.lines[0]?.lineId ?? null;
  const stages: CustomerStage[] = [ringing, tendering, { at: 'done', done: doneScene(paid, settled, 'A1-000001') }];
  return stages.flatMap((stage) => sceneOfSale(stage, { sale: paid, settled, touched, policy }) ?? []);
}

test('CD1 whatever is sold, no cost, person, reason or note is in what the customer is shown', () => {
  fc.assert(
    fc.property(saleArbitrary.map(withSecrets), policyArbitrary, (sale, policy) => {
      for (const scene of allScenes(sale, policy)) {
        const sent = JSON.stringify(customerDisplay.parse(displayOf(scene)));
        const known = [...secrets, secretStaff, sale.saleId, ...sale.lines.map((line) => String(line.lineId))];
        expect(known.filter((word) => sent.includes(word))).toEqual([]);
        expect(sale.lines.filter((line) => sent.includes(String(line.unitCost)))).toEqual([]);
        expect(sent).not.toMatch(secretWords);
      }
    }),
  );
});

test('CD1 the look-out for secrets sees one that got through', () => {
  const { lines } = withSecrets(sampleSale([sampleLine()]));
  expect(JSON.stringify(lines)).toMatch(secretWords);
  expect(JSON.stringify(lines)).toContain(String(secretCost));
});

test.each([
  ['a cost on a line', { lines: [{ ...figures(sampleSale([sampleLine()])).lines[0], unitCost: 1 }] }],
  ['a person on the sale', { staffId: secretStaff }],
  [
    'more lines than a display needs',
    { lines: Array.from({ length: customerLinesMax + 1 }, () => figures(sampleSale([sampleLine()])).lines[0]) },
  ],
])('CD1 a message with %s is refused', (_name, more) => {
  const display = displayOf(seen(sampleSale([sampleLine()])));
  expect(customerDisplay.safeParse(display).success).toBe(true);
  const wrong = { ...display, scene: { ...display.scene, ...more } };
  expect(customerDisplay.safeParse(wrong).success).toBe(false);
  expect(customerDisplayUpdate.safeParse({ window: 'automatic', display: wrong }).success).toBe(false);
  expect(lineDisplayShow.safeParse({ kind: 'line-display.show', display: wrong }).success).toBe(false);
});

test.each([
  ['currency', 'XXZ'],
  ['timeZone', 'Nowhere/City'],
  ['language', 'xx'],
  ['storeName', 'A\u001b@'],
])('CD1 a display whose %s nobody knows is refused before it can break the page', (field, value) => {
  expect(customerDisplay.safeParse({ ...displayOf({ kind: 'idle' }), [field]: value }).success).toBe(false);
});

test('CD2 the figures on the screen add up to the total, in any sale under any policy', () => {
  fc.assert(
    fc.property(saleArbitrary, policyArbitrary, (sale, policy) => {
      const scene = figures(sale, { policy });
      const shown = scene.lines.reduce((all, { amount }) => all + amount, 0);
      const settled = settleSale(sale, policy);
      expect(shown).toBe(scene.subtotal);
      expect(scene.subtotal - scene.saleDiscount + scene.taxOnTop).toBe(settled.collect - settled.refund);
      expect(scene.total).toBe(settled.collect + settled.refund);
      if (sale.taxExempt === null && sale.lines.every((line) => line.taxes.every((tax) => tax.included)))
        expect(scene.taxOnTop).toBe(0);
    }),
  );
});

test('CD2 a discount on the sale and a tax on top stand between the lines and the total', () => {
  const line = sampleLine({ price: 1000, taxes: [sampleTax({ included: false })] });
  const scene = figures(sampleSale([line], { discounts: [amountOff(200)] }));
  expect([scene.subtotal, scene.saleDiscount, scene.taxOnTop, scene.total]).toEqual([1000, 200, 80, 880]);
});

test('CD2 savings are what discounts took off the goods sold', () => {
  const line = sampleLine({ price: 1000, discounts: [percentOff(10)] });
  const scene = figures(sampleSale([line], { discounts: [amountOff(100)] }));
  expect(scene.savings).toBe(200);
  expect(scene.lines[0]).toMatchObject({ amount: 900, saving: 100 });
});

test('CD2 goods that come back count against what is bought, for what was paid for them', () => {
  const sold = completed(sampleSale([sampleLine({ price: 1000 })], { discounts: [amountOff(300)] }));
  const before = { transactionNumber: 'A1-1', returnedMilli: 0, cashRefunded: undefined };
  const original = sold.lines[0];
  const returnOf = original === undefined ? null : returnOfLine(sold, original.lineId, before);
  if (original === undefined || returnOf === null) throw new Error('nothing to return');
  const back = { lineId: sampleId<LineId>(77), milli: 1000, restock: true, reasonCode: 'faulty', returnOf };
  const scene = figures(sampleSale([returnLineOf(original, back), sampleLine({ price: 200 })]));
  expect(scene).toMatchObject({ direction: 'refunded', total: 500, saleDiscount: 0, taxOnTop: 0, savings: 0 });
  expect(scene.lines.map(({ amount, saving }) => [amount, saving])).toEqual([
    [-700, 0],
    [200, 0],
  ]);
});

test('CD3 lines show as they ring, under the same number when another is voided', () => {
  const [one, two]: readonly SaleLine[] = [sampleLine({ price: 100, name: 'Tea' }), sampleLine({ price: 250 })];
  if (one === undefined || two === undefined) throw new Error('no lines');
  const both = act(empty, add(one), add({ ...two, itemId: null }));
  expect(figures(both, { touched: two.lineId })).toMatchObject({ touched: 2, count: 2, total: 350 });
  const voided = act(both, { kind: 'voidLine', lineId: one.lineId, mark });
  expect(figures(voided).lines.map(({ no }) => no)).toEqual([2]);
  expect(seen(act(voided, { kind: 'voidLine', lineId: two.lineId, mark }))).toEqual({ kind: 'idle' });
});

test('CD3 a weighed line tells weight and unit price, a labelled one only its amount', () => {
  const weighed = sampleLine({ price: 2350, milli: 312 });
  const labelled = sampleLine({ price: 2350, milli: 312, labelAmount: minor(733) });
  const { lines, count } = figures(sampleSale([weighed, labelled]));
  expect(lines.map(({ quantity, unitPrice, amount }) => [quantity.milli, quantity.unit, unitPrice, amount])).toEqual([
    [312, 'kg', 2350, 733],
    [312, 'kg', null, 733],
  ]);
  expect(count).toBe(2);
});

test('CD3 while the money is taken, what is left takes the place of the total; cash says what coins make of it', () => {
  const sale = act(empty, add(sampleLine({ price: 1003 })), card(500));
  const scene = seen(sale, { stage: tendering, policy: fiveCents });
  expect(scene).toMatchObject({ kind: 'payment', total: 1003, due: 503, dueCash: 505 });
  expect(scene.kind === 'payment' && scene.tenders).toEqual([{ kind: 'card-manual', direction: 'taken', amount: 500 }]);
});

test('CD3 between the last tender and the thanks the display keeps what it shows', () => {
  const till = { sale: empty, settled: settleSale(empty, perLine), touched: null, policy: perLine };
  expect(sceneOfSale(tendering, till)).toBeNull();
  expect(sceneOfSale(ringing, till)).toEqual({ kind: 'idle' });
});

test('CD3 a line rung while the thanks show begins the next sale', () => {
  const paid = act(act(empty, add(sampleLine())), cash(2000));
  const done = doneScene(paid, settleSale(paid, perLine), 'A1-000001');
  expect(seen(empty, { stage: { at: 'done', done } })).toEqual(done);
  expect(seen(act(empty, add(sampleLine())), { stage: { at: 'done', done } }).kind).toBe('sale');
});

test('CD6 a long sale travels as its newest 60 lines, with the figures of all of them', () => {
  const lines = Array.from({ length: 200 }, (_, index) => sampleLine({ price: 100, name: `Thing ${index + 1}` }));
  const scene = figures(sampleSale(lines, {}), { touched: lines[199]?.lineId ?? null });
  expect(scene.lines).toHaveLength(customerLinesMax);
  expect(scene.lines.at(-1)?.name).toBe('Thing 200');
  expect(scene).toMatchObject({ count: 200, subtotal: 20_000, total: 20_000, touched: 200 });
  expect(JSON.stringify(displayOf(scene)).length).toBeLessThan(20_000);
});

test('CD7 the thanks name the receipt, what was handed over and the change', () => {
  const paid = act(act(empty, add(sampleLine({ price: 1215, discounts: [amountOff(100)] }))), cash(2000));
  const done = doneScene(paid, settleSale(paid, perLine), 'A1-000007');
  const figuresOfIt = { direction: 'taken', total: 1115, received: 2000, change: 885, savings: 100 };
  expect(done).toEqual({ kind: 'done', transactionNumber: 'A1-000007', ...figuresOfIt });
});

test('CD12 settings older than the display are read as automatic, and stay as they were written', () => {
  const old = settingsFromPreset(presetOf('DE'), 'Shop');
  expect(storeSettings.parse(old)).toEqual(old);
  expect(Object.keys(storeSettings.parse(old))).not.toContain('customerDisplay');
  expect(customerDisplayOf(old)).toEqual(customerDisplayStart);
  expect(customerDisplayStart).toMatchObject({ window: 'automatic', language: null });
  const chosen = { ...old, customerDisplay: { window: 'off', language: 'id', theme: 'dark' } as const };
  expect(customerDisplayOf(storeSettings.parse(chosen))).toEqual(chosen.customerDisplay);
});
