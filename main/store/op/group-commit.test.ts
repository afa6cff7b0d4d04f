import { afterEach, beforeEach, expect, test } from 'vitest';
import { FaultError } from '../../../domain/fault-catalog.ts';
import type { Op } from '../../../domain/op/op.ts';
import { allowAll, closeShop, openShop, ring, type Shop, TestInstall } from '../../../tests/store/shop.ts';
import { openConnection } from '../sqlite/connection.ts';

let shop: Shop;
beforeEach(() => {
  shop = openShop();
});
afterEach(() => closeShop(shop));

function submit(install: TestInstall, op: Op, authorise = allowAll) {
  return shop.store.submit({ installId: install.installId, ops: [op] }, authorise);
}

function installs(count: number): TestInstall[] {
  return Array.from({ length: count }, () => new TestInstall(shop.clock, shop.staffId));
}

test('OL13 pushes of one turn share a commit: none is answered before it, all after it', async () => {
  const other = openConnection({ path: shop.store.path, key: shop.key, readonly: true });
  const rows = other.prepare<[], { count: number }>('SELECT count(*) AS count FROM op');
  const before = rows.get()?.count ?? 0;
  const seen: number[] = [];
  const pushes = installs(8).map(async (install) => {
    const answer = await submit(install, install.op('sale.completed', ring(shop)), () => {
      seen.push(rows.get()?.count ?? 0);
      return null;
    });
    return { answer, rows: rows.get()?.count };
  });
  const answers = await Promise.all(pushes);
  other.close();
  expect(seen).toEqual(Array(8).fill(before));
  expect(answers.map((each) => each.rows)).toEqual(Array(8).fill(before + 8));
  const numbers = answers.map(({ answer }) => Object(answer.results[0]).refs.transactionNumber);
  expect(numbers).toEqual(numbers.map((_, index) => `A1-00000${index + 1}`));
});

test('OL13 when the commit fails everybody is told the fault and nothing was taken', async () => {
  const writer = openConnection({ path: shop.store.path, key: shop.key });
  const head = shop.store.head();
  const group = installs(3);
  const ops = group.map((install) => install.op('sale.completed', ring(shop)));
  writer.exec('BEGIN IMMEDIATE');
  const failed = await Promise.allSettled(group.map((install, index) => submit(install, ops[index] as Op)));
  writer.exec('ROLLBACK');
  writer.close();
  expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  for (const each of failed) {
    const { reason } = each as PromiseRejectedResult;
    expect(reason).toBeInstanceOf(FaultError);
    expect(reason).toMatchObject({ code: 'store-busy' });
  }
  expect(shop.store.head()).toEqual(head);
  const again = await Promise.all(group.map((install, index) => submit(install, ops[index] as Op)));
  expect(again.map(({ results }) => results[0]?.status)).toEqual(['applied', 'applied', 'applied']);
}, 20_000);

test('OL14 a bug in one push of a group is that caller’s alone', async () => {
  const [good, bad, fine] = installs(3) as [TestInstall, TestInstall, TestInstall];
  const broken = () => {
    throw new TypeError('a bug in a rule');
  };
  const results = await Promise.allSettled([
    submit(good, good.op('sale.completed', ring(shop))),
    submit(bad, bad.op('sale.completed', ring(shop)), broken),
    submit(fine, fine.op('sale.completed', ring(shop))),
  ]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect((results[1] as PromiseRejectedResult).reason).toBeInstanceOf(TypeError);
  expect([good, bad, fine].map(({ installId }) => shop.store.lastSeq(installId))).toEqual([1, 0, 1]);
  expect(shop.store.info().counts.sales).toBe(2);
});

test('OL13 callers that come in later turns get later commits, in order', async () => {
  const numbers: string[] = [];
  for (let index = 0; index < 3; index += 1) {
    const { results } = await submit(shop.till, shop.till.op('sale.completed', ring(shop)));
    numbers.push(Object(results[0]).refs.transactionNumber);
  }
  expect(numbers).toEqual(['A1-000001', 'A1-000002', 'A1-000003']);
});
