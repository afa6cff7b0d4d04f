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
