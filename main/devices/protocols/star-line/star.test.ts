import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PrinterProfile } from '../../../../contracts/device.ts';
import { laidOutText, layOutReceipt } from '../../../../domain/receipt/lay-out.ts';
import { boldStyle, cutMarker, type ReceiptBlock, textBlock } from '../../../../domain/receipt/receipt-document.ts';
import { resourcesDir } from '../../../../tests/devices/paper-samples.ts';
import type { DotImage } from '../../dot-image.ts';
import { LineDrawer } from '../../line-drawer.ts';
import { loadPrinterProfile } from '../../printer-profiles.ts';
import { printedText } from '../../virtual/printed-item.ts';
import { readPaper } from '../../virtual/read-paper.ts';
import { StatusRequestScanner } from '../../virtual/status-request-scanner.ts';
import { protocolOf } from '../protocol-of.ts';
import { starprnt } from '../starprnt/starprnt-protocol.ts';
import * as commands from './commands.ts';
import { StarDialogue } from './star-dialogue.ts';
import { starLine } from './star-line-protocol.ts';
import { blockCounter, conditionOfStatus, StarStatusReader } from './status.ts';

const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').replace(/../g, '$& ').trim();
const line = loadPrinterProfile(resourcesDir, 'star-tsp650ii');
const prnt = loadPrinterProfile(resourcesDir, 'star-mc-print3');
const drawer = new LineDrawer(resourcesDir);
const encode = (blocks: readonly ReceiptBlock[], profile: PrinterProfile): Uint8Array =>
  protocolOf(profile).encodePaper(
    layOutReceipt({ kind: 'receipt', language: 'en', direction: 'ltr', blocks }, profile.columns),
    profile,
    (text, model, language) => drawer.draw(text, model, language),
  );

/** A status of nine bytes with this counter, as the manual lays its bits out. */
function statusWith(counter: number, first = 0): Uint8Array {
  const spread = (Math.floor(counter / 8) << 5) | ((counter % 8) << 1);
  return Uint8Array.of(0x23, 0x86, first, 0, 0, 0, 0, spread, 0);
}

describe('commands of Star printers', () => {
  test.each([
    ['ESC GS t', commands.selectCodePage(32), '1b 1d 74 20'],
    ['ESC GS a', commands.justify('center'), '1b 1d 61 01'],
    ['ESC E', commands.emphasise(true), '1b 45'],
    ['ESC F', commands.emphasise(false), '1b 46'],
    ['ESC i', commands.characterSize('tall'), '1b 69 01 00'],
    ['ESC d 3', commands.cutPaper('partial', true), '1b 64 03'],
    ['ESC d 2', commands.cutPaper('full', true), '1b 64 02'],
    ['ESC d 1', commands.cutPaper('partial', false), '1b 64 01'],
    ['ESC RS a', commands.tellStatusBack(true), '1b 1e 61 01'],
    ['ESC ACK SOH', commands.askStatus(), '1b 06 01'],
    ['ETB', commands.countBlock(), '17'],
    [
      'ESC GS y',
      commands.qrCode('AB', 4),
      '1b 1d 79 53 30 02 1b 1d 79 53 31 01 1b 1d 79 53 32 04 1b 1d 79 44 31 00 02 00 41 42 1b 1d 79 50',
    ],
    [
      'ESC b',
      commands.barcodeImage({ symbology: 'ean8', data: '96385074' }),
      '1b 62 02 02 01 50 39 36 33 38 35 30 37 34 1e',
    ],
  ])('PT15 %s has the bytes of the manual', (_name, bytes, hex) => {
    expect(hexOf(bytes ?? new Uint8Array())).toBe(hex);
  });
  test('LM3 DR1 a pulse names its times, 10 ms a step, and drives pin 2 by BEL and pin 5 by SUB', () => {
    expect(hexOf(commands.kickDrawer({ pin: 2, onMs: 50, offMs: 200 }))).toBe('1b 07 05 14 07');
    expect(hexOf(commands.kickDrawer({ pin: 5, onMs: 200, offMs: 510 }))).toBe('1b 07 14 33 1a');
  });
  test('PT9 a CODE128 text with a percent sign is drawn: there it begins a function character', () => {
    expect(commands.barcodeImage({ symbology: 'code128', data: '5% OFF' })).toBeNull();
    const { items, faults } = readPaper(encode([{ kind: 'barcode', data: '5% OFF' }], line), line);
    expect([items.map(({ kind }) => kind), faults]).toEqual([['picture'], []]);
  });
});

describe('paper of Star printers', () => {
  const blocks: readonly ReceiptBlock[] = [
    textBlock('Käse 4,50', 'left', boldStyle),
    textBlock('Сыр'),
    textBlock('奶酪'),
    textBlock('Łódź'),
    { kind: 'qr', data: 'KNT1:A1-7' },
    { kind: 'barcode', data: '4006381333931' },
    cutMarker,
  ];
  test.each([line, prnt])('PT6 what the printer reads in the bytes for $name is the layout', (profile) => {
    const { items, faults } = readPaper(encode(blocks, profile), profile);
    expect(faults).toEqual([]);
    const lines = layOutReceipt({ kind: 'receipt', language: 'en', direction: 'ltr', blocks }, profile.columns);
    const drawn = lines.filter((each) => each.kind === 'text' && each.text.includes('奶'));
    expect(
      printedText(
        items,
        drawn.map((each) => laidOutText([each])),
      ),
    ).toBe(laidOutText(lines));
  });
  test('LM5 after a picture in raster mode, style and code page are said again', () => {
    const hex = hexOf(
      encode([textBlock('Käse', 'left', boldStyle), textBlock('奶酪'), textBlock('Käse', 'left', boldStyle)], line),
    );
    const [before = '', after = ''] = hex.split('1b 2a 72 42');
    expect(before).toContain('1b 45');
    expect(after).toContain('1b 45');
    expect(after).toContain('1b 1d 74');
  });
  test('PT12 no picture for a Star printer asks for its status', () => {
    const trap = fc.constantFrom(0x1b, 0x06, 0x01, 0x00);
    fc.assert(
      fc.property(fc.array(trap, { minLength: 32, maxLength: 32 }), (bytes) => {
        const image: DotImage = { widthDots: 64, heightDots: 4, rows: Uint8Array.from(bytes) };
        for (const picture of [commands.rasterMode(image), commands.withoutStatusRequests(image.rows)]) {
          expect(new StatusRequestScanner().feed(picture)).toBe(0);
        }
      }),
    );
  });
  test('PT7 a StarPRNT without cutter is told to print what it holds', () => {
    const hex = hexOf(encode([cutMarker], { ...prnt, cutter: 'none' }));
    expect(hex.endsWith('1b 1d 50 30 1b 1d 50 31')).toBe(true);
  });
});

describe('what a Star printer says', () => {
  test('LM1 a status is found in any chunking and among noise', () => {
    const stream = Uint8Array.of(0x00, 0x11, ...statusWith(7), 0xff, 0x23, ...statusWith(8, 0x20));
    const whole = new StarStatusReader().feed(stream);
    expect(whole.map(blockCounter)).toEqual([7, 8]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 14 }), (cuts) => {
        const reader = new StarStatusReader();
        let at = 0;
        const read = [...cuts, stream.length].flatMap((cut) => {
          const part = reader.feed(stream.subarray(at, at + cut));
          at += cut;
          return part;
        });
        expect(read).toEqual(whole);
      }),
    );
  });
  test('LM1 garbage of any kind gives no status that is not one, and never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        for (const status of new StarStatusReader().feed(bytes)) {
          expect((status[0] ?? 0) & 0x91).toBe(0x01);
          expect(status.length).toBeGreaterThanOrEqual(7);
        }
      }),
    );
  });
  test.each([
    ['23 86 00 00 00 00 00 00 00', { power: 'online', paper: 'ok', cover: 'closed', cutter: 'ok', drawer: 'closed' }],
    ['23 86 28 00 00 00 00 00 00', { power: 'offline', cover: 'open' }],
    ['23 86 08 08 00 00 00 00 00', { cutter: 'error', error: 'none' }],
    ['23 86 08 20 00 00 00 00 00', { error: 'unrecoverable' }],
    ['23 86 08 40 00 00 00 00 00', { error: 'recoverable' }],
    ['23 86 00 00 00 04 00 00 00', { paper: 'low', power: 'online' }],
    ['23 86 08 00 00 0c 00 00 00', { paper: 'out' }],
    ['23 86 04 00 00 00 00 00 00', { drawer: 'open' }],
    ['0f 86 00 00 00 08 00', { paper: 'out' }],
  ])('LM1 %s', (hex, wanted) => {
    const [status] = new StarStatusReader().feed(bytesOf(hex));
    expect(conditionOfStatus(status ?? [], 'high', 'real-time')).toMatchObject(wanted);
  });
  test('LM2 the counter confirms exactly the jobs it has passed, wherever it begins', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 31 }), fc.integer({ min: 1, max: 12 }), (from, jobs) => {
        const dialogue = new StarDialogue(line, 0);
        dialogue.hear(statusWith(from));
        const tokens = Array.from({ length: jobs }, () => dialogue.confirmation()?.token);
        expect(dialogue.hear(statusWith(from)).filter(({ kind }) => kind === 'confirmed')).toEqual([]);
        const confirmed = tokens.map((_, done) =>
          dialogue
            .hear(statusWith((from + done + 1) % 32))
            .flatMap((event) => (event.kind === 'confirmed' ? [event.token] : [])),
        );
        expect(confirmed).toEqual(tokens.map((token) => [token]));
      }),
    );
  });
  test('LM2 a printer whose counter was never seen, or is not in its status, cannot confirm', () => {
    const dialogue = new StarDialogue(line, 0);
    expect(dialogue.confirmation()).toBeNull();
    dialogue.hear(bytesOf('0f 86 00 00 00 00 00'));
    expect(dialogue.confirmation()).toBeNull();
    dialogue.hear(statusWith(31));
    expect(dialogue.confirmation()?.bytes).toEqual(Uint8Array.of(0x17));
  });
  test('LM4 a printer that tells by itself is asked once, before that; one that must be asked is not told to tell', () => {
    const telling = new StarDialogue({ ...line, status: 'status-back' }, 0);
    expect([telling.questions, hexOf(telling.greeting)]).toEqual([[], '1b 06 01 1b 1e 61 01']);
    for (const protocol of [starLine, starprnt]) {
      const asked = protocol.converse(line, 0);
      expect([asked.questions.map(hexOf), asked.greeting.length]).toEqual([['1b 06 01'], 0]);
    }
  });
});
