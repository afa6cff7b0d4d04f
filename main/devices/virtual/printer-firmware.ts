import type { PrinterDialect, PrinterTroubleKind } from '../../../contracts/device.ts';
import { joinBytes } from '../protocols/bytes.ts';
import { readEscposCommand } from './escpos-reader.ts';
import type { PrinterCommand, ReadCommand } from './printer-command.ts';
import { RealTimeScanner } from './real-time-scanner.ts';
import { readStarCommand } from './star-reader.ts';
import { StatusRequestScanner } from './status-request-scanner.ts';

/** What can be wrong with a virtual printer beside paper and cover. `heat` passes by itself on a real one, `broken` never. */
export type PrinterTrouble = PrinterTroubleKind;

/** How the hardware is, as its firmware tells it. */
export interface PrinterHardware {
  readonly paper: 'ok' | 'low' | 'out';
  readonly isCoverOpen: boolean;
  readonly isOffline: boolean;
  readonly trouble: PrinterTrouble;
  /** Level of the drawer's switch. */
  readonly isDrawerHigh: boolean;
  /** ETB counter, 0–31. */
  readonly blocks: number;
}

/** What a virtual printer understands and answers: one dialect, written from the manual, sharing nothing with the encoder. */
export interface PrinterFirmware {
  readonly readCommand: (bytes: Uint8Array, at: number) => ReadCommand | null;
  /** Sequences that act wherever they stand. */
  readonly acting: readonly (readonly number[])[];
  /** Answers to questions in real time that these bytes complete; and drawer pulses in real time. */
  readonly hear: (
    bytes: Uint8Array,
    hardware: PrinterHardware,
  ) => { readonly answers: Uint8Array[]; readonly kicks: number };
  readonly statusBack: (hardware: PrinterHardware) => Uint8Array;
  /** Answer to a queued command, if it wants one. */
  readonly answerTo: (command: PrinterCommand, hardware: PrinterHardware) => Uint8Array | null;
}

/** The firmware of a dialect; each printer needs its own, it keeps half questions. */
export function firmwareOf(dialect: PrinterDialect): PrinterFirmware {
  return dialect === 'escpos' ? escposFirmware() : starFirmware();
}

function isStopped(hardware: PrinterHardware): boolean {
  return hardware.paper === 'out' || hardware.isCoverOpen || hardware.isOffline || hardware.trouble !== 'none';
}

/** Error bits as DLE EOT 3 and byte 2 of the automatic status have them. */
const escposErrorBits: Readonly<Record<PrinterTrouble, number>> = {
  none: 0,
  jam: 0x04,
  cutter: 0x08,
  broken: 0x20,
  heat: 0x40,
};

function escposFirmware(): PrinterFirmware {
  const scanner = new RealTimeScanner();
  return {
    readCommand: readEscposCommand,
    acting: [
      [0x10, 0x04],
      [0x10, 0x05],
      [0x10, 0x14],
    ],
    hear: (bytes, hardware) => {
      const before = scanner.kicks;
      const asked = scanner.feed(bytes);
      return { answers: asked.map((n) => escposAnswer(n, hardware)), kicks: scanner.kicks - before };
    },
    statusBack: (hardware) => {
      const { isCoverOpen, isDrawerHigh, paper, trouble } = hardware;
      const first = 0x10 | (isDrawerHigh ? 0x04 : 0) | (isStopped(hardware) ? 0x08 : 0) | (isCoverOpen ? 0x20 : 0);
      const third = (paper === 'ok' ? 0 : 0x03) | (paper === 'out' ? 0x0c : 0);
      return Uint8Array.of(first, escposErrorBits[trouble], third, 0x0f);
    },
    answerTo: (command, { paper }) => {
      if (command.kind === 'barrier') return Uint8Array.of(paper === 'low' ? 0x03 : 0x00);
      if (command.kind !== 'process-id') return null;
      return Uint8Array.of(0x37, 0x22, ...[...command.token].map((character) => character.charCodeAt(0)), 0);
    },
  };
}

function escposAnswer(asked: number, hardware: PrinterHardware): Uint8Array {
  const { paper, isCoverOpen, isDrawerHigh, trouble } = hardware;
  const isOut = paper === 'out';
  const answers: Readonly<Record<number, number>> = {
    1: 0x12 | (isDrawerHigh ? 0x04 : 0) | (isStopped(hardware) ? 0x08 : 0),
    2: 0x12 | (isCoverOpen ? 0x04 : 0) | (isOut ? 0x20 : 0) | (trouble === 'none' ? 0 : 0x40),
    3: 0x12 | escposErrorBits[trouble],
    4: 0x12 | (paper === 'ok' ? 0 : 0x0c) | (isOut ? 0x60 : 0),
  };
  return Uint8Array.of(answers[asked] ?? 0x12);
}

/** Bits of printer status 2 (fourth byte). */
const starErrorBits: Readonly<Record<PrinterTrouble, number>> = {
  none: 0,
  jam: 0x04,
  cutter: 0x08,
  broken: 0x20,
  heat: 0x40,
};

function starStatus(hardware: PrinterHardware): Uint8Array {
  const { paper, isCoverOpen, isDrawerHigh, trouble, blocks } = hardware;
  const first = (isDrawerHigh ? 0x04 : 0) | (isStopped(hardware) ? 0x08 : 0) | (isCoverOpen ? 0x20 : 0);
  const roll = (paper === 'ok' ? 0 : 0x04) | (paper === 'out' ? 0x08 : 0);
  const counter = ((blocks & 0x18) << 2) | ((blocks & 0x07) << 1);
  return Uint8Array.of(0x23, 0x06, first, starErrorBits[trouble], 0, roll, 0, counter, 0);
}

function starFirmware(): PrinterFirmware {
  const scanner = new StatusRequestScanner();
  return {
    readCommand: readStarCommand,
    acting: [[0x1b, 0x06, 0x01]],
    hear: (bytes, hardware) => ({
      answers: Array.from({ length: scanner.feed(bytes) }, () => starStatus(hardware)),
      kicks: 0,
    }),
    statusBack: starStatus,
    answerTo: () => null,
  };
}

/** Held bytes without the real-time commands among them. */
export function withoutAnswered(held: Uint8Array, { readCommand }: PrinterFirmware): Uint8Array {
  const kept: Uint8Array[] = [];
  let at = 0;
  for (let read = readCommand(held, at); read !== null; read = readCommand(held, at)) {
    if (read.command.kind !== 'real-time') kept.push(held.subarray(at, at + read.length));
    at += read.length;
  }
  return joinBytes([...kept, held.subarray(at)]);
}
