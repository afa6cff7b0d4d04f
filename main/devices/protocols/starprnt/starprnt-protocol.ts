import { type DotImage, rowBytes } from '../../dot-image.ts';
import { type Bytes, joinBytes } from '../bytes.ts';
import { writePaper } from '../encode-paper.ts';
import type { PaperCommands } from '../paper-commands.ts';
import type { PrinterProtocol } from '../printer-protocol.ts';
import { kickDrawer, withoutStatusRequests } from '../star-line/commands.ts';
import { StarDialogue } from '../star-line/star-dialogue.ts';
import { starLineCommands } from '../star-line/star-line-protocol.ts';

const esc = 0x1b;
const gs = 0x1d;

/** ESC GS S m xL xH yL yH n: a picture as rows, one tone, in slices of at most `rowsMax` ("StarPRNT Command Specifications"). */
export function rasterImage(image: DotImage, rowsMax: number): Bytes {
  const across = rowBytes(image.widthDots);
  const safe = withoutStatusRequests(image.rows);
  const parts: Bytes[] = [];
  for (let top = 0; top < image.heightDots; top += rowsMax) {
    const rows = Math.min(rowsMax, image.heightDots - top);
    parts.push(Uint8Array.of(esc, gs, 0x53, 1, across & 0xff, across >> 8, rows & 0xff, rows >> 8, 0));
    parts.push(safe.subarray(top * across, (top + rows) * across));
  }
  return joinBytes(parts);
}

/** ESC GS P 0 and 1: prints what is held. These printers wait for a cut, which a model without a cutter never gets. */
function flush(): Bytes {
  return Uint8Array.of(esc, gs, 0x50, 0x30, esc, gs, 0x50, 0x31);
}

const starprntCommands: PaperCommands = {
  ...starLineCommands,
  picture: (image, { rasterRowsMax }) => rasterImage(image, rasterRowsMax),
  picturesForgetStyle: false,
  cut: (profile) => [...starLineCommands.cut(profile), ...(profile.cutter === 'none' ? [flush()] : [])],
};

/** StarPRNT: mC-Print, mPOP, TSP100III and TSP100IV, SM series. */
export const starprnt: PrinterProtocol = {
  dialect: 'starprnt',
  encodePaper: (lines, profile, drawLine) => writePaper(lines, { profile, commands: starprntCommands, drawLine }),
  encodePulse: kickDrawer,
  converse: (profile, seed) => new StarDialogue(profile, seed),
};
