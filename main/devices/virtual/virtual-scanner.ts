import type { VirtualHidDevice } from './virtual-hid-port.ts';
import type { VirtualDevice } from './virtual-port.ts';

/** What a virtual scanner reads: the identifier it knows it by, and its bytes. */
export interface VirtualSymbol {
  /** `]E0` and the like; empty for a scanner that names none. */
  readonly aimId: string;
  readonly data: Uint8Array;
}

/** A symbol of plain text, in UTF-8. */
export function textSymbol(aimId: string, text: string): VirtualSymbol {
  return { aimId, data: new TextEncoder().encode(text) };
}

/** What its set-up sheet has put around each scan. */
export interface VirtualScannerSheet {
  readonly before: readonly number[];
  readonly after: readonly number[];
  /** Does it send the identifier in front of the data? */
  readonly namesSymbology: boolean;
}
/** As most come: data and CR. */
export const factorySheet: VirtualScannerSheet = { before: [], after: [0x0d], namesSymbology: false };

/** A scanner on a serial line. It says what it reads and hears nothing. */
export class VirtualSerialScanner implements VirtualDevice {
  readonly #sheet: VirtualScannerSheet;
  #say: (bytes: Uint8Array) => void = () => undefined;

  constructor(sheet: VirtualScannerSheet = factorySheet) {
    this.#sheet = sheet;
  }

  connect(say: (bytes: Uint8Array) => void): void {
    this.#say = say;
  }

  receive(): void {
    // A scanner takes no notice of what a till says.
  }

  /** Somebody scans. */
  scan({ aimId, data }: VirtualSymbol): void {
    const { before, after, namesSymbology } = this.#sheet;
    const name = namesSymbology ? [...aimId].map((character) => character.charCodeAt(0)) : [];
    this.#say(Uint8Array.of(...before, ...name, ...data, ...after));
  }
}

/** Bytes of an input report without its id, and of data in one. */
const reportBytes = 63;
const dataBytes = 56;

/** A scanner that speaks HID-POS; one that comes as a keyboard says nothing until it is told to. */
export class VirtualHidScanner implements VirtualHidDevice {
  #isHidPos: boolean;
  #say: (report: Uint8Array) => void = () => undefined;

  constructor(comesAs: 'hid-pos' | 'keyboard' = 'hid-pos') {
    this.#isHidPos = comesAs === 'hid-pos';
  }

  get isHidPos(): boolean {
    return this.#isHidPos;
  }

  connect(say: (report: Uint8Array) => void): void {
    this.#say = say;
  }

  feature(report: Uint8Array): void {
    if (report[0] !== 0xfe) throw new Error('no such feature report');
    this.#isHidPos = report[1] === 1;
  }

  /** Somebody scans. */
  scan(symbol: VirtualSymbol): void {
    if (!this.#isHidPos) return;
    for (const report of scanReports(symbol)) this.#say(report);
  }
}

/** The reports of one scan, ids in front: length, identifier, data, and in the last byte whether more follows. */
export function scanReports({ aimId, data }: VirtualSymbol): Uint8Array[] {
  const count = Math.max(1, Math.ceil(data.length / dataBytes));
  return Array.from({ length: count }, (_, at) => {
    const part = data.subarray(at * dataBytes, (at + 1) * dataBytes);
    const report = new Uint8Array(1 + reportBytes);
    report[0] = 2;
    report[1] = part.length;
    report.set(new TextEncoder().encode(aimId.padEnd(3, '\0')), 2);
    report.set(part, 5);
    report[reportBytes] = at + 1 < count ? 1 : 0;
    return report;
  });
}
