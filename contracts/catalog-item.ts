import { z } from 'zod';
import type { Item } from '../domain/catalog/item.ts';
import { quantityUnits } from '../domain/quantity/quantity.ts';
import { codeText, itemId, lineText, magnitude, nameText } from './values.ts';

/** Most barcodes one item may carry. */
export const itemBarcodesMax = 50;
/** One scanned or printed code as the catalog stores it. */
export const barcodeText = z.string().regex(/^[\x21-\x7e]{1,64}$/, 'printable characters without spaces');

export const item = z.strictObject({
  itemId,
  sku: lineText,
  name: nameText,
  brand: lineText,
  size: lineText,
  category: lineText,
  taxCategory: codeText,
  unitPrice: magnitude,
  unit: z.enum(quantityUnits),
  unitCost: magnitude.nullable(),
  barcodes: z.array(barcodeText).max(itemBarcodesMax),
  labelCode: z.string().regex(/^\d{0,6}$/),
  stockTracked: z.boolean(),
  active: z.boolean(),
  gridPlace: z.int().min(0).max(100_000).nullable(),
  colour: z.string().max(24),
}) satisfies z.ZodType<Item>;
