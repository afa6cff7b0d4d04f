import { scanBytesMax } from '../../../../contracts/device-status.ts';

/**
 * HID point-of-sale bar code scanners. Source: USB-IF "HID Point of Sale Usage Tables" 1.02, page 0x8C; layout of the
 * report as Honeywell and Access-IS document it: after the report id one byte of length, three of AIM identifier, up to 56
 * of data, and in the last byte bit 0 "more follows".
 */
export const hidPosUsagePage = 0x8c;
/** Usage of the collection that is a scanner. */
export const hidPosScannerUsage = 0x02;
/** Input report that carries scanned data. */
export const scanReportId = 0x02;
/** Most data bytes in one report. */
export const reportDataBytesMax = 56;
/** Longest wait for the next report of one scan, in milliseconds; after it the scan is given up as broken. */
export const joinGapMsMax = 500;

const lengthAt = 1;
const aimAt = 2;
const dataAt = 5;
/** Byte 62 of the report's own bytes; one more because the report id stands in front. */
const moreAt = 63;

/**
 * Feature report that makes a Honeywell scanner (vendor 0x0c2e, 0x23d0) speak HID-POS: id 254, then 1. Other makers
 * refuse it or ignore it; both are harmless.
 */
export function hidPosModeReport(): Uint8Array {
  return Uint8Array.of(254, 1);
}

/** What one report holds. */
export interface ScanReportPart {
  readonly aimId: string | null;
  readonly data: Uint8Array;
  readonly more: boolean;
}

/** Reads one report with its id in front; null for other reports and for one that is not as the tables say. */
export function readScanReport(report: Uint8Array): ScanReportPart | null {
  if (report[0] !== scanReportId || report.length < dataAt) return null;
  const length = report[lengthAt] ?? 0;
  if (length > reportDataBytesMax || dataAt + length > report.length) return null;
  const aim = String.fromCharCode(...report.subarray(aimAt, dataAt));
  return {
    aimId: /^\][A-Za-z][0-9A-Za-z]$/.test(aim) ? aim : null,
    data: report.slice(dataAt, dataAt + length),
    more: ((report[moreAt] ?? 0) & 1) === 1,
  };
}

/** A whole scan, or what went wrong with one. `bytes` says how much was lost. */
export type JoinedScan =
  | { readonly kind: 'scan'; readonly aimId: string | null; readonly data: Uint8Array }
  | { readonly kind: 'scan-too-long' | 'scan-broken' | 'garbled'; readonly bytes: number };

/** Joins the reports of one scanner to scans. Holds at most `scanBytesMax` bytes; a longer scan is refused whole (SR4). */
export class ReportJoiner {
  #parts: Uint8Array[] = [];
  #bytes = 0;
  #aimId: string | null = null;

  /** Is a scan begun and not finished? */
  get isJoining(): boolean {
    return this.#bytes > 0;
  }

  /** Takes one input report; null while more is to follow. */
  feed(report: Uint8Array): JoinedScan | null {
    if (report[0] !== scanReportId) return null;
    const part = readScanReport(report);
    if (part === null) return this.#broken('garbled', report.length);
    if (this.#bytes === 0) this.#aimId = part.aimId;
    this.#bytes += part.data.length;
    if (this.#bytes <= scanBytesMax) this.#parts.push(part.data);
    return part.more ? null : this.#finish();
  }

  /** The rest did not come in time; null when nothing was begun. */
  giveUp(): JoinedScan | null {
    return this.isJoining ? this.#broken('scan-broken', 0) : null;
  }

  #finish(): JoinedScan | null {
    const bytes = this.#bytes;
    const data = new Uint8Array(Buffer.concat(this.#parts));
    const aimId = this.#aimId;
    this.#reset();
    if (bytes > scanBytesMax) return { kind: 'scan-too-long', bytes };
    return bytes === 0 ? null : { kind: 'scan', aimId, data };
  }

  #broken(kind: 'garbled' | 'scan-broken', more: number): JoinedScan {
    const bytes = this.#bytes + more;
    this.#reset();
    return { kind, bytes };
  }

  #reset(): void {
    this.#parts = [];
    this.#bytes = 0;
    this.#aimId = null;
  }
}
