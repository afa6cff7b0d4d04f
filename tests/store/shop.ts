import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type OpBody, type OpKindName, opCatalog } from '../../contracts/op-catalog.ts';
import type { Ambient } from '../../domain/ambient.ts';
import type { Item } from '../../domain/catalog/item.ts';
import {
  brandId,
  type InstallId,
  type ItemId,
  type LineId,
  type OpId,
  type SaleId,
  type ShiftId,
  type StaffId,
  type TenderId,
  uuidV7,
} from '../../domain/id.ts';
import { minor } from '../../domain/money/minor.ts';
import type { Op } from '../../domain/op/op.ts';
import { newSale } from '../../domain/sale/reduce-sale.ts';
import type { OpenSale, OverrideUse, SaleLine, Tender } from '../../domain/sale/sale.ts';
import { returnLineOf, saleLineOf } from '../../domain/sale/sale-line.ts';
import { settleSale } from '../../domain/sale/settle-sale.ts';
import { presetOf, settingsFromPreset } from '../../domain/store/country-presets.ts';
import type { StoreSettings } from '../../domain/store/store-settings.ts';
import { taxesFor } from '../../domain/tax/tax-lookup.ts';
import { amountDue } from '../../domain/tender/amount-due.ts';
import { tenderMoney } from '../../domain/tender/tender-money.ts';
import type { Authorise, PushAnswer } from '../../main/store/op/push.ts';
import { openStore, type Store, type StoreOptions } from '../../main/store/store.ts';

/** Everybody may do everything: what is tested here is the store, not the hub's rules. */
export const allowAll: Authorise = () => null;
export const start = Date.UTC(2026, 10, 21, 9, 0, 0);

/** A clock that only moves when told, and ids that are new but ordered. */
export class TestClock implements Ambient {
  #now: number;
  #drawn = 0;
  #seed: number;
  constructor(now = start, seed = 0) {
    this.#now = now;
    this.#seed = seed;
  }
  readonly now = (): number => this.#now;
  readonly newId = (): string => {
    this.#drawn += 1;
    const bytes = Buffer.alloc(10);
    bytes.writeUInt32BE(this.#drawn, 0);
    bytes.writeUInt32BE(this.#seed, 5);
    return uuidV7(this.#now, bytes);
  };
  pass(ms: number): void {
    this.#now += ms;
  }
}

export function tempDir(): { readonly dir: string; readonly remove: () => void } {
  const dir = mkdtempSync(join(tmpdir(), 'kaunter-store-'));
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) };
}

/** An install that sends ops: its own id and gap-free seq. */
export class TestInstall {
  readonly installId: InstallId;
  readonly clock: TestClock;
  readonly staffId: StaffId | null;
  seq = 0;
  constructor(clock: TestClock, staffId: StaffId | null) {
    this.clock = clock;
    this.installId = brandId<InstallId>(clock.newId());
    this.staffId = staffId;
  }

  op<Kind extends OpKindName>(kind: Kind, body: OpBody<Kind>, extra: Partial<Op> = {}): Op {
    this.seq += 1;
    const opId = brandId<OpId>(this.clock.newId());
    const at = this.clock.now();
    return {
      opId,
      seq: this.seq,
      kind,
      v: opCatalog[kind].v,
      at,
      staffId: this.staffId,
      happened: false,
      body,
      ...extra,
    };
  }

  push(store: Store, ...ops: readonly Op[]): PushAnswer {
    return store.push({ installId: this.installId, ops }, allowAll);
  }
}

export interface ShopOptions {
  readonly items?: number;
  readonly country?: string;
  readonly store?: Partial<StoreOptions>;
  readonly clock?: TestClock;
}

/** A set-up shop over a real encrypted store: settings, an owner, items, one install and its open shift. */
export interface Shop {
  readonly dir: string;
  readonly key: Uint8Array;
  readonly clock: TestClock;
  readonly store: Store;
  readonly till: TestInstall;
  readonly settings: StoreSettings;
  readonly items: readonly Item[];
  readonly staffId: StaffId;
  readonly shiftId: ShiftId;
  readonly remove: () => void;
}

export function testItem(clock: TestClock, no: number): Item {
  return {
    itemId: brandId<ItemId>(clock.newId()),
    sku: `SKU-${no}`,
    name: `Kopi Toraja Arabica 250 g no ${no}`,
    brand: 'Kopi',
    size: '250 g',
    category: 'coffee',
    taxCategory: 'standard',
    unitPrice: minor(299 + ((no * 37) % 900)),
    unit: 'each',
    unitCost: minor(120),
    barcodes: [String(4_006_381_000_000 + no).padStart(14, '0')],
    labelCode: '',
    stockTracked: true,
    active: true,
    gridPlace: null,
    colour: '',
  };
}

export function openShop(options: ShopOptions = {}): Shop {
  const { dir, remove } = tempDir();
  const key = randomBytes(32);
  const clock = options.clock ?? new TestClock();
  const store = openStore({ dir, key, ambient: clock, ...options.store });
  const settings = settingsFromPreset(presetOf(options.country ?? 'DE'), 'Kaffeehaus');
  const staffId = brandId<StaffId>(clock.newId());
  const category = settings.taxTable.categories[0]?.code ?? 'standard';
  const items = Array.from({ length: options.items ?? 20 }, (_, index) => ({
    ...testItem(clock, index + 1),
    taxCategory: category,
  }));
  store.append([
    { kind: 'store.initialised', staffId: null, body: { hubId: 'hub', settings } },
    {
      kind: 'staff.put',
      staffId: null,
      body: { staffId, name: 'Ayu', role: 'owner', active: true, pin: { verifier: 'phc' } },
    },
  ]);
  for (let first = 0; first < items.length; first += 500) {
    const body = { importId: 'i', fileName: 'items.csv', part: 1, parts: 1, items: items.slice(first, first + 500) };
    store.append([{ kind: 'catalog.imported', staffId, body: body as never }]);
  }
  const till = new TestInstall(clock, staffId);
  const shiftId = brandId<ShiftId>(clock.newId());
  const opened = { shiftId, series: 'A1', startingAmount: minor(10_000), denominations: [] };
  till.push(store, till.op('shift.opened', opened));
  return { dir, key, clock, store, till, settings, items, staffId, shiftId, remove };
}

/** Closes the store, removes its directory. */
export function closeShop(shop: Pick<Shop, 'store' | 'remove'>): void {
  shop.store.close();
  shop.remove();
}

export interface RingOptions {
  readonly lines?: number;
  readonly milli?: number;
  readonly overrides?: readonly OverrideUse[];
  readonly card?: boolean;
  /** Lines instead of those of the catalog. */
  readonly with?: readonly SaleLine[];
}

type ShopSide = Pick<Shop, 'clock' | 'settings' | 'items' | 'shiftId'>;
let rung = 0;

/** Rings and tenders a sale the way a till does: with the domain's own functions. */
export function ring(shop: ShopSide, options: RingOptions = {}): OpBody<'sale.completed'> {
  const { clock } = shop;
  const opened = newSale(brandId<SaleId>(clock.newId()), clock.now());
  const lines = options.with ?? rungLines(shop, options);
  const open: OpenSale = { ...opened, lines, overrides: options.overrides ?? [] };
  return tendered(shop, open, options.card ?? false);
}

function rungLines({ clock, settings, items }: ShopSide, { lines = 5, milli = 1_000 }: RingOptions): SaleLine[] {
  return Array.from({ length: lines }, () => {
    rung += 7;
    const item = items[rung % items.length];
    if (!item) throw new RangeError('a shop without items');
    const taxes = taxesFor(settings.taxTable, {
      category: item.taxCategory,
      serviceKind: 'take-away',
      businessDate: '2026-11-21',
    });
    const lineId = brandId<LineId>(clock.newId());
    return saleLineOf(item, { lineId, quantity: { milli, unit: item.unit }, taxes });
  });
}

function tendered(shop: ShopSide, sale: OpenSale, card: boolean): OpBody<'sale.completed'> {
  const { policy } = shop.settings;
  const settled = settleSale(sale, policy);
  const due = amountDue(settled, [], policy);
  const tenderId = brandId<TenderId>(shop.clock.newId());
  const tenders: Tender[] = [];
  if (due.exact > 0) {
    const amount = card ? due.exact : due.cash;
    const made = tenderMoney(due, { tenderId, kind: card ? 'card-manual' : 'cash', amount, reference: '' });
    if (!made.ok) throw new RangeError(`not tendered: ${made.refusal.code}`);
    tenders.push(made.value);
  }
  return {
    sale: { ...sale, tenders } as never,
    settled: settled as never,
    policy,
    shiftId: shop.shiftId,
    completedAt: shop.clock.now(),
    cashRounding: minor(0),
    receipt: 'none',
    transactionNumber: null,
  };
}

/** A return of part of a line, as the till makes it from what the store says can still come back. */
export function ringReturn(shop: Shop, saleId: SaleId, milli: number): OpBody<'sale.completed'> {
  const found = shop.store.sales.returnable(saleId);
  const line = found?.lines[0];
  if (!found || !line) throw new RangeError('nothing to return');
  const returnOf = {
    saleId,
    lineId: line.line.lineId,
    transactionNumber: found.record.transactionNumber,
    originalMilli: line.line.quantity.milli,
    returnedMilli: line.returnedMilli,
    original: line.settled,
    ...(found.cashRefunded ? { cashRefunded: found.cashRefunded } : {}),
  };
  const lineId = brandId<LineId>(shop.clock.newId());
  const back = returnLineOf(line.line, { lineId, milli, restock: true, reasonCode: 'damaged', returnOf });
  return ring(shop, { with: [back] });
}
