import type { PrinterDialect } from '../../../contracts/device.ts';
import type { Clock } from '../clock.ts';
import type { ScriptedFault } from './fault-script.ts';
import { type RomPages, romPages } from './rom-pages.ts';

/** What the virtual printer is made of. */
export interface VirtualPrinterSetup {
  /** Dots of paper on the roll; printing stops when it is used up. */
  readonly paperDots: number;
  /** Paper is low from here on, in dots. */
  readonly lowDots: number;
  readonly drawerPin: 2 | 5;
  /** Does pin 3 read high with the drawer open? */
  readonly drawerOpenHigh: boolean;
  /** Shortest pulse the solenoid needs, in milliseconds. */
  readonly pulseMsMin: number;
  /** Bytes it holds while it cannot print; a full buffer makes the sender wait. */
  readonly bufferBytesMax: number;
  /** Does it answer `GS ( H`? Many do not. */
  readonly answersProcessId: boolean;
  /** Does it answer status questions, and tell changes by itself? The cheapest do not. */
  readonly answersStatus: boolean;
  readonly dialect: PrinterDialect;
  /** Letters by code page number. */
  readonly rom: RomPages;
  readonly lineDots: number;
  /** How fast it prints, by whose clock; null: at once. */
  readonly speed: { readonly dotsPerSecond: number; readonly clock: Clock } | null;
  /** It loses power when this many bytes have come; null: never. */
  readonly diesAfterBytes: number | null;
  /** It tells its status unasked after every so many bytes; null: only when something changes. */
  readonly chattyEveryBytes: number | null;
  /** Trouble that comes at its moment. */
  readonly script: readonly ScriptedFault[];
}

/** A fresh roll in an ordinary printer. */
export const virtualRoll: VirtualPrinterSetup = {
  paperDots: 640_000,
  lowDots: 8_000,
  drawerPin: 2,
  drawerOpenHigh: true,
  pulseMsMin: 40,
  bufferBytesMax: 4_096,
  answersProcessId: true,
  answersStatus: true,
  dialect: 'escpos',
  rom: romPages,
  lineDots: 30,
  speed: null,
  diesAfterBytes: null,
  chattyEveryBytes: null,
  script: [],
};
