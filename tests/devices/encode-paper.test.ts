import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PrinterDialect, PrinterProfile } from '../../contracts/device.ts';
import { layOutReceipt } from '../../domain/receipt/lay-out.ts';
import { barcodeSymbologies, type ReceiptBlock, textBlock } from '../../domain/receipt/receipt-document.ts';
import { type DotImage, dotsOfModules, rowBytes } from '../../main/devices/dot-image.ts';
import { LineDrawer } from '../../main/devices/line-drawer.ts';
import { listPrinterProfiles, loadPrinterProfile } from '../../main/devices/printer-profiles.ts';
import { writePaper } from '../../main/devices/protocols/encode-paper.ts';
import * as escposCommands from '../../main/devices/protocols/escpos/commands.ts';
import { protocolOf } from '../../main/devices/protocols/protocol-of.ts';
import { starLineCommands } from '../../main/devices/protocols/star-line/star-line-protocol.ts';
import { qrModules } from '../../main/devices/qr-modules.ts';
import { type PrintedItem, printedText } from '../../main/devices/virtual/printed-item.ts';
import { type ReadPaper, readPaper } from '../../main/devices/virtual/read-paper.ts';
import { RealTimeScanner } from '../../main/devices/virtual/real-time-scanner.ts';
import { StatusRequestScanner } from '../../main/devices/virtual/status-request-scanner.ts';
import { resourcesDir } from './paper-samples.ts';

const load = (name: string): PrinterProfile => loadPrinterProfile(resourcesDir, name);
const { profiles } = listPrinterProfiles(resourcesDir);
const drawer = new LineDrawer(resourcesDir);
const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').replace(/../g, '$& ').trim();
const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
const layOut = (blocks: readonly ReceiptBlock[], profile: PrinterProfile) =>
  layOutReceipt({ kind: 'receipt', language: 'en', direction: 'ltr', blocks }, profile.columns);
const encode = (blocks: readonly ReceiptBlock[], profile: PrinterProfile): Uint8Array =>
  protocolOf(profile).encodePaper(layOut(blocks, profile), profile, (line, model) => drawer.draw(line, model));
const read = (blocks: readonly ReceiptBlock[], profile: PrinterProfile): ReadPaper =>
  readPaper(encode(blocks, profile), profile);
const pictures = (items: readonly PrintedItem[]): DotImage[] =>
  items.flatMap((item) => (item.kind === 'picture' ? [item.image] : []));

interface Golden {
  readonly documents: Readonly<Record<string, readonly ReceiptBlock[]>>;
  readonly paper: readonly {
    readonly id: string;
    readonly profile: string;
    readonly set?: Partial<PrinterProfile>;
    readonly document: string;
    readonly bytes_hex: string;
    readonly paper: readonly string[];
  }[];
  readonly pulses: readonly {
    readonly id: string;
    readonly profile: string;
    readonly drawer: { readonly pin: 2 | 5; readonly onMs: number; readonly offMs: number };
    readonly bytes_hex: string;
  }[];
}
const golden: Golden = JSON.parse(readFileSync(join(import.meta.dirname, '../vectors/printer-golden.json'), 'utf8'));

describe('golden bytes', () => {
  test.each(golden.paper)('PT15 $id $document on $profile', (entry) => {
    const profile = { ...load(entry.profile), ...entry.set };
    expect(hexOf(encode(golden.documents[entry.document] ?? [], profile))).toBe(entry.bytes_hex);
  });
  test.each(golden.paper)('PT6 $id $document on $profile, read back', (entry) => {
    const { items, faults } = readPaper(bytesOf(entry.bytes_hex), { ...load(entry.profile), ...entry.set });
    expect([printedText(items).split('\n'), faults]).toEqual([entry.paper, []]);
  });
  test.each(golden.pulses)('PT15 DR1 $id the drawer of $profile', ({ profile, drawer: pulse, bytes_hex }) => {
    const model = load(profile);
    expect(hexOf(protocolOf(model).encodePulse({ ...pulse, openLevel: null }))).toBe(bytes_hex);
    const { pulses, faults } = readPaper(bytesOf(bytes_hex), model);
    const onMs = pulse.pin === 5 && model.dialect !== 'escpos' ? 200 : pulse.onMs;
    expect([pulses.map(({ pin, onMs: on }) => [pin, on]), faults]).toEqual([[[pulse.pin, onMs]], []]);
  });
});

type Encoder = InstanceType<typeof ReceiptPrinterEncoder>;
const languages = { escpos: 'esc-pos', 'star-line': 'star-line', starprnt: 'star-prnt' } as const;
const models: readonly (readonly [PrinterDialect, PrinterProfile])[] = [
  ['escpos', load('epson-tm-t88v')],
  ['star-line', load('star-tsp650ii')],
  ['starprnt', load('star-mc-print3')],
];
/** What ReceiptPrinterEncoder, which nobody here wrote, says for the same. */
function theirs(dialect: PrinterDialect, say: (encoder: Encoder) => Encoder): Uint8Array {
  return say(new ReceiptPrinterEncoder({ language: languages[dialect], columns: 48, newline: '\n' })).encode();
}

describe.each(models)('beside ReceiptPrinterEncoder: %s', (dialect, profile) => {
  test.each([
    ['cp852', 'Łódź Gdańsk'],
    ['cp1252', 'Käse façade'],
    ['cp866', 'Чай и хлеб'],
    ['cp737', 'ΚΑΦΕΣ'],
  ] as const)('PT15 %s has the same number and the same bytes', (name, text) => {
    const asked = theirs(dialect, (encoder) =>
      encoder.codepage(name.replace('cp1252', 'windows1252') as never).text(text),
    );
    const page = profile.codePages.filter((each) => each.name === name);
    expect(page).toHaveLength(1);
    const selected = dialect === 'escpos' ? [0x1b, 0x74, page[0]?.id ?? 0] : [0x1b, 0x1d, 0x74, page[0]?.id ?? 0];
    expect(hexOf(asked)).toContain(hexOf(Uint8Array.from(selected)));
    const { items, faults } = readPaper(asked, profile);
    const mine = read([textBlock(text)], { ...profile, codePages: page });
    expect([printedText(items).trim(), faults]).toEqual([text, []]);
    expect(printedText(mine.items)).toBe(text);
    const letters = (bytes: Uint8Array): string => hexOf(bytes.filter((byte) => byte >= 0x80));
    expect(letters(encode([textBlock(text)], { ...profile, codePages: page }))).toBe(letters(asked));
  });
  test('PT15 bold, sizes and both drawer pins are the same bytes', () => {
    const commands = dialect === 'escpos' ? escposCommands : starLineCommands;
    const asked = hexOf(theirs(dialect, (encoder) => encoder.bold(true).width(2).height(2).text('A').bold(false)));
    expect(asked).toContain(hexOf(commands.emphasise(true)));
    expect(asked).toContain(hexOf(commands.characterSize('large')));
    expect(asked).toContain(hexOf(commands.emphasise(false)));
    for (const [device, pin] of [
      [0, 2],
      [1, 5],
    ] as const) {
      const pulse = theirs(dialect, (encoder) => encoder.pulse(device, 50, 200));
      expect(hexOf(protocolOf(profile).encodePulse({ pin, onMs: 50, offMs: 200, openLevel: null }))).toBe(hexOf(pulse));
    }
  });
  test.each([
    ['ean13', '4006381333931'],
    ['ean8', '96385074'],
    ['upca', '036000291452'],
    ['itf', '00012345678905'],
    ['code39', 'AB-12'],
    ['code128', 'A1-000123'],
  ] as const)('PT9 PT15 a barcode %s is the same to a reader', (symbology, data) => {
    const options = { height: 80, width: 2, text: true };
    const asked = readPaper(
      theirs(dialect, (encoder) => encoder.barcode(data, symbology, options)),
      profile,
    );
    const mine = read([{ kind: 'barcode', data, symbology }], profile);
    const codes = ({ items }: ReadPaper) =>
      items.flatMap((item) => (item.kind === 'barcode' ? [[item.symbology, item.data]] : []));
    expect(codes(asked)).toEqual([[symbology, data]]);
    expect(codes(mine)).toEqual(codes(asked));
    expect([...asked.faults, ...mine.faults]).toEqual([]);
  });
  test('PT15 a QR code is the same to a reader', () => {
    const options = { model: 2, size: profile.qrModuleDots, errorlevel: 'm' } as const;
    const asked = readPaper(
      theirs(dialect, (encoder) => encoder.qrcode('KNT1:A1-7', options)),
      profile,
    );
    const mine = read([{ kind: 'qr', data: 'KNT1:A1-7' }], profile);
    const codes = ({ items }: ReadPaper) =>
      items.flatMap((item) => (item.kind === 'qr' ? [[item.data, item.moduleDots]] : []));
    expect(codes(asked)).toEqual([['KNT1:A1-7', profile.qrModuleDots]]);
    expect(codes(mine)).toEqual(codes(asked));
  });
});

/** A picture of stripes and a frame, with bytes that would act in real time. */
function logo(widthDots: number, heightDots: number): Extract<ReceiptBlock, { kind: 'image' }> {
  const across = rowBytes(widthDots);
  const rows = Uint8Array.from(
    { length: across * heightDots },
    (_, at) => [0x10, 0x04, 0x1b, 0x06, 0x01, 0xff][at % 6] ?? 0,
  );
  return { kind: 'image', widthDots, heightDots, rows: Buffer.from(rows).toString('base64') };
}
const black = (image: DotImage): number =>
  image.rows.reduce((all, byte) => all + byte.toString(2).replaceAll('0', '').length, 0);

describe('logos', () => {
  test('PT10 PT5 PT12 on every profile a wide and tall logo fits the paper, in slices it allows, and asks for nothing', () => {
    for (const profile of profiles) {
      const bytes = encode([logo(1_000, 700)], profile);
      const { items, faults } = readPaper(bytes, profile);
      expect(faults, profile.name).toEqual([]);
      const images = pictures(items);
      const wanted = Math.floor(profile.dotsAcross * 0.7);
      const tall = images.reduce((all, image) => all + image.heightDots, 0);
      expect(Math.abs(tall - wanted), profile.name).toBeLessThan(25);
      for (const image of images) {
        expect(image.widthDots, profile.name).toBeLessThanOrEqual(rowBytes(profile.dotsAcross) * 8);
        if (profile.raster === 'rows' && profile.dialect !== 'star-line')
          expect(image.heightDots).toBeLessThanOrEqual(profile.rasterRowsMax);
      }
      expect(new RealTimeScanner().feed(bytes).length * Number(profile.dialect === 'escpos')).toBe(0);
      expect(new StatusRequestScanner().feed(bytes) * Number(profile.dialect !== 'escpos')).toBe(0);
    }
  });
  test('PT10 a logo is turned into bytes once, however often it is printed', () => {
    const profile = load('star-tsp650ii');
    let made = 0;
    const commands = {
      ...starLineCommands,
      picture: (image: DotImage) => {
        made += 1;
        return starLineCommands.picture(image, profile);
      },
    };
    const blocks = [logo(640, 40), logo(640, 40)];
    const tools = { profile, commands, drawLine: () => expect.unreachable('nothing is drawn here') };
    const [first, second] = [1, 2].map(() => hexOf(writePaper(layOut(blocks, profile), tools)));
    expect(first).toBe(second);
    expect(made).toBeLessThanOrEqual(2);
  });
  test('PT10 a narrow logo keeps every dot, in the middle of the paper', () => {
    const block = logo(64, 24);
    for (const profile of [load('epson-tm-t88v'), load('star-mc-print3'), load('star-tsp650ii')]) {
      const [image] = pictures(read([block], profile).items);
      const rows = Buffer.from(block.rows, 'base64');
      // Two dots at most are added for each sequence that would act.
      expect(black(image as DotImage) - black({ widthDots: 64, heightDots: 24, rows })).toBeLessThan(
        rows.length / 6 + 1,
      );
      expect(black(image as DotImage)).toBeGreaterThanOrEqual(black({ widthDots: 64, heightDots: 24, rows }));
    }
  });
});

describe('pictures as columns', () => {
  const dots: fc.Arbitrary<DotImage> = fc
    .record({ across: fc.integer({ min: 1, max: 20 }), heightDots: fc.integer({ min: 1, max: 60 }) })
    .chain(({ across, heightDots }) =>
      fc
        .uint8Array({ minLength: across * heightDots, maxLength: across * heightDots })
        .map((rows) => ({ widthDots: across * 8, heightDots, rows })),
    );
  test.each([8, 24] as const)('PT16 PT12 strips of %i dots are the same picture, filled up with white', (strip) => {
    fc.assert(
      fc.property(dots, (image) => {
        const bytes = escposCommands.columnImage(image, strip);
        const { items, faults } = readPaper(bytes);
        expect(faults).toEqual([]);
        expect(new RealTimeScanner().feed(bytes)).toEqual([]);
        const [shown] = pictures(items);
        expect([items.length, shown?.widthDots]).toEqual([1, image.widthDots]);
        expect(shown?.heightDots).toBe(Math.ceil(image.heightDots / strip) * strip);
        const missing = image.rows.filter((byte, at) => ((shown?.rows[at] ?? 0) & byte) !== byte);
        expect(missing.length).toBe(0);
        expect(black(shown as DotImage) - black(image)).toBeLessThan(image.rows.length / 8 + 1);
      }),
    );
  });
  test('PT16 every profile without rows gets its logo and what it has no letters for by ESC *', () => {
    const columned = profiles.filter(({ raster }) => raster !== 'rows');
    expect(columned.length).toBeGreaterThan(3);
    for (const profile of columned) {
      const hex = hexOf(encode([logo(64, 24), textBlock('咖啡 5,00')], profile));
      expect(hex, profile.name).toContain(profile.raster === 'columns-8' ? '1b 2a 01' : '1b 2a 21');
      expect(hex, profile.name).not.toContain('1d 76 30');
      expect(read([textBlock('咖啡 5,00')], profile).items.map(({ kind }) => kind)).toContain('picture');
    }
  });
});

/** Modules of a drawn code, sampled in their middle. */
function sampled(image: DotImage, data: string): boolean {
  const { size, isDark } = qrModules(data);
  const whole = dotsOfModules({ size, isDark }, { across: 1, down: 1, quiet: 0 });
  const first = image.rows.findIndex((byte) => byte !== 0);
  const across = rowBytes(image.widthDots);
  const dark = (x: number, y: number): boolean => ((image.rows[y * across + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0;
  const top = Math.floor(first / across);
  const row = Array.from({ length: image.widthDots }, (_, x) => dark(x, top));
  const left = row.indexOf(true);
  const dot = (row.indexOf(false, left) - left) / 7;
  return Array.from({ length: size * size }, (_, at) => [at % size, Math.floor(at / size)] as const).every(
    ([x, y]) =>
      dark(left + Math.floor((x + 0.5) * dot), top + Math.floor((y + 0.5) * dot)) ===
      (((whole.rows[y * rowBytes(size) + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0),
  );
}

describe('codes with anything in them', () => {
  const odd = 'a\u001bp0\u0019d\u0010\u0014\u0001\u0000\u0001é€咖';
  test.each(models)(
    'PT17 on %s a QR code with control bytes and letters is drawn, module by module',
    (_dialect, profile) => {
      const { items, faults, pulses } = read([{ kind: 'qr', data: odd }], profile);
      expect([faults, pulses, items.filter(({ kind }) => kind === 'qr')]).toEqual([[], [], []]);
      const [image] = pictures(items);
      expect(sampled(image as DotImage, odd)).toBe(true);
      expect(sampled(image as DotImage, `${odd}.`)).toBe(false);
    },
  );
  test('PT17 PT12 whatever a code holds, on no dialect does it open a drawer, ask a question or make a fault', () => {
    const data = fc.string({ unit: 'binary', minLength: 1, maxLength: 120 });
    const symbology = fc.constantFrom(...barcodeSymbologies, undefined);
    fc.assert(
      fc.property(data, symbology, fc.constantFrom(...models), (text, asked, [, profile]) => {
        const blocks: ReceiptBlock[] = [
          { kind: 'qr', data: text },
          { kind: 'barcode', data: text, symbology: asked },
        ];
        const { faults, pulses } = read(blocks, profile);
        expect([faults, pulses]).toEqual([[], []]);
      }),
      { numRuns: 120 },
    );
  });
  test('PT17 the longest code fits every paper', () => {
    const data = 'x'.repeat(1_000);
    for (const profile of profiles) {
      const { items, faults } = read([{ kind: 'qr', data }], profile);
      const across = items.flatMap((item) => {
        if (item.kind === 'qr') return [qrModules(item.data).size * item.moduleDots];
        return item.kind === 'picture' ? [item.image.widthDots] : [];
      });
      expect(faults, profile.name).toEqual([]);
      expect(Math.max(...across), profile.name).toBeLessThanOrEqual(rowBytes(profile.dotsAcross) * 8);
    }
  });
  test.each(models)(
    'PT1 on %s no Unicode scalar in a line gives a control byte, a pulse or a fault',
    (_dialect, profile) => {
      const blank: DotImage = { widthDots: 8, heightDots: 1, rows: Uint8Array.of(0) };
      const scalars = Array.from({ length: 0x110000 }, (_, code) => code).filter(
        (code) => code < 0xd800 || code > 0xdfff,
      );
      for (let at = 0; at < scalars.length; at += 4_096) {
        const lines = scalars.slice(at, at + 4_096).map((code) => textBlock(String.fromCodePoint(code)));
        const bytes = protocolOf(profile).encodePaper(layOut(lines, profile), profile, () => blank);
        const { faults, pulses } = readPaper(bytes, profile);
        expect([faults, pulses], `from U+${at.toString(16)}`).toEqual([[], []]);
      }
    },
  );
});
