import type { DotImage } from '../dot-image.ts';
import { canEncode } from '../protocols/barcode.ts';
import type { PrintedAlign, PrintedItem, PrintedRun } from './printed-item.ts';
import type { PrinterCommand } from './printer-command.ts';
import { type RomPages, romPages } from './rom-pages.ts';

/** Height of a printed barcode with its text, in dots. */
const barcodeDots = 110;

/** Puts commands on paper. Knows nothing of connections, drawers or how much paper there is. */
export class CommandExecutor {
  readonly items: PrintedItem[] = [];
  readonly faults: string[] = [];
  #runs: PrintedRun[] = [];
  #align: PrintedAlign = 'left';
  #page = 0;
  #bold = false;
  #wide = false;
  #tall = false;
  #qrData = '';
  #qrModuleDots = 3;
  #stored: DotImage | null = null;
  #strip: DotImage | null = null;
  #isStripGroup = false;
  #rom: RomPages = romPages;
  #lineDots = 30;
  #acting: readonly (readonly number[])[] = [];

  /** Takes over the letters and the line pitch (in dots) of a model, and byte sequences that act wherever they stand. */
  play(rom: RomPages, lineDots: number, acting: readonly (readonly number[])[]): void {
    this.#rom = rom;
    this.#lineDots = lineDots;
    this.#acting = acting;
  }

  /** Carries a command out; answers how many dots of paper it used. */
  execute(command: PrinterCommand): number {
    switch (command.kind) {
      case 'letters':
        this.#letters(command.bytes);
        return 0;
      case 'line-feed':
        return this.#endLine();
      case 'feed-lines':
        return this.#space(command.lines * this.#lineDots);
      case 'feed-dots':
        return this.#space(command.dots);
      case 'picture':
        return this.#picture(command);
      case 'strip':
        this.#look(command.columns);
        this.#strip = command;
        return 0;
      case 'graphics-print':
        return this.#stored === null ? 0 : this.#picture(this.#stored);
      case 'qr-print':
        return this.#qr();
      case 'barcode':
        return this.#barcode(command);
      case 'cut':
        return this.#cut(command.feedDots);
      default:
        this.#set(command);
        return 0;
    }
  }

  #set(command: PrinterCommand): void {
    if (command.kind === 'reset') this.#reset();
    else if (command.kind === 'align') this.#align = command.align;
    else if (command.kind === 'bold') this.#bold = command.on;
    else if (command.kind === 'code-page') this.#selectPage(command.id);
    else if (command.kind === 'qr-store') this.#qrData = command.data;
    else if (command.kind === 'graphics-store') this.#stored = command;
    else if (command.kind === 'line-spacing') this.#isStripGroup = false;
    else if (command.kind === 'fault') this.faults.push(command.fault);
    else if (command.kind === 'qr-setting' && command.setting === 'module') this.#qrModuleDots = command.value;
    else if (command.kind === 'size') {
      this.#wide = command.wide;
      this.#tall = command.tall;
    }
  }

  #reset(): void {
    if (this.#runs.length > 0) this.faults.push('ESC @ with letters not yet printed');
    this.#runs = [];
    this.#align = 'left';
    this.#page = 0;
    this.#bold = false;
    this.#wide = false;
    this.#tall = false;
  }

  #selectPage(id: number): void {
    if (!this.#rom.has(id)) this.faults.push(`ESC t ${id}: no such code page in this printer`);
    this.#page = id;
  }

  #letters(bytes: Uint8Array): void {
    const rom = this.#rom.get(this.#page) ?? '';
    let text = '';
    for (const byte of bytes) text += byte < 0x80 ? String.fromCharCode(byte) : (rom[byte - 0x80] ?? '\ufffd');
    if (text.includes('\ufffd')) this.faults.push(`a byte without a letter in code page ${this.#page}`);
    this.#runs.push({ text, bold: this.#bold, wide: this.#wide, tall: this.#tall });
  }

  #endLine(): number {
    if (this.#strip !== null) return this.#endStrip(this.#strip);
    const isTall = this.#runs.some((run) => run.tall);
    this.items.push({ kind: 'line', align: this.#align, runs: this.#runs });
    this.#runs = [];
    return this.#lineDots * (isTall ? 2 : 1);
  }

  /** Strips up to the next change of the line pitch are one picture. */
  #endStrip(strip: DotImage): number {
    this.#strip = null;
    const last = this.#isStripGroup ? this.items.at(-1) : undefined;
    if (last?.kind === 'picture' && last.image.widthDots === strip.widthDots) {
      const rows = new Uint8Array(last.image.rows.length + strip.rows.length);
      rows.set(last.image.rows);
      rows.set(strip.rows, last.image.rows.length);
      const heightDots = last.image.heightDots + strip.heightDots;
      this.items.splice(-1, 1, { ...last, image: { widthDots: strip.widthDots, heightDots, rows } });
    } else this.#place(strip);
    this.#isStripGroup = true;
    return strip.heightDots;
  }

  #breakLine(): number {
    return this.#runs.length > 0 || this.#strip !== null ? this.#endLine() : 0;
  }

  #space(dots: number): number {
    const used = this.#breakLine();
    this.items.push({ kind: 'space', dots });
    return used + dots;
  }

  #picture(image: DotImage): number {
    this.#look(image.rows);
    return this.#place(image);
  }

  /** A picture's bytes as they came must hold nothing that acts where it stands. */
  #look(bytes: Uint8Array): void {
    for (const acting of this.#acting) {
      if (holds(bytes, acting)) this.faults.push('a picture holds a real-time command');
    }
  }

  #place({ widthDots, heightDots, rows }: DotImage): number {
    const used = this.#breakLine();
    this.items.push({ kind: 'picture', align: this.#align, image: { widthDots, heightDots, rows } });
    return used + heightDots;
  }

  #qr(): number {
    const used = this.#breakLine();
    if (this.#qrData === '') {
      this.faults.push('a QR code was printed that was never stored');
      return used;
    }
    const moduleDots = this.#qrModuleDots;
    this.items.push({ kind: 'qr', align: this.#align, data: this.#qrData, moduleDots });
    return used + moduleDots * 33;
  }

  #barcode({ symbology, data }: Extract<PrinterCommand, { kind: 'barcode' }>): number {
    const used = this.#breakLine();
    if (symbology === null || !canEncode(symbology, data)) {
      this.faults.push(`no barcode: ${symbology ?? 'unknown symbology'} of ${data}`);
      return used;
    }
    this.items.push({ kind: 'barcode', align: this.#align, symbology, data });
    return used + barcodeDots;
  }

  #cut(feedDots: number): number {
    const used = this.#breakLine();
    this.items.push({ kind: 'space', dots: feedDots }, { kind: 'cut' });
    return used + feedDots;
  }
}

function holds(rows: Uint8Array, sequence: readonly number[]): boolean {
  const [first = -1] = sequence;
  for (let at = rows.indexOf(first); at >= 0; at = rows.indexOf(first, at + 1)) {
    if (sequence.every((byte, offset) => rows[at + offset] === byte)) return true;
  }
  return false;
}
