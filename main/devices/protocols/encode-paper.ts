import type { PrinterProfile } from '../../../contracts/device.ts';
import { assertNever } from '../../../domain/assert.ts';
import type { LaidOutLine } from '../../../domain/receipt/lay-out.ts';
import { type BarcodeSymbology, plainStyle, type TextStyle } from '../../../domain/receipt/receipt-document.ts';
import {
  centredImage,
  type DotImage,
  dotsOfBars,
  dotsOfModules,
  fittedImage,
  rowBytes,
  stackedImages,
} from '../dot-image.ts';
import { qrModules } from '../qr-modules.ts';
import { barWidths } from './bar-widths.ts';
import { type Barcode, barcodeOf } from './barcode.ts';
import { type Bytes, joinBytes } from './bytes.ts';
import { isEncodable, PageEncoder } from './code-pages.ts';
import type { PaperCommands } from './paper-commands.ts';
import type { DrawLine, TextLine } from './printer-protocol.ts';

/** Modules of white around a drawn QR code (ISO/IEC 18004 wants 4). */
const quietModules = 4;
/** Height of a drawn barcode and width of its narrowest bar, in dots. */
const barcodeHeightDots = 80;
const barcodeBarDots = 2;
/** Longest barcode text that the printers' commands take, in characters, after doubling braces. */
export const barcodeCharsMax = 250;

/** What a job is written with. */
export interface PaperTools {
  readonly profile: PrinterProfile;
  readonly commands: PaperCommands;
  readonly drawLine: DrawLine;
}

/**
 * Turns laid-out lines into the bytes of one job for one printer model (rules PT1 … PT6). Each line is text when the
 * profile's code pages can say all of it, else dots; never a `?`. The same lines and profile always give the same bytes.
 */
export function writePaper(lines: readonly LaidOutLine[], tools: PaperTools): Bytes {
  const writer = new PaperWriter(tools);
  return joinBytes([...tools.commands.opening(tools.profile), ...lines.flatMap((line) => writer.line(line))]);
}

/** Does this line leave as dots? What a reader of the bytes sees of it is a picture then. */
export function isDrawn(line: LaidOutLine, profile: PrinterProfile): boolean {
  switch (line.kind) {
    case 'text':
      return line.text !== '' && (profile.letters === 'none' || !isEncodable(line.text, profile));
    case 'qr':
      return isQrDrawn(line.data, profile);
    case 'barcode': {
      const code = fittingBarcode(line, profile);
      return code === null ? isQrDrawn(line.data, profile) : !profile.barcodes.includes(code.symbology);
    }
    case 'image':
      return true;
    case 'cut':
      return false;
    default:
      return assertNever(line);
  }
}

/** A text that is not printable ASCII is never handed to a printer as it is (rule PT17): its code is drawn. */
function isQrDrawn(data: string, profile: PrinterProfile): boolean {
  return profile.qr === 'drawn' || !/^[\x20-\x7e]*$/.test(data);
}

/** Dots of a module with which the code and its white fit the paper; those of the profile when they do. */
function qrModuleDots(size: number, { qrModuleDots: wanted, dotsAcross }: PrinterProfile): number {
  return Math.max(1, Math.min(wanted, Math.floor(dotsAcross / (size + 2 * quietModules))));
}

/** The barcode of a line, or null when its bars would be wider than the paper: then it becomes a QR code. */
function fittingBarcode(
  line: { readonly data: string; readonly symbology?: BarcodeSymbology },
  profile: PrinterProfile,
): Barcode | null {
  if (line.data.length > barcodeCharsMax) return null;
  const code = barcodeOf(line.data, line.symbology);
  if (code === null) return null;
  const bars = barWidths(code).reduce((all, width) => all + width, 0);
  return bars * barcodeBarDots <= profile.dotsAcross ? code : null;
}

/** Bytes of pictures that come again: drawn lines and the logo are the same objects each time. */
const pictureBytes = new WeakMap<DotImage, Map<string, Bytes>>();

/** Keeps what the printer has been told, so that nothing is said twice. */
class PaperWriter {
  readonly #tools: PaperTools;
  readonly #text: PageEncoder;
  #style: TextStyle | null = plainStyle;

  constructor(tools: PaperTools) {
    this.#tools = tools;
    this.#text = new PageEncoder(tools.profile, tools.commands.selectCodePage);
  }

  line(line: LaidOutLine): Bytes[] {
    switch (line.kind) {
      case 'text':
        return this.#textLine(line);
      case 'qr':
        return this.#qr(line.data);
      case 'barcode':
        return this.#barcode(line);
      case 'image':
        return this.#middlePicture(fittedImage(line, this.#tools.profile.dotsAcross));
      case 'cut':
        return [...this.#restyle(plainStyle), ...this.#tools.commands.cut(this.#tools.profile)];
      default:
        return assertNever(line);
    }
  }

  #textLine(line: TextLine): Bytes[] {
    const { profile, commands, drawLine } = this.#tools;
    if (isDrawn(line, profile)) return [this.#picture(drawLine(line, profile))];
    const styled = line.text === '' ? [] : this.#restyle(line.style);
    return [...styled, this.#text.encode(line.text), commands.lineFeed()];
  }

  #restyle(style: TextStyle): Bytes[] {
    const { commands } = this.#tools;
    const changes = [
      ...(style.bold === this.#style?.bold ? [] : [commands.emphasise(style.bold)]),
      ...(style.size === this.#style?.size ? [] : [commands.characterSize(style.size)]),
    ];
    this.#style = style;
    return changes;
  }

  #centred(code: Bytes): Bytes[] {
    const { commands } = this.#tools;
    return [...this.#restyle(plainStyle), commands.justify('center'), code, commands.justify('left')];
  }

  #picture(image: DotImage): Bytes {
    const { commands, profile } = this.#tools;
    if (commands.picturesForgetStyle) {
      this.#style = null;
      this.#text.forget();
    }
    const key = `${profile.dialect} ${profile.raster} ${profile.rasterRowsMax}`;
    const known = pictureBytes.get(image) ?? new Map<string, Bytes>();
    const bytes = known.get(key) ?? commands.picture(image, profile);
    pictureBytes.set(image, known.set(key, bytes));
    return bytes;
  }

  #middlePicture(image: DotImage): Bytes[] {
    const { commands, profile } = this.#tools;
    if (!commands.picturesIgnoreJustify) return this.#centred(this.#picture(image));
    return [this.#picture(centredImage(image, rowBytes(profile.dotsAcross) * 8))];
  }

  #qr(data: string): Bytes[] {
    const { commands, profile } = this.#tools;
    if (data === '') return [];
    const modules = qrModules(data);
    const across = qrModuleDots(modules.size, profile);
    if (!isQrDrawn(data, profile)) return this.#centred(commands.qr(data, across));
    // Needle printers' dots stand about twice as far apart downwards.
    const down = profile.raster === 'columns-8' ? Math.max(1, across >> 1) : across;
    return this.#middlePicture(dotsOfModules(modules, { across, down, quiet: quietModules }));
  }

  #barcode(line: { readonly data: string; readonly symbology?: BarcodeSymbology }): Bytes[] {
    const { commands, profile } = this.#tools;
    const code = fittingBarcode(line, profile);
    if (code === null) return this.#qr(line.data);
    const own = profile.barcodes.includes(code.symbology) ? commands.barcode(code) : null;
    return own === null ? this.#drawnBarcode(code) : this.#centred(own);
  }

  /** Bars with their text below, as the printer would put it. */
  #drawnBarcode(code: Barcode): Bytes[] {
    const { profile, drawLine } = this.#tools;
    const segment = { start: 0, width: profile.columns, align: 'center', text: code.data } as const;
    const words = drawLine({ kind: 'text', text: code.data, style: plainStyle, segments: [segment] }, profile);
    const bars = dotsOfBars(barWidths(code), barcodeBarDots, barcodeHeightDots);
    return [this.#picture(stackedImages(centredImage(bars, words.widthDots), words))];
  }
}
