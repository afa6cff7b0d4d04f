import type { PrinterProfile } from '../../../contracts/device.ts';
import { joinBytes } from '../protocols/bytes.ts';
import { CommandExecutor } from './command-executor.ts';
import { befallings, FaultScript, type PrinterFault, type ScriptedFault } from './fault-script.ts';
import type { PrintedItem } from './printed-item.ts';
import type { PrinterCommand } from './printer-command.ts';
import {
  firmwareOf,
  type PrinterFirmware,
  type PrinterHardware,
  type PrinterTrouble,
  withoutAnswered,
} from './printer-firmware.ts';
import { romOf } from './rom-pages.ts';
import { type VirtualPrinterSetup, virtualRoll } from './virtual-printer-setup.ts';

/** A pulse that came out of the drawer connector. */
export interface DrawerPulseSeen {
  readonly pin: 2 | 5;
  readonly onMs: number;
  readonly offMs: number;
  /** Was it long enough, on the pin the drawer hangs on? */
  readonly opened: boolean;
}

/** The model a profile describes, as far as the bytes need it. */
export function modelOf(profile: PrinterProfile): Pick<VirtualPrinterSetup, 'dialect' | 'rom' | 'lineDots'> {
  return { dialect: profile.dialect, rom: romOf(profile.codePages), lineDots: profile.lineDots };
}

/** A fresh roll: 80 m at 8 dots a millimetre. */
export const rollDots = 640_000;

/** Drawer 2 of a Star printer has its own pulse, in milliseconds. */
const secondDrawerMs = 200;
/** Bytes of a command under way that it takes in while it prints, however small its buffer. */
const streamBytes = 1_024;

/**
 * A printer made of nothing, with a drawer on its connector: it takes the same bytes over memory or TCP, prints
 * on paper that can run out, and answers as a real one does. It shares no table and no parser with the encoder.
 */
export class VirtualPrinter {
  #setup: VirtualPrinterSetup;
  readonly #executor = new CommandExecutor();
  #firmware: PrinterFirmware;
  #script: FaultScript;
  readonly #pulses: DrawerPulseSeen[] = [];
  readonly #changeListeners = new Set<() => void>();
  readonly #deathListeners = new Set<() => void>();
  #held: Uint8Array = new Uint8Array(0);
  #paperDots: number;
  #isCoverOpen = false;
  #isDrawerOpen = false;
  #isOffline = false;
  #isDead = false;
  #isUnplugged = false;
  #isBusy = false;
  #trouble: PrinterTrouble = 'none';
  #tellsStatus = false;
  #blocks = 0;
  #takenBytes = 0;
  #pulseTimes = { onMs: secondDrawerMs, offMs: secondDrawerMs };
  #reply: (bytes: Uint8Array) => void = () => undefined;

  constructor(setup: Partial<VirtualPrinterSetup> = {}) {
    this.#setup = { ...virtualRoll, ...setup };
    this.#paperDots = this.#setup.paperDots;
    this.#firmware = firmwareOf(this.#setup.dialect);
    const { script, diesAfterBytes } = this.#setup;
    const death = diesAfterBytes === null ? [] : [{ at: diesAfterBytes, fault: 'die' } as const];
    this.#script = new FaultScript([...script, ...death]);
    this.play(this.#setup);
  }

  /** Becomes another model; paper, cover and drawer stay as they are. */
  play(model: Pick<VirtualPrinterSetup, 'dialect' | 'rom' | 'lineDots'>): void {
    this.#setup = { ...this.#setup, dialect: model.dialect, rom: model.rom, lineDots: model.lineDots };
    this.#firmware = firmwareOf(model.dialect);
    this.#executor.play(model.rom, model.lineDots, this.#firmware.acting);
    this.#tellsStatus = false;
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

  /** Called when it loses power or its cable: every connection is gone. */
  onDeath(listener: () => void): () => void {
    this.#deathListeners.add(listener);
    return () => this.#deathListeners.delete(listener);
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

  /** Does something keep it from printing? */
  get isStopped(): boolean {
    return !this.#isBusy && !this.#canPrint();
  }

  /** Has it power, and is its cable in? */
  get isReachable(): boolean {
    return !this.#isDead && !this.#isUnplugged;
  }

  get paper(): 'ok' | 'low' | 'out' {
    if (this.#paperDots <= 0) return 'out';
    return this.#paperDots <= this.#setup.lowDots ? 'low' : 'ok';
  }

  /** Bytes it has taken but not acted on yet. */
  get heldBytes(): number {
    return this.#held.length;
  }

  /** Bytes it can take now. While it prints, a picture larger than the buffer goes through it. */
  get roomBytes(): number {
    if (!this.isReachable) return 0;
    const room = Math.max(0, this.#setup.bufferBytesMax - this.#held.length);
    return room === 0 && this.#canPrint() ? streamBytes : room;
  }

  /** Takes bytes: real-time commands are answered at once, the rest is printed as far as there is paper. */
  receive(bytes: Uint8Array): void {
    if (!this.isReachable) return;
    const left = this.#script.bytesToNext(this.#takenBytes) ?? bytes.length;
    this.#take(bytes.subarray(0, left));
    for (const fault of this.#script.dueAt(this.#takenBytes)) this.suffer(fault);
    if (left < bytes.length) this.receive(bytes.subarray(left));
  }

  #take(bytes: Uint8Array): void {
    const { chattyEveryBytes } = this.#setup;
    const before = this.#takenBytes;
    this.#takenBytes += bytes.length;
    const heard = this.#firmware.hear(bytes, this.#hardware());
    for (const answer of heard.answers) this.#say(answer);
    for (let kick = 0; kick < heard.kicks; kick += 1) this.#pulse({ pin: 2, onMs: 100, offMs: 100 });
    if (chattyEveryBytes !== null && crossed(before, this.#takenBytes, chattyEveryBytes)) this.#tell();
    this.#held = joinBytes([this.#held, bytes]);
    this.#work();
    // Questions answered at reception take no room while the rest waits for paper.
    if (this.heldBytes > 0) this.#held = withoutAnswered(this.#held, this.#firmware);
  }

  /** Loses power: whatever it held is gone, and so is every connection. */
  die(): void {
    this.#isDead = true;
    this.#held = new Uint8Array(0);
    for (const listener of [...this.#deathListeners, ...this.#changeListeners]) listener();
  }

  /** Somebody pulls the cable: every connection is gone, what it holds it still prints. */
  unplug(): void {
    this.#isUnplugged = true;
    for (const listener of this.#deathListeners) listener();
    this.#changed();
  }

  /** Trouble to come, in place of what was to come; bytes count from now. */
  schedule(script: readonly ScriptedFault[]): void {
    const from = this.#takenBytes;
    this.#script = new FaultScript(script.map(({ at, fault }) => ({ at: at === 'cut' ? at : from + at, fault })));
  }

  /** Something befalls it. */
  suffer(fault: PrinterFault): void {
    befallings[fault](this);
  }

  /** Somebody puts everything right: cable, power, paper, cover, jam. */
  mend(): void {
    this.#isUnplugged = false;
    if (this.#isDead) this.revive();
    this.#isCoverOpen = false;
    this.#isOffline = false;
    this.#trouble = 'none';
    this.setPaper('ok');
  }

  /** Will lose power after so many more bytes. */
  dieAfter(bytes: number): void {
    this.#script.add({ at: this.#takenBytes + bytes, fault: 'die' });
  }

  /** From now on it is as quick, or as mute, as this says. */
  behave(manner: Partial<Pick<VirtualPrinterSetup, 'speed' | 'answersStatus'>>): void {
    this.#setup = { ...this.#setup, ...manner };
  }

  /** Tells how it is though nothing changed. */
  chat(): void {
    this.#tell();
  }

  /** Somebody puts the drawer's plug into the connector with this pin. */
  plugDrawer(drawerPin: 2 | 5): void {
    this.#setup = { ...this.#setup, drawerPin };
  }

  /** Has power again, with the paper, cover and drawer it had; tells nothing by itself any more. */
  revive(): void {
    this.#isDead = false;
    this.#tellsStatus = false;
    this.#blocks = 0;
  }

  setPaper(paper: 'ok' | 'low' | 'out'): void {
    this.#paperDots = { ok: rollDots, low: this.#setup.lowDots, out: 0 }[paper];
    this.#changed();
  }

  /** So many dots of paper are left on the roll. */
  leavePaper(dots: number): void {
    this.#paperDots = dots;
    this.#changed();
  }

  setCover(cover: 'open' | 'closed'): void {
    this.#isCoverOpen = cover === 'open';
    this.#changed();
  }

  setTrouble(trouble: PrinterTrouble): void {
    this.#trouble = trouble;
    this.#changed();
  }

  /** Somebody presses the button that takes it off line, or back. */
  setOffline(isOffline: boolean): void {
    this.#isOffline = isOffline;
    this.#changed();
  }

  /** Somebody opens the drawer by key. */
  openDrawer(): void {
    this.#isDrawerOpen = true;
    this.#changed();
  }

  closeDrawer(): void {
    this.#isDrawerOpen = false;
    this.#changed();
  }

  #hardware(): PrinterHardware {
    return {
      paper: this.paper,
      isCoverOpen: this.#isCoverOpen,
      isOffline: this.#isOffline,
      trouble: this.#trouble,
      isDrawerHigh: this.#isDrawerOpen === this.#setup.drawerOpenHigh,
      blocks: this.#blocks,
    };
  }

  #canPrint(): boolean {
    return this.paper !== 'out' && !this.#isCoverOpen && !this.#isOffline && this.#trouble === 'none' && !this.#isBusy;
  }

  #say(bytes: Uint8Array): void {
    if (this.#setup.answersStatus && this.isReachable) this.#reply(bytes);
  }

  #tell(): void {
    this.#say(this.#firmware.statusBack(this.#hardware()));
  }

  #changed(): void {
    if (this.#tellsStatus) this.#tell();
    this.#work();
    for (const listener of this.#changeListeners) listener();
  }

  #work(): void {
    while (this.#canPrint() && !this.#isDead) {
      const read = this.#firmware.readCommand(this.#held, 0);
      if (read === null) return;
      const befalling = read.command.kind === 'cut' ? this.#script.dueAtCut() : [];
      for (const fault of befalling) this.suffer(fault);
      // It may be stopped now, or have gone on and done with it once mended.
      if (befalling.length > 0) continue;
      this.#held = this.#held.subarray(read.length);
      this.#execute(read.command);
    }
  }

  #execute(command: PrinterCommand): void {
    const { onMs, offMs } = this.#pulseTimes;
    if (command.kind === 'pulse') this.#pulse(command);
    else if (command.kind === 'pulse-times') this.#pulseTimes = { onMs: command.onMs, offMs: command.offMs };
    else if (command.kind === 'drive' && command.pin === 2) this.#pulse({ pin: 2, onMs, offMs });
    else if (command.kind === 'drive') this.#pulse({ pin: 5, onMs: secondDrawerMs, offMs: secondDrawerMs });
    else if (command.kind === 'status-back') this.#tellStatus(command.on);
    else if (command.kind === 'clear-count') this.#blocks = 0;
    else if (command.kind === 'count-block') this.#countBlock();
    else this.#answerOrPrint(command);
  }

  #answerOrPrint(command: PrinterCommand): void {
    const answer = this.#firmware.answerTo(command, this.#hardware());
    if (answer !== null) {
      if (command.kind !== 'process-id' || this.#setup.answersProcessId) this.#say(answer);
      return;
    }
    // ESC/POS forgets its automatic status with ESC @; Star keeps it.
    if (command.kind === 'reset' && this.#setup.dialect === 'escpos') this.#tellsStatus = false;
    this.#use(this.#executor.execute(command));
  }

  #countBlock(): void {
    this.#blocks = (this.#blocks + 1) % 32;
    if (this.#tellsStatus) this.#tell();
  }

  #tellStatus(on: boolean): void {
    this.#tellsStatus = on;
    if (on) this.#tell();
  }

  /** Uses up paper and tells when that made it low or out. */
  #use(dots: number): void {
    if (dots === 0) return;
    const before = this.paper;
    this.#paperDots -= dots;
    if (this.paper !== before && this.#tellsStatus) this.#tell();
    const { speed } = this.#setup;
    if (speed !== null) {
      this.#isBusy = true;
      speed.clock.after((dots / speed.dotsPerSecond) * 1_000, () => this.#rested());
    }
    for (const listener of this.#changeListeners) listener();
  }

  #rested(): void {
    this.#isBusy = false;
    this.#work();
    for (const listener of this.#changeListeners) listener();
  }

  #pulse({ pin, onMs, offMs }: { readonly pin: 2 | 5; readonly onMs: number; readonly offMs: number }): void {
    const opened = pin === this.#setup.drawerPin && onMs >= this.#setup.pulseMsMin;
    this.#pulses.push({ pin, onMs, offMs, opened });
    if (opened) this.#isDrawerOpen = true;
    this.#changed();
  }
}

/** Was a multiple of `step` passed on the way? */
function crossed(from: number, to: number, step: number): boolean {
  return Math.floor(to / step) > Math.floor(from / step);
}
