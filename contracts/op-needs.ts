import { add, ppmWhole } from '../domain/money/arithmetic.ts';
import { type Minor, type RatePpm, ratePpm, zero } from '../domain/money/minor.ts';
import type { OpenSale, SaleLine, SettledLine, SettledSale } from '../domain/sale/sale.ts';
import type { AuthorityRequest } from '../domain/staff/authorise.ts';
import type { Permission } from '../domain/staff/permission.ts';
import type { CashMoveKind } from '../domain/till/cash-event.ts';
import { type OpBody, type OpKindName, opCatalog } from './op-catalog.ts';

/**
 * One thing an op needs leave for. `objectId` is what an override for it is bound to. The till asks this to know when to
 * call a supervisor; the hub asks the same function before it takes the op.
 */
export interface OpNeed extends AuthorityRequest {
  readonly objectId: string;
}

/** A move of cash and the permission it needs. */
const cashPermissions: Readonly<Record<CashMoveKind, Permission>> = {
  'paid-in': 'cash.paid-in',
  'paid-out': 'cash.paid-out',
  'safe-drop': 'cash.safe-drop',
  loan: 'cash.loan',
  pickup: 'cash.pickup',
};

/** An op of a client as its kind and its parsed body. */
export type KnownOp = {
  readonly [Kind in OpKindName]: { readonly kind: Kind; readonly body: OpBody<Kind> };
}[OpKindName];

/** Everything an op needs leave for, the permission of its kind first. */
export function opNeeds(op: KnownOp): OpNeed[] {
  switch (op.kind) {
    case 'cash.moved':
      return [{ permission: cashPermissions[op.body.kind], objectId: op.body.cashEventId, amount: op.body.amount }];
    case 'sale.completed':
      return [
        { permission: 'sale.complete', objectId: op.body.sale.saleId },
        ...saleNeeds(op.body.sale, op.body.settled),
      ];
    default: {
      const { permission } = opCatalog[op.kind];
      return permission === null ? [] : [{ permission, objectId: objectOf(op) }];
    }
  }
}

/** The ids an override of a simple kind is bound to. */
function objectOf(op: KnownOp): string {
  switch (op.kind) {
    case 'sale.voided':
    case 'sale.suspended':
      return op.body.sale.saleId;
    case 'sale.resumed':
    case 'receipt.reprinted':
      return op.body.saleId;
    case 'drawer.no-sale':
    case 'shift.opened':
    case 'shift.closed':
    case 'till.counted':
      return op.body.shiftId;
    case 'check.line-voided':
      return op.body.lineId;
    case 'stock.adjusted':
    case 'stock.counted':
    case 'stock.received':
      return op.body.itemId;
    default:
      return '';
  }
}

/** What the contents of a sale need beyond completing it: prices, discounts, returns, exemption (PM4 … PM8). */
export function saleNeeds(sale: OpenSale, settled: SettledSale): OpNeed[] {
  const settledOf = new Map(settled.lines.map((line) => [line.lineId, line]));
  return [
    ...sale.lines.flatMap((line) => lineNeeds(line, settledOf.get(line.lineId))),
    ...saleDiscountNeed(sale, settled),
    ...returnNeeds(sale, settledOf),
    ...(sale.taxExempt === null ? [] : [{ permission: 'tax.exempt' as const, objectId: sale.saleId }]),
  ];
}

function lineNeeds(line: SaleLine, settled: SettledLine | undefined): OpNeed[] {
  const objectId = line.lineId;
  if (line.voided !== null) return [{ permission: 'line.void', objectId }];
  const needs: OpNeed[] = [];
  if (line.priceSource === 'override') needs.push({ permission: 'price.override', objectId });
  if (line.priceSource === 'open') needs.push({ permission: 'price.open', objectId });
  if (line.discounts.length > 0 && line.returnOf === null) {
    needs.push({
      permission: 'discount.line',
      objectId,
      ratePpm: discountShare(line.discounts, settled?.extended ?? zero),
    });
  }
  return needs;
}

function saleDiscountNeed(sale: OpenSale, settled: SettledSale): OpNeed[] {
  if (sale.discounts.length === 0) return [];
  const sold = settled.lines.filter(({ direction }) => direction === 'sale');
  const whole = sold.reduce((total, line) => total + line.extended - line.discount, 0);
  return [{ permission: 'discount.sale', objectId: sale.saleId, ratePpm: discountShare(sale.discounts, whole) }];
}

/** With and without a receipt are two permissions; each is asked for the whole sum that goes back under it. */
function returnNeeds(sale: OpenSale, settledOf: ReadonlyMap<string, SettledLine>): OpNeed[] {
  const back = sale.lines.filter((line) => line.direction === 'return' && line.voided === null);
  const need = (permission: Permission, lines: readonly SaleLine[]): OpNeed[] => {
    const amount = lines.reduce<Minor>((total, { lineId }) => add(total, settledOf.get(lineId)?.gross ?? zero), zero);
    return lines.length === 0 ? [] : [{ permission, objectId: sale.saleId, amount }];
  };
  return [
    ...need(
      'sale.return',
      back.filter((line) => line.returnOf !== null),
    ),
    ...need(
      'sale.return-without-receipt',
      back.filter((line) => line.returnOf === null),
    ),
  ];
}

/** All discounts of one thing as a share of its price, ppm, added up: percentages count as named, sums by their share. */
export function discountShare(discounts: SaleLine['discounts'], whole: number): RatePpm {
  const shares = discounts.map((each) => (each.kind === 'percent' ? each.ratePpm : shareOf(each.amount, whole)));
  return ratePpm(
    Math.min(
      ppmWhole,
      shares.reduce((total, share) => total + share, 0),
    ),
  );
}

function shareOf(part: number, whole: number): number {
  if (part <= 0) return 0;
  if (whole <= 0 || part >= whole) return ppmWhole;
  return Number((BigInt(part) * BigInt(ppmWhole) + BigInt(whole) - 1n) / BigInt(whole));
}

/** The overrides an op carries. */
export function overridesOf(op: KnownOp): OpenSale['overrides'] {
  switch (op.kind) {
    case 'sale.completed':
    case 'sale.voided':
    case 'sale.suspended':
      return op.body.sale.overrides;
    case 'cash.moved':
    case 'drawer.no-sale':
      return op.body.overrides;
    default:
      return [];
  }
}
