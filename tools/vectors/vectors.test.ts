import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type CashEntry, type ProrateEntry, runCash, runProrate } from './cash.ts';
import { runTax } from './tax.ts';
import type { TaxEntry } from './tax-entry.ts';
import type { VectorResult } from './vector-result.ts';

function read<Key extends string, Entry>(file: string, key: Key): readonly Entry[] {
  const url = new URL(`../../tests/vectors/${file}`, import.meta.url);
  return (JSON.parse(readFileSync(url, 'utf8')) as Record<Key, readonly Entry[]>)[key];
}
function notPassed(results: readonly VectorResult[]): string[] {
  return results.filter(({ status }) => status !== 'passed').map(({ id, detail }) => `${id}: ${detail}`);
}

const tax = read<'tax', TaxEntry>('tax.json', 'tax');
const prorate = read<'prorate', ProrateEntry>('prorate.json', 'prorate');
const cash = read<'cash_rounding', CashEntry>('cash-rounding.json', 'cash_rounding');

describe('vectors of other engines and of the law', () => {
  test('TX9 TX11 TX12 every tax vector is met through settleSale or exactLineTaxes', () => {
    expect(tax.length).toBeGreaterThan(100);
    expect(notPassed(runTax(tax))).toEqual([]);
  });
  test('MO6 every proration is met by allocate', () => {
    expect(prorate.length).toBeGreaterThan(5);
    expect(notPassed(runProrate(prorate))).toEqual([]);
  });
  test('TN5 TN8 every cash rounding is met by cashDue', () => {
    expect(cash.length).toBeGreaterThan(20);
    expect(notPassed(runCash(cash))).toEqual([]);
  });
});

describe('the runner itself', () => {
  const [first] = tax.filter((entry) => entry.kind === 'document' && entry.expect.total !== undefined);
  test('TX9 a wrong figure fails with what it is and what was expected', () => {
    const wrong = { ...first!, id: 'wrong', expect: { total: '0.01' } };
    expect(runTax([wrong])[0]).toMatchObject({ status: 'failed', detail: expect.stringContaining('expected 0.01') });
  });
  test('TX9 an entry that can not be read fails by its id and stops nothing', () => {
    const broken = { ...first!, id: 'broken', lines: [{ unit_price: 'x', qty: '1', taxes: [] }] };
    expect(runTax([broken, first!]).map(({ id, status }) => [id, status])).toEqual([
      ['broken', 'failed'],
      [first!.id, 'passed'],
    ]);
  });
  test('TX9 an entry that lacks what it needs, or its id, says so in words', () => {
    const bare = [{ id: 'x1' }, { rounding: 'per_line' }, 7] as unknown as TaxEntry[];
    expect(runTax(bare).map(({ id, detail }) => `${id}: ${detail}`)).toEqual([
      'x1: has no rounding, taxes, lines, expect',
      'tax 2: has no taxes, lines, expect',
      'tax 3: is no object',
    ]);
  });
  test('TX12 a policy no store setting has is skipped with its reason', () => {
    const [result] = runTax([{ ...first!, rounding: 'global_total_first', policy: 'certification' }]);
    expect(result).toMatchObject({ status: 'skipped', detail: 'no store setting rounds global_total_first' });
  });
  test('TX9 a tolerance is kept to, and no more than that', () => {
    const near = (total: string): string | undefined =>
      runTax([{ ...first!, tolerance: '0.02', expect: { total } }])[0]?.status;
    const right = Number(first!.expect.total);
    expect([near((right + 0.02).toFixed(2)), near((right + 0.03).toFixed(2))]).toEqual(['passed', 'failed']);
  });
  test('TN5 a wrong cash figure fails', () => {
    expect(runCash([{ ...cash[0]!, expect_paid: '99' }])[0]?.status).toBe('failed');
    expect(runProrate([{ ...prorate[0]!, expect: [1] }])[0]?.status).toBe('failed');
  });
});
