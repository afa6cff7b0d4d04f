import { mod10CheckDigit } from '../../domain/barcode/check-digit.ts';
import type { Item } from '../../domain/catalog/item.ts';
import { brandId, type ShiftId } from '../../domain/id.ts';
import { type Currency, currencyOfCode } from '../../domain/money/currency.ts';
import { denominationsOf } from '../../domain/money/denominations.ts';
import { type Minor, minor, ratePpm } from '../../domain/money/minor.ts';
import type { ZReport } from '../../domain/till/report.ts';
import { type DemoCounter, openCounter } from './counter.ts';
import { newId, Teller } from './teller.ts';

/** What the till is short at the end of the demo, in minor units: on purpose, so that a difference is to be seen. */
export const shortBy = 50;
const float = { value: minor(2_000), pieces: 5 };
const ownerPin = '482915';

export interface Day {
  readonly counter: DemoCounter;
  readonly teller: Teller;
  readonly zReport: ZReport;
}

/** First run, sign-on and an open shift with a counted float. */
async function openDay(root: string): Promise<Teller> {
  const counter = await openCounter(root);
  const shop = (await counter.api.store.demoShops()).find(({ id }) => id === 'cafe');
  if (shop === undefined) throw new Error('the café is missing from resources/demo');
  await counter.api.store.initialise({
    settings: shop.settings,
    owner: { name: 'Maren Lindner', pin: ownerPin },
    demoShop: shop.id,
  });
  const [owner] = await counter.api.session.staff();
  if (owner === undefined) throw new Error('nobody works here');
  const session = await counter.api.session.signOn({ staffId: owner.staffId, pin: ownerPin });
  counter.signedOn(session.sessionToken);
  const { lastSeq } = await counter.api.session.lastSeq();
  const teller = new Teller(counter, await counter.api.settings.get(), { staffId: owner.staffId, lastSeq });
  const shiftId = brandId<ShiftId>(newId());
  await teller.book('shift.opened', {
    shiftId,
    series: 'A1',
    startingAmount: minor(float.value * float.pieces),
    denominations: [float],
  });
  teller.shiftId = shiftId;
  // The float goes into the drawer.
  teller.drawerOpenings += 1;
  return teller;
}

/** A German weighed label: prefix 28, four digits of the item, an inner check digit, grams. Source: GS1 Germany, SAN-4. */
function weighedLabel(labelCode: string, grams: number): string {
  const value = String(grams).padStart(5, '0');
  // The inner check digit is tried, not computed again here: the scan refuses every wrong one.
  const tries = Array.from({ length: 10 }, (_each, digit) => `28${labelCode}${digit}${value}`);
  return tries.map((digits) => `${digits}${mod10CheckDigit(digits)}`).join(' ');
}

/** Every kind of act of a short day, each through the hub. */
async function trade(teller: Teller, item: (name: string) => Item): Promise<void> {
  const first = teller.ring(teller.ring(teller.begin(), item('Cappuccino')), item('Butter croissant'));
  const breakfast = await teller.complete(teller.pay(first, 'cash', 1_000));

  const lunch = [item('Soup of the day'), item('Halloumi sandwich'), item('Cola 0.33 l')].reduce(
    (sale, each) => teller.ring(sale, each),
    teller.begin(),
  );
  await teller.complete(teller.pay(teller.pay(lunch, 'cash', 500), 'card-manual', 'rest'));

  let beans = teller.begin();
  for (const label of weighedLabel(item('Mountain cheese, by weight').labelCode, 312).split(' ')) {
    const answer = await teller.counter.api.catalog.scan({ raw: label, aimId: null });
    if (answer.kind === 'item') beans = teller.ring(beans, answer.item, answer);
  }
  if (beans.lines.length !== 1) throw new Error(`the weighed label rang ${beans.lines.length} lines`);
  await teller.complete(teller.pay(beans, 'cash', 2_000));

  const cup = teller.ring(teller.begin(), item('Porcelain cup'));
  const line = cup.lines[0];
  if (line === undefined) throw new Error('no line');
  const discount = {
    discountId: newId(),
    kind: 'percent' as const,
    ratePpm: ratePpm(100_000),
    reasonCode: 'damaged',
    label: 'Damaged or last piece',
  };
  const gift = await teller.complete(
    teller.pay(teller.act(cup, { kind: 'addLineDiscount', lineId: line.lineId, discount }), 'card-manual', 'rest'),
  );

  const back = await teller.takeBack(teller.begin(), breakfast.saleId, ({ name }) =>
    name === 'Butter croissant' ? 1_000 : 0,
  );
  await teller.complete(teller.pay(back, 'cash', 'rest'));

  const swap = teller.ring(await teller.takeBack(teller.begin(), gift.saleId, () => 1_000), item('Travel mug'));
  await teller.complete(teller.pay(swap, 'cash', 5_000));
}

/** Cash that moves without a sale. */
async function moveCash(teller: Teller, shiftId: ShiftId): Promise<void> {
  await teller.book('drawer.no-sale', { shiftId, reasonCode: 'change-money', note: '', overrides: [] });
  await teller.book('cash.moved', {
    cashEventId: newId(),
    shiftId,
    kind: 'paid-out',
    amount: minor(650),
    reasonCode: 'supplies',
    note: 'Milk',
    overrides: [],
  });
  teller.drawerOpenings += 2;
}

/** An amount laid out in as few notes and coins as there are. */
function countedOut(amount: number, currency: Currency | null): { value: Minor; pieces: number }[] {
  if (currency === null) throw new Error('no currency');
  const { coins, notes } = denominationsOf(currency);
  let left = amount;
  return [...coins, ...notes]
    .sort((a, b) => b - a)
    .map((value) => {
      const pieces = Math.floor(left / value);
      left -= pieces * value;
      return { value, pieces };
    })
    .filter(({ pieces }) => pieces > 0);
}

/** Counts what the domain says is there less a little, blind, and closes. */
async function closeDay(teller: Teller, shiftId: ShiftId): Promise<ZReport> {
  const x = await teller.counter.api.shift.xReport();
  const sumOf = (kind: string): number =>
    x.tenders.filter((row) => row.kind === kind).reduce((all, row) => all + row.taken.amount - row.refunded.amount, 0);
  const moved = x.cashMoves.reduce(
    (all, { kind, total }) => all + (kind === 'paid-in' || kind === 'loan' ? total.amount : -total.amount),
    0,
  );
  const cash = float.value * float.pieces + sumOf('cash') + moved - shortBy;
  const countId = newId();
  const declared = [{ kind: 'card-manual', amount: minor(sumOf('card-manual')) }];
  await teller.book('till.counted', {
    shiftId,
    countId,
    denominations: countedOut(cash, currencyOfCode(teller.settings.currency)),
    declared,
  });
  await teller.book('shift.closed', { shiftId, countId });
  return await teller.counter.api.shift.zReport({ shiftId });
}

/** Replays a short trading day on real processes and virtual hardware. */
export async function replayDay(root: string): Promise<Day> {
  const teller = await openDay(root);
  const { shiftId, counter } = teller;
  if (shiftId === null) throw new Error('no shift');
  const goods = new Map(
    (await counter.api.catalog.page({ after: null, limit: 200, category: null, active: true })).items.map(
      ({ item }) => [item.name, item],
    ),
  );
  const item = (name: string): Item => {
    const found = goods.get(name);
    if (found === undefined) throw new Error(`no ${name} in the café`);
    return found;
  };
  await trade(teller, item);
  await moveCash(teller, shiftId);
  return { counter, teller, zReport: await closeDay(teller, shiftId) };
}
