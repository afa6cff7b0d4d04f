import type { PrinterProfile } from '../../../contracts/device.ts';
import type { TextAlign, TextSize } from '../../../domain/receipt/receipt-document.ts';
import type { DotImage } from '../dot-image.ts';
import type { Barcode } from './barcode.ts';
import type { Bytes } from './bytes.ts';

/** The words of one dialect for putting a laid-out line on paper. Text of people comes in as checked bytes only. */
export interface PaperCommands {
  /** What every job begins with. */
  readonly opening: (profile: PrinterProfile) => Bytes[];
  readonly selectCodePage: (id: number) => Bytes;
  readonly emphasise: (on: boolean) => Bytes;
  readonly characterSize: (size: TextSize) => Bytes;
  readonly justify: (align: TextAlign) => Bytes;
  readonly lineFeed: () => Bytes;
  /** A picture from the left edge of the paper. */
  readonly picture: (image: DotImage, profile: PrinterProfile) => Bytes;
  /** Does a picture in the middle have to be filled up with white? Else `justify` moves it. */
  readonly picturesIgnoreJustify: boolean;
  /** Does a picture change style and code page? Then they are said again after it. */
  readonly picturesForgetStyle: boolean;
  readonly qr: (data: string, moduleDots: number) => Bytes;
  /** Null when this text cannot be said safely in the dialect's own command: then it is drawn. */
  readonly barcode: (code: Barcode) => Bytes | null;
  readonly cut: (profile: PrinterProfile) => Bytes[];
}
