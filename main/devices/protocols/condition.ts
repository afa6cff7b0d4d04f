import type { PrinterProfile, PrinterStatus } from '../../../contracts/device.ts';

/** What is known of a printer, without the moment it became so. */
export type PrinterCondition = Omit<PrinterStatus, 'since'>;

/** Nothing is known: no answer came, or none was asked for. */
export const unknownCondition: PrinterCondition = {
  power: 'unknown',
  cover: 'unknown',
  paper: 'unknown',
  cutter: 'unknown',
  error: 'unknown',
  drawer: 'unknown',
  source: 'none',
};

/** Level of the drawer's switch while it is open, when that is known. */
export type DrawerLevel = PrinterProfile['drawer']['openLevel'];

/** Is a bit of the mask set? */
export function bit(byte: number, mask: number): boolean {
  return (byte & mask) !== 0;
}

/** Open or closed by the level of the switch (rule DR6); unknown while its polarity is. */
export function drawerOf(isHigh: boolean, openLevel: DrawerLevel): PrinterCondition['drawer'] {
  if (openLevel === null) return 'unknown';
  return (openLevel === 'high') === isHigh ? 'open' : 'closed';
}

/** The graver of two error bits. */
export function errorOf(unrecoverable: boolean, recoverable: boolean): PrinterCondition['error'] {
  if (unrecoverable) return 'unrecoverable';
  return recoverable ? 'recoverable' : 'none';
}

/** The graver of two paper sensors. */
export function paperOf(out: boolean, low: boolean): PrinterCondition['paper'] {
  if (out) return 'out';
  return low ? 'low' : 'ok';
}

/** Why nothing can print now; null when it can, or when nothing speaks against trying (unknown is no hindrance). */
export function blockedBy(
  condition: PrinterCondition,
): 'paper-out' | 'cover-open' | 'printer-error' | 'printer-not-ready' | null {
  if (condition.paper === 'out') return 'paper-out';
  if (condition.cover === 'open') return 'cover-open';
  const isWrong = condition.error !== 'none' && condition.error !== 'unknown';
  if (condition.cutter === 'error' || isWrong) return 'printer-error';
  return condition.power === 'offline' ? 'printer-not-ready' : null;
}
