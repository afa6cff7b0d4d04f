import type { PrinterProfile } from '../../../contracts/device.ts';
import type { PrintedItem } from './printed-item.ts';
import { type DrawerPulseSeen, modelOf, VirtualPrinter } from './virtual-printer.ts';

/** What a job's bytes put on paper, and what they did to the drawer. */
export interface ReadPaper {
  readonly items: readonly PrintedItem[];
  readonly pulses: readonly DrawerPulseSeen[];
  readonly faults: readonly string[];
}

/**
 * Reads the bytes of one job on the model of a profile (without one: an Epson) with endless paper; bytes of an unfinished
 * command are a fault.
 */
export function readPaper(bytes: Uint8Array, profile: PrinterProfile | null = null): ReadPaper {
  const model = profile === null ? {} : modelOf(profile);
  const printer = new VirtualPrinter({ paperDots: Number.MAX_SAFE_INTEGER, ...model });
  printer.receive(bytes);
  const cutShort = printer.heldBytes > 0 ? [`${printer.heldBytes} bytes of an unfinished command`] : [];
  return { items: printer.items, pulses: printer.pulses, faults: [...printer.faults, ...cutShort] };
}
