import type { PrinterProfile, PrinterStatus } from '../../../../contracts/device.ts';

/** What is known of a printer, without the moment it became so. */
export type PrinterCondition = Omit<PrinterStatus, 'since'>;

export const unknownCondition: PrinterCondition = {
  power: 'unknown',
  cover: 'unknown',
  paper: 'unknown',
  cutter: 'unknown',
  error: 'unknown',
  drawer: 'unknown',
  source: 'none',
};

/** Answers to DLE EOT 1–4; null where none came. */
export interface RealTimeAnswers {
  readonly printer: number | null;
  readonly offlineCause: number | null;
  readonly error: number | null;
  readonly paper: number | null;
}

type DrawerLevel = PrinterProfile['drawer']['openLevel'];

function bit(byte: number, mask: number): boolean {
  return (byte & mask) !== 0;
}

function drawerOf(isHigh: boolean, openLevel: DrawerLevel): PrinterCondition['drawer'] {
  if (openLevel === null) return 'unknown';
  return (openLevel === 'high') === isHigh ? 'open' : 'closed';
}

/** Reads the answers to DLE EOT. What was not answered is unknown. Bits: Epson "DLE EOT", n = 1 … 4. */
export function conditionOfAnswers(answers: RealTimeAnswers, openLevel: DrawerLevel): PrinterCondition {
  const { printer, offlineCause, error, paper } = answers;
  if (printer === null && offlineCause === null && error === null && paper === null) return unknownCondition;
  return {
    power: printer === null ? 'unknown' : bit(printer, 0x08) ? 'offline' : 'online',
    drawer: printer === null ? 'unknown' : drawerOf(bit(printer, 0x04), openLevel),
    cover: offlineCause === null ? 'unknown' : bit(offlineCause, 0x04) ? 'open' : 'closed',
    cutter: error === null ? 'unknown' : bit(error, 0x08) ? 'error' : 'ok',
    error: error === null ? 'unknown' : errorOf(bit(error, 0x20), bit(error, 0x40)),
    paper: paper === null ? 'unknown' : paperOf(bit(paper, 0x60), bit(paper, 0x0c)),
    source: 'real-time',
  };
}

/** Reads the four bytes of the automatic status (Epson "GS a"). */
export function conditionOfStatusBack(bytes: readonly number[], openLevel: DrawerLevel): PrinterCondition {
  const [first = 0, second = 0, third = 0] = bytes;
  return {
    power: bit(first, 0x08) ? 'offline' : 'online',
    drawer: drawerOf(bit(first, 0x04), openLevel),
    cover: bit(first, 0x20) ? 'open' : 'closed',
    cutter: bit(second, 0x08) ? 'error' : 'ok',
    error: errorOf(bit(second, 0x20), bit(second, 0x40)),
    paper: paperOf(bit(third, 0x0c), bit(third, 0x03)),
    source: 'status-back',
  };
}

function errorOf(unrecoverable: boolean, recoverable: boolean): PrinterCondition['error'] {
  if (unrecoverable) return 'unrecoverable';
  return recoverable ? 'recoverable' : 'none';
}

function paperOf(out: boolean, low: boolean): PrinterCondition['paper'] {
  if (out) return 'out';
  return low ? 'low' : 'ok';
}

/** Why nothing can print now; null when it can, or when nothing speaks against trying (unknown is no hindrance). */
export function blockedBy(
  condition: PrinterCondition,
): 'paper-out' | 'cover-open' | 'printer-error' | 'printer-not-ready' | null {
  if (condition.paper === 'out') return 'paper-out';
  if (condition.cover === 'open') return 'cover-open';
  if (condition.cutter === 'error' || condition.error === 'recoverable' || condition.error === 'unrecoverable') {
    return 'printer-error';
  }
  return condition.power === 'offline' ? 'printer-not-ready' : null;
}
