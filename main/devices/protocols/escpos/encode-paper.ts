import type { PrinterProfile } from '../../../../contracts/device.ts';
import { assertNever } from '../../../../domain/assert.ts';
import type { LaidOutLine } from '../../../../domain/receipt/lay-out.ts';
import { plainStyle, type TextStyle } from '../../../../domain/receipt/receipt-document.ts';
import { type DotImage, dotsOfModules } from '../../dot-image.ts';
import { qrModules } from '../../qr-modules.ts';
import { isEncodable, PageEncoder } from './code-pages.ts';
import {
  type Bytes,
  characterSize,
  code128,
  emphasise,
  feedAndCut,
  feedDots,
  initialise,
  joinBytes,
  justify,
  leaveKanjiMode,
  lineFeed,
  qrCode,
  rasterImage,
  tellStatusBack,
  usCharacterSet,
} from './commands.ts';

export type TextLine = Extract<LaidOutLine, { kind: 'text' }>;

/** Draws a line of text as dots, as wide as the paper. Handed in, so this protocol needs no fonts. */
export type DrawLine = (line: TextLine, profile: PrinterProfile) => DotImage;

/** Modules of white around a drawn QR code (ISO/IEC 18004 wants 4). */
const quietModules = 4;
/** Longest CODE128 text that GS k 73 takes, in characters, after doubling braces. */
export const code128CharsMax = 250;

/**
 * Turns laid-out lines into the bytes of one job for one printer model (rules PT1 … PT6). Each line is text when the
 * profile's code pages can say all of it, else dots; never a `?`. The same lines and profile always give the same bytes.
 */
export function encodePaper(lines: readonly LaidOutLine[], profile: PrinterProfile, drawLine: DrawLine): Bytes {
  const writer = new PaperWriter(profile, drawLine);
  return joinBytes([...opening(profile), ...lines.flatMap((line) => writer.line(line))]);
}

function opening(profile: PrinterProfile): Bytes[] {
  const statusBack = profile.status === 'status-back' ? [tellStatusBack()] : [];
  return [initialise(), ...statusBack, ...(profile.kanjiMode ? [leaveKanjiMode()] : []), usCharacterSet()];
}

/** Keeps what the printer has been told, so that nothing is said twice. */
class PaperWriter {
  readonly #profile: PrinterProfile;
  readonly #drawLine: DrawLine;
  readonly #text: PageEncoder;
  #style: TextStyle = plainStyle;

  constructor(profile: PrinterProfile, drawLine: DrawLine) {
    this.#profile = profile;
    this.#drawLine = drawLine;
    this.#text = new PageEncoder(profile);
  }

  line(line: LaidOutLine): Bytes[] {
    switch (line.kind) {
      case 'text':
        return this.#textLine(line);
      case 'qr':
        return this.#centred(this.#qr(line.data));
      case 'barcode':
        return this.#centred(code128(line.data.slice(0, code128CharsMax)));
      case 'cut':
        return this.#cut();
      default:
        return assertNever(line);
    }
  }

  #textLine(line: TextLine): Bytes[] {
    if (!isEncodable(line.text, this.#profile)) return [rasterImage(this.#drawLine(line, this.#profile))];
    const styled = line.text === '' ? [] : this.#restyle(line.style);
    return [...styled, this.#text.encode(line.text), lineFeed()];
  }

  #restyle(style: TextStyle): Bytes[] {
    const changes = [
      ...(style.bold === this.#style.bold ? [] : [emphasise(style.bold)]),
      ...(style.size === this.#style.size ? [] : [characterSize(style.size)]),
    ];
    this.#style = style;
    return changes;
  }

  #centred(code: Bytes): Bytes[] {
    return [...this.#restyle(plainStyle), justify('center'), code, justify('left')];
  }

  #qr(data: string): Bytes {
    const { qr, qrModuleDots } = this.#profile;
    if (qr === 'native') return qrCode(data, qrModuleDots);
    return rasterImage(dotsOfModules(qrModules(data), qrModuleDots, quietModules));
  }

  #cut(): Bytes[] {
    const { cutter, feedToCutterDots } = this.#profile;
    return [
      ...this.#restyle(plainStyle),
      cutter === 'none' ? feedDots(feedToCutterDots) : feedAndCut(feedToCutterDots),
    ];
  }
}
