import { expect, test } from 'vitest';
import { unpaidLines } from '../../../domain/check/check.ts';
import { checkAfter } from '../../../domain/check/check-after.ts';
import { brandId, type CheckId, type InstallId, type LineId, type SaleId, uuidV7 } from '../../../domain/id.ts';
import { minor } from '../../../domain/money/minor.ts';
import { newSale } from '../../../domain/sale/reduce-sale.ts';
import type { SaleLine } from '../../../domain/sale/sale.ts';
import { openLineOf } from '../../../domain/sale/sale-line.ts';
import { putBackSteps, saleOfCheck } from './put-back.ts';

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

test('CH32 what was keyed, changed and struck at the counter goes onto the check, which is free again', () => {
  const sale = saleOfCheck(newSale(brandId<SaleId>(newId()), at), check, 3);
  expect(sale).toMatchObject({ check: { checkId, token: 3 }, lines: ordered.map(({ name }) => ({ name })) });
  const [soup, tea, cake] = sale.lines as [SaleLine, SaleLine, SaleLine];
  const voided = { reasonCode: 'keyed-wrong', staffId: brandId<never>(newId()), at };
  const more = { ...tea, quantity: { milli: 2_000, unit: 'each' as const } };
  const lines = [soup, more, { ...cake, voided }, lineOf('Coffee')];
  const steps = putBackSteps({ ...sale, lines }, check, newId);
  expect(steps.map(({ kind }) => kind)).toEqual([
    'check.line-voided',
    'check.line-voided',
    'check.line-added',
    'check.line-added',
    'check.released',
  ]);
  const after = steps.reduce((known, { kind, body }) => {
    const act = { ...body, kind: kind.slice('check.'.length) };
    return checkAfter(known, { checkId, mark, hubAt: at, act: act as never });
  }, check);
  const seen = unpaidLines(after).map(({ line }) => [line.name, line.quantity.milli]);
  expect(seen).toEqual([
    ['Soup', 1_000],
    ['Coffee', 1_000],
    ['Tea', 2_000],
  ]);
  expect(after.voids.map(({ reasonCode }) => reasonCode)).toEqual(['changed', 'keyed-wrong']);
});

test('CH32 a sale that was not changed only frees its check', () => {
  const sale = saleOfCheck(newSale(brandId<SaleId>(newId()), at), check, 1);
  expect(putBackSteps(sale, check, newId)).toEqual([{ kind: 'check.released', body: { checkId } }]);
});
