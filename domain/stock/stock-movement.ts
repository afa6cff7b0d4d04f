import type { ItemId, LineId } from '../id.ts';
import type { CompletedSale, SaleLine } from '../sale/sale.ts';

/** Why the stock of an item changed. A `count` says what was there; all others say what came or went. */
export const stockMovementKinds = ['sale', 'return', 'receipt', 'adjustment', 'transfer', 'waste', 'count'] as const;
export type StockMovementKind = (typeof stockMovementKinds)[number];

/** One change of an item's stock. Records of these are never changed; on-hand is worked out of them. */
export interface StockMovement {
  /** Breaks ties between movements of one millisecond the same way everywhere: the op that made it. */
  readonly movementId: string;
  readonly itemId: ItemId;
  readonly kind: StockMovementKind;
  /** Thousandths: the signed change, or for a count what was there. */
  readonly milli: number;
  /** When it happened, corrected for the client's clock, UTC epoch ms. */
  readonly at: number;
}

/** Is `a` before `b` in the one order all devices agree on: by time, then by id? */
export function compareMovements(
  a: Pick<StockMovement, 'at' | 'movementId'>,
  b: Pick<StockMovement, 'at' | 'movementId'>,
): number {
  if (a.at !== b.at) return a.at - b.at;
  if (a.movementId === b.movementId) return 0;
  return a.movementId < b.movementId ? -1 : 1;
}

/**
 * What should be on the shelf: the last count plus every change after it, thousandths. Works on a set: neither the order
 * of arrival nor a movement that arrives twice matters. May be negative; that is a flag, never a refusal (ST1 … ST4).
 */
export function onHand(movements: readonly StockMovement[]): number {
  const ordered = [...new Map(movements.map((each) => [each.movementId, each])).values()].sort(compareMovements);
  return ordered.reduce((total, { kind, milli }) => (kind === 'count' ? milli : total + milli), 0);
}

/** A change to stock that a sale brings about; the hub gives it an id and a time. */
export interface StockChange {
  readonly itemId: ItemId;
  readonly lineId: LineId;
  readonly kind: 'sale' | 'return';
  /** Signed thousandths. */
  readonly milli: number;
}

/**
 * What a completed sale does to stock, line by line: goods sold go out, goods that come back and are fit for the shelf
 * come in. Voided lines and open amounts move nothing (ST5, ST6).
 */
export function stockMovementsOf(sale: Pick<CompletedSale, 'lines'>): StockChange[] {
  return sale.lines.flatMap((line) => changeOf(line));
}

function changeOf(line: SaleLine): StockChange[] {
  if (line.itemId === null || line.voided !== null) return [];
  const { itemId, lineId, quantity } = line;
  if (line.direction === 'sale') return [{ itemId, lineId, kind: 'sale', milli: -quantity.milli }];
  return line.restock ? [{ itemId, lineId, kind: 'return', milli: quantity.milli }] : [];
}
