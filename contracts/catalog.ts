import { z } from 'zod';
import type { Item } from '../domain/catalog/item.ts';
import { item } from './catalog-item.ts';
import { shaped } from './procedure.ts';
import { taxName } from './store.ts';
import { codeText, epochMs, itemId, lineText, magnitude, quantityValue, saleId } from './values.ts';

/** Most hits of one search. */
export const searchHitsMax = 50;
/** Longest text that is searched for, in characters. */
export const searchCharsMax = 100;
/** Longest scan that is looked at, in characters; a QR code holds up to 4,296. */
export const scanCharsMax = 4_296;
/** Most items on a page of the back-office list. */
export const itemPageMax = 200;
/** Most tiles on the item grid. */
export const gridItemsMax = 2_000;
/** Largest catalog file, in bytes (100,000 items are about 12 MB). */
export const catalogFileBytesMax = 33_554_432;
/** Largest part of a catalog file in one call, in bytes before base64. */
export const uploadPartBytesMax = 1_048_576;
/** Most items in one part of an export. */
export const exportItemsMax = 5_000;
/** Most problem lines a preview lists; the counts cover all of them. */
export const importProblemsShownMax = 200;
/** Most problem lines the hub keeps of a file, to be saved; the counts cover all of them. */
export const importProblemsKeptMax = 100_000;
/** Most problem lines in one part of the list that is saved. */
export const importProblemsPartMax = 2_000;
/** Most names of taxes one import decides about. */
export const importTaxNamesMax = 60;

export const itemValue = shaped<Item>(item);
/** An item with what is on the shelf: thousandths of its unit, may be below zero; null when its stock is not tracked. */
export const stockedItem = z.strictObject({ item: itemValue, onHandMilli: z.int().nullable() });

/** What the hub makes of a scan. */
export const scanAnswer = z.discriminatedUnion('kind', [
  /** A weighed or priced label has `quantity` or `labelAmount`; any other code has neither. */
  z.strictObject({
    kind: z.literal('item'),
    item: itemValue,
    onHandMilli: z.int().nullable(),
    quantity: quantityValue.nullable(),
    labelAmount: magnitude.nullable(),
  }),
  z.strictObject({ kind: z.literal('receipt'), transactionNumber: z.string().max(64), saleId: saleId.nullable() }),
  z.strictObject({
    kind: z.literal('unknown'),
    /** The scan as text that is safe to show: control characters taken out, cut at 64 characters. */
    text: z.string().max(64),
    /** `not-in-catalog` when the code is sound; otherwise what is wrong with it, e.g. `check-digit`. */
    reason: codeText,
    /** The sound code as the catalog would store it, to make an item from it. */
    barcode: z.string().max(64).nullable(),
  }),
]);

export const itemPageRequest = z.strictObject({
  /** `next` of the page before; null for the first. */
  after: z.string().max(200).nullable(),
  limit: z.int().min(1).max(itemPageMax),
  category: lineText.nullable(),
  active: z.boolean().nullable(),
});
export const itemPage = z.strictObject({ items: z.array(stockedItem), next: z.string().nullable() });

export const catalogGrid = z.strictObject({
  categories: z.array(z.strictObject({ name: lineText, items: z.int().min(0) })),
  /** Items with a place on the grid, in the order of their places. */
  items: z.array(stockedItem).max(gridItemsMax),
});

/** A file goes up in parts, so that no message is large; the hub keeps it for this person until it is imported. */
export const uploadRequest = z.strictObject({
  /** Null with the first part; then what the answer named. */
  uploadId: z.string().max(64).nullable(),
  fileName: lineText,
  totalBytes: z.int().min(1).max(catalogFileBytesMax),
  /** Where this part starts, in bytes. */
  offset: z.int().min(0),
  bytesBase64: z.base64().max(Math.ceil(uploadPartBytesMax / 3) * 4),
});
export const uploadAnswer = z.strictObject({ uploadId: z.string(), receivedBytes: z.int(), complete: z.boolean() });

/** Which column of the file (from 0) feeds which field of an item; fields without a column are left out. */
export const columnMapping = z.record(codeText, z.int().min(0).max(1_000));

export const importProblem = z.strictObject({
  /** Line in the file, from 1 with the header. */
  line: z.int().min(1),
  /** Field or null when the whole line is at fault. */
  field: codeText.nullable(),
  code: codeText,
  /** The value as it stands in the file, cut to 80 characters. */
  value: z.string().max(80),
  /** Is the line left out, or only mended? */
  severity: z.enum(['rejected', 'mended']),
  /** Code of the tax class the item gets instead of one the store does not have. */
  instead: codeText.optional(),
});
/** Equal problems of a file together: how many rows have it, and the first lines of them. */
export const importRemark = importProblem
  .omit({ line: true })
  .extend({ rows: z.int().min(1), lines: z.array(z.int().min(1)).max(5) });
/** What names of taxes in the file mean, as the person at the screen chose; the store remembers it with the import. */
export const importTaxNames = z.array(taxName).max(importTaxNamesMax);
/** A name of a tax the store does not have as such, and what it is taken for; null when nothing fits. */
const fileTaxName = z.strictObject({
  text: z.string().max(80),
  rows: z.int().min(1),
  taxCategory: codeText.nullable(),
  source: z.enum(['table', 'chosen', 'common', 'unknown']),
});
const importCounts = z.strictObject({
  rows: z.int(),
  create: z.int(),
  update: z.int(),
  unchanged: z.int(),
  rejected: z.int(),
});
export const importPreview = z.strictObject({
  previewId: z.string(),
  fileName: lineText,
  encoding: z.string().max(32),
  delimiter: z.string().max(4),
  columns: z.array(z.strictObject({ header: z.string().max(200), samples: z.array(z.string().max(80)).max(5) })),
  /** Fields an item can take from a file, in the order they are shown; `required` ones must be mapped. */
  fields: z.array(z.strictObject({ field: codeText, required: z.boolean() })),
  mapping: columnMapping,
  counts: importCounts,
  problems: z.array(importProblem).max(importProblemsShownMax),
  problemsTotal: z.int(),
  /** The same problems with equal ones together, those that leave rows out first. */
  remarks: z.array(importRemark).max(importProblemsShownMax),
  taxNames: z.array(fileTaxName).max(importTaxNamesMax),
  /** First good rows as items, as they will be. */
  sample: z.array(itemValue).max(20),
});
export const importResult = z.strictObject({
  importId: z.string(),
  counts: importCounts,
  problems: z.array(importProblem).max(importProblemsShownMax),
  problemsTotal: z.int(),
  remarks: z.array(importRemark).max(importProblemsShownMax),
  importedAt: epochMs,
});

/** Problem lines of a preview or of the import that followed it, in the order of the file. */
export const importProblemsPart = z.strictObject({
  problems: z.array(importProblem).max(importProblemsPartMax),
  /** Hand it in as `after` for the next part; null when this was the last. */
  next: z.int().min(0).nullable(),
});

/** How many items carry a tax class. */
export const taxUse = z.strictObject({ taxCategory: z.string().max(64), items: z.int().min(1) });

export const exportPart = z.strictObject({
  fileName: lineText,
  text: z.string(),
  /** Hand it in as `after` for the next part; null when this was the last. */
  next: z.string().nullable(),
});
export const itemRef = z.strictObject({ itemId });
