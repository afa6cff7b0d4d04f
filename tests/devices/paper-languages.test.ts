import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createCanvas } from '@napi-rs/canvas';
import { describe, expect, test } from 'vitest';
import type { PrinterProfile } from '../../contracts/device.ts';
import { type LaidOutLine, laidOutText, layOutReceipt } from '../../domain/receipt/lay-out.ts';
import { plainStyle } from '../../domain/receipt/receipt-document.ts';
import { type DotImage, dotsOfPixels, rowBytes } from '../../main/devices/dot-image.ts';
import { LineDrawer } from '../../main/devices/line-drawer.ts';
import { listPrinterProfiles, loadPrinterProfile } from '../../main/devices/printer-profiles.ts';
import { isEncodable } from '../../main/devices/protocols/code-pages.ts';
import { isDrawn } from '../../main/devices/protocols/encode-paper.ts';
import type { TextLine } from '../../main/devices/protocols/printer-protocol.ts';
import { protocolOf } from '../../main/devices/protocols/protocol-of.ts';
import { printedText } from '../../main/devices/virtual/printed-item.ts';
import { readPaper } from '../../main/devices/virtual/read-paper.ts';
import { sampleReceipts } from '../../tools/sample-receipts.ts';
import { lettersOf } from './font-letters.ts';
import { resourcesDir } from './paper-samples.ts';

const fontsDir = join(resourcesDir, 'fonts');
const shippedFonts = readdirSync(fontsDir).filter((file) => /\.(ttf|woff2)$/.test(file));
const shipped = new Set(shippedFonts.flatMap((file) => [...lettersOf(join(fontsDir, file))]));
const { profiles } = listPrinterProfiles(resourcesDir);
const wide = loadPrinterProfile(resourcesDir, 'generic-80mm');
const drawer = new LineDrawer(resourcesDir);
const languages = Object.keys(sampleReceipts);

function drawnWords(lines: readonly LaidOutLine[], profile: PrinterProfile): (string | null)[] {
  const isSliced = profile.raster === 'rows' && profile.dialect !== 'star-line';
  expect(isSliced ? profile.rasterRowsMax : 255).toBeGreaterThan(96);
  return lines.filter((line) => isDrawn(line, profile)).map((line) => laidOutText([line]));
}
function line(text: string, over: Partial<TextLine['segments'][number]> = {}): TextLine {
  const segment = { start: 0, width: 48, align: 'left', text, ...over } as const;
  return { kind: 'text', text, style: plainStyle, segments: [segment] };
}
/** Columns with ink as runs from the left: first column and number of columns. */
function inkRuns({ widthDots, heightDots, rows }: DotImage): (readonly [number, number])[] {
  const across = rowBytes(widthDots);
  const isInk = (x: number): boolean =>
    Array.from({ length: heightDots }, (_, y) => rows[y * across + (x >> 3)] ?? 0).some(
      (byte) => (byte & (0x80 >> (x & 7))) !== 0,
    );
  const runs: [number, number][] = [];
  for (let x = 0; x < widthDots; x += 1) {
    const last = runs.at(-1);
    if (!isInk(x)) continue;
    if (last !== undefined && last[0] + last[1] === x) last[1] += 1;
    else runs.push([x, 1]);
  }
  return runs;
}

describe('every language on every profile', () => {
  test('PT13 every letter of the samples is in a font that ships, so on any machine none is a box', () => {
    const text = languages
      .map((language) => laidOutText(layOutReceipt(sampleReceipts[language] as never, 48)))
      .join('');
    const missing = [...new Set(text)].filter((letter) => letter > ' ' && !shipped.has(letter.codePointAt(0) ?? 0));
    expect(missing).toEqual([]);
    expect(drawer.lacks(text.replace(/\n/g, ' '))).toEqual([]);
    expect(drawer.lacks('\u{10a80}')).toEqual(['\u{10a80}']);
  });
  test.each(languages)('PT13 PT2 %s: right on each of all profiles, as read back from the bytes', (language) => {
    const document = sampleReceipts[language];
    if (document === undefined) throw new Error('no sample');
    for (const profile of profiles) {
      const lines = layOutReceipt(document, profile.columns);
      const bytes = protocolOf(profile).encodePaper(lines, profile, (each, model) =>
        drawer.draw(each, model, language),
      );
      const { items, faults } = readPaper(bytes, profile);
      expect(faults, profile.name).toEqual([]);
      const shown = lines.filter((each) => each.kind !== 'cut' || profile.cutter !== 'none');
      expect(printedText(items, drawnWords(lines, profile)), profile.name).toBe(laidOutText(shown));
    }
  });
  test('PT13 each of the signs € ₽ ₹ ฿ ₺ ₩ is drawn with a look of its own where there is no letter for it', () => {
    for (const profile of profiles) {
      const signs = [...'€₽₹฿₺₩'].filter((sign) => !isEncodable(sign, profile));
      const looks = new Set(signs.map((sign) => Buffer.from(drawer.draw(line(sign), profile).rows).toString('hex')));
      expect(looks.size, profile.name).toBe(signs.length);
      expect(drawer.lacks(signs.join(''))).toEqual([]);
    }
  });
  test.each([
    ['Kaunter Chinese', '麻婆豆腐', 'zh'],
    ['Kaunter Japanese', 'さくら', 'ja'],
    ['Kaunter Japanese', '直骨', 'ja'],
    ['Kaunter Chinese', '直骨', 'zh'],
    ['Kaunter Korean', '서울분식', 'ko'],
    ['Kaunter Thai', 'ขอบคุณค่ะ', 'th'],
  ])(
    'PT13 %s draws %s in %s, whatever fonts the machine has and whatever was drawn before',
    (family, text, language) => {
      const context = createCanvas(576, 30).getContext('2d');
      context.fillStyle = '#fff';
      context.fillRect(0, 0, 576, 30);
      context.fillStyle = '#000';
      context.font = `20px "${family}"`;
      context.fillText(text, 0, 22);
      const wanted = dotsOfPixels(context.getImageData(0, 0, 576, 30).data, 576, 30);
      for (const each of [drawer, new LineDrawer(resourcesDir)]) {
        const { rows } = each.draw(line(text), wide, language);
        expect(Buffer.from(rows).equals(Buffer.from(wanted.rows))).toBe(true);
      }
    },
  );
  test('PT13 amounts end in one column, whatever letters stand before them', () => {
    for (const language of languages.filter((each) => each !== 'ar')) {
      const [longest = 0, ...others] = layOutReceipt(sampleReceipts[language] as never, 48).flatMap((each) =>
        each.kind === 'text' && each.segments.length === 2
          ? [each.segments[1]].map((s) => (s?.start ?? 0) + (s?.width ?? 0))
          : [],
      );
      expect(new Set([longest, ...others]), language).toEqual(new Set([48]));
    }
    for (const [name, amount, language] of [
      ['抹茶ケーキ', '￥480', 'ja'],
      ['김치찌개', '₩9,000', 'ko'],
      ['ผัดไทย', '฿80.00', 'th'],
    ] as const) {
      const end = (text: string): number => {
        const segments = [
          { start: 0, width: 39, align: 'left', text },
          { start: 40, width: 8, align: 'right', text: amount },
        ] as const;
        const [start = 0, dots = 0] = inkRuns(drawer.draw({ ...line(text), segments }, wide, language)).at(-1) ?? [];
        return start + dots;
      };
      expect(end(name)).toBe(end(name.repeat(3)));
      expect(end(name)).toBeGreaterThan(570);
    }
  });
});

describe('letters that need more than a place', () => {
  test('PT11 Arabic, Hebrew, Thai and Vietnamese are drawn on every profile', () => {
    for (const text of ['مرحبا', 'שלום', 'สวัสดี', 'Tiếng Việt'])
      expect(profiles.filter((profile) => isEncodable(text, profile)).map(({ name }) => `${text} ${name}`)).toEqual([]);
  });
  test('PT11 marks stay on their letter: a Thai word is as wide with its tone marks as without', () => {
    const ends = (text: string): number => {
      const [start = 0, dots = 0] = inkRuns(drawer.draw(line(text), wide, 'th')).at(-1) ?? [];
      return start + dots;
    };
    expect(Math.abs(ends('ก๋วยเตี๋ยวน') - ends('กวยเตยวน'))).toBeLessThanOrEqual(2);
  });
  test('PT14 letters are joined: three that join are one piece, kept apart they are three', () => {
    expect(inkRuns(drawer.draw(line('بيت'), wide, 'ar'))).toHaveLength(1);
    expect(inkRuns(drawer.draw(line('ب\u200cي\u200cت'), wide, 'ar')).length).toBeGreaterThanOrEqual(3);
  });
  test('PT14 the first letter stands on the right: alef, a thin stroke, then the wide seen', () => {
    const runs = inkRuns(drawer.draw(line('اس'), wide, 'ar'));
    expect(runs).toHaveLength(2);
    expect(runs[0]?.[1]).toBeGreaterThan(3 * (runs[1]?.[1] ?? 99));
  });
  test('PT14 digits in Arabic stand from left to right, before the letters that follow them', () => {
    const pieces = (text: string) => inkRuns(drawer.draw(line(text), wide, 'ar')).map(([, dots]) => dots);
    /** 1 is a thin piece, 8 a wide one. */
    const shape = (dots: number | undefined): string => ((dots ?? 0) <= thin + 1 ? '1' : '8');
    const thin = pieces('س 1')[0] ?? 0;
    expect((pieces('س 8')[0] ?? 0) - thin).toBeGreaterThan(2);
    // On paper from the left: the digits as they are said, then the word that is read before them.
    expect(pieces('س 18').slice(0, 2).map(shape)).toEqual(['1', '8']);
    expect(pieces('س 81').slice(0, 2).map(shape)).toEqual(['8', '1']);
    // What is read after the digits stands left of them.
    expect(pieces('س 188 ا')).toHaveLength(5);
    expect(pieces('س 188 ا').slice(1, 4).map(shape)).toEqual(['1', '8', '8']);
  });
  test('PT14 a foreign word at the start of an Arabic name stands on the right, at the start of an English one on the left', () => {
    const left = (text: string, language: string): number =>
      inkRuns(drawer.draw(line(text), wide, language))[0]?.[1] ?? 0;
    const [stroke, seen] = [left('ll', 'ar'), left('س', 'ar')];
    expect(seen).toBeGreaterThan(2 * stroke);
    expect(left('ll س', 'ar')).toBeGreaterThan(2 * stroke);
    expect(left('ll س', 'en')).toBeLessThanOrEqual(stroke + 1);
  });
  test('PT14 a right-to-left receipt has names on the right and amounts on the left, in one column', () => {
    const lines = layOutReceipt(sampleReceipts.ar as never, 48);
    const goods = lines.flatMap((each) => (each.kind === 'text' && each.segments.length === 2 ? [each.segments] : []));
    expect(goods).toHaveLength(4);
    for (const [amount, name] of goods) {
      expect([amount?.start, amount?.align]).toEqual([0, 'left']);
      expect([(name?.start ?? 0) + (name?.width ?? 0), name?.align]).toEqual([48, 'right']);
    }
  });
});
