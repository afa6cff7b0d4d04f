import type { PrinterProfile } from '../../../../contracts/device.ts';
import type { Bytes } from '../bytes.ts';
import { writePaper } from '../encode-paper.ts';
import type { PaperCommands } from '../paper-commands.ts';
import type { PrinterProtocol } from '../printer-protocol.ts';
import {
  barcodeImage,
  characterSize,
  cutPaper,
  emphasise,
  feedDots,
  initialise,
  justify,
  kickDrawer,
  lineFeed,
  lineSpacing,
  qrCode,
  rasterMode,
  selectCodePage,
  usCharacterSet,
} from './commands.ts';
import { StarDialogue } from './star-dialogue.ts';

function cut({ cutter, feedToCutterDots }: PrinterProfile): Bytes[] {
  switch (cutter) {
    case 'none':
      return [feedDots(feedToCutterDots)];
    case 'partial':
    case 'full':
      return [cutPaper(cutter, true)];
    case 'partial-here':
      return [feedDots(feedToCutterDots), cutPaper('partial', false)];
    case 'full-here':
      return [feedDots(feedToCutterDots), cutPaper('full', false)];
  }
}

/** Star Line Mode's words; StarPRNT takes them over but for its pictures. */
export const starLineCommands: PaperCommands = {
  opening: () => [initialise(), usCharacterSet(), lineSpacing()],
  selectCodePage,
  emphasise,
  characterSize,
  justify,
  lineFeed,
  picture: rasterMode,
  picturesIgnoreJustify: true,
  picturesForgetStyle: true,
  qr: qrCode,
  barcode: barcodeImage,
  cut,
};

/** Star Line Mode: TSP600, TSP650, TSP700, TSP800; with `letters: none` also the TSP100, which prints dots only. */
export const starLine: PrinterProtocol = {
  dialect: 'star-line',
  encodePaper: (lines, profile, drawLine) => writePaper(lines, { profile, commands: starLineCommands, drawLine }),
  encodePulse: kickDrawer,
  converse: (profile, seed) => new StarDialogue(profile, seed),
};
