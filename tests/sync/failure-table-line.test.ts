import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { HubAwayError } from '../../renderer/handheld/engine/line/proven-fetch.ts';
import { rogueHub } from '../handheld/trusted-shop.ts';
import { NetworkClient } from '../network/network-client.ts';
import { inHub, Phone, restMsMax } from './phone.ts';
import { closedSyncShop, openedSyncShop, restarted, type SyncShop, started, syncTimes } from './sync-shop.ts';

vi.setConfig(syncTimes);

/** Longest until a phone says that the hub is gone, in milliseconds. */
const noticedMsMax = 40_000;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

let shop: SyncShop;
let phone: Phone;
beforeAll(async () => {
  shop = await openedSyncShop();
  phone = await Phone.paired(shop);
  await phone.rest();
});
afterEach(() => {
  shop.place = { host: '127.0.0.1', port: shop.proxy.port };
  phone.aheadMs = 0;
});
afterAll(async () => {
  await phone.close();
  await closedSyncShop(shop);
});

/** Why a call did not come through, as far down as it is known. */
async function whyAway(): Promise<string> {
  const error: unknown = await phone.calls.syncHello().catch((caught: unknown) => caught);
  if (!(error instanceof HubAwayError)) return `answered ${String(error)}`;
  return String((error.cause as { code?: string } | undefined)?.code ?? error.message);
}

test('HE8 HE9 YN40 row 13: the network is there and the hub is not; selling goes on, and the phone knows within 40 seconds', async () => {
  const before = performance.now();
  await shop.hub.close();
  await phone.sell();
  await vi.waitFor(() => expect(phone.driver.state.failures).toBeGreaterThan(0), noticedMsMax);
  expect(performance.now() - before).toBeLessThan(noticedMsMax);
  await phone.sell();
  expect([phone.pending, phone.driver.state.halt, await whyAway()]).toEqual([2, null, expect.any(String)]);
  await started(shop);
  await phone.rest();
  expect(inHub(phone)).toEqual([[], []]);
});

test('LN4 HE8 row 14: the hub has another address; its name leads there, the origin and what the phone holds stay', async () => {
  const { authority } = shop.hub.network.status();
  await shop.hub.close();
  await started(shop, '127.0.0.2');
  const number = await phone.sell();
  shop.place = { host: '127.0.0.2', port: shop.port };
  await phone.rest();
  expect(shop.hub.hub.store.sales.byNumber(number)?.flags).toEqual([]);
  expect(shop.hub.network.status()).toMatchObject({ origin: shop.origin, authority });
  await restarted(shop);
});

test('HE15 LN5 row 15: the certificate is over, or of another authority; it sells, sends nothing, and goes on when that is mended', async () => {
  const ahead = 200 * dayMs;
  phone.isAway = true;
  shop.clock.advance(-ahead);
  phone.aheadMs = ahead;
  await shop.hub.network.renew();
  phone.isAway = false;
  expect(await whyAway()).toBe('CERT_HAS_EXPIRED');
  const number = await phone.sell();
  expect([phone.pending, shop.hub.hub.store.sales.byNumber(number)]).toEqual([1, null]);

  const page = mkdtempSync(join(tmpdir(), 'kaunter-page-'));
  writeFileSync(join(page, 'index.html'), '<title>Kaunter</title>');
  const rogue = await rogueHub({ name: new URL(shop.origin).hostname }, page);
  shop.place = { host: '127.0.0.1', port: rogue.port };
  expect(await whyAway()).toBe('UNABLE_TO_VERIFY_LEAF_SIGNATURE');
  await phone.wake();
  expect(rogue.heard).toEqual([]);
  await rogue.close();
  rmSync(page, { recursive: true });

  shop.place = { host: '127.0.0.1', port: shop.proxy.port };
  shop.clock.advance(ahead);
  phone.aheadMs = 0;
  await shop.hub.network.renew();
  await phone.rest();
  expect(shop.hub.hub.store.sales.byNumber(number)?.flags).toEqual([]);
});

test('LN3 YN43 row 16: the phone’s clock is a day wrong; the certificate holds, the sale is recorded and flagged, and the clock is measured', async () => {
  const { port } = shop.place;
  const { hostname: name } = new URL(shop.origin);
  const line = await new NetworkClient({ port, name, caPem: shop.hub.ready.caPem, deviceId: null }).raw();
  const leaf = line.getPeerX509Certificate();
  line.destroy();
  expect(leaf?.subjectAltName).toContain(name);
  expect(shop.clock.now() - new Date(leaf?.validFrom ?? 0).getTime()).toBeGreaterThan(2 * dayMs - hourMs);
  expect(new Date(leaf?.validFrom ?? 0).getTime()).toBeGreaterThan(shop.clock.now() - 3 * dayMs);
  phone.isAway = true;
  phone.aheadMs = dayMs;
  const early = await phone.sell((body) => ({ ...body, completedAt: phone.now() }));
  phone.isAway = false;
  await phone.rest();
  expect(shop.hub.hub.store.sales.byNumber(early)?.flags).toEqual(['clock-ahead']);
  await phone.start();
  await vi.waitFor(
    () => expect(Math.abs(phone.driver.state.record.meta.skewMs + dayMs)).toBeLessThan(60_000),
    restMsMax,
  );
  await phone.sell();
  const { op } = phone.driver.state.record.held.at(-1)!;
  expect(Math.abs(op.at - shop.clock.now())).toBeLessThan(60_000);
  await phone.rest();
});
