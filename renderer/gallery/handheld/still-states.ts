import type { InstallId, OpId, SaleId, StaffId } from '../../../domain/id.ts';
import { currencyOfCode } from '../../../domain/money/currency.ts';
import { minor } from '../../../domain/money/minor.ts';
import type { OpenSale } from '../../../domain/sale/sale.ts';
import { settleSale } from '../../../domain/sale/settle-sale.ts';
import { authorise, defaultRoleLimits } from '../../../domain/staff/authorise.ts';
import { permissions, type Role } from '../../../domain/staff/permission.ts';
import type { StaffMember } from '../../../domain/staff/staff-member.ts';
import { amountDue } from '../../../domain/tender/amount-due.ts';
import { handedOver } from '../../../domain/tender/handed-over.ts';
import type {
  DoneSale,
  HandheldState,
  HubLine,
  OutboxEntry,
  OutboxState,
  SafePlace,
  SaleState,
  ShiftView,
  SuspendedView,
} from '../../handheld/engine/handheld-state.ts';
import { galleryId, galleryNow } from '../fixtures/ids.ts';
import { completed, galleryShiftId, paidInCash, typicalSale } from '../fixtures/sales.ts';
import type { GalleryShop } from '../fixtures/shop.ts';

export const people: readonly StaffMember[] = [
  ['Maya Siregar', 'owner'],
  ['Jonas Petersen', 'manager'],
  ['Dewi Kartika', 'supervisor'],
  ['Tomasz Nowak', 'cashier'],
  ['Aylin Yıldız', 'cashier'],
].map(([name = '', role], index) => ({
  staffId: galleryId<StaffId>(60 + index),
  name,
  role: role as Role,
  active: true,
}));
/** Who is signed on in the gallery: a cashier. */
export const signedOn = people[3] as StaffMember;

const minutes = 60_000;

/** The hub answers. */
export const hubHere: HubLine = {
  standing: 'here',
  since: galleryNow - 90 * minutes,
  heardAt: galleryNow,
  epoch: null,
  skewMs: 0,
  isClockWrong: false,
  halt: null,
  reading: 'open',
};
/** The hub is out of reach since 12 minutes. */
export const hubAway: HubLine = { ...hubHere, standing: 'away', since: galleryNow - 12 * minutes };

export const emptyOutbox: OutboxState = {
  entries: [],
  counts: { here: 0, hub: 0, backup: 0 },
  pendingSince: null,
  isDiskInTrouble: false,
};

/** An open sale as the engine shows it. */
export function saleState(shop: GalleryShop, open: OpenSale, over: Partial<SaleState> = {}): SaleState {
  const settled = settleSale(open, shop.settings.policy);
  const due = amountDue(settled, open.tenders, shop.settings.policy);
  return { open, settled, due, selectedLineId: null, undo: null, checkBarred: null, isCompleting: false, ...over };
}

/** A finished sale as the engine shows it. */
export function doneSale(shop: GalleryShop, open: OpenSale): DoneSale {
  const sale = completed(shop, open);
  const { direction, total, received, change } = handedOver(sale, sale.settled);
  return { saleId: sale.saleId, number: 'B7-000128', sale, direction, total, received, change };
}

function entry(shop: GalleryShop, index: number, safe: SafePlace): OutboxEntry {
  const isSale = index % 4 !== 3;
  return {
    opId: galleryId<OpId>(300 + index),
    seq: 900 - index,
    kind: isSale ? 'sale.completed' : 'stock.counted',
    at: galleryNow - (index + 1) * 3 * minutes,
    staffId: signedOn.staffId,
    number: isSale ? `B7-000${128 - index}` : null,
    total: isSale ? minor(shop.price(390 + index * 260)) : null,
    safe,
    outcome: index === 5 ? { status: 'flagged', codes: ['settled-differs'] } : null,
  };
}

/** What a phone holds after a while in the yard: `here` acts are not sent. */
export function outboxOf(shop: GalleryShop, here: number): OutboxState {
  const places = [...Array(here).fill('here'), 'hub', 'hub', 'hub', 'backup', 'backup'] as SafePlace[];
  return {
    ...emptyOutbox,
    entries: places.map((safe, index) => entry(shop, index, safe)),
    counts: { here, hub: 3, backup: 2 },
    pendingSince: here === 0 ? null : galleryNow - 12 * minutes,
  };
}

export function openShift(shop: GalleryShop): ShiftView {
  const money = (cents: number) => minor(shop.price(cents));
  return {
    shiftId: galleryShiftId,
    series: 'B7',
    openedAt: galleryNow - 240 * minutes,
    openedBy: signedOn.staffId,
    totals: {
      sales: 41,
      returns: 2,
      cashTaken: money(38_460),
      cashRefunded: money(780),
      cardTaken: money(21_930),
      cardRefunded: money(0),
    },
  };
}

export function heldSales(shop: GalleryShop): readonly SuspendedView[] {
  return [
    { label: 'Table 4', isOwn: false, barred: null },
    { label: '', isOwn: true, barred: null },
    { label: 'Terrace, the two with the dog and the very long reservation', isOwn: false, barred: 'hub-away' as const },
  ].map((held, index) => ({
    saleId: galleryId<SaleId>(400 + index),
    suspendedAt: galleryNow - (index + 1) * 9 * minutes,
    staffName: people[index]?.name ?? '',
    lines: index + 2,
    total: minor(shop.price(1240 + index * 790)),
    ...held,
  }));
}

function mayOf(shop: GalleryShop, role: Role): HandheldState['may'] {
  const limits = defaultRoleLimits(currencyOfCode(shop.settings.currency) ?? { code: 'EUR', digits: 2 });
  return new Map(permissions.map((permission) => [permission, authorise(role, { permission }, limits)]));
}

/** A phone in the middle of the day: signed on, the hub near, a sale open. */
export function phoneState(shop: GalleryShop, over: Partial<HandheldState> = {}): HandheldState {
  return {
    phase: { kind: 'signed-on' },
    device: {
      installId: galleryId<InstallId>(70),
      name: 'Yard 2',
      owner: signedOn.name,
      series: 'B7',
      version: '1.4.0',
      persisted: true,
      storageUsedPpm: 120_000,
    },
    hub: hubHere,
    settings: shop.settings,
    people,
    staff: signedOn,
    may: mayOf(shop, signedOn.role),
    lease: { state: 'fresh', nextAt: galleryNow + 1_440 * minutes },
    policies: { offlineSales: true, offlineReturns: true, offlineDiscounts: true, autoLockSec: 90 },
    catalog: {
      standing: 'ready',
      items: shop.items.length,
      itemsExpected: shop.items.length,
      grid: shop.items,
      categories: shop.categories.filter((name) => name !== ''),
      isOutdated: false,
    },
    sale: saleState(shop, typicalSale(shop)),
    done: null,
    outbox: emptyOutbox,
    shift: openShift(shop),
    suspended: [],
    checks: [],
    update: null,
    ...over,
  };
}

/** The typical sale, paid with more than it costs. */
export function paidState(shop: GalleryShop, cents = 5_000): DoneSale {
  return doneSale(shop, paidInCash(shop, typicalSale(shop), shop.price(cents)));
}
