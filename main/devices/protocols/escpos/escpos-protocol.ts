import type { PrinterProfile } from '../../../../contracts/device.ts';
import { type Bytes, joinBytes } from '../bytes.ts';
import type { PrinterCondition } from '../condition.ts';
import { writePaper } from '../encode-paper.ts';
import type { PaperCommands } from '../paper-commands.ts';
import type { ConfirmationRequest, PrinterDialogue, PrinterEvent, PrinterProtocol } from '../printer-protocol.ts';
import {
  askBarrier,
  askProcessId,
  askStatus,
  barcodeImage,
  characterSize,
  columnImage,
  cutHere,
  emphasise,
  feedAndCut,
  feedDots,
  initialise,
  justify,
  kickDrawer,
  leaveKanjiMode,
  lineFeed,
  processIdChars,
  qrCode,
  rasterImage,
  selectCodePage,
  tellStatusBack,
  usCharacterSet,
} from './commands.ts';
import { type PrinterReply, ReplyReader } from './replies.ts';
import { conditionOfAnswers, conditionOfStatusBack } from './status.ts';

function opening(profile: PrinterProfile): Bytes[] {
  const statusBack = profile.status === 'status-back' ? [tellStatusBack()] : [];
  return [initialise(), ...statusBack, ...(profile.kanjiMode ? [leaveKanjiMode()] : []), usCharacterSet()];
}

function cut({ cutter, feedToCutterDots }: PrinterProfile): Bytes[] {
  switch (cutter) {
    case 'none':
      return [feedDots(feedToCutterDots)];
    case 'partial':
    case 'full':
      return [feedAndCut(feedToCutterDots, cutter)];
    case 'partial-here':
      return [feedDots(feedToCutterDots), cutHere('partial')];
    case 'full-here':
      return [feedDots(feedToCutterDots), cutHere('full')];
  }
}

const escposCommands: PaperCommands = {
  opening,
  selectCodePage,
  emphasise,
  characterSize,
  justify,
  lineFeed,
  picture: (image, { raster, rasterRowsMax }) => {
    if (raster === 'rows') return rasterImage(image, rasterRowsMax);
    return columnImage(image, raster === 'columns-8' ? 8 : 24);
  },
  picturesIgnoreJustify: false,
  picturesForgetStyle: false,
  qr: qrCode,
  barcode: barcodeImage,
  cut,
};

/** Epson's ESC/POS, as most receipt printers speak it. */
export const escpos: PrinterProtocol = {
  dialect: 'escpos',
  encodePaper: (lines, profile, drawLine) => writePaper(lines, { profile, commands: escposCommands, drawLine }),
  encodePulse: kickDrawer,
  converse: (profile, seed) => new EscposDialogue(profile, seed),
};

const tokensMax = 36 ** (processIdChars - 1);

/** DLE EOT 1–4 one after the other, since the answers look alike; confirmations by process id or by the GS r barrier. */
class EscposDialogue implements PrinterDialogue {
  readonly greeting: Bytes;
  readonly questions: readonly Bytes[] = [
    askStatus('printer'),
    askStatus('offlineCause'),
    askStatus('error'),
    askStatus('paper'),
  ];
  readonly confirmsWhenAsked = false;
  readonly #profile: PrinterProfile;
  readonly #replies = new ReplyReader();
  readonly #openBarriers: string[] = [];
  #unaskedBytes = 0;
  #token: number;

  constructor(profile: PrinterProfile, seed: number) {
    this.#profile = profile;
    this.#token = Math.abs(Math.trunc(seed)) % tokensMax;
    this.greeting = profile.status === 'status-back' ? tellStatusBack() : joinBytes([]);
  }

  get noiseBytes(): number {
    return this.#replies.noiseBytes + this.#unaskedBytes;
  }

  hear(bytes: Uint8Array): PrinterEvent[] {
    return this.#replies.feed(bytes).flatMap((reply) => this.#eventOf(reply) ?? []);
  }

  #eventOf(reply: PrinterReply): PrinterEvent | null {
    const { openLevel } = this.#profile.drawer;
    switch (reply.kind) {
      case 'real-time':
        return { kind: 'answer', bytes: [reply.byte] };
      case 'status-back':
        return { kind: 'condition', condition: conditionOfStatusBack(reply.bytes, openLevel) };
      case 'process-id':
        return { kind: 'confirmed', token: reply.token };
      case 'barrier': {
        const token = this.#openBarriers.shift();
        if (token === undefined) this.#unaskedBytes += 1;
        return token === undefined ? null : { kind: 'confirmed', token };
      }
    }
  }

  conditionOf(answers: readonly (readonly number[] | null)[]): PrinterCondition {
    const [printer = null, offlineCause = null, error = null, paper = null] = answers.map(
      (answer) => answer?.[0] ?? null,
    );
    return conditionOfAnswers({ printer, offlineCause, error, paper }, this.#profile.drawer.openLevel);
  }

  confirmation(): ConfirmationRequest | null {
    const { confirm } = this.#profile;
    if (confirm !== 'process-id' && confirm !== 'barrier') return null;
    this.#token = (this.#token + 1) % tokensMax;
    const digits = this.#token.toString(36).toUpperCase();
    const token = `K${digits.padStart(processIdChars - 1, '0')}`;
    if (confirm === 'process-id') return { bytes: askProcessId(token), token };
    this.#openBarriers.push(token);
    return { bytes: askBarrier(), token };
  }
}
