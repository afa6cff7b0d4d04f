import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { brandId, type JobId } from '../../../domain/id.ts';
import { drawerExpiresMs } from '../../../domain/receipt/print-job.ts';
import { closeShop, openShop, ring, type Shop } from '../../../tests/store/shop.ts';
import type { RecordedOp } from '../op/op-row.ts';
import { openStore, type Store, storeFileName } from '../store.ts';
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

test('PQ7 a job can be begun before its sale is folded: the fold, a rolled back transaction and a crash leave it begun, once', () => {
  const shop = openShop();
  shop.store.close();
  const jobsOf = (op: RecordedOp): NewPrintJob[] =>
    op.kind === 'sale.completed'
      ? [
          drawer(shop, { jobId: brandId<JobId>(op.opId), opNo: op.no, saleNo: op.no }),
          drawer(shop, { jobId: secondJobOf(op.opId), opNo: op.no, saleNo: op.no, expiresAt: null }),
        ]
      : [];
  const options = { dir: shop.dir, key: shop.key, ambient: shop.clock, jobsOf };
  const store = openStore(options);
  const { printJobs } = store;
  const body = ring(shop);
  const op = shop.till.op('sale.completed', body);
  shop.till.push(store, op);
  const folded = (): number => count(store, 'sale');
  const before = folded();
  const jobId = secondJobOf(op.opId);
  const { saleId } = body.sale;
  expect(printJobs.open()).toMatchObject([
    { saleId, state: 'queued' },
    { jobId, saleId },
  ]);
  expect(count(store, 'print_job')).toBe(0);
  expect(printJobs.begin(jobId, 1)).toBe(true);
  expect(printJobs.begin(jobId, 2)).toBe(false);
  expect(printJobs.get(jobId)).toMatchObject({ saleId, state: 'sending', attempts: 1 });
  expect(printJobs.recent(9)).toMatchObject([{ state: 'sending' }, { state: 'queued' }]);
  expect(folded()).toBe(before);
  expect(() =>
    store.push({ installId: shop.till.installId, ops: [shop.till.op('sale.completed', ring(shop))] }, bug),
  ).toThrow();
  const crashed = copyOf(shop);
  expect(printJobs.ofSale(saleId)).toMatchObject([{ state: 'queued' }, { jobId, state: 'sending' }]);
  expect(folded()).toBe(before + 1);
  store.close();
  const again = openStore({ ...options, dir: crashed });
  expect(again.printJobs.settleAfterCrash(3)).toMatchObject([{ jobId, state: 'unknown' }]);
  expect(again.printJobs.ofSale(saleId)).toMatchObject([{ state: 'queued' }, { jobId, state: 'unknown' }]);
  again.close();
  shop.remove();
});

test('PQ3 a pulse that is too old is not begun, also when it is not yet a row, and its cancelling is kept', () => {
  const shop = openShop();
  shop.store.close();
  const jobsOf = (op: RecordedOp): NewPrintJob[] =>
    op.kind === 'sale.completed' ? [drawer(shop, { jobId: brandId<JobId>(op.opId), opNo: op.no, expiresAt: 50 })] : [];
  const store = openStore({ dir: shop.dir, key: shop.key, ambient: shop.clock, jobsOf });
  const op = shop.till.op('sale.completed', ring(shop));
  shop.till.push(store, op);
  const jobId = brandId<JobId>(op.opId);
  expect(store.printJobs.begin(jobId, 50)).toBe(false);
  expect(store.printJobs.expire(50)).toMatchObject([{ jobId, state: 'cancelled', reason: 'expired' }]);
  shop.till.push(store, shop.till.op('sale.completed', ring(shop)));
  expect(store.printJobs.open()).toHaveLength(1);
  store.idle();
  expect(store.printJobs.open()).toHaveLength(1);
  expect(store.printJobs.get(jobId)).toMatchObject({ state: 'cancelled' });
  store.close();
  shop.remove();
});

test('PD10 a sale read from the end of the log is the one its records give', () => {
  const shop = openShop();
  const op = shop.till.op('sale.completed', ring(shop));
  shop.till.push(shop.store, op);
  const before = count(shop.store, 'sale');
  const { no } = shop.store.head();
  const ahead = shop.store.sales.byNo(no);
  expect(count(shop.store, 'sale')).toBe(before);
  shop.store.idle();
  expect(count(shop.store, 'sale')).toBe(before + 1);
  expect(ahead).toEqual(shop.store.sales.byNo(no));
  expect(ahead?.transactionNumber).not.toBe('');
  closeShop(shop);
});

function secondJobOf(opId: string): JobId {
  return brandId<JobId>(`${opId.slice(0, -1)}${opId.endsWith('0') ? '1' : '0'}`);
}

function bug(): never {
  throw new Error('a bug in the middle of a transaction');
}

/** Rows as the file has them: no fold comes before. */
function count(store: Store, table: 'sale' | 'print_job'): number {
  return store.connection.prepare<[], { n: number }>(`SELECT count(*) AS n FROM ${table}`).get()?.n ?? -1;
}

/** The files as a power cut would leave them now. */
function copyOf(shop: Shop): string {
  const dir = mkdtempSync(join(tmpdir(), 'kaunter-cut-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  for (const name of readdirSync(shop.dir)) {
    if (name.startsWith(storeFileName)) cpSync(join(shop.dir, name), join(dir, name));
  }
  return dir;
}
