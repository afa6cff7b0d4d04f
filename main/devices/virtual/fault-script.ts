/** Trouble that befalls a virtual printer at a moment told beforehand. `unplug` cuts the cable: what it holds it still prints. */
export const printerFaults = [
  'paper-out',
  'paper-low',
  'cover-open',
  'jam',
  'cutter',
  'offline',
  'unplug',
  'die',
] as const;
export type PrinterFault = (typeof printerFaults)[number];

/** A fault and its moment: once so many bytes have come since power-on, or when the next thing to do is a cut. */
export interface ScriptedFault {
  readonly at: number | 'cut';
  readonly fault: PrinterFault;
}

/** The faults still to come; each comes once. */
export class FaultScript {
  #waiting: readonly ScriptedFault[];

  constructor(script: readonly ScriptedFault[]) {
    this.#waiting = script;
  }

  /** One more to come. */
  add(scripted: ScriptedFault): void {
    this.#waiting = [...this.#waiting, scripted];
  }

  /** Bytes from `taken` to the next fault; null when none waits for bytes. */
  bytesToNext(taken: number): number | null {
    const moments = this.#waiting.flatMap(({ at }) => (at === 'cut' ? [] : [Math.max(0, at - taken)]));
    return moments.length === 0 ? null : Math.min(...moments);
  }

  /** Faults due at this many bytes. */
  dueAt(taken: number): PrinterFault[] {
    return this.#take(({ at }) => at !== 'cut' && at <= taken);
  }

  /** Faults due now that a cut comes. */
  dueAtCut(): PrinterFault[] {
    return this.#take(({ at }) => at === 'cut');
  }

  #take(isDue: (scripted: ScriptedFault) => boolean): PrinterFault[] {
    const due = this.#waiting.filter(isDue);
    this.#waiting = this.#waiting.filter((scripted) => !due.includes(scripted));
    return due.map(({ fault }) => fault);
  }
}

/** What faults do to a virtual printer. */
interface Sufferer {
  setPaper(paper: 'low' | 'out'): void;
  setCover(cover: 'open'): void;
  setTrouble(trouble: 'jam' | 'cutter'): void;
  setOffline(isOffline: boolean): void;
  unplug(): void;
  die(): void;
}
export const befallings: Readonly<Record<PrinterFault, (printer: Sufferer) => void>> = {
  'paper-out': (printer) => printer.setPaper('out'),
  'paper-low': (printer) => printer.setPaper('low'),
  'cover-open': (printer) => printer.setCover('open'),
  jam: (printer) => printer.setTrouble('jam'),
  cutter: (printer) => printer.setTrouble('cutter'),
  offline: (printer) => printer.setOffline(true),
  unplug: (printer) => printer.unplug(),
  die: (printer) => printer.die(),
};
