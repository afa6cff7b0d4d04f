import type { PrintedItem } from './printed-item.ts';
import { type DrawerPulseSeen, VirtualPrinter } from './virtual-printer.ts';

/** What a job's bytes put on paper, and what they did to the drawer. */
export interface ReadPaper {
  readonly items: readonly PrintedItem[];
  readonly pulses: readonly DrawerPulseSeen[];
  readonly faults: readonly string[];
}

/** Reads the bytes of one job on a printer with endless paper; bytes of an unfinished command are a fault. */
export function readPaper(bytes: Uint8Array): ReadPaper {
  const printer = new VirtualPrinter({ paperDots: Number.MAX_SAFE_INTEGER });
  printer.receive(bytes);
  const cutShort = printer.heldBytes > 0 ? [`${printer.heldBytes} bytes of an unfinished command`] : [];
  return { items: printer.items, pulses: printer.pulses, faults: [...printer.faults, ...cutShort] };
}
