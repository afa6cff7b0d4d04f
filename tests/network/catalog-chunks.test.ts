import { createHash } from 'node:crypto';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CatalogManifest, catalogChunk, catalogManifest, chunkItemsMax } from '../../contracts/catalog-chunks.ts';
import type { Item } from '../../domain/catalog/item.ts';
import type { ItemId } from '../../domain/id.ts';
import { minor } from '../../domain/money/minor.ts';
import { coffee, newId, removeHub } from '../hub/test-hub.ts';
import type { NetworkClient } from './network-client.ts';
import { type NetworkRig, networkRig } from './network-rig.ts';

let rig: NetworkRig;
let client: NetworkClient;
const items: Item[] = Array.from({ length: chunkItemsMax + 500 }, (_each, no) => ({
  ...coffee(),
  itemId: newId() as ItemId,
  sku: `S${no}`,
  name: `Ware ${no}`,
  barcodes: [],
  unitCost: minor(77_001),
}));

beforeAll(async () => {
  rig = await networkRig();
  client = rig.client(rig.gate.add().deviceId);
  const ops = items.map((item) => ({ kind: 'item.put' as const, staffId: rig.ownerId, body: { item } }));
  rig.hub.hub.append(ops);
});
afterAll(async () => {
  await rig.hub.close();
  removeHub(rig.hub);
});

async function manifest(): Promise<CatalogManifest> {
  return catalogManifest.parse((await client.get('/v1/catalog/manifest')).json());
}

async function chunk(hash: string, encoding = 'br') {
  const answer = await client.get(`/v1/catalog/chunk/${hash}`, { 'accept-encoding': encoding });
  expect(answer.status).toBe(200);
  const packing = answer.headers['content-encoding'];
  const bytes =
    packing === 'br'
      ? brotliDecompressSync(answer.bytes)
      : packing === 'gzip'
        ? gunzipSync(answer.bytes)
        : answer.bytes;
  return { answer, bytes };
}

test('CC1 the chunks hold every item, and each is what its name says', async () => {
  const { chunks, items: count, rev, priceBook } = await manifest();
  expect([count, rev, chunks.map(({ rows }) => rows)]).toEqual([
    items.length,
    rig.hub.hub.store.head().no,
    [2_000, 500],
  ]);
  expect(priceBook).toMatchObject({ currency: 'EUR', pricesIncludeTax: true });
  const names: string[] = [];
  for (const { hash, bytes: length } of chunks) {
    const { bytes, answer } = await chunk(hash);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(hash);
    expect(bytes.length).toBe(length);
    expect(answer.headers['cache-control']).toBe('private, max-age=31536000, immutable');
    names.push(...catalogChunk.parse(JSON.parse(bytes.toString())).name);
  }
  expect(names).toEqual(items.map(({ name }) => name));
});

test('CC2 one price edit changes one chunk, and who still reads the old manifest gets the old chunk', async () => {
  const before = await manifest();
  const [item] = items;
  await rig.till.push('item.put', { item: { ...item, unitPrice: minor(999) } });
  const after = await manifest();
  expect(after.chunks[0]?.hash).not.toBe(before.chunks[0]?.hash);
  expect(after.chunks[1]).toEqual(before.chunks[1]);
  expect(after.priceBook?.no).toBe(rig.hub.hub.store.head().no);
  const now = JSON.parse((await chunk(after.chunks[0]?.hash ?? '')).bytes.toString());
  const old = JSON.parse((await chunk(before.chunks[0]?.hash ?? '')).bytes.toString());
  expect([now.unitPrice[0], old.unitPrice[0]]).toEqual([999, item?.unitPrice]);
});

test('CC3 neither costs nor people are in what a handheld is served', async () => {
  const { chunks } = await manifest();
  for (const { hash } of chunks) {
    const text = (await chunk(hash, 'identity')).bytes.toString();
    expect(text).not.toContain('77001');
    expect(text).not.toMatch(/cost|staff|Olga|pin/i);
  }
});

test('CC4 a chunk comes by brotli, by gzip or as it is, and an unknown name is nothing', async () => {
  const [first] = (await manifest()).chunks;
  const sizes = [];
  for (const encoding of ['br, gzip', 'gzip', 'identity']) {
    const { answer } = await chunk(first?.hash ?? '', encoding);
    sizes.push([answer.headers['content-encoding'], answer.bytes.length] as const);
  }
  expect(sizes.map(([name]) => name)).toEqual(['br', 'gzip', undefined]);
  expect(sizes[0]?.[1]).toBeLessThan(sizes[2]?.[1] ?? 0);
  expect((await client.get(`/v1/catalog/chunk/${'0'.repeat(64)}`)).status).toBe(404);
  expect((await client.get('/v1/catalog/chunk/..')).status).toBe(404);
});

test('CC5 what changed after the manifest comes by pull from its position', async () => {
  const { rev, epoch } = await manifest();
  const [, second] = items;
  await rig.till.push('item.put', { item: { ...second, name: 'Umbenannt', unitCost: null } });
  const { installId } = rig.gate.add();
  const puller = rig.client(rig.gate.add().deviceId);
  const refused = await puller.post('/v1/sync/pull', {
    proto: 1,
    installId,
    epoch,
    version: 1,
    after: rev,
    fresh: false,
  });
  expect(refused.json()).toMatchObject({ data: { refusal: 'install-differs' } });
  const device = rig.gate.add();
  const ask = { proto: 1, installId: device.installId, epoch, version: 1, after: rev, fresh: false };
  const answer = await rig.client(device.deviceId).post('/v1/sync/pull', ask);
  expect(answer.json()).toMatchObject({ kind: 'changes', changes: [{ topic: 'item', put: { name: 'Umbenannt' } }] });
});

test('CC6 an import or new settings reach the chunks, whoever asks while they are built gets the same manifest', async () => {
  const moved = { ...rig.settings, storeName: 'Neu' };
  await rig.till.push('settings.changed', { settings: { ...moved, network: rig.hub.hub.store.settings()?.network } });
  const [one, two] = await Promise.all([manifest(), manifest()]);
  expect(one).toEqual(two);
  expect(one.priceBook?.no).toBe(rig.hub.hub.store.head().no);
});
