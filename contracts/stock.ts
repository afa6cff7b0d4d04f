import { z } from 'zod';
import { quantityUnits } from '../domain/quantity/quantity.ts';
import { epochMs, itemId, lineText, nameText } from './values.ts';

/** Most movements shown with an item, newest first. */
export const movementsShownMax = 50;

/** One change of an item's stock. `deltaMilli` is signed thousandths; a count says what was found instead. */
export const stockMovement = z.strictObject({
  no: z.int().min(1),
  kind: z.enum(['sale', 'return', 'count', 'adjust-in', 'adjust-out', 'receive']),
  deltaMilli: z.int(),
  countedMilli: z.int().nullable(),
  at: epochMs,
  staffName: nameText.nullable(),
  /** Transaction number, reason or note. */
  reference: lineText,
});

export const itemStock = z.strictObject({
  itemId,
  unit: z.enum(quantityUnits),
  tracked: z.boolean(),
  /** Thousandths of the unit: the last count and all deltas since; may be below zero. */
  onHandMilli: z.int(),
  movements: z.array(stockMovement).max(movementsShownMax),
});
