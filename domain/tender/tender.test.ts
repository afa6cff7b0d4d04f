import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fiveCents, money, perLine, rounding, sampleId } from '../../tests/domain/sale-samples.ts';
import { currencies } from '../money/currency.ts';
import { denominationsOf } from '../money/denominations.ts';
import { type Minor, minor } from '../money/minor.ts';
import type { CashRefunded, Tender, TenderKind } from '../sale/sale.ts';
import { amountDue, type CashPolicy, cashDue, coversBalance } from './amount-due.ts';
import { quickCash } from './quick-cash.ts';
import { tenderMoney } from './tender-money.ts';

type Owed = { collect: Minor; refund: Minor; cashRefunded?: CashRefunded };
const collect = (amount: number): Owed => ({ collect: minor(amount), refund: minor(0) });
const refund = (amount: number): Owed => ({ collect: minor(0), refund: minor(amount) });

interface Given {
  readonly policy?: CashPolicy;
  readonly before?: readonly Tender[];
}
function give(owed: Owed, money: `${TenderKind} ${number}`, { policy = perLine, before = [] }: Given = {}) {
  const [kind, amount] = money.split(' ') as [TenderKind, string];
  const tenderId = sampleId<Tender['tenderId']>(before.length + 1);
  const input = { tenderId, kind, amount: minor(Number(amount)), reference: '' };
  return tenderMoney(amountDue(owed, before, policy), input);
}
function taken(...args: Parameters<typeof give>): Tender {
  const outcome = give(...args);
  if (!outcome.ok) throw new Error(outcome.refusal.code);
  return outcome.value;
}

describe('cash', () => {
  test('TN1 from the amount due on cash closes the sale and the rest is change', () => {
    expect(taken(collect(1572), 'cash 2000')).toMatchObject({
      amount: 1572,
      tendered: 2000,
      change: 428,
      cashRounding: 0,
    });
    expect(taken(collect(1572), 'cash 1572')).toMatchObject({ amount: 1572, change: 0 });
  });
  test('TN2 less is a part payment and is not rounded', () => {
    const part = taken(collect(1572), 'cash 1000', { policy: fiveCents });
    expect(part).toMatchObject({ amount: 1000, change: 0, cashRounding: 0 });
    expect(amountDue(collect(1572), [part], fiveCents)).toMatchObject({ exact: 572, cash: 570 });
  });
  test('TN5 15.72 with 0.68 by card leaves 15.05 in cash', () => {
    const slip = taken(collect(1572), 'card-manual 68', { policy: fiveCents });
    expect(amountDue(collect(1572), [slip], fiveCents)).toEqual({
      direction: 'taken',
      exact: 1504,
      cash: 1505,
      cashRounding: 1,
      over: 0,
    });
  });
  test('TN6 the rounding stands on the closing cash tender; its amount stays in the drawer', () => {
    const tender = taken(collect(1572), 'cash 2000', { policy: fiveCents });
    expect(tender).toMatchObject({ amount: 1570, tendered: 2000, change: 430, cashRounding: -2 });
    expect(coversBalance(amountDue(collect(1572), [tender], fiveCents))).toBe(true);
  });
  test('TN10 a tender of nothing is refused, unless the rest rounds to nothing', () => {
    expect(give(collect(1572), 'cash 0')).toMatchObject({ refusal: { code: 'tender-zero' } });
    expect(give(collect(1572), 'card-manual 0')).toMatchObject({ refusal: { code: 'tender-zero' } });
    expect(taken(collect(2), 'cash 0', { policy: fiveCents })).toMatchObject({ amount: 0, cashRounding: -2 });
  });
  test('TN2 the exact sum is refused where the coins round it up', () => {
    expect(give(collect(1573), 'cash 1573', { policy: fiveCents })).toEqual({
      ok: false,
      refusal: { code: 'tender-below-due', limit: 1575 },
    });
  });
});

describe('other tenders', () => {
  test('TN3 a card covers at most what is due: change is never given on it', () => {
    expect(give(collect(1572), 'card-manual 1573')).toEqual({
      ok: false,
      refusal: { code: 'tender-above-due', limit: 1572 },
    });
    expect(taken(collect(1572), 'card-manual 1572', { policy: fiveCents })).toMatchObject({
      amount: 1572,
      change: 0,
      cashRounding: 0,
    });
  });
});

describe('refunds', () => {
  test('TN9 a refund in cash is the rounded rest or less, never more', () => {
    expect(taken(refund(1572), 'cash 1570', { policy: fiveCents })).toMatchObject({
      direction: 'refunded',
      amount: 1570,
      cashRounding: -2,
    });
    expect(give(refund(1572), 'cash 1575', { policy: fiveCents })).toMatchObject({
      refusal: { code: 'tender-above-due' },
    });
    expect(taken(refund(1572), 'cash 1000', { policy: fiveCents })).toMatchObject({ amount: 1000, cashRounding: 0 });
    expect(give(refund(1572), 'cash 0')).toMatchObject({ refusal: { code: 'tender-zero' } });
    expect(taken(refund(1572), 'card-manual 1572')).toMatchObject({ direction: 'refunded', amount: 1572 });
  });
  test('TN8 a sale and its refund round alike', () => {
    fc.assert(
      fc.property(money(), rounding, fc.constantFrom(1, 5, 10, 50, 100), (amount, cashRounding, step) => {
        const policy = { cashIncrement: minor(step), cashRounding };
        const there = amountDue(collect(amount), [], policy);
        const back = amountDue(refund(amount), [], policy);
        expect([back.cash, back.cashRounding]).toEqual([there.cash, there.cashRounding]);
      }),
    );
  });
  test('TN8 partial cash refunds of one sale give back what the whole would, in any parts', () => {
    const parts = fc.array(fc.integer({ min: 1, max: 2000 }).map(minor), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(parts, rounding, fc.constantFrom(5, 10, 100), (each, cashRounding, step) => {
        const policy = { cashIncrement: minor(step), cashRounding };
        let before: CashRefunded = { exact: minor(0), cash: minor(0) };
        for (const part of each) {
          const { cash } = amountDue({ ...refund(part), cashRefunded: before }, [], policy);
          before = { exact: minor(before.exact + part), cash: minor(before.cash + cash) };
        }
        expect(before.cash).toBe(cashDue(before.exact, policy));
      }),
    );
  });
});

test('TN4 TN7 any split of any sale closes at the exact sum plus the rounding it names', () => {
  const split = fc.array(fc.record({ card: fc.boolean(), amount: fc.integer({ min: 1, max: 3000 }) }), {
    maxLength: 6,
  });
  fc.assert(
    fc.property(money(10_000), split, rounding, (amount, parts, cashRounding) => {
      const policy = { cashIncrement: minor(5), cashRounding };
      const tenders: Tender[] = [];
      for (const part of parts) {
        if (amountDue(collect(amount), tenders, policy).exact === 0) break;
        const outcome = give(collect(amount), `${part.card ? 'card-manual' : 'cash'} ${part.amount}`, {
          policy,
          before: tenders,
        });
        if (outcome.ok) tenders.push(outcome.value);
      }
      const due = amountDue(collect(amount), tenders, policy);
      if (due.exact > 0) tenders.push(taken(collect(amount), `cash ${due.cash}`, { policy, before: tenders }));
      const paid = tenders.reduce((all, tender) => all + tender.amount, 0);
      const rounded = tenders.reduce((all, tender) => all + tender.cashRounding, 0);
      expect(paid).toBe(amount + rounded);
      expect(tenders.filter((tender) => tender.cashRounding !== 0).length).toBeLessThanOrEqual(1);
      expect(Math.abs(rounded)).toBeLessThan(5);
      expect(tenders.every((tender) => tender.tendered - tender.change === tender.amount)).toBe(true);
    }),
  );
});

describe('quick sums', () => {
  const eur = denominationsOf({ code: 'EUR', digits: 2 });
  test('TN13 17.35 offers itself, 20, 50, 100 and on; 1.40 offers the coin too', () => {
    expect(quickCash(minor(1735), eur)).toEqual([1735, 2000, 5000, 10_000, 20_000, 50_000]);
    expect(quickCash(minor(4210), eur)).toEqual([4210, 4500, 5000, 6000, 10_000, 20_000]);
    expect(quickCash(minor(140), eur)).toEqual([140, 200, 500, 1000, 2000, 5000]);
    expect(quickCash(minor(0), eur)).toEqual([]);
  });
  test('TN13 sums ascend from what is due and all cover it, in every currency', () => {
    fc.assert(
      fc.property(money(10 ** 7), fc.constantFrom(...currencies.values()), (due, currency) => {
        const sums = quickCash(due, denominationsOf(currency));
        if (due > 0) expect(sums[0]).toBe(due);
        expect(sums).toEqual([...new Set(sums)].sort((a, b) => a - b));
      }),
    );
  });
});
