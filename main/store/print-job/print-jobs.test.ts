import { expect, test } from 'vitest';
import { brandId, type JobId } from '../../../domain/id.ts';
import { drawerExpiresMs } from '../../../domain/receipt/print-job.ts';
import { closeShop, openShop, ring, type Shop } from '../../../tests/store/shop.ts';
import { openStore } from '../store.ts';
import type { NewPrintJob } from './print-jobs.ts';

function drawer(shop: Shop, extra: Partial<NewPrintJob> = {}): NewPrintJob {
  const createdAt = shop.clock.now();
  return {
    jobId: brandId<JobId>(shop.clock.newId()),
    kind: 'drawer',
    opNo: null,
    saleNo: null,
    title: 'drawer',
    copyNumber: 0,
    drawerReason: 'no-sale',
    document: null,
    createdAt,
    expiresAt: createdAt + drawerExpiresMs,
    device: '',
    reroutedFrom: null,
    ...extra,
  };
}

test('PQ1 a job goes forward only, each try is counted, and what does not follow changes nothing', () => {
  const shop = openShop();
  const { printJobs } = shop.store;
  const job = drawer(shop, { kind: 'receipt', expiresAt: null });
  printJobs.add(job);
  const { jobId } = job;
  const change = (state: 'queued' | 'sending' | 'sent' | 'confirmed') =>
    printJobs.change({ jobId, state, reason: 'none', at: shop.clock.now() });
  expect(change('confirmed')).toBe(false);
  expect(change('sending')).toBe(true);
  expect(change('sending')).toBe(false);
  expect(printJobs.open()).toMatchObject([{ jobId, state: 'sending', attempts: 1 }]);
  expect([change('sent'), change('confirmed'), change('queued')]).toEqual([true, true, false]);
  expect(printJobs.open()).toEqual([]);
  expect(printJobs.recent(5)).toMatchObject([{ jobId, state: 'confirmed' }]);
  expect(printJobs.change({ jobId: brandId<JobId>(shop.clock.newId()), state: 'sending', reason: 'none', at: 1 })).toBe(
    false,
  );
  closeShop(shop);
});

test('PQ2 a job that was under way when the process ended is unknown after it, and nothing repeats', () => {
  const shop = openShop();
  const [begun, waiting] = [
    drawer(shop, { kind: 'receipt', expiresAt: null }),
    drawer(shop, { kind: 'report', expiresAt: null }),
  ];
  for (const job of [begun, waiting]) shop.store.printJobs.add(job);
  shop.store.printJobs.change({ jobId: begun.jobId, state: 'sending', reason: 'none', at: 1 });
  shop.store.close();
  const store = openStore({ dir: shop.dir, key: shop.key, ambient: shop.clock });
  expect(store.printJobs.settleAfterCrash(9)).toMatchObject([
    { jobId: begun.jobId, state: 'unknown', reason: 'process-ended' },
  ]);
  expect(store.printJobs.open()).toMatchObject([{ jobId: waiting.jobId, state: 'queued' }]);
  expect(store.printJobs.settleAfterCrash(10)).toEqual([]);
  store.close();
  shop.remove();
});

test('PQ3 a drawer pulse that nobody took in time is cancelled', () => {
  const shop = openShop();
  const job = drawer(shop);
  shop.store.printJobs.add(job);
  expect(shop.store.printJobs.expire(shop.clock.now() + drawerExpiresMs - 1)).toEqual([]);
  expect(shop.store.printJobs.expire(shop.clock.now() + drawerExpiresMs)).toMatchObject([
    { state: 'cancelled', reason: 'expired' },
  ]);
  expect(shop.store.printJobs.open()).toEqual([]);
  closeShop(shop);
});

test('PQ4 the jobs an op brings with it are there as soon as it is answered, once, also after a crash before they were written', () => {
  const shop = openShop();
  shop.store.close();
  const jobsOf = (op: { readonly kind: string; readonly no: number; readonly hubAt: number; readonly opId: string }) =>
    op.kind === 'sale.completed' ? [drawer(shop, { jobId: brandId<JobId>(op.opId), opNo: op.no, saleNo: op.no })] : [];
  const options = { dir: shop.dir, key: shop.key, ambient: shop.clock, jobsOf };
  const store = openStore(options);
  const body = ring(shop);
  const op = shop.till.op('sale.completed', body);
  shop.till.push(store, op);
  const ofSale = store.printJobs.ofSale(body.sale.saleId);
  expect(ofSale).toMatchObject([{ jobId: op.opId, saleId: body.sale.saleId, state: 'queued' }]);
  shop.till.push(store, op);
  expect(store.printJobs.recent(10)).toHaveLength(1);
  shop.till.push(store, shop.till.op('sale.completed', ring(shop)));
  store.close();
  const again = openStore(options);
  expect(again.printJobs.recent(10)).toHaveLength(2);
  again.close();
  shop.remove();
});
