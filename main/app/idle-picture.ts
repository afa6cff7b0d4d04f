import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { idlePictureBytesMax } from '../../contracts/customer-display.ts';

/** First bytes of what the display page can draw. Source: PNG 3rd edition 5.2, JPEG ITU-T T.81 B.1.1.3, WebP container (RIFF). */
const signatures: readonly (readonly [number, readonly number[]])[] = [
  [0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  [0, [0xff, 0xd8, 0xff]],
  [8, [0x57, 0x45, 0x42, 0x50]],
];

/** Do the bytes begin as a PNG, a JPEG or a WebP does, within the limit? */
export function isPicture(bytes: Uint8Array): boolean {
  if (bytes.byteLength > idlePictureBytesMax) return false;
  return signatures.some(([at, signature]) => signature.every((byte, index) => bytes[at + index] === byte));
}

/** The picture of the idle display: one file of this machine, read by nobody but the display. */
export class IdlePicture {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  /** The bytes, or null when there is none or somebody put something else there. */
  async read(): Promise<Uint8Array | null> {
    try {
      const bytes = new Uint8Array(await readFile(this.#file));
      return isPicture(bytes) ? bytes : null;
    } catch {
      return null;
    }
  }

  /** Throws `not-a-picture` for anything a display cannot draw, `file-not-written` when the disk refuses. */
  async keep(bytes: Uint8Array): Promise<void> {
    if (!isPicture(bytes)) throw new Error('not-a-picture');
    try {
      await mkdir(dirname(this.#file), { recursive: true });
      await writeFile(this.#file, bytes);
    } catch {
      throw new Error('file-not-written');
    }
  }

  async remove(): Promise<void> {
    await rm(this.#file, { force: true });
  }
}
