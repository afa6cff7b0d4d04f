import type { ScanData } from '../../../contracts/device-status.ts';
import { shownScan } from '../../../domain/barcode/parse-scan.ts';
import { splitAimId } from '../../../domain/barcode/symbol.ts';
import { readAimId } from '../protocols/aim/aim-symbology.ts';

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const latin1 = new TextDecoder('latin1');

/**
 * Bytes of a symbol as text. They are UTF-8 when they are sound as UTF-8, else each byte is one character of Windows-1252,
 * as scanners send them without saying which (ISO/IEC 15424 names no encoding). Control bytes stay: they are data.
 */
export function scanText(bytes: Uint8Array): string {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return latin1.decode(bytes);
  }
}

/** Control bytes no symbol of a shop holds: all but EOT, TAB, LF, CR and the separators 0x1c–0x1f (ISO/IEC 15434). */
function isOdd(byte: number): boolean {
  return byte < 0x20 && byte !== 0x04 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte < 0x1c;
}

/** Is this line noise rather than a symbol? Odd control bytes among bytes that are no UTF-8 either (SR11). */
export function isSenseless(bytes: Uint8Array): boolean {
  if (!bytes.some(isOdd)) return false;
  try {
    strictUtf8.decode(bytes);
    return false;
  } catch {
    return true;
  }
}

/**
 * One scan from its bytes. `aimId` as the scanner's report named it, or null to look for one at the beginning of the data
 * (serial scanners put it there when they are set to).
 */
export function readScan(bytes: Uint8Array, aimId: string | null): ScanData {
  const text = scanText(bytes);
  const split = aimId === null ? splitAimId(text) : { aimId, data: text };
  const named = split.aimId === '' ? null : split.aimId;
  return { kind: 'scan', ...readAimId(named), aimId: named, data: split.data, shown: shownScan(split.data) };
}
