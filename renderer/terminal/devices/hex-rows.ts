import type { DeviceTrace } from '../../../contracts/device-ask.ts';

/** Bytes on one row, as every hex dump has them. */
const rowBytes = 16;

/** One row: where it begins, its bytes as hex, and what of them are letters. */
export interface HexRow {
  readonly offset: number;
  readonly hex: string;
  readonly letters: string;
}

/** Cuts `1b 40 48 69` into rows; bytes that are no printable ASCII are dots. */
export function hexRows(hex: string): readonly HexRow[] {
  const bytes = hex === '' ? [] : hex.split(' ');
  const rows: HexRow[] = [];
  for (let offset = 0; offset < bytes.length; offset += rowBytes) {
    const row = bytes.slice(offset, offset + rowBytes);
    rows.push({ offset, hex: row.join(' '), letters: row.map(letterOf).join('') });
  }
  return rows;
}

function letterOf(byte: string): string {
  const code = Number.parseInt(byte, 16);
  return code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : '·';
}

/** The whole trace as text for a mail: `>` to the device, `<` from it. Times are UTC epoch ms. */
export function traceText({ name, droppedBytes, entries }: DeviceTrace): string {
  const lines = entries.map(({ at, direction, hex }) => `${at} ${direction === 'to-device' ? '>' : '<'} ${hex}`);
  return [`${name} (${droppedBytes} bytes before)`, ...lines].join('\n');
}
