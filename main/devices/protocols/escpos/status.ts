import {
  bit,
  type DrawerLevel,
  drawerOf,
  errorOf,
  type PrinterCondition,
  paperOf,
  unknownCondition,
} from '../condition.ts';

/** Answers to DLE EOT 1–4; null where none came. */
export interface RealTimeAnswers {
  readonly printer: number | null;
  readonly offlineCause: number | null;
  readonly error: number | null;
  readonly paper: number | null;
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
    error: error === null ? 'unknown' : errorOf(bit(error, 0x20), bit(error, 0x44)),
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
    error: errorOf(bit(second, 0x20), bit(second, 0x44)),
    paper: paperOf(bit(third, 0x0c), bit(third, 0x03)),
    source: 'status-back',
  };
}
