import { add } from '../../../../domain/money/arithmetic.ts';
import { currencyOfCode } from '../../../../domain/money/currency.ts';
import { type Minor, zero } from '../../../../domain/money/minor.ts';
import { settleSale } from '../../../../domain/sale/settle-sale.ts';
import { type Authority, authorise, defaultRoleLimits } from '../../../../domain/staff/authorise.ts';
import { type Permission, permissions } from '../../../../domain/staff/permission.ts';
import { isClockWrong } from '../../../../domain/sync/clock-skew.ts';
import { leaseState } from '../../../../domain/sync/lease.ts';
import { amountDue } from '../../../../domain/tender/amount-due.ts';
import type { KeptSale } from '../disk/handheld-database.ts';
import type { HandheldState, HubLine, LeaseView, SaleState, ShiftView, SuspendedView } from '../handheld-state.ts';
import { checkBarred } from './check-claim.ts';
import { checkViews } from './check-views.ts';
import type { HandheldCore } from './handheld-core.ts';
import { outboxView } from './outbox-view.ts';
import { undoOf } from './sale-acts.ts';
import type { ShownShift, ShownThings } from './shown-things.ts';
import { updateView } from './update-desk.ts';

/** Everything a view needs, made of what the desks hold. */
export function snapshotOf(core: HandheldCore, version: string): HandheldState {
  const { things, staff, policy, phase, done } = core;
  return {
    phase,
    device: deviceOf(core, version),
    hub: hubLine(core),
    settings: things?.settings ?? null,
    people: (things?.people ?? []).filter(({ active, role }) => active && policy.roles.includes(role)),
    staff,
    may: mayOf(core),
    lease: leaseOf(core),
    policies: {
      offlineSales: policy.offline.includes('sale'),
      offlineReturns: policy.offline.includes('refund'),
      offlineDiscounts: policy.offline.includes('discount'),
      autoLockSec: Math.round(policy.autoLockMs / 1_000),
    },
    catalog: catalogOf(core),
    sale: saleOf(core),
    done,
    outbox: outboxOf(core),
    shift: things?.shift == null ? null : shiftOf(things.shift, core.kept.values()),
    suspended: suspendedOf(core, things),
    checks: checkViews(core),
    update: updateView(core),
  };
}

/** A phone that was cleared holds what is sealed, and says so. */
function outboxOf({ driver, isDiskInTrouble, sealed }: HandheldCore): HandheldState['outbox'] {
  if (driver !== null) return outboxView(driver.state.record, isDiskInTrouble);
  const counts = { here: sealed?.ops.length ?? 0, hub: 0, backup: 0 };
  return { entries: [], counts, pendingSince: null, isDiskInTrouble };
}

function deviceOf(core: HandheldCore, version: string): HandheldState['device'] {
  const { device, driver, health } = core;
  if (device === null || driver === null) return null;
  const { installId, name } = device;
  const series = driver.state.record.meta.receipts?.series ?? null;
  const { persisted, usedPpm } = health;
  return { installId, name, owner: '', series, version, persisted, storageUsedPpm: usedPpm };
}

function hubLine(core: HandheldCore): HubLine {
  const state = core.driver?.state ?? null;
  const skewMs = state?.record.meta.skewMs ?? 0;
  return {
    ...core.hub,
    epoch: state?.record.meta.epoch ?? null,
    skewMs,
    isClockWrong: isClockWrong(skewMs),
    // It may hand in and read nothing: it sells as little as one that may do neither.
    halt: state?.halt ?? (state?.reading === 'barred' ? 'device-revoked' : null),
    reading: state?.reading ?? 'open',
  };
}

function mayOf(core: HandheldCore): ReadonlyMap<Permission, Authority> {
  const { role, settings } = core;
  const currency = currencyOfCode(settings?.currency ?? '');
  if (role === null || currency === null) return new Map();
  const limits = defaultRoleLimits(currency);
  return new Map(permissions.map((permission) => [permission, authorise(role, { permission }, limits)]));
}

function leaseOf({ lease, policy }: HandheldCore): LeaseView {
  const state = leaseState(lease, policy.lease);
  if (lease.heardAt === null) return { state, nextAt: null };
  const { warnAfterMs, noRefundsAfterMs, noSalesAfterMs } = policy.lease;
  const steps = { fresh: warnAfterMs, warn: noRefundsAfterMs, 'no-refunds': noSalesAfterMs, 'no-sales': null };
  const next = steps[state];
  return { state, nextAt: next === null ? null : lease.heardAt + next };
}

function catalogOf({ book, chunks, isCatalogOutdated }: HandheldCore): HandheldState['catalog'] {
  const { items, grid, categories } = book.face();
  const { here, expected } = chunks;
  const isWhole = expected !== null && here >= expected;
  const standing = isWhole ? 'ready' : items > 0 ? 'partial' : 'empty';
  return { standing, items, itemsExpected: null, grid, categories, isOutdated: isCatalogOutdated };
}

function saleOf(core: HandheldCore): SaleState | null {
  const { desk, isCompleting } = core;
  if (desk === null) return null;
  const { sale, settled, selectedLineId, undo } = desk.state();
  const due = amountDue(settled, sale.tenders, desk.policy);
  return {
    open: sale,
    settled,
    due,
    selectedLineId,
    undo: undoOf(undo.at(-1)?.text),
    checkBarred: checkBarred(core),
    isCompleting,
  };
}

function shiftOf(shift: ShownShift, kept: Iterable<KeptSale>): ShiftView {
  const totals = { sales: 0, returns: 0, cashTaken: zero, cashRefunded: zero, cardTaken: zero, cardRefunded: zero };
  const sums: Record<'cashTaken' | 'cashRefunded' | 'cardTaken' | 'cardRefunded', Minor> = totals;
  for (const { sale } of kept) {
    if (sale.shiftId !== shift.shiftId) continue;
    if (sale.settled.kind === 'return') totals.returns += 1;
    else totals.sales += 1;
    for (const { kind, direction, amount } of sale.tenders) {
      const means = kind === 'cash' ? 'cash' : 'card';
      const key = `${means}${direction === 'taken' ? 'Taken' : 'Refunded'}` as const;
      sums[key] = add(sums[key], amount);
    }
  }
  return { ...shift, totals: { ...totals, ...sums } };
}

function suspendedOf(core: HandheldCore, things: ShownThings | null): SuspendedView[] {
  if (things?.settings == null) return [];
  const { policy } = things.settings;
  const isSaleOpen = core.desk !== null && !core.desk.isEmpty;
  return [...things.suspended.values()]
    .sort((a, b) => b.suspendedAt - a.suspendedAt)
    .map(({ saleId, label, suspendedAt, staffId, sale, isOwn }) => ({
      saleId,
      label,
      suspendedAt,
      staffName: things.people.find((each) => each.staffId === staffId)?.name ?? '',
      lines: sale.lines.filter(({ voided }) => voided === null).length,
      total: settleSale(sale, policy).collect,
      isOwn,
      barred: isSaleOpen ? 'sale-open' : !isOwn && !core.isHubHere ? 'hub-away' : null,
    }));
}
