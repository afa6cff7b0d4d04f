import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { receiptFacts, sampleStore, wordsOf } from '../../tests/devices/paper-samples.ts';
import {
  amountOff,
  completed,
  fiveCents,
  perLine,
  saleArbitrary,
  sampleId,
  sampleLine,
  sampleSale,
  sampleTax,
} from '../../tests/domain/sale-samples.ts';
import { minor } from '../money/minor.ts';
import type { CompletedSale, Tender } from '../sale/sale.ts';
import { xReport, zReport } from '../till/report.ts';
import { emptyShiftTotals, foldShiftFact } from '../till/shift-totals.ts';
import { laidOutText, layOutReceipt } from './lay-out.ts';
import { receiptLabelKeys } from './receipt-labels.ts';
import { fillLabel, receiptLabels } from './receipt-words.ts';
import { xReadingPaper, zReportPaper } from './report-paper.ts';
import { receiptReference, saleReceipt } from './sale-receipt.ts';
import { cashMoveSlip, noSaleSlip, testPage } from './slips.ts';

const de = wordsOf('de');
const en = wordsOf('en', 'USD');
const vat = sampleTax({ percent: 19, name: 'MwSt 19 %' });

function tender(over: Partial<Tender> & { readonly money: number }): Tender {
  const { money, ...rest } = over;
  return {
    tenderId: sampleId(50),
    kind: 'cash',
    direction: 'taken',
    amount: minor(money),
    tendered: minor(money),
    change: minor(0),
    cashRounding: minor(0),
    reference: '',
    ...rest,
  };
}
function printed(document: ReturnType<typeof saleReceipt>, columns = 42): string {
  return laidOutText(layOutReceipt(document, columns));
}
function line(text: string, start: string): string {
  return text.split('\n').find((each) => each.startsWith(start)) ?? `no line "${start}" in\n${text}`;
}
/** Name at the start, amount at the end of a line of 42 columns. */
function pair(name: string, amount: string): string {
  return name + amount.padStart(42 - name.length);
}

const lunch: CompletedSale = completed(
  sampleSale(
    [
      sampleLine({ name: 'Cappuccino', price: 350, milli: 2000, taxes: [vat] }),
      sampleLine({ name: 'Käse vom Laib', price: 2390, milli: 250, taxes: [vat], discounts: [amountOff(98)] }),
      sampleLine({ name: 'Gestrichen', price: 100, voided: { reasonCode: 'x', staffId: sampleId(8), at: 1 } }),
    ],
    { tenders: [tender({ money: 1200, amount: minor(1200), tendered: minor(2000), change: minor(800) })] },
  ),
);

describe('the receipt of a sale', () => {
  test('RC8 shows store, lines, total, tenders, change and tax as the record has them', () => {
    const text = printed(saleReceipt(receiptFacts(lunch), de));
    expect(text).toBe(
      [
        '     Café Zwölf',
        '              Hauptstraße 12',
        '               10827 Berlin',
        '          Steuernr. 27/123/45678',
        '',
        'Beleg',
        pair('Nr. A1-000123', '21.09.2026 16:15'),
        'Es bediente Sie Ayu',
        '-'.repeat(42),
        pair('Cappuccino', '7,00'),
        '  2 x 3,50',
        pair('Käse vom Laib', '5,98'),
        '  0,250 kg x 23,90/kg',
        pair('  Rabatt', '-0,98'),
        '-'.repeat(42),
        'Summe         12,00 €',
        pair('Gegeben, Bar', '20,00'),
        pair('Rückgeld', '8,00'),
        '-'.repeat(42),
        'Steuer           Netto    Steuer    Brutto',
        'MwSt 19 %        10,08      1,92     12,00',
        '='.repeat(42),
        '           Danke und bis bald!',
        '[qr KNT1:A1-000123]',
        '         Journal c0ffee0123456789',
        '[cut]',
      ].join('\n'),
    );
  });
  test('RC8 every figure of any settled sale stands on its receipt', () => {
    fc.assert(
      fc.property(saleArbitrary, (open) => {
        const sale = completed(open);
        const text = printed(saleReceipt(receiptFacts(sale), en), 48);
        expect(text).toContain(en.amount(sale.settled.collect));
        for (const settled of sale.settled.lines) expect(text).toContain(en.amount(settled.extended));
        for (const tax of sale.settled.taxTotals) expect(text).toContain(en.amount(tax.amount));
      }),
      { numRuns: 200 },
    );
  });
  test('RC8 tax on top of the price stands between subtotal and total', () => {
    const salesTax = sampleTax({ percent: 8.875, name: 'Sales tax', included: false });
    const text = printed(
      saleReceipt(receiptFacts(completed(sampleSale([sampleLine({ price: 1000, taxes: [salesTax] })]))), en),
    );
    const at = text.split('\n').indexOf(pair('Subtotal', '10.00'));
    expect(text.split('\n').slice(at, at + 3)).toEqual([
      pair('Subtotal', '10.00'),
      pair('Sales tax', '0.89'),
      'Total          $10.89',
    ]);
  });
  test('RC8 cash rounding shows what was rounded and what is to pay', () => {
    const rounded = tender({ money: 1002, tendered: minor(1000), amount: minor(1002), cashRounding: minor(-2) });
    const sale = completed(sampleSale([sampleLine({ price: 1002 })], { tenders: [rounded] }), fiveCents);
    const text = printed(saleReceipt(receiptFacts(sale), de));
    expect(line(text, 'Rundung')).toBe(pair('Rundung Bargeld', '-0,02'));
    expect(line(text, 'Zu zahlen')).toBe(pair('Zu zahlen', '10,00 €'));
  });
  test('RC8 a split tender shows each part and the slip of the card', () => {
    const tenders = [tender({ money: 500 }), tender({ money: 700, kind: 'card-manual', reference: 'Slip 77' })];
    const text = printed(
      saleReceipt(receiptFacts(completed(sampleSale([sampleLine({ price: 1200 })], { tenders }))), de),
    );
    expect([line(text, 'Bar'), line(text, 'Karte'), line(text, '  Referenz')]).toEqual([
      pair('Bar', '5,00'),
      pair('Karte', '7,00'),
      '  Referenz Slip 77',
    ]);
  });
});

describe('returns, exchanges and copies', () => {
  const sold = lunch.lines[0];
  const original = lunch.settled.lines[0];
  if (sold === undefined || original === undefined) throw new Error('the sample has lines');
  const back = sampleLine({
    ...sold,
    lineId: sampleId(900),
    direction: 'return',
    reasonCode: 'faulty',
    returnOf: {
      saleId: lunch.saleId,
      lineId: sold.lineId,
      transactionNumber: 'A1-000100',
      originalMilli: 2000,
      returnedMilli: 0,
      original,
    },
  });
  test('RC9 goods that come back stand with a minus, the receipt they were sold on and the reason', () => {
    const refund = tender({ money: 700, direction: 'refunded' });
    const text = printed(saleReceipt(receiptFacts(completed(sampleSale([back], { tenders: [refund] }))), de));
    expect(text).toContain('\nRückgabe\n');
    expect(line(text, 'Cappuccino')).toBe(pair('Cappuccino', '-7,00'));
    expect(text).toContain('  von Beleg A1-000100\n  Grund: (faulty)\n');
    expect(line(text, 'Erstattung')).toBe('Erstattung     7,00 €');
    expect(line(text, 'Erstattet')).toBe(pair('Erstattet, Bar', '7,00'));
  });
  test('RC9 an exchange shows both sides under a heading each', () => {
    const text = printed(
      saleReceipt(receiptFacts(completed(sampleSale([back, sampleLine({ name: 'Tee', price: 900 })]))), de),
    );
    expect(text).toContain('Umtausch\n');
    expect(text.indexOf('Zurückgegebene Ware')).toBeLessThan(text.indexOf('Mitgenommene Ware'));
    expect(line(text, 'Summe')).toBe('Summe          2,00 €');
  });
  test('RC10 a copy says so at the top and at the end, the original does not', () => {
    expect(printed(saleReceipt(receiptFacts(lunch), de))).not.toContain('KOPIE');
    expect(printed(saleReceipt(receiptFacts(lunch, { copyNumber: 2 }), de)).match(/KOPIE 2/g)).toHaveLength(2);
  });
  test('RC11 RC12 journal digits and the reference of the receipt are on it', () => {
    const blocks = saleReceipt(receiptFacts(lunch), de).blocks;
    expect(blocks).toContainEqual({ kind: 'qr', data: receiptReference('A1-000123') });
    expect(receiptReference('A1-000123')).toBe('KNT1:A1-000123');
    expect(printed(saleReceipt(receiptFacts(lunch), de))).toMatch(/Journal c0ffee0123456789$/m);
  });
});

describe('reports and slips', () => {
  const shift = {
    shiftId: sampleId<never>(7),
    series: 'A1',
    openedAt: 1_790_000_000_000,
    openedBy: sampleId<never>(8),
    startingAmount: minor(10_000),
  };
  const totals = [lunch].reduce(
    (all, sale) => foldShiftFact(all, { kind: 'sale-completed', sale, transactionNumber: 'A1-000123' }),
    foldShiftFact(emptyShiftTotals, { kind: 'no-sale' }),
  );
  const facts = { store: sampleStore, staffName: 'Ayu', copyNumber: 0 };
  test('RC13 the reading shows what was taken and never what the till should hold', () => {
    const text = printed(xReadingPaper(xReport(shift, totals, 1_790_000_200_000), facts, de));
    expect(line(text, 'Umsatz')).toBe(pair('Umsatz', '12,00 €'));
    expect(line(text, '1 x Bar')).toBe(pair('1 x Bar', '12,00'));
    expect(line(text, 'Lade ohne')).toBe(pair('Lade ohne Verkauf geöffnet', '1'));
    expect(text).not.toMatch(/Soll|gezählt|112,00/);
  });
  test('RC13 the closing report sets counted against expected for each tender', () => {
    const count = {
      countId: 'c',
      shiftId: shift.shiftId,
      denominations: [
        { value: minor(5000), pieces: 2 },
        { value: minor(500), pieces: 2 },
      ],
      declared: [],
      countedBy: sampleId<never>(8),
      at: 1_790_000_300_000,
    };
    const closing = {
      zNumber: 42,
      businessDate: '2026-09-21',
      closedBy: sampleId<never>(8),
      count,
      at: 1_790_000_400_000,
    };
    const text = printed(zReportPaper(zReport(shift, totals, closing), { ...facts, copyNumber: 1 }, de));
    expect(line(text, 'Z-Bericht')).toBe('Z-Bericht 42');
    expect(line(text, 'Bar, Soll')).toBe(pair('Bar, Soll', '112,00'));
    expect(line(text, 'Bar, gezählt')).toBe(pair('Bar, gezählt', '110,00'));
    expect(line(text, '  2 x 50,00')).toBe(pair('  2 x 50,00', '100,00'));
    expect(text).toContain('Fehlbetrag    -2,00 €');
    expect(text).toContain('KOPIE 1');
  });
  test('RC14 every language has every label, and a placeholder without a value is a bug', () => {
    for (const language of ['en', 'id', 'de'] as const) {
      const { labels } = wordsOf(language);
      expect(Object.keys(labels).sort()).toEqual([...receiptLabelKeys].sort());
      for (const key of receiptLabelKeys) {
        const places = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort();
        expect(places(labels[key])).toEqual(places(wordsOf('en').labels[key]));
      }
    }
    expect(() => fillLabel('No. {number}', {})).toThrow('no value for {number}');
    expect(() => receiptLabels({ copy: 'x' })).toThrow('lacks');
    expect(() => receiptLabels({ ...wordsOf('en').labels, more: 'x' })).toThrow('unknown');
  });
  test('RC14 dates and figures are written as the language does', () => {
    const at = Date.UTC(2026, 10, 21, 22, 5);
    expect([wordsOf('en').dateTime(at), wordsOf('id').dateTime(at), wordsOf('de').dateTime(at)]).toEqual([
      '2026-11-22 00:05',
      '22/11/2026 00.05',
      '22.11.2026 00:05',
    ]);
    expect(wordsOf('id', 'IDR').money(minor(1_500_000))).toMatch(/^Rp\s15\.000$/);
  });
  test('RC15 slips name who, when, why, and have room for a signature', () => {
    const slip = {
      store: sampleStore,
      staffName: 'Ayu',
      at: 1_790_000_100_000,
      reason: 'Wechseln',
      note: '',
      copyNumber: 0,
    };
    const noSale = printed(noSaleSlip(slip, de));
    for (const words of ['Lade ohne Verkauf', 'Ayu', '21.09.2026 16:15', 'Grund: Wechseln', 'Unterschrift']) {
      expect(noSale).toContain(words);
    }
    const drop = printed(cashMoveSlip({ ...slip, move: 'safe-drop', amount: minor(50_000), note: 'Umschlag 7' }, de));
    expect(drop).toContain('Tresorabgabe');
    expect(drop).toContain('500,00 €');
    expect(drop).toContain('Notiz: Umschlag 7');
  });
  test('RC3 the test page shows the whole width', () => {
    const page = testPage({ store: sampleStore, printerName: 'x', columns: 32, at: 1_790_000_000_000 }, de);
    expect(printed(page, 32)).toContain('12345678901234567890123456789012\n');
  });
  test('RC8 the same sale gives the same paper again', () => {
    expect(saleReceipt(receiptFacts(lunch), de)).toEqual(saleReceipt(receiptFacts(lunch), de));
    expect(perLine.taxRounding).toBe('per_line');
  });
});
