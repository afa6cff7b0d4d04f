import { CommandExecutor } from './command-executor.ts';
import { type PrinterCommand, readCommand } from './command-reader.ts';
import type { PrintedItem } from './printed-item.ts';
import { RealTimeScanner } from './real-time-scanner.ts';

/** A pulse that came out of the drawer connector. */
export interface DrawerPulseSeen {
  readonly pin: 2 | 5;
  readonly onMs: number;
  readonly offMs: number;
  /** Was it long enough, on the pin the drawer hangs on? */
  readonly opened: boolean;
}

/** What the virtual printer is made of. */
export interface VirtualPrinterSetup {
  /** Dots of paper on the roll; printing stops when it is used up. */
  readonly paperDots: number;
  /** Paper is low from here on, in dots. */
  readonly lowDots: number;
  readonly drawerPin: 2 | 5;
  /** Does pin 3 read high with the drawer open? */
  readonly drawerOpenHigh: boolean;
  /** Shortest pulse the solenoid needs, in milliseconds. */
  readonly pulseMsMin: number;
  /** Bytes it holds while it cannot print; a full buffer makes the sender wait. */
  readonly bufferBytesMax: number;
  /** Does it answer `GS ( H`? Many do not. */
  readonly answersProcessId: boolean;
}

export const virtualRoll: VirtualPrinterSetup = {
  paperDots: 640_000,
  lowDots: 8_000,
  drawerPin: 2,
  drawerOpenHigh: true,
  pulseMsMin: 40,
  bufferBytesMax: 4_096,
  answersProcessId: true,
};

/** A fresh roll: 80 m at 8 dots a millimetre. */
export const rollDots = 640_000;

/**
 * An ESC/POS printer made of nothing, with a drawer on its connector: it takes the same bytes over memory or TCP, prints
 * on paper that can run out, and answers as a real one does. It shares no table and no parser with the encoder.
 */
export class VirtualPrinter {
  readonly #setup: VirtualPrinterSetup;
  readonly #executor = new CommandExecutor();
  readonly #scanner = new RealTimeScanner();
  readonly #pulses: DrawerPulseSeen[] = [];
  readonly #changeListeners = new Set<() => void>();
  #held: Uint8Array = new Uint8Array(0);
  #paperDots: number;
  #isCoverOpen = false;
  #isDrawerOpen = false;
  #tellsStatus = false;
  #reply: (bytes: Uint8Array) => void = () => undefined;

  constructor(setup: Partial<VirtualPrinterSetup> = {}) {
    this.#setup = { ...virtualRoll, ...setup };
    this.#paperDots = this.#setup.paperDots;
  }

  /** Who gets what the printer says; one connection at a time, as with most printers. */
  connect(reply: (bytes: Uint8Array) => void): void {
    this.#reply = reply;
  }

  /** Called after anything a person could see changed. */
  onChange(listener: () => void): () => void {
    this.#changeListeners.add(listener);
    return () => this.#changeListeners.delete(listener);
  }

  get items(): readonly PrintedItem[] {
    return this.#executor.items;
  }

  /** What the bytes had that no printer would understand. */
  get faults(): readonly string[] {
    return this.#executor.faults;
  }

  get pulses(): readonly DrawerPulseSeen[] {
    return this.#pulses;
  }

  get drawerOpenings(): number {
    return this.#pulses.filter((pulse) => pulse.opened).length;
  }

  get paper(): 'ok' | 'low' | 'out' {
    if (this.#paperDots <= 0) return 'out';
    return this.#paperDots <= this.#setup.lowDots ? 'low' : 'ok';
  }

  /** Bytes it has taken but not acted on yet. */
  get heldBytes(): number {
    return this.#held.length;
  }

  /** Bytes it can take now. */
  get roomBytes(): number {
    return Math.max(0, this.#setup.bufferBytesMax - this.#held.length);
  }

  /** Takes bytes: real-time commands are answered at once, the rest is printed as far as there is paper. */
  receive(bytes: Uint8Array): void {
    for (const asked of this.#scanner.feed(bytes)) this.#answer(asked);
    this.#held = joinParts([this.#held, bytes]);
    this.#work();
    if (this.heldBytes > 0) this.#forgetAnswered();
  }

  /** Questions answered at reception take no room while the rest waits for paper. */
  #forgetAnswered(): void {
    const kept: Uint8Array[] = [];
    let at = 0;
    for (let read = readCommand(this.#held, at); read !== null; read = readCommand(this.#held, at)) {
      if (read.command.kind !== 'real-time') kept.push(this.#held.subarray(at, at + read.length));
      at += read.length;
    }
    this.#held = joinParts([...kept, this.#held.subarray(at)]);
  }

  setPaper(paper: 'ok' | 'low' | 'out'): void {
    this.#paperDots = { ok: rollDots, low: this.#setup.lowDots, out: 0 }[paper];
    this.#changed();
  }

  setCover(cover: 'open' | 'closed'): void {
    this.#isCoverOpen = cover === 'open';
    this.#changed();
  }

  closeDrawer(): void {
    this.#isDrawerOpen = false;
    this.#changed();
  }

  #changed(): void {
    if (this.#tellsStatus) this.#reply(this.#statusBack());
    this.#work();
    for (const listener of this.#changeListeners) listener();
  }

  #work(): void {
    while (this.paper !== 'out' && !this.#isCoverOpen) {
      const read = readCommand(this.#held, 0);
      if (read === null) return;
      this.#held = this.#held.subarray(read.length);
      this.#execute(read.command);
    }
  }

  #execute(command: PrinterCommand): void {
    if (command.kind === 'pulse') this.#pulse(command);
    else if (command.kind === 'process-id') this.#answerProcessId(command.token);
    else if (command.kind === 'barrier') this.#reply(Uint8Array.of(this.paper === 'low' ? 0x03 : 0x00));
    else if (command.kind === 'status-back') this.#tellStatus(command.on);
    else {
      if (command.kind === 'reset') this.#tellsStatus = false;
      this.#use(this.#executor.execute(command));
    }
  }

  #answerProcessId(token: string): void {
    if (!this.#setup.answersProcessId) return;
    this.#reply(Uint8Array.of(0x37, 0x22, ...[...token].map((character) => character.charCodeAt(0)), 0));
  }

  #tellStatus(on: boolean): void {
    this.#tellsStatus = on;
    if (on) this.#reply(this.#statusBack());
  }

  /** Uses up paper and tells when that made it low or out. */
  #use(dots: number): void {
    if (dots === 0) return;
    const before = this.paper;
    this.#paperDots -= dots;
    if (this.paper !== before && this.#tellsStatus) this.#reply(this.#statusBack());
    for (const listener of this.#changeListeners) listener();
  }

  #pulse({ pin, onMs, offMs }: Extract<PrinterCommand, { kind: 'pulse' }>): void {
    const opened = pin === this.#setup.drawerPin && onMs >= this.#setup.pulseMsMin;
    this.#pulses.push({ pin, onMs, offMs, opened });
    if (opened) this.#isDrawerOpen = true;
    this.#changed();
  }

  #answer(asked: number): void {
    const pin3 = this.#isDrawerOpen === this.#setup.drawerOpenHigh ? 0x04 : 0;
    const isOut = this.paper === 'out';
    const answers: Readonly<Record<number, number>> = {
      1: 0x12 | pin3 | (isOut || this.#isCoverOpen ? 0x08 : 0),
      2: 0x12 | (this.#isCoverOpen ? 0x04 : 0) | (isOut ? 0x20 : 0),
      3: 0x12,
      4: 0x12 | (this.paper === 'ok' ? 0 : 0x0c) | (isOut ? 0x60 : 0),
    };
    this.#reply(Uint8Array.of(answers[asked] ?? 0x12));
  }

  #statusBack(): Uint8Array {
    const isOut = this.paper === 'out';
    const pin3 = this.#isDrawerOpen === this.#setup.drawerOpenHigh ? 0x04 : 0;
    const first = 0x10 | pin3 | (isOut || this.#isCoverOpen ? 0x08 : 0) | (this.#isCoverOpen ? 0x20 : 0);
    return Uint8Array.of(first, 0, (this.paper === 'ok' ? 0 : 0x03) | (isOut ? 0x0c : 0), 0x0f);
  }
}

function joinParts(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
