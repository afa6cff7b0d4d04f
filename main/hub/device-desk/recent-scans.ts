import { scansKeptMax, scansKeptMsMax, type TillScan } from '../../../contracts/device-told.ts';

/** The last scans, numbered without gaps, for a window that asks for what it may have missed. Old ones are forgotten. */
export class RecentScans {
  #no = 0;
  #kept: readonly TillScan[] = [];

  put(scan: Omit<TillScan, 'no'>): TillScan {
    this.#no += 1;
    const numbered = { no: this.#no, ...scan };
    this.#kept = [...this.#kept, numbered].slice(-scansKeptMax);
    return numbered;
  }

  after(no: number, now: number): TillScan[] {
    return this.#kept.filter((scan) => scan.no > no && now - scan.at <= scansKeptMsMax);
  }
}
