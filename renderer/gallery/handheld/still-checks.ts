import type { CheckId, LineId } from '../../../domain/id.ts';
import type { OpenSale, SaleLine } from '../../../domain/sale/sale.ts';
import { settleSale } from '../../../domain/sale/settle-sale.ts';
import type { CheckLineView, CheckView } from '../../handheld/engine/check-engine.ts';
import type { SaleState } from '../../handheld/engine/handheld-state.ts';
import { galleryId, galleryNow } from '../fixtures/ids.ts';
import { lineOf, saleAfter } from '../fixtures/sales.ts';
import type { GalleryShop } from '../fixtures/shop.ts';
import { people, saleState } from './still-states.ts';

const minutes = 60_000;
type Words = Readonly<Record<GalleryShop['language'], string>>;
const notes = {
  birthday: {
    en: 'Birthday, candle with dessert',
    de: 'Geburtstag, Kerze zum Dessert',
    id: 'Ulang tahun, lilin di kue',
  },
  dog: {
    en: 'Terrace, the two with the dog and the very long reservation',
    de: 'Terrasse, die beiden mit dem Hund und der sehr langen Reservierung',
    id: 'Teras, berdua dengan anjing dan reservasi yang sangat panjang',
  },
  split: { en: 'Will pay apart', de: 'Zahlen getrennt', id: 'Bayar terpisah' },
  oat: { en: 'with oat milk', de: 'mit Hafermilch', id: 'pakai susu oat' },
} as const satisfies Record<string, Words>;

/** Ids that are the same in every run, so that a test can name a line. */
export const checkIdOf = (n: number): CheckId => galleryId<CheckId>(700 + n);
export const checkLineIdOf = (check: number, n: number): LineId => galleryId<LineId>(7_000 + check * 100 + n);

/** A line that was keyed so many minutes ago. */
function line(shop: GalleryShop, sku: string, milli?: number): SaleLine {
  return lineOf(shop, sku, milli);
}

interface Keyed {
  readonly line: SaleLine;
  readonly agoMin: number;
  readonly by?: number;
  readonly served?: boolean;
  readonly isPending?: boolean;
}

function linesOf(check: number, keyed: readonly Keyed[]): readonly CheckLineView[] {
  return keyed.map(({ line: each, agoMin, by = 3, served = false, isPending = false }, index) => ({
    line: { ...each, lineId: checkLineIdOf(check, index) },
    addedAt: galleryNow - agoMin * minutes,
    addedBy: people[by]?.name ?? '',
    served,
    isPending,
  }));
}

interface Given extends Partial<CheckView> {
  readonly n: number;
  readonly keyed: readonly Keyed[];
}

function check(shop: GalleryShop, { n, keyed, ...over }: Given): CheckView {
  const lines = linesOf(n, keyed);
  const { collect } = settleSale(
    { lines: lines.map((each) => each.line), discounts: [], taxExempt: null },
    shop.settings.policy,
  );
  return {
    checkId: checkIdOf(n),
    table: String(n),
    guests: 2,
    note: '',
    openedAt: galleryNow - 70 * minutes + n * minutes,
    openedBy: people[3]?.name ?? '',
    isOwn: false,
    lines,
    total: collect,
    ofTable: 1,
    holder: null,
    addBarred: null,
    payBarred: null,
    ...over,
  };
}

/** Table 5: three rounds of two people, the last still to be carried and not sent. */
export function tableFive(shop: GalleryShop, over: Partial<CheckView> = {}): CheckView {
  const oat = { ...line(shop, 'K02', 2000), note: notes.oat[shop.language] };
  const keyed: readonly Keyed[] = [
    { line: line(shop, 'K01', 2000), agoMin: 58, served: true },
    { line: line(shop, 'B01', 4000), agoMin: 58, served: true },
    { line: line(shop, 'K03'), agoMin: 33, by: 4, served: true },
    { line: line(shop, 'B03', 2000), agoMin: 33, by: 4 },
    { line: oat, agoMin: 4, isPending: true },
    { line: line(shop, 'B05', 2000), agoMin: 4, isPending: true },
  ];
  return check(shop, { n: 5, keyed, guests: 4, note: notes.birthday[shop.language], ...over });
}

/** Somebody else has it: `claimed` takes the money, `checked-out` has taken it along. */
export function heldBy(kind: 'claimed' | 'checked-out', isHere = false): Partial<CheckView> {
  const holder = { kind, isHere, staffName: people[isHere ? 3 : 2]?.name ?? '', since: galleryNow - 6 * minutes };
  const barred = isHere ? null : (`check-${kind}` as const);
  return { holder, addBarred: barred, payBarred: barred };
}

/** A full house: free, several at one table, being paid, taken along, empty, named. */
export function openChecks(shop: GalleryShop): readonly CheckView[] {
  const coffee: Keyed = { line: line(shop, 'K02', 2000), agoMin: 20, served: true };
  const cake: Keyed = { line: line(shop, 'B05'), agoMin: 12 };
  return [
    tableFive(shop),
    check(shop, { n: 2, keyed: [coffee, cake], ...heldBy('claimed') }),
    check(shop, { n: 12, keyed: [coffee, coffee, coffee], guests: 3, ...heldBy('checked-out') }),
    check(shop, { n: 8, keyed: [coffee], ofTable: 2, guests: 6, note: notes.split[shop.language] }),
    check(shop, { n: 9, keyed: [coffee, cake], table: '8', ofTable: 2, guests: 0 }),
    check(shop, { n: 10, keyed: [], table: '', guests: 0 }),
    check(shop, { n: 11, keyed: [coffee, coffee], table: notes.dog[shop.language], ...heldBy('checked-out', true) }),
  ];
}

/** As they stand while the counter is away: what others opened can be added to, not paid. */
export function checksAway(shop: GalleryShop): readonly CheckView[] {
  return openChecks(shop).map((each) =>
    each.holder === null && each.checkId !== checkIdOf(5) ? { ...each, payBarred: 'hub-away' } : each,
  );
}

/** More tables than the eye finds one in. */
export function manyChecks(shop: GalleryShop): readonly CheckView[] {
  return Array.from({ length: 24 }, (_, index) =>
    check(shop, {
      n: 20 + index,
      keyed: [{ line: line(shop, 'K02', 1000 * (1 + (index % 4))), agoMin: index }],
      table: String(index + 1),
    }),
  );
}

/** Figures nobody orders for, on a table with the longest name. */
export function hugeCheck(shop: GalleryShop): CheckView {
  const beans = { ...line(shop, 'S01', 999_000) };
  const name = notes.dog[shop.language];
  const keyed: readonly Keyed[] = [
    { line: beans, agoMin: 3 },
    { line: beans, agoMin: 2, isPending: true },
  ];
  return check(shop, { n: 6, keyed, table: name, guests: 999, note: name, ofTable: 3 });
}

/** The open sale after table 5 was taken into it. */
export function saleOfTable(shop: GalleryShop, checkBarred: SaleState['checkBarred'] = null): SaleState {
  const five = tableFive(shop);
  const open: OpenSale = {
    ...saleAfter(shop, []),
    lines: five.lines.map((each) => each.line),
    check: { checkId: five.checkId, token: 1 },
  };
  return saleState(shop, open, { checkBarred });
}
