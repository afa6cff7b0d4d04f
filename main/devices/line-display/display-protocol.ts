import type { SerialLine } from '../device-channel.ts';
import type { DisplayPage, EncodedRows } from './display-letters.ts';

/** How displays of one kind are spoken to. Nothing is ever answered. */
export interface DisplayProtocol {
  readonly name: 'epson-display' | 'cd5220';
  readonly line: SerialLine;
  readonly pages: readonly DisplayPage[];
  /** After it came within reach: no cursor, nothing shown, whatever it showed before. */
  readonly reset: () => Uint8Array;
  /** Both lines, written over what stands there: the display never flickers empty. */
  readonly show: (rows: EncodedRows) => Uint8Array;
}

/** How customer displays come set. */
export const displayLine: SerialLine = { baudRate: 9_600, dataBits: 8, parity: 'none', stopBits: 1 };
