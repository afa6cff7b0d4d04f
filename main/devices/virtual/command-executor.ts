import type { PrinterCommand } from './command-reader.ts';
import type { PrintedAlign, PrintedItem, PrintedRun } from './printed-item.ts';
import { romPages } from './rom-pages.ts';

/** Line pitch of the virtual printer, in dots. */
const lineDots = 30;
/** Height of a printed barcode with its text, in dots. */
const barcodeDots = 110;

type DoubleBytePair = readonly [number, number];
/** Pairs that act in real time wherever they stand; inside a picture they are an accident waiting to happen. */
const actingPairs: readonly DoubleBytePair[] = [
  [0x10, 0x04],
  [0x10, 0x05],
  [0x10, 0x14],
];

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

  /** Carries a command out; answers how many dots of paper it used. */
  execute(command: PrinterCommand): number {
    switch (command.kind) {
      case 'letters':
        this.#letters(command.bytes);
        return 0;
      case 'line-feed':
        return this.#endLine();
      case 'feed-lines':
        return this.#space(command.lines * lineDots);
      case 'feed-dots':
        return this.#space(command.dots);
      case 'picture':
        return this.#picture(command);
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
    if (!romPages.has(id)) this.faults.push(`ESC t ${id}: no such code page in this printer`);
    this.#page = id;
  }

  #letters(bytes: Uint8Array): void {
    const rom = romPages.get(this.#page) ?? '';
    let text = '';
    for (const byte of bytes) text += byte < 0x80 ? String.fromCharCode(byte) : (rom[byte - 0x80] ?? '\ufffd');
    if (text.includes('\ufffd')) this.faults.push(`a byte without a letter in code page ${this.#page}`);
    this.#runs.push({ text, bold: this.#bold, wide: this.#wide, tall: this.#tall });
  }

  #endLine(): number {
    const isTall = this.#runs.some((run) => run.tall);
    this.items.push({ kind: 'line', align: this.#align, runs: this.#runs });
    this.#runs = [];
    return lineDots * (isTall ? 2 : 1);
  }

  #breakLine(): number {
    return this.#runs.length > 0 ? this.#endLine() : 0;
  }

  #space(dots: number): number {
    const used = this.#breakLine();
    this.items.push({ kind: 'space', dots });
    return used + dots;
  }

  #picture({ widthDots, heightDots, rows }: Extract<PrinterCommand, { kind: 'picture' }>): number {
    const used = this.#breakLine();
    for (const [first, second] of actingPairs) {
      if (rows.some((byte, at) => byte === first && rows[at + 1] === second)) {
        this.faults.push('a picture holds a real-time command');
      }
    }
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

  #barcode({ system, data }: Extract<PrinterCommand, { kind: 'barcode' }>): number {
    const used = this.#breakLine();
    const isCodeB = system === 73 && data.startsWith('{B');
    if (!isCodeB) this.faults.push(`barcode system ${system} is not one this printer knows`);
    this.items.push({ kind: 'barcode', align: this.#align, data: data.slice(2).replaceAll('{{', '{') });
    return used + barcodeDots;
  }

  #cut(feedDots: number): number {
    const used = this.#breakLine();
    this.items.push({ kind: 'space', dots: feedDots }, { kind: 'cut' });
    return used + feedDots;
  }
}
