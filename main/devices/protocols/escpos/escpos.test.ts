import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import type { PrinterProfile } from '../../../../contracts/device.ts';
import { type LaidOutLine, laidOutText, layOutReceipt } from '../../../../domain/receipt/lay-out.ts';
import { largeStyle, pairBlock, plainStyle, textBlock } from '../../../../domain/receipt/receipt-document.ts';
import { saleReceipt } from '../../../../domain/receipt/sale-receipt.ts';
import { testPage } from '../../../../domain/receipt/slips.ts';
import { receiptFacts, resourcesDir, sampleStore, wordsOf } from '../../../../tests/devices/paper-samples.ts';
import { completed, saleArbitrary } from '../../../../tests/domain/sale-samples.ts';
import { rowBytes } from '../../dot-image.ts';
import { LineDrawer } from '../../line-drawer.ts';
import { loadPrinterProfile } from '../../printer-profiles.ts';
import { readEscposCommand as readCommand } from '../../virtual/escpos-reader.ts';
import { printedText } from '../../virtual/printed-item.ts';
import { readPaper } from '../../virtual/read-paper.ts';
import { RealTimeScanner } from '../../virtual/real-time-scanner.ts';
import { romLetters } from '../../virtual/rom-letters.ts';
import { isEncodable } from '../code-pages.ts';
import type { DrawLine } from '../printer-protocol.ts';
import * as commands from './commands.ts';
import { escpos } from './escpos-protocol.ts';
import { ReplyReader } from './replies.ts';
import { conditionOfAnswers } from './status.ts';

interface Vector {
  readonly id: string;
  readonly bytes_hex: string;
  readonly call: readonly [string, ...unknown[]];
  readonly question: 'printer' | 'offlineCause' | 'error' | 'paper';
  readonly expect: object;
}
const vectors: Record<'encode' | 'read' | 'status', Vector[]> = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../../tests/vectors/escpos.json'), 'utf8'),
);
const { encodePaper } = escpos;
const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').replace(/../g, '$& ').trim();
const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));

const profiles = ['generic-80mm', 'generic-80mm-42', 'generic-58mm', 'epson-tm-t88', 'send-only-80mm'].map((name) =>
  loadPrinterProfile(resourcesDir, name),
);
const wide = profiles[0] as PrinterProfile;
const drawer = new LineDrawer(resourcesDir);
const draw: DrawLine = (line, profile) => drawer.draw(line, profile);
const noDots: DrawLine = (_line, profile) => ({
  widthDots: profile.dotsAcross,
  heightDots: 1,
  rows: new Uint8Array(rowBytes(profile.dotsAcross)),
});
function textLine(text: string): LaidOutLine {
  return { kind: 'text', text, style: plainStyle, segments: [{ start: 0, width: 48, align: 'left', text }] };
}

describe('commands against the published bytes', () => {
  test.each(vectors.encode)('PT7 $id $meaning', ({ call: [name, argument, more], bytes_hex }) => {
    const command = (commands as unknown as Record<string, (...args: unknown[]) => Uint8Array>)[name];
    const image =
      name === 'rasterImage' && typeof argument === 'object'
        ? { ...argument, rows: Uint8Array.from((argument as { rows: number[] }).rows) }
        : argument;
    expect(hexOf(command?.(image, more) ?? new Uint8Array())).toBe(bytes_hex);
  });
  test.each(vectors.read)('PT6 the reader sees $id $meaning', ({ call, bytes_hex }) => {
    const bytes = bytesOf(bytes_hex);
    const kinds: string[] = [];
    for (let at = 0; at < bytes.length; ) {
      const read = readCommand(bytes, at);
      if (read === null) break;
      kinds.push(read.command.kind);
      at += read.length;
    }
    expect(kinds).toEqual(call);
  });
  test('PT7 a job resets, wants status by itself, takes US letters, and ends with feed and cut', () => {
    expect(hexOf(encodePaper([textLine('a'), { kind: 'cut' }], wide, noDots))).toBe(
      '1b 40 1d 61 0f 1b 52 00 61 0a 1d 56 42 42',
    );
    expect(hexOf(encodePaper([], { ...wide, kanjiMode: true, status: 'none' }, noDots))).toBe('1b 40 1c 2e 1b 52 00');
    expect(hexOf(encodePaper([{ kind: 'cut' }], profiles[2] as PrinterProfile, noDots))).toBe(
      '1b 40 1b 52 00 1b 4a 5a',
    );
  });
});

describe('the gate between text and printer', () => {
  test('PT1 no Unicode scalar gives a byte below 0x20, or any command but a code page of the profile', () => {
    const pageIds = new Set(wide.codePages.map(({ id }) => id));
    for (let code = 0x20; code <= 0x10ffff; code += 1) {
      if (code >= 0xd800 && code <= 0xdfff) continue;
      const text = String.fromCodePoint(code);
      if (!isEncodable(text, wide)) continue;
      // ESC @, GS a, ESC R 0 … then the line, then LF.
      const body = encodePaper([textLine(text)], wide, noDots).subarray(8, -1);
      const isSwitched = body[0] === 0x1b && body[1] === 0x74 && pageIds.has(body[2] ?? -1);
      const letters = isSwitched ? body.subarray(3) : body;
      if (letters.length !== 1 || (letters[0] ?? 0) < 0x20 || letters[0] === 0x7f) {
        expect.unreachable(`U+${code.toString(16)} gave ${hexOf(body)}`);
      }
    }
  });
  test('PT1 DR7 glyphs that some tables keep below 0x20 are drawn: ← does not become ESC', () => {
    for (const glyph of '←→↑↓↔↕►◄▲▼¶§☺☻♥♦♣♠•◘○◙♂♀♪♫☼‼▬↨∟') {
      const bytes = encodePaper([textLine(`${glyph}p0d`)], wide, draw);
      const { pulses, faults } = readPaper(bytes);
      expect({ pulses, faults }).toEqual({ pulses: [], faults: [] });
    }
    expect(isEncodable('←p0', wide)).toBe(false);
  });
  test('PT1 DR7 whatever people type into names and notes, nothing but a drawer job opens the drawer', () => {
    const nasty = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.constantFrom('\u001bp\u0000\u0019d', '←p0', '\u0010\u0014\u0001\u0000\u0001', '►♂p0♣', 'x\u0090p0\u001b@'),
    );
    fc.assert(
      fc.property(nasty, nasty, (name, note) => {
        const blocks = [
          textBlock(name, 'center', largeStyle),
          pairBlock(name, note),
          { kind: 'qr', data: note } as const,
        ];
        const lines = layOutReceipt(
          { kind: 'receipt', language: 'en', direction: 'ltr', blocks: [...blocks, { kind: 'barcode', data: name }] },
          48,
        );
        const bytes = encodePaper(lines, wide, draw);
        expect(readPaper(bytes).pulses).toEqual([]);
        expect(new RealTimeScanner().feed(bytes)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
  test('PT2 a line with one letter outside the code pages is drawn whole, never a question mark', () => {
    const bytes = encodePaper([textLine('Kopi 咖啡 5,00'), textLine('Käse')], wide, draw);
    const { items, faults } = readPaper(bytes);
    expect(faults).toEqual([]);
    expect(items.map(({ kind }) => kind)).toEqual(['picture', 'line']);
    expect(printedText(items, ['(drawn)'])).toBe('(drawn)\nKäse');
  });
  test('PT2 every letter a code page can say is the right one on paper, read by another table', () => {
    for (const profile of profiles) {
      for (const { id, name } of profile.codePages) {
        const letters = [...iconv.decode(Buffer.from(Array.from({ length: 128 }, (_, at) => at + 128)), name)].filter(
          (letter) => !/[\p{Cc}\ufffd\u00a0]/u.test(letter),
        );
        const rom = romLetters.get(name) ?? '';
        expect(
          [...letters].filter((letter) => !rom.includes(letter)),
          `${name} of ${profile.name}`,
        ).toEqual([]);
        for (const letter of letters) {
          const read = readPaper(
            encodePaper([textLine(`a${letter}`)], { ...profile, codePages: [{ id, name }] }, draw),
          );
          expect(printedText(read.items)).toBe(`a${letter}`);
        }
      }
    }
  });
  test('PT3 letters no font has are boxes that differ from each other', () => {
    const image = (text: string): string =>
      Buffer.from(drawer.draw(textLine(text) as never, wide).rows).toString('hex');
    expect(image('\u{10a80}')).not.toBe(image('\u{10a81}'));
    expect(image('\u{10a80}')).not.toBe(image(' '));
  });
  test('PT3 drawn lines keep to their columns and are as dark as they are bold', () => {
    const dark = (rows: Uint8Array): number =>
      rows.reduce((all, byte) => all + byte.toString(2).replaceAll('0', '').length, 0);
    const line = textLine('Ελληνικά') as Extract<LaidOutLine, { kind: 'text' }>;
    const plain = drawer.draw(line, wide);
    const bold = drawer.draw({ ...line, style: { bold: true, size: 'normal' } }, wide);
    expect([plain.widthDots, plain.heightDots]).toEqual([576, 30]);
    expect(dark(bold.rows)).toBeGreaterThan(dark(plain.rows));
    const tall = drawer.draw({ ...line, style: largeStyle }, wide);
    expect(tall.heightDots).toBe(60);
  });
  test('PT4 one code page serves a whole run, and is kept over lines', () => {
    const bytes = encodePaper([textLine('Łódź, Gdańsk'), textLine('Wrocław')], wide, noDots);
    expect(hexOf(bytes).match(/1b 74/g)).toHaveLength(1);
    expect(hexOf(bytes)).toContain('1b 74 12');
  });
  test('PT5 pictures come in slices of at most 255 rows', () => {
    const rows = new Uint8Array(rowBytes(16) * 600).fill(0xff);
    const { items } = readPaper(commands.rasterImage({ widthDots: 16, heightDots: 600, rows }));
    expect(items.map((item) => (item.kind === 'picture' ? item.image.heightDots : 0))).toEqual([255, 255, 90]);
  });
  test('PT5 no picture holds a pair of bytes that acts in real time, and at most one dot is added for it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(0x10, 0x04, 0x05, 0x14, 0, 0xff, 0x01), { minLength: 8, maxLength: 64 }),
        (bytes) => {
          const rows = Uint8Array.from(bytes.slice(0, bytes.length - (bytes.length % 8)));
          const { items, faults } = readPaper(
            commands.rasterImage({ widthDots: 64, heightDots: rows.length / 8, rows }),
          );
          expect(faults).toEqual([]);
          const shown = items.flatMap((item) => (item.kind === 'picture' ? [...item.image.rows] : []));
          expect(shown.filter((byte, at) => byte !== rows[at] && byte !== 0x18)).toEqual([]);
        },
      ),
    );
  });
});

describe('paper is preview', () => {
  const words = wordsOf('de');
  test('PT6 what the virtual printer reads is the layout, for any sale on any profile', () => {
    fc.assert(
      fc.property(saleArbitrary, fc.constantFrom(...profiles), (sale, profile) => {
        const lines = layOutReceipt(saleReceipt(receiptFacts(completed(sale)), words), profile.columns);
        const bytes = encodePaper(lines, profile, draw);
        const { items, faults } = readPaper(bytes);
        expect(faults).toEqual([]);
        const drawn = lines.flatMap((line) => {
          if (line.kind === 'text') return isEncodable(line.text, profile) ? [] : [line.text];
          return line.kind === 'qr' && profile.qr === 'drawn' ? [`[qr ${line.data}]`] : [];
        });
        const preview = laidOutText(lines.filter((line) => line.kind !== 'cut' || profile.cutter !== 'none'));
        expect(printedText(items, drawn)).toBe(preview);
      }),
      { numRuns: 60 },
    );
  });
  test('PT6 the same page gives the same bytes, and none of the test pages has a fault', () => {
    for (const profile of profiles) {
      const page = testPage(
        { store: sampleStore, printerName: profile.title, columns: profile.columns, at: 1_790_000_000_000 },
        words,
      );
      const lines = layOutReceipt(page, profile.columns);
      const bytes = encodePaper(lines, profile, draw);
      expect(readPaper(bytes).faults).toEqual([]);
      expect(hexOf(encodePaper(lines, profile, draw))).toBe(hexOf(bytes));
    }
  });
});

describe('what a printer says', () => {
  const silent = { printer: null, offlineCause: null, error: null, paper: null };
  test.each(vectors.status)('PJ10 DLE EOT $id $question', ({ bytes_hex, question, expect: wanted }) => {
    const [reply] = new ReplyReader().feed(bytesOf(bytes_hex));
    expect(reply?.kind).toBe('real-time');
    const byte = reply?.kind === 'real-time' ? reply.byte : null;
    expect(conditionOfAnswers({ ...silent, [question]: byte }, 'high')).toMatchObject(wanted);
  });
  test('PJ10 replies are told apart by pattern in any mixture and any chunking', () => {
    const stream = bytesOf('14 00 0c 0f 37 22 4b 30 30 31 00 12 00 37 23 4b 30 30 32 00 14 00 00 0f 72 ff 16');
    const whole = new ReplyReader().feed(stream);
    expect(whole.map(({ kind }) => kind)).toEqual([
      'status-back',
      'process-id',
      'real-time',
      'barrier',
      'process-id',
      'status-back',
      'real-time',
      'real-time',
    ]);
    expect(whole[1]).toEqual({ kind: 'process-id', token: 'K001', online: true });
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 12 }), (cuts) => {
        const reader = new ReplyReader();
        let at = 0;
        const replies = [...cuts, stream.length].flatMap((cut) => {
          const part = reader.feed(stream.subarray(at, at + cut));
          at += cut;
          return part;
        });
        expect(replies).toEqual(whole);
      }),
    );
  });
  test('PJ10 a printer that answers nothing is unknown, and a drawer without known polarity too', () => {
    expect(conditionOfAnswers(silent, 'high')).toMatchObject({ power: 'unknown', paper: 'unknown', drawer: 'unknown' });
    expect(conditionOfAnswers({ ...silent, printer: 0x16 }, null).drawer).toBe('unknown');
  });
  test('DR6 the drawer is open or closed by the polarity of its switch', () => {
    const level = (byte: number, open: 'high' | 'low'): string =>
      conditionOfAnswers({ ...silent, printer: byte }, open).drawer;
    expect([level(0x16, 'high'), level(0x12, 'high'), level(0x16, 'low'), level(0x12, 'low')]).toEqual([
      'open',
      'closed',
      'closed',
      'open',
    ]);
  });
});
