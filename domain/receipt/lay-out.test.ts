import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type LaidOutLine, laidOutText, layOutReceipt, paperColumns } from './lay-out.ts';
import { printableText } from './printable-text.ts';
import {
  boldStyle,
  cutMarker,
  detailBlock,
  doubleRule,
  largeStyle,
  pairBlock,
  plainStyle,
  type ReceiptBlock,
  type ReceiptDocument,
  singleRule,
  textBlock,
} from './receipt-document.ts';
import { textWidth } from './text-width.ts';
import { wrapText } from './wrap-text.ts';

function paper(blocks: readonly ReceiptBlock[], direction: 'ltr' | 'rtl' = 'ltr'): ReceiptDocument {
  return { kind: 'receipt', language: 'en', direction, blocks };
}
function text(blocks: readonly ReceiptBlock[], columns = 32, direction: 'ltr' | 'rtl' = 'ltr'): string {
  return laidOutText(layOutReceipt(paper(blocks, direction), columns));
}

const anyText = fc.string({ unit: 'binary', maxLength: 80 });
const words = fc.array(fc.stringMatching(/^[a-zÄé日한]{1,40}$/), { maxLength: 12 }).map((parts) => parts.join(' '));
const money = fc.integer({ min: -999_999_999_999, max: 999_999_999_999 }).map((minor) => (minor / 100).toFixed(2));
const style = fc.constantFrom(plainStyle, boldStyle, largeStyle);
const block: fc.Arbitrary<ReceiptBlock> = fc.oneof(
  fc.tuple(anyText, fc.constantFrom('left', 'center', 'right'), style).map((args) => textBlock(...args)),
  anyText.map((line) => detailBlock(line)),
  fc.tuple(anyText, money, style).map((args) => pairBlock(...args)),
  fc.constantFrom(singleRule, doubleRule, cutMarker),
  anyText.map((data): ReceiptBlock => ({ kind: 'qr', data })),
);

describe('what gets to the layout', () => {
  test('RC1 no control character of any kind is left in any text, over all Unicode scalars', () => {
    for (let code = 0; code <= 0x10ffff; code += 1) {
      const character = String.fromCodePoint(code);
      const kept = printableText(`a${character}b`);
      if (/[\p{Cc}\p{Zl}\p{Zp}\p{Surrogate}]/u.test(kept)) expect.unreachable(`U+${code.toString(16)} came through`);
    }
    expect(printableText('two\r\nlines\tand a tab')).toBe('two lines and a tab');
    expect(printableText('\u001bp0\u0019\u0064')).toBe('p0d');
  });
  test('RC1 a code keeps its text whole; what is too long for one stands there as text, and nothing is no code', () => {
    const odd = 'KNT1:A\u001b1\u0000é';
    expect(layOutReceipt(paper([{ kind: 'qr', data: odd }]), 48)).toEqual([{ kind: 'qr', data: odd }]);
    expect(laidOutText([{ kind: 'qr', data: odd }])).toBe('[qr KNT1:A1é]');
    const long = '€'.repeat(334);
    const lines = layOutReceipt(paper([{ kind: 'qr', data: long }]), 48);
    expect(lines.map(({ kind }) => kind)).toEqual(Array.from({ length: 7 }, () => 'text'));
    expect(laidOutText(lines).replaceAll('\n', '')).toBe(long);
    expect(layOutReceipt(paper([{ kind: 'barcode', data: '' }]), 48)).toEqual([]);
  });
  test('RC2 overrides of direction, marks and noncharacters are taken out, joiners stay', () => {
    expect(printableText('total \u202e00.1\u202c \u2066x\u2069\ufeff\ufdd0\u{e0041}')).toBe('total 00.1 x');
    expect(printableText('می\u200cخواهم')).toBe('می\u200cخواهم');
    expect(printableText('\ud800 lone')).toBe('\ufffd lone');
    expect(printableText('e\u0301')).toBe('\u00e9');
  });
});

describe('layout', () => {
  test('RC3 no line is wider than the paper, whatever the data and the paper', () => {
    fc.assert(
      fc.property(fc.array(block, { maxLength: 8 }), fc.constantFrom(...paperColumns, 20), (blocks, columns) => {
        for (const line of layOutReceipt(paper(blocks), columns)) {
          if (line.kind !== 'text') continue;
          const scale = line.style.size === 'large' ? 2 : 1;
          expect(textWidth(line.text) * scale).toBeLessThanOrEqual(columns);
        }
      }),
      { numRuns: 300 },
    );
  });
  test('RC3 a receipt laid out on 32 columns', () => {
    const blocks = [
      textBlock('Café Zwölf', 'center', largeStyle),
      textBlock('Hauptstraße 1', 'center'),
      doubleRule,
      pairBlock('Cappuccino', '3.90'),
      detailBlock('2 x 1.95'),
      singleRule,
      pairBlock('Total', '€ 3.90', largeStyle),
      cutMarker,
    ];
    expect(text(blocks)).toBe(
      [
        '   Café Zwölf',
        '         Hauptstraße 1',
        '='.repeat(32),
        'Cappuccino                  3.90',
        '  2 x 1.95',
        '-'.repeat(32),
        'Total     € 3.90',
        '[cut]',
      ].join('\n'),
    );
  });
  test('RC4 East Asian wide characters and emoji take two columns, marks none, double-wide text half the paper', () => {
    expect(['日本', '한국', 'ｆ', '😀', 'e\u0301', 'ก็', 'ab'].map(textWidth)).toEqual([4, 4, 2, 2, 1, 1, 2]);
    expect(text([pairBlock('日本語', '100')], 16)).toBe('日本語       100');
    expect(text([textBlock('twelve chars', 'left', largeStyle)], 16)).toBe('twelve\nchars');
  });
  test('RC5 wrapping breaks at spaces and loses no character', () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 4, max: 48 }), (data, columns) => {
        const lines = wrapText(data, columns);
        expect(lines.join('').replaceAll(' ', '')).toBe(data.replaceAll(' ', ''));
        expect(Math.max(...lines.map(textWidth))).toBeLessThanOrEqual(columns);
      }),
    );
    expect(wrapText('Old Town Roast Coffee', 12)).toEqual(['Old Town', 'Roast Coffee']);
    expect(wrapText('Donaudampfschifffahrt', 8)).toEqual(['Donaudam', 'pfschiff', 'fahrt']);
  });
  test('RC6 an amount is never broken: it keeps its line, whatever the name', () => {
    fc.assert(
      fc.property(anyText, money, fc.constantFrom(...paperColumns), (name, amount, columns) => {
        expect(text([pairBlock(name, amount)], columns)).toContain(amount);
      }),
    );
    expect(text([pairBlock('A name that needs more than one line', '12.50')])).toBe(
      'A name that needs more     12.50\nthan one line',
    );
    expect(text([pairBlock('Total', '€ 1,234,567.00', largeStyle)])).toBe('Total\n  € 1,234,567.00');
  });
  test('RC6 a table row whose figures need the room stacks them instead of cutting', () => {
    const row: ReceiptBlock = {
      kind: 'columns',
      cells: [
        { text: 'PPN 11 %', align: 'left', width: null },
        ...['1.000.000.000', '110.000.000', '1.110.000.000'].map((figure) => ({
          text: figure,
          align: 'right' as const,
          width: 9,
        })),
      ],
      indent: 0,
      style: plainStyle,
    };
    expect(text([row])).toBe(
      'PPN 11 %\n                   1.000.000.000\n                     110.000.000\n                   1.110.000.000',
    );
    expect(text([row], 48)).toBe('PPN 11 % 1.000.000.000 110.000.000 1.110.000.000');
  });
  test('RC7 right to left is the mirror: places swap, texts stay', () => {
    expect(text([pairBlock('قهوة', '3.90'), textBlock('שלום')], 16, 'rtl')).toBe('3.90        قهوة\n            שלום');
    fc.assert(
      fc.property(fc.array(block, { maxLength: 6 }), (blocks) => {
        const ltr = layOutReceipt(paper(blocks), 42);
        const rtl = layOutReceipt(paper(blocks, 'rtl'), 42);
        expect(rtl.map(mirrored)).toEqual(ltr.map((line) => (line.kind === 'text' ? line.segments : line.kind)));
      }),
    );
  });
});

function mirrored(line: LaidOutLine): unknown {
  if (line.kind !== 'text') return line.kind;
  const columns = line.style.size === 'large' ? 21 : 42;
  return line.segments
    .map((segment) => ({
      ...segment,
      start: columns - segment.start - segment.width,
      align: { left: 'right', right: 'left', center: 'center' }[segment.align],
    }))
    .sort((a, b) => a.start - b.start);
}
