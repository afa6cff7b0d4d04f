import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { InstallId } from '../../domain/id.ts';
import type { StoreSettings } from '../../domain/store/store-settings.ts';
import { machineAmbient } from '../../main/hub/start-hub.ts';
import { openDataKey } from '../../main/store/key/data-key.ts';
import { openStore, storeFileName } from '../../main/store/store.ts';
import { verifyStore } from '../../main/store/verify/verify-store.ts';
import { ring } from '../store/shop.ts';
import { type HubProcess, killHub, startHubProcess, stopHub } from './hub-process.ts';
import { openedStore, openedTill, ownerPin, type TestHub, Till } from './test-hub.ts';

/** How often the hub is killed in the middle of the pushes, and sales rung in all. */
const kills = 5;
const salesCount = 40;

const dir = mkdtempSync(join(tmpdir(), 'kaunter-kill-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** What the tills of the other tests use of a hub. */
const asTestHub = ({ url, ready }: HubProcess): TestHub => ({ url, ready }) as unknown as TestHub;

/** Signs the owner on again at the same install after the hub came back: sessions live in memory. */
async function backOn(hub: HubProcess, before: Till): Promise<Till> {
  const till = await new Till(asTestHub(hub), before.installId).connect(hub.ready.terminalTicket);
  const [owner] = await till.api.session.staff();
  await till.signOn(owner!.staffId, ownerPin);
  return till;
}

test('KS1 a hub that is killed again and again in the middle of pushes loses no answered sale and doubles none', async () => {
  let hub = await startHubProcess(dir);
  const first = await openedStore(asTestHub(hub), (same: StoreSettings) => ({ ...same, autoLockMin: 0 }));
  let till = first.till;
  const { side } = await openedTill(till, first.settings);
  const installId = till.installId as InstallId;
  const answered = new Map<string, string>();
  let duplicates = 0;
  let killed = 0;

  for (let made = 0; made < salesCount; made += 1) {
    const body = { ...ring(side, { lines: 2 }), receipt: 'print' };
    const op = till.op('sale.completed', body);
    for (;;) {
      const dying = killed < kills && made % Math.floor(salesCount / kills) === 3 && !answered.has(`killed ${made}`);
      const push = till.api.op.push({ installId, ops: [op as never] });
      if (dying) {
        answered.set(`killed ${made}`, '');
        killed += 1;
        setTimeout(() => hub.child.kill('SIGKILL'), made % 12);
      }
      try {
        const { results } = await push;
        const [result] = results;
        if (result === undefined || !('refs' in result)) throw new Error(JSON.stringify(results));
        if (result.status === 'duplicate') duplicates += 1;
        answered.set(body.sale.saleId, String(result.refs['transactionNumber']));
        if (!dying) break;
      } catch (error) {
        if (!dying) throw error;
      }
      await killHub(hub);
      hub = await startHubProcess(dir);
      const { seq } = till;
      till = await backOn(hub, till);
      till.seq = seq;
    }
  }
  expect(killed).toBe(kills);
  expect(duplicates).toBeGreaterThan(0);
  expect(await stopHub(hub)).toBe(0);

  const { key } = await openDataKey({ dir, os: null });
  const store = openStore({ dir, key, ambient: machineAmbient });
  const ids = [...answered.keys()].filter((name) => !name.startsWith('killed'));
  const numbers = ids.map((saleId) => store.sales.get(saleId as never)?.transactionNumber);
  expect(numbers).toEqual(ids.map((saleId) => answered.get(saleId)));
  expect(numbers).toEqual(
    Array.from({ length: salesCount }, (_each, index) => `A1-${String(index + 1).padStart(6, '0')}`),
  );
  expect(store.info().counts.sales).toBe(salesCount);
  // PD9: each sale has its one receipt in the queue, also those whose hub died right after the answer.
  const receipts = ids.map(
    (saleId) => store.printJobs.ofSale(saleId as never).filter(({ kind }) => kind === 'receipt').length,
  );
  expect(receipts).toEqual(ids.map(() => 1));
  store.close();
  expect(verifyStore({ path: join(dir, storeFileName), key })).toMatchObject({ ok: true, brokenNo: null });
}, 120_000);

test('PD9 the receipt of a sale survives kill -9 right after the answer', async () => {
  const other = join(dir, 'again');
  let hub = await startHubProcess(other);
  const { till, settings } = await openedStore(asTestHub(hub));
  const { side } = await openedTill(till, settings);
  const body = { ...ring(side, { lines: 1 }), receipt: 'print' };
  expect(await till.push('sale.completed', body)).toMatchObject({ status: 'applied' });
  await killHub(hub);
  hub = await startHubProcess(other);
  const back = await backOn(hub, till);
  const jobs = (await back.api.print.jobs({ limit: 10 })).filter(({ saleId }) => saleId === body.sale.saleId);
  expect(jobs.map(({ kind, state }) => `${kind} ${state}`)).toContain('receipt queued');
  await stopHub(hub);
}, 60_000);
