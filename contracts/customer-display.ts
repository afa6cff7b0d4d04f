import { z } from 'zod';
import {
  type CustomerDisplay,
  type CustomerScene,
  customerLinesMax,
} from '../domain/customer-display/customer-scene.ts';
import {
  type CustomerDisplaySettings,
  type CustomerDisplayWindow,
  customerDisplayThemes,
  customerDisplayWindows,
} from '../domain/customer-display/display-settings.ts';
import { currencyOfCode } from '../domain/money/currency.ts';
import { saleLinesMax, tendersMax } from '../domain/sale/line-limits.ts';
import { tenderKinds } from '../domain/sale/sale.ts';
import { languages } from '../domain/store/store-settings.ts';
import { codeText, lineText, magnitude, nameText, quantityValue, signedMinor } from './values.ts';

/**
 * What is said on the way to the customer's eyes: terminal page → app → display page, and to the device process for a
 * line display. Every schema is strict: a field nobody listed here, cost or staff above all, is refused (CD1).
 */

/** Largest picture for the idle display, in bytes (a photograph of a 4K screen is about 4 MB). */
export const idlePictureBytesMax = 12_582_912;
/** Most pieces a display counts: `saleLinesMax` lines of the most one line holds. */
const countMax = saleLinesMax * 100_000;

const direction = z.enum(['sale', 'return']);
const way = z.enum(['taken', 'refunded']);
const customerLine = z.strictObject({
  no: z.int().min(1).max(saleLinesMax),
  name: lineText,
  direction,
  quantity: quantityValue,
  unitPrice: magnitude.nullable(),
  amount: signedMinor,
  saving: magnitude,
});

const figures = {
  lines: z.array(customerLine).max(customerLinesMax),
  touched: z.int().min(1).max(saleLinesMax).nullable(),
  count: z.int().min(0).max(countMax),
  subtotal: signedMinor,
  saleDiscount: signedMinor,
  taxOnTop: signedMinor,
  direction: way,
  total: magnitude,
  savings: magnitude,
};

/** What the display shows: idle, a sale as it is rung, the money being taken, the thanks. */
export const customerScene = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('idle') }),
  z.strictObject({ kind: z.literal('sale'), ...figures }),
  z.strictObject({
    kind: z.literal('payment'),
    ...figures,
    tenders: z.array(z.strictObject({ kind: z.enum(tenderKinds), direction: way, amount: magnitude })).max(tendersMax),
    due: magnitude,
    dueCash: magnitude,
  }),
  z.strictObject({
    kind: z.literal('done'),
    transactionNumber: codeText,
    direction: way,
    total: magnitude,
    received: magnitude,
    change: magnitude,
    savings: magnitude,
  }),
]) satisfies z.ZodType<CustomerScene>;

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** Everything a display needs to show a scene: the same for the window and for a 2x20 line display. */
export const customerDisplay = z.strictObject({
  storeName: nameText,
  language: z.enum(languages),
  currency: z.string().refine((code) => currencyOfCode(code) !== null, 'a known currency'),
  timeZone: z.string().min(1).max(64).refine(isTimeZone, 'a known time zone'),
  theme: z.enum(customerDisplayThemes),
  scene: customerScene,
}) satisfies z.ZodType<CustomerDisplay>;

/** The owner's decision, as part of the store's settings. */
export const customerDisplaySettings = z.strictObject({
  window: z.enum(customerDisplayWindows),
  language: z.enum(languages).nullable(),
  theme: z.enum(customerDisplayThemes),
}) satisfies z.ZodType<CustomerDisplaySettings>;

/** Terminal page → app: what to show, and in which window if any. Sent without waiting; the latest wins. */
export const customerDisplayUpdate = z.strictObject({
  window: z.enum(customerDisplayWindows),
  display: customerDisplay,
});
/** As `customerDisplayUpdate` parses it. */
export interface CustomerDisplayUpdate {
  readonly window: CustomerDisplayWindow;
  readonly display: CustomerDisplay;
}

/** App → display page: the latest display with its number, which grows by each one the app was given. */
export const numberedDisplay = z.strictObject({ no: z.int().min(1), display: customerDisplay });
/** As `numberedDisplay` parses it; `no` starts at 1. */
export interface NumberedDisplay {
  readonly no: number;
  readonly display: CustomerDisplay;
}

/** The number the page has seen last; 0 before the first. */
export const seenNo = z.int().min(0);

/** App → device process, as a routed body: the same display for a 2x20 line display. */
export const lineDisplayShow = z.strictObject({ kind: z.literal('line-display.show'), display: customerDisplay });
/** As `lineDisplayShow` parses it; what stands on the two rows is `lineRows` of `domain/customer-display`. */
export interface LineDisplayShow {
  readonly kind: 'line-display.show';
  readonly display: CustomerDisplay;
}

/** `window.customerDisplay` of the display page: it is told, and asks for nothing else. */
export interface CustomerDisplayBridge {
  /** Resolves with the latest display once it is newer than `seen`; with null when another question took its place. */
  readonly next: (seen: number) => Promise<NumberedDisplay | null>;
  /** The picture of the idle display; null when the owner chose none. Asked again when `changed` is called. */
  readonly picture: () => Promise<Uint8Array<ArrayBuffer> | null>;
  /** Calls the listener when another picture was chosen; the answer stops it. */
  readonly onPicture: (changed: () => void) => () => void;
}

/** The channels of the display page. */
export const customerDisplayChannels = {
  next: 'kaunter:customer-display.next',
  picture: 'kaunter:customer-display.picture',
  pictureChanged: 'kaunter:customer-display.picture-changed',
} as const;
