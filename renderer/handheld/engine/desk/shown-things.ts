import { z } from 'zod';
import type { OpBody } from '../../../../contracts/op-catalog.ts';
import { openSale } from '../../../../contracts/sale.ts';
import { storeSettings } from '../../../../contracts/store.ts';
import { brandId, type ItemId, type LineId, type SaleId, type ShiftId, type StaffId } from '../../../../domain/id.ts';
import type { Op } from '../../../../domain/op/op.ts';
import type { OpenSale } from '../../../../domain/sale/sale.ts';
import { roles } from '../../../../domain/staff/permission.ts';
import type { StaffMember } from '../../../../domain/staff/staff-member.ts';
import type { StoreSettings } from '../../../../domain/store/store-settings.ts';
import { type Mirror, unreflected } from '../../../../domain/sync/mirror.ts';
import type { SyncRecord } from '../../../../domain/sync/sync-state.ts';
import { type Checks, checksOfMirror, pendingLines, withOwnActs } from './shown-checks.ts';

export interface ShownShift {
  readonly shiftId: ShiftId;
  readonly series: string;
  readonly openedAt: number;
  readonly openedBy: StaffId;
}
export interface ShownSuspended {
  readonly saleId: SaleId;
  readonly label: string;
  readonly suspendedAt: number;
  readonly staffId: StaffId | null;
  readonly sale: OpenSale;
  /** Put aside here, and the hub's word does not hold it yet. */
  readonly isOwn: boolean;
}

/** What the mirror says of things there are few of. */
interface HubThings {
  readonly settings: StoreSettings | null;
  readonly people: readonly StaffMember[];
  readonly suspended: ReadonlyMap<SaleId, ShownSuspended>;
  readonly shifts: ReadonlyMap<ShiftId, ShownShift & { readonly installId: string; readonly open: boolean }>;
  readonly checks: Checks;
}
/** The same with the own acts on top (HE9). */
export interface ShownThings extends Omit<HubThings, 'shifts'> {
  readonly shift: ShownShift | null;
  /** Lines of checks that were keyed here and that the hub has not taken yet. */
  readonly pendingLines: ReadonlySet<LineId>;
}

const staffPut = z.object({ name: z.string(), role: z.enum(roles), active: z.boolean() });
const suspendedPut = z.object({
  label: z.string(),
  suspendedAt: z.number(),
  staffId: z.string().nullable(),
  sale: openSale,
});
const shiftPut = z.object({
  installId: z.string(),
  series: z.string(),
  openedAt: z.number(),
  openedBy: z.string(),
  open: z.boolean(),
});

/** Reads the mirror; what is not in the shape this program knows is left out rather than trusted. */
function hubThings(mirror: Mirror): HubThings {
  const people: StaffMember[] = [];
  const suspended = new Map<SaleId, ShownSuspended>();
  const shifts = new Map<ShiftId, ShownShift & { readonly installId: string; readonly open: boolean }>();
  for (const [key, put] of mirror) {
    const id = key.slice(key.indexOf('/') + 1);
    if (key.startsWith('staff/')) {
      const staff = staffPut.safeParse(put);
      if (staff.success) people.push({ staffId: brandId<StaffId>(id), ...staff.data });
    } else if (key.startsWith('suspended/')) {
      const aside = suspendedPut.safeParse(put);
      const saleId = brandId<SaleId>(id);
      if (aside.success)
        suspended.set(saleId, { ...(aside.data as Omit<ShownSuspended, 'saleId' | 'isOwn'>), saleId, isOwn: false });
    } else if (key.startsWith('shift/')) {
      const shift = shiftPut.safeParse(put);
      const shiftId = brandId<ShiftId>(id);
      if (shift.success) shifts.set(shiftId, { ...shift.data, shiftId, openedBy: shift.data.openedBy as StaffId });
    }
  }
  const settings = storeSettings.safeParse(mirror.get('settings/store'));
  people.sort((a, b) => (a.name < b.name ? -1 : 1));
  const checks = checksOfMirror(mirror);
  return { settings: settings.success ? settings.data : null, people, suspended, shifts, checks };
}

let last: { readonly mirror: Mirror; readonly things: HubThings } | null = null;

/** What people at this handheld see: the hub's word with the acts on top that it does not hold yet. */
export function shownThings(record: SyncRecord): ShownThings {
  if (shown?.record !== record) shown = { record, things: thingsOf(record) };
  return shown.things;
}

let shown: { readonly record: SyncRecord; readonly things: ShownThings } | null = null;

function thingsOf(record: SyncRecord): ShownThings {
  const { meta, held, mirror } = record;
  if (last?.mirror !== mirror) last = { mirror, things: hubThings(mirror) };
  const { settings, people, suspended, shifts } = last.things;
  const own = unreflected(held, meta.acked, meta.cursor);
  let shift: ShownShift | null =
    [...shifts.values()].find((each) => each.installId === meta.installId && each.open) ?? null;
  const aside = new Map(suspended);
  for (const { op } of own) {
    shift = replayShift(shift, op);
    replaySuspended(aside, op);
  }
  const checks = withOwnActs(last.things.checks, own, meta);
  return { settings, people, suspended: aside, shift, checks, pendingLines: pendingLines(own, meta.acked) };
}

function replayShift(shift: ShownShift | null, op: Op): ShownShift | null {
  if (op.kind === 'shift.closed') return null;
  if (op.kind !== 'shift.opened' || op.staffId === null) return shift;
  const { shiftId, series } = op.body as OpBody<'shift.opened'>;
  return { shiftId, series, openedAt: op.at, openedBy: op.staffId };
}

function replaySuspended(aside: Map<SaleId, ShownSuspended>, op: Op): void {
  if (op.kind === 'sale.suspended') {
    const { sale, label } = op.body as OpBody<'sale.suspended'>;
    aside.set(sale.saleId, { saleId: sale.saleId, label, suspendedAt: op.at, staffId: op.staffId, sale, isOwn: true });
  } else if (op.kind === 'sale.resumed') aside.delete((op.body as OpBody<'sale.resumed'>).saleId);
}

/** Thousandths on the shelf as this handheld knows them: the hub's figure with the own sales and counts on top. */
export function shownStock({ meta, held, mirror }: SyncRecord, itemId: ItemId): number | null {
  const put = z.object({ onHandMilli: z.number() }).safeParse(mirror.get(`stock/${itemId}`));
  const own = unreflected(held, meta.acked, meta.cursor);
  return own.reduce<number | null>(
    (milli, { op }) => stockAfter(milli, op, itemId),
    put.success ? put.data.onHandMilli : null,
  );
}

function stockAfter(milli: number | null, op: Op, itemId: ItemId): number | null {
  if (op.kind === 'stock.counted') {
    const body = op.body as OpBody<'stock.counted'>;
    return body.itemId === itemId ? body.quantity.milli : milli;
  }
  if (op.kind !== 'sale.completed' || milli === null) return milli;
  const { lines } = (op.body as OpBody<'sale.completed'>).sale;
  return lines.reduce((left, line) => {
    if (line.itemId !== itemId || line.voided !== null) return left;
    if (line.direction === 'sale') return left - line.quantity.milli;
    return line.restock ? left + line.quantity.milli : left;
  }, milli);
}
