import { expect, test } from 'vitest';
import { type Check, type CheckAct, unpaidLines } from '../domain/check/check.ts';
import { checkAfter } from '../domain/check/check-after.ts';
import { brandId, type CheckId, type InstallId, type LineId, type SaleId, uuidV7 } from '../domain/id.ts';
import { minor } from '../domain/money/minor.ts';
import { newSale } from '../domain/sale/reduce-sale.ts';
import type { SaleLine } from '../domain/sale/sale.ts';
import { openLineOf } from '../domain/sale/sale-line.ts';
import { checkActs } from './check-act.ts';
import {
  type CheckStep,
  ontoCheckProblem,
  putBackSteps,
  readdressed,
  saleOfCheck,
  withoutCheck,
} from './check-steps.ts';

const at = 1_795_271_000_000;
let drawn = 0;
const newId = (): string => {
  drawn += 1;
  return uuidV7(at + drawn, new Uint8Array(10));
};
const checkId = brandId<CheckId>(newId());
const mark = { installId: brandId<InstallId>(newId()), staffId: null, at };

function lineOf(name: string): SaleLine {
  const rung = { lineId: brandId<LineId>(newId()), quantity: { milli: 1_000, unit: 'each' }, taxes: [] } as const;
  return openLineOf({ ...rung, openPrice: minor(500) }, { name, taxCategory: 'standard' });
}
const ordered = [lineOf('Soup'), lineOf('Tea'), lineOf('Cake')];
const check = ordered.reduce(
  (known, line) => checkAfter(known, { checkId, mark, hubAt: at, act: { kind: 'line-added', line } }),
  checkAfter(null, { checkId, mark, hubAt: at, act: { kind: 'opened', table: '5', guests: 2, note: '' } }),
);

function after(known: Check, steps: readonly CheckStep[]): Check {
  return steps.reduce((each, { kind, body }) => {
    const read: (body: never) => CheckAct = checkActs[kind];
    return checkAfter(each, { checkId, mark, hubAt: at, act: read(body as never) });
  }, known);
}

test('CH32 what was keyed, changed and struck at the counter goes onto the check', () => {
  const sale = saleOfCheck(newSale(brandId<SaleId>(newId()), at), check, 3);
  expect(sale).toMatchObject({ check: { checkId, token: 3 }, lines: ordered.map(({ name }) => ({ name })) });
  const [soup, tea, cake] = sale.lines as [SaleLine, SaleLine, SaleLine];
  const voided = { reasonCode: 'keyed-wrong', staffId: brandId<never>(newId()), at };
  const more = { ...tea, quantity: { milli: 2_000, unit: 'each' as const } };
  const lines = [soup, more, { ...cake, voided }, lineOf('Coffee')];
  const changed = readdressed({ ...sale, lines }, check, newId);
  const steps = putBackSteps(changed, check);
  const kinds = ['check.line-voided', 'check.line-voided', 'check.line-added', 'check.line-added'];
  expect(steps.map(({ kind }) => kind)).toEqual(kinds);
  const put = after(check, steps);
  const seen = unpaidLines(put).map(({ line }) => [line.name, line.quantity.milli]);
  expect(seen.sort()).toEqual([
    ['Coffee', 1_000],
    ['Soup', 1_000],
    ['Tea', 2_000],
  ]);
  expect(put.voids.map(({ reasonCode }) => reasonCode)).toEqual(['changed', 'keyed-wrong']);
});

test('CH34 a second try of putting back, after any part of the first, doubles and forgets nothing', () => {
  const sale = saleOfCheck(newSale(brandId<SaleId>(newId()), at), check, 3);
  const [soup, tea] = sale.lines as [SaleLine, SaleLine, SaleLine];
  const more = { ...tea, quantity: { milli: 2_000, unit: 'each' as const } };
  const changed = readdressed({ ...sale, lines: [soup, more, lineOf('Coffee')] }, check, newId);
  const all = putBackSteps(changed, check);
  const whole = after(check, all);
  for (let done = 0; done <= all.length; done += 1) {
    const half = after(check, all.slice(0, done));
    const again = readdressed(changed, half, newId);
    expect(after(half, putBackSteps(again, half))).toEqual(whole);
  }
});

test('CH33 money, a discount on the whole sale and returned goods do not go onto a check', () => {
  const sale = saleOfCheck(newSale(brandId<SaleId>(newId()), at), check, null);
  expect(ontoCheckProblem(sale)).toBeNull();
  expect(ontoCheckProblem({ ...sale, discounts: [{} as never] })).toBe('check-sale-discount');
  expect(ontoCheckProblem({ ...sale, tenders: [{} as never] })).toBe('tender-taken');
  const back = { ...lineOf('Cup'), direction: 'return' as const };
  expect(ontoCheckProblem({ ...sale, lines: [back] })).toBe('check-return');
});

test('CH32 a sale that was not changed needs nothing sent, though another person may see no cost', () => {
  const sale = saleOfCheck(newSale(brandId<SaleId>(newId()), at), check, 1);
  const lines = sale.lines.map((line) => ({ ...line, unitCost: minor(90) }));
  const same = readdressed({ ...sale, lines }, check, newId);
  expect([same.lines, putBackSteps(same, check)]).toEqual([lines, []]);
});

test('CH37 of a check that was paid elsewhere only what was keyed beyond it stays in the sale', () => {
  const sale = saleOfCheck(newSale(brandId<SaleId>(newId()), at), check, 3);
  const coffee = lineOf('Coffee');
  const lineIds = sale.lines.map(({ lineId }) => lineId);
  const act = { kind: 'paid', saleId: brandId<SaleId>(newId()), lineIds } as const;
  const paid = { ...checkAfter(check, { checkId, mark, hubAt: at, act }), lines: [] };
  const left = withoutCheck({ ...sale, lines: [...sale.lines, coffee] }, paid);
  expect([left.lines, left.check, left.saleId]).toEqual([[coffee], undefined, sale.saleId]);
});
