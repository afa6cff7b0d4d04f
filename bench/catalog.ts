import { Agent, request } from 'node:https';
import type { Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import type { CatalogManifest } from '../contracts/catalog-chunks.ts';
import { importItemsPerOpMax } from '../contracts/op-catalog.ts';
import { minor } from '../domain/money/minor.ts';
import { newId, removeHub } from '../tests/hub/test-hub.ts';
import { networkRig } from '../tests/network/network-rig.ts';
import { itemsOf } from './catalog/items.ts';
import { report } from './report.ts';

/**
 * A catalog of 100,000 items on its way to a handheld, TLS and headers included, and again after one price edit. How long a
 * browser takes with it is measured in a browser. `stall-ms` is the longest the hub kept another caller waiting while it
 * built all chunks for the first time.
 */
const itemsCount = Number(process.argv.find((each) => each.startsWith('--items='))?.slice(8) ?? 100_000);

/** Park and Miller's generator: the same catalog in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

const rig = await networkRig();

/** One handheld's connection; counts what the TLS socket carried. */
class Line {
  readonly #agent = new Agent({ ca: rig.hub.ready.caPem, servername: rig.name, keepAlive: true, maxSockets: 1 });
  readonly #sockets = new Set<Socket>();
  readonly #headers = {
    host: `${rig.name}:${rig.port}`,
    authorization: `Test ${rig.gate.add().deviceId}`,
    'accept-encoding': 'gzip, deflate, br',
  };

  get bytes(): number {
    return [...this.#sockets].reduce((sum, socket) => sum + socket.bytesRead + socket.bytesWritten, 0);
  }

  get(path: string): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      const options = { host: '127.0.0.1', port: rig.port, path, agent: this.#agent, headers: this.#headers };
      const sent = request(options, (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () => {
          if (answer.statusCode === 200) resolve(Buffer.concat(parts));
          else reject(new Error(`${path}: ${answer.statusCode}`));
        });
      });
      sent.on('socket', (socket) => this.#sockets.add(socket));
      sent.on('error', reject);
      sent.end();
    });
  }

  async manifest(): Promise<CatalogManifest> {
    return JSON.parse((await this.get('/v1/catalog/manifest')).toString('utf8')) as CatalogManifest;
  }

  /** Manifest and every chunk that is not there yet, one after the other. */
  async fetch(held: Set<string>): Promise<void> {
    for (const { hash } of (await this.manifest()).chunks) {
      if (!held.has(hash)) await this.get(`/v1/catalog/chunk/${hash}`);
      held.add(hash);
    }
  }

  close(): void {
    this.#agent.destroy();
  }
}

/** Longest wait between two turns of the hub's event loop while something runs, in milliseconds. */
async function longestStall(during: Promise<unknown>): Promise<number> {
  let over = false;
  let worst = 0;
  void during.finally(() => {
    over = true;
  });
  while (!over) {
    const before = performance.now();
    await new Promise((resolve) => setImmediate(resolve));
    worst = Math.max(worst, performance.now() - before);
  }
  return worst;
}

try {
  const items = itemsOf(itemsCount, seeded(42));
  const parts = Math.ceil(items.length / importItemsPerOpMax);
  for (let part = 1; part <= parts; part += 1) {
    const some = items.slice((part - 1) * importItemsPerOpMax, part * importItemsPerOpMax);
    const body = { importId: newId(), fileName: 'bench.csv', part, parts, items: some };
    rig.hub.hub.append([{ kind: 'catalog.imported', staffId: rig.ownerId, body }]);
  }
  const line = new Line();
  const held = new Set<string>();
  const start = performance.now();
  const building = line.manifest();
  const stallMs = await longestStall(building);
  await building;
  const builtMs = performance.now() - start;
  const before = line.bytes;
  await line.fetch(held);
  const wireMb = (line.bytes - before) / 1e6;
  const fetchedMs = performance.now() - start;
  const [item] = items;
  await rig.till.push('item.put', { item: { ...item, unitPrice: minor(123) } });
  const beforeEdit = line.bytes;
  await line.fetch(held);
  const editKb = (line.bytes - beforeEdit) / 1e3;
  line.close();
  report({
    bench: 'catalog',
    figures: [
      { name: 'wire-mb', value: Math.round(wireMb * 100) / 100, goal: 3, better: 'lower' },
      { name: 'price-edit-kb', value: Math.round(editKb * 10) / 10, goal: 100, better: 'lower' },
      { name: 'stall-ms', value: Math.round(stallMs), goal: null, better: 'lower' },
      { name: 'build-ms', value: Math.round(builtMs), goal: null, better: 'lower' },
    ],
    notes: [`${held.size} chunks were fetched and packed in ${Math.round(fetchedMs)} ms, ${itemsCount} items`],
  });
} finally {
  await rig.hub.close();
  removeHub(rig.hub);
}
