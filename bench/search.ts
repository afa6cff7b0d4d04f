// Ranked search as you type and barcode look-up over 100,000 items. Every keystroke of each query is timed.
import { performance } from 'node:perf_hooks';
import type { Item } from '../domain/catalog/item.ts';
import { brandId, type ItemId, uuidV7 } from '../domain/id.ts';
import { minor } from '../domain/money/minor.ts';
import { ItemIndex } from '../domain/search/item-index.ts';
import { report } from './report.ts';

const itemCount = 100_000;
const hitsAsked = 30;
const rounds = 3;
const lookUps = 200_000;

const kinds =
  'tea coffee cola juice water bread cake cookie chocolate cheese milk yoghurt butter ham pasta rice soup sauce oil vinegar shirt jacket shoe sock belt scarf lamp candle soap cream shampoo brush pencil paper glue tape cable plug bulb battery'.split(
    ' ',
  );
const looks =
  'red blue green black white dark light organic fresh salted sweet sour hot mild large small mini family classic premium fine raw smoked dried frozen roasted'.split(
    ' ',
  );
const brands =
  'Aurora Bramble Cedar Dovetail Ember Fjord Grove Harbour Indigo Juniper Kestrel Larkspur Meadow Northwind Oakley Pinecone Quarry Rowan Saffron Thistle'.split(
    ' ',
  );

/** Linear congruential numbers, so that every run has the same catalog. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
const next = numbers(7);
const pick = <Value>(list: readonly Value[]): Value => list[Math.floor(next() * list.length)] as Value;

function syntheticItem(no: number): Item {
  const random = Uint8Array.from({ length: 10 }, (_each, at) => (no >>> ((at % 4) * 8)) & 255);
  return {
    itemId: brandId<ItemId>(uuidV7(1_700_000_000_000 + no, random)),
    sku: `A${String(no).padStart(6, '0')}`,
    name: `${pick(looks)} ${pick(kinds)} ${pick(looks)} ${no % 997}`,
    brand: pick(brands),
    size: `${50 + (no % 20) * 25} g`,
    category: pick(kinds),
    taxCategory: 'standard',
    unitPrice: minor(99 + (no % 5_000)),
    unit: 'each',
    unitCost: null,
    barcodes: [String(4_000_000_000_000 + no).padStart(14, '0')],
    labelCode: '',
    stockTracked: true,
    active: true,
    gridPlace: no % 2_000 === 0 ? no : null,
    colour: '',
  };
}

/** Every prefix of what a person types, letter by letter. */
function keystrokes(): string[] {
  const typed = Array.from({ length: 60 }, (_each, no) => {
    const words = [pick(kinds), pick(looks), pick(brands).toLowerCase()];
    return words.slice(0, 1 + (no % 3)).join(' ');
  });
  return typed.flatMap((text) => Array.from({ length: text.length }, (_each, end) => text.slice(0, end + 1)));
}

function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

const items = Array.from({ length: itemCount }, (_each, no) => syntheticItem(no));
const index = new ItemIndex();
const loadStarted = performance.now();
index.load(items);
const loadMs = performance.now() - loadStarted;

const queries = keystrokes();
const times: number[] = [];
let hits = 0;
for (let round = 0; round <= rounds; round += 1) {
  for (const query of queries) {
    const started = performance.now();
    hits += index.search(query, hitsAsked).length;
    // The first round warms up and does not count.
    if (round > 0) times.push(performance.now() - started);
  }
}
times.sort((a, b) => a - b);

const codes = items.map(({ barcodes }) => barcodes[0] ?? '');
let found = 0;
const scanStarted = performance.now();
for (let at = 0; at < lookUps; at += 1)
  if (index.byBarcode(codes[(at * 7_919) % codes.length] ?? '') !== null) found += 1;
const scanUs = ((performance.now() - scanStarted) * 1_000) / lookUps;
if (hits === 0 || found !== lookUps) throw new Error('the search found nothing: this would measure nothing');

report({
  bench: 'search',
  figures: [
    { name: 'p99-ms', value: percentile(times, 0.99), goal: 5, better: 'lower' },
    { name: 'p50-ms', value: percentile(times, 0.5), goal: null, better: 'lower' },
    { name: 'max-ms', value: times.at(-1) ?? 0, goal: null, better: 'lower' },
    { name: 'barcode-us', value: scanUs, goal: 10, better: 'lower' },
    { name: 'load-ms', value: loadMs, goal: null, better: 'lower' },
  ],
});
