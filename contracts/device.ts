import { z } from 'zod';
import {
  barcodeSymbologies,
  imageDotsAcrossMax,
  imageDotsDownMax,
  paperKinds,
  type ReceiptDocument,
  textSizes,
} from '../domain/receipt/receipt-document.ts';
import { codeText, epochMs, jobId } from './values.ts';

/**
 * Jobs, printers and their profiles, as the hub and the device process know them.
 */

/** Most blocks of one document (a sale of 1,000 lines has about 4,000). */
export const documentBlocksMax = 10_000;
/** Longest text of one block, in characters. */
export const blockTextCharsMax = 1_000;
/** Most cells of one `columns` block. */
export const cellsMax = 8;
/** Most jobs the device process holds at once; more are refused with `queue-full` and offered again later. */
export const heldJobsMax = 200;

/** Longest base64 text of one picture, in characters: the largest picture, four characters for three bytes. */
const imageCharsMax = Math.ceil((imageDotsAcrossMax / 8) * imageDotsDownMax * (4 / 3)) + 4;

const blockText = z.string().max(blockTextCharsMax);
const textStyle = z.strictObject({ bold: z.boolean(), size: z.enum(textSizes) });
const receiptBlock = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('text'),
    text: blockText,
    align: z.enum(['left', 'center', 'right']),
    indent: z.int().min(0).max(48),
    style: textStyle,
  }),
  z.strictObject({
    kind: z.literal('columns'),
    cells: z
      .array(
        z.strictObject({
          text: blockText,
          align: z.enum(['left', 'right']),
          width: z.int().min(1).max(48).nullable(),
        }),
      )
      .min(1)
      .max(cellsMax),
    indent: z.int().min(0).max(48),
    style: textStyle,
  }),
  z.strictObject({ kind: z.literal('rule'), weight: z.enum(['single', 'double']) }),
  z.strictObject({ kind: z.literal('blank'), lines: z.int().min(0).max(20) }),
  z.strictObject({ kind: z.literal('qr'), data: blockText }),
  z.strictObject({
    kind: z.literal('barcode'),
    data: blockText,
    symbology: z.enum(barcodeSymbologies).optional(),
  }),
  z.strictObject({
    kind: z.literal('image'),
    widthDots: z.int().min(1).max(imageDotsAcrossMax),
    heightDots: z.int().min(1).max(imageDotsDownMax),
    rows: z.base64().max(imageCharsMax),
  }),
  z.strictObject({ kind: z.literal('cut') }),
]);

/** A document as it travels to the device process and lies in the store. */
export const receiptDocument: z.ZodType<ReceiptDocument> = z.strictObject({
  kind: z.enum(paperKinds),
  language: z.string().min(2).max(35),
  direction: z.enum(['ltr', 'rtl']),
  blocks: z.array(receiptBlock).max(documentBlocksMax),
});

const paperJob = {
  jobId,
  document: receiptDocument,
  /** Words set above and below the document of a job that may be a second print, e.g. `COPY 2`; null for a first one. */
  copyMark: z.string().max(60).nullable(),
  /** UTC epoch ms after which an unprinted job is cancelled; null never. */
  expiresAt: epochMs.nullable(),
};

/** One job. Its id stays the same for all tries; `drawer` jobs are at most once, paper at least once. */
export const printJob = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('receipt'), ...paperJob }),
  z.strictObject({ kind: z.literal('report'), ...paperJob }),
  z.strictObject({
    kind: z.literal('drawer'),
    jobId,
    /** Why the drawer opens: `sale`, `no-sale`, `cash-move` … for the log. */
    reason: codeText,
    expiresAt: epochMs,
  }),
]);
export type PrintJob = z.output<typeof printJob>;

export const paperStates = ['ok', 'low', 'out', 'unknown'] as const;
/** A printer as it last told of itself. Unknown is its own state, never shown as ok. */
export const printerStatus = z.strictObject({
  power: z.enum(['online', 'offline', 'off', 'unknown']),
  cover: z.enum(['closed', 'open', 'unknown']),
  paper: z.enum(paperStates),
  cutter: z.enum(['ok', 'error', 'unknown']),
  /**
   * `garbled`: what it says makes no sense, or is more than any printer says; nothing of it is believed. `hangs-up`: it
   * ends the connection when it is asked. `not-reading`: it takes no bytes and says no reason.
   */
  error: z.enum(['none', 'recoverable', 'unrecoverable', 'garbled', 'hangs-up', 'not-reading', 'unknown']),
  drawer: z.enum(['open', 'closed', 'unknown']),
  /** Where this is known from: asked in real time, told by the printer itself, or concluded from a failed connection. */
  source: z.enum(['real-time', 'status-back', 'connection', 'none']),
  /** UTC epoch ms since which it has been so. */
  since: epochMs,
});
export type PrinterStatus = z.output<typeof printerStatus>;

/** The languages printers speak. Everything else about a model is in the other fields of its profile. */
/** What else can be wrong with a printer; virtual twins are set to it. */
export const printerTroubleKinds = ['none', 'cutter', 'jam', 'heat', 'broken'] as const;
export type PrinterTroubleKind = (typeof printerTroubleKinds)[number];

export const printerDialects = ['escpos', 'star-line', 'starprnt'] as const;
export type PrinterDialect = (typeof printerDialects)[number];

/** A printer model as data, `resources/printer-profiles/<name>.json`. Dots are the printer's own. */
export const printerProfile = z.strictObject({
  name: codeText,
  title: z.string().max(80),
  dialect: z.enum(printerDialects),
  /** Columns of font A. */
  columns: z.int().min(16).max(64),
  /** Printable dots across. */
  dotsAcross: z.int().min(128).max(1_024),
  fontDots: z.strictObject({ width: z.int().min(6).max(24), height: z.int().min(9).max(48) }),
  /** Line pitch in dots. */
  lineDots: z.int().min(16).max(64),
  /** `rom`: it has letters of its own; `none`: it prints nothing but dots, so every line is drawn. */
  letters: z.enum(['rom', 'none']),
  /** `ESC t` (Star: `ESC GS t`) numbers and what they select, best first. Empty: everything but ASCII is drawn. */
  codePages: z.array(z.strictObject({ id: z.int().min(0).max(255), name: z.string().max(20) })).max(64),
  /** Does it start in a double-byte mode that `FS .` must leave? */
  kanjiMode: z.boolean(),
  /**
   * How it takes pictures: `rows` from top to bottom (GS v 0; Star: its raster command), or strips of `columns`, 24 or 8
   * dots high (ESC *), as needle printers and old thermal ones want.
   */
  raster: z.enum(['rows', 'columns-24', 'columns-8']),
  /** Most rows in one picture command: small buffers stop at more. */
  rasterRowsMax: z.int().min(8).max(255),
  /** QR by the printer's own command or drawn. */
  qr: z.enum(['native', 'drawn']),
  /** Dots of one QR module. */
  qrModuleDots: z.int().min(1).max(16),
  /** Barcodes the printer draws itself; all others are drawn here. */
  barcodes: z.array(z.enum(barcodeSymbologies)).max(barcodeSymbologies.length),
  /** `-here` cuts where the paper stands, after feeding it there; the others feed and cut in one command. */
  cutter: z.enum(['partial', 'full', 'partial-here', 'full-here', 'none']),
  /** Dots from the last line to the cutter, fed before cutting. */
  feedToCutterDots: z.int().min(0).max(255),
  drawer: z.strictObject({
    pin: z.union([z.literal(2), z.literal(5)]),
    onMs: z.int().min(2).max(510),
    offMs: z.int().min(2).max(510),
    /** Level of connector pin 3 with the drawer open; null: not learned, so the drawer's state is unknown. */
    openLevel: z.enum(['high', 'low']).nullable(),
  }),
  /**
   * `real-time` answers a status question at any moment (DLE EOT; Star: ESC ACK SOH); `status-back` tells changes by
   * itself (GS a; Star: automatic status), also with a full buffer.
   */
  status: z.enum(['none', 'real-time', 'status-back']),
  /** How a finished job is confirmed: `GS ( H` process id, `GS r` barrier, Star's ETB counter, or not at all. */
  confirm: z.enum(['process-id', 'barrier', 'etb', 'none']),
  pace: z.strictObject({ chunkBytes: z.int().min(64).max(65_536), gapMs: z.int().min(0).max(1_000) }),
  /** Slowest it is believed to print, bytes a second: time limits grow with it. */
  bytesPerSecondMin: z.int().min(100).max(1_000_000),
});
export type PrinterProfile = z.output<typeof printerProfile>;

/** Why a printer profile was not taken: no such name, no JSON, not a profile, fields that cannot be true together. */
export const profileRefusalCodes = [
  'profile-unknown',
  'profile-not-json',
  'profile-malformed',
  'profile-contradicts',
] as const;
export type ProfileRefusalCode = (typeof profileRefusalCodes)[number];

const byteArray = z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'bytes');

/** What came out of the printer for one job: its bytes, and the paper as an independent reader of those bytes sees it. */
export const printedPaper = z.strictObject({
  jobId,
  at: epochMs,
  bytes: byteArray,
  /** Read back from the bytes; lines that were drawn as dots appear as `[drawn 576x30]`. */
  text: z.string(),
  /** The same with the words of drawn lines filled in from the layout. */
  preview: z.string(),
  png: byteArray,
  /** Commands the reader could not understand; empty for everything this product prints. */
  faults: z.array(z.string()),
});
export type PrintedPaper = z.output<typeof printedPaper>;
