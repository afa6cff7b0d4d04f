import iconv from 'iconv-lite';
import { accept, type Outcome, refuse } from '../../../domain/outcome.ts';

export interface DecodedText {
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';
  readonly text: string;
}

/** How much of a file may be control bytes before it is no text, in parts per thousand. */
const controlPermilleMax = 5;
/** How much of a file is looked at to tell UTF-16 without a mark, in bytes. */
const probeBytes = 4_096;

/**
 * Reads bytes as text: by a byte-order mark, as UTF-16 when every other byte is zero, as UTF-8 when it is sound, else as
 * windows-1252 (what spreadsheets write in the West). Programs, pictures and workbooks are refused.
 */
export function decodeText(bytes: Uint8Array): Outcome<DecodedText, 'file-not-text'> {
  const encoding = encodingOf(bytes);
  if (encoding === null) return refuse('file-not-text');
  const text = iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), encoding);
  return isText(text) ? accept({ encoding, text }) : refuse('file-not-text');
}

function encodingOf(bytes: Uint8Array): DecodedText['encoding'] | null {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first === 0x50 && second === 0x4b) return null; // PK: a workbook or another archive.
  const wide = wideOf(bytes.subarray(0, probeBytes));
  if (wide !== null) return wide;
  return isUtf8(bytes) ? 'utf-8' : 'windows-1252';
}

function wideOf(probe: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (probe.length < 8) return null;
  const zeros = [0, 0];
  for (const [at, byte] of probe.entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const most = probe.length / 4;
  if (odd > most && even < odd / 20) return 'utf-16le';
  return even > most && odd < even / 20 ? 'utf-16be' : null;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function isText(text: string): boolean {
  if (text.includes('\u0000')) return false;
  const controls = text.match(/[\p{Cc}]/gu)?.filter((each) => !'\t\r\n'.includes(each)).length ?? 0;
  return controls * 1_000 <= Math.max(text.length, 2_000) * controlPermilleMax;
}
