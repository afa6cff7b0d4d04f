import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { brandId, type ItemId } from '../id.ts';
import { currencyOfCode } from '../money/currency.ts';
import { minor } from '../money/minor.ts';
import { moneyFormats } from '../money/money-format.ts';
import { presetOf } from '../store/country-presets.ts';
import { readTaxName } from '../tax/tax-name.ts';
import { cleanText, withFormulaGuard, withoutFormulaGuard } from './catalog-text.ts';
import { exportHeader, exportLine } from './export-items.ts';
import { type FileRow, type ImportPlan, planImport } from './import-plan.ts';
import type { Item } from './item.ts';
import { fitMapping, guessMapping, itemFields, saysMinorUnits } from './item-fields.ts';
import { guessPriceFormat } from './price-format.ts';
import { readItemRow } from './read-item-row.ts';

const euro = currencyOfCode('EUR') ?? expect.fail('no euro');
const rupiah = currencyOfCode('IDR') ?? expect.fail('no rupiah');
const { rates, categories } = presetOf('DE');
const taxTable = { rates, categories };
const mapping = { name: 0, unitPrice: 1, barcodes: 2, sku: 3, taxCategory: 4, unit: 5 };
const shared = {
  mapping,
  currency: euro,
  format: moneyFormats.en,
  minorUnitFields: [],
  taxTable,
  taxNames: [],
} as const;

function idMaker(): () => ItemId {
  let made = 0;
  return () => {
    made += 1;
    return brandId<ItemId>(`019aa0b0-7c1e-7000-8000-${String(made).padStart(12, '0')}`);
  };
}
const rowsOf = (...rows: string[][]): FileRow[] => rows.map((cells, at) => ({ line: at + 2, cells }));
function plan(
  rows: readonly FileRow[],
  catalog: readonly Item[] = [],
  more: Partial<Parameters<typeof planImport>[1]> = {},
): ImportPlan {
  return planImport(rows, { ...shared, catalog, newItemId: idMaker(), problemsMax: 50, ...more });
}
const codes = (cells: string[], more = {}): string[] => {
  const read = readItemRow(cells, { ...shared, isKnownBarcode: () => false, ...more });
  return (read.ok ? read.value.mended : read.refusal).map(
    ({ field, code, severity }) => `${severity} ${field} ${code}`,
  );
};
const draftOf = (cells: string[], more = {}) => {
  const read = readItemRow(cells, { ...shared, isKnownBarcode: () => false, ...more });
  return read.ok ? read.value.draft : read.refusal;
};

describe('columns', () => {
  test('CA1 headers of other programs in three languages', () => {
    expect(
      guessMapping([
        'barcode',
        'gtin14',
        'symbology',
        'name',
        'brand',
        'size',
        'category_derived',
        'tax_class_derived',
        'price_minor_synthetic',
      ]),
    ).toEqual({ barcodes: 0, name: 3, brand: 4, size: 5, category: 6, taxCategory: 7, unitPrice: 8 });
    expect(
      guessMapping(['Artikel-Nr.', 'Bezeichnung', 'EAN', 'Warengruppe', 'MwSt', 'VK brutto', 'EK', 'Größe']),
    ).toEqual({ sku: 0, name: 1, barcodes: 2, category: 3, taxCategory: 4, unitPrice: 5, unitCost: 6, size: 7 });
    expect(guessMapping(['Kode', 'Nama Barang', 'Harga Jual', 'Harga Beli', 'Satuan', 'Pajak'])).toEqual({
      sku: 0,
      name: 1,
      unitPrice: 2,
      unitCost: 3,
      unit: 4,
      taxCategory: 5,
    });
    expect([saysMinorUnits('price_minor'), saysMinorUnits('Price (cents)'), saysMinorUnits('price')]).toEqual([
      true,
      true,
      false,
    ]);
  });
  test('CA1 a mapping has name and price, inside the file, no column twice', () => {
    expect(fitMapping({ name: 0, unitPrice: 1, nonsense: 7 }, 2)).toEqual({ name: 0, unitPrice: 1 });
    expect([
      fitMapping({ name: 0 }, 2),
      fitMapping({ name: 0, unitPrice: 2 }, 2),
      fitMapping({ name: 0, unitPrice: 0 }, 2),
      fitMapping({ name: 0, unitPrice: 0.5 }, 2),
    ]).toEqual([null, null, null, null]);
  });
});

describe('a row', () => {
  test('CA4 all problems of a row come at once', () => {
    expect(codes(['', '4,5x', '4006381333932', '', '', 'furlong'])).toEqual([
      'rejected name name-missing',
      'rejected unitPrice price-not-a-number',
      'rejected unit unit-unknown',
      'rejected barcodes barcode-check-digit',
    ]);
  });
  test('CA5 prices are read or refused, never rounded', () => {
    const price = (text: string, more = {}) =>
      codes(['Tea', text], more)[0] ?? (draftOf(['Tea', text], more) as { unitPrice: number }).unitPrice;
    expect(
      ['4.50', '€4.5', '1,234.50', '4.5000', '4.12345', '-1', '', '4,5x', '1e3', '99999999999999999'].map((text) =>
        price(text),
      ),
    ).toEqual([
      450,
      450,
      123_450,
      450,
      'rejected unitPrice price-too-many-decimals',
      'rejected unitPrice price-negative',
      'rejected unitPrice price-missing',
      'rejected unitPrice price-not-a-number',
      'rejected unitPrice price-not-a-number',
      'rejected unitPrice price-too-large',
    ]);
    expect(['499', '4.99', '-5', 'x'].map((text) => price(text, { minorUnitFields: ['unitPrice'] }))).toEqual([
      499,
      'rejected unitPrice price-too-many-decimals',
      'rejected unitPrice price-negative',
      'rejected unitPrice price-not-a-number',
    ]);
    expect(price('Rp 15.000', { currency: rupiah, format: moneyFormats.id })).toBe(1_500_000);
  });
  test('CA5 the file says which decimal sign it uses; the language of the store when it does not', () => {
    expect(guessPriceFormat(['1,50', '12,00', '1.250,00'], euro, moneyFormats.en).decimal).toBe(',');
    expect(guessPriceFormat(['1.50', '12.00'], euro, moneyFormats.de).decimal).toBe('.');
    expect([
      guessPriceFormat(['5', '12'], euro, moneyFormats.de).decimal,
      guessPriceFormat([], euro, moneyFormats.en).decimal,
    ]).toEqual([',', '.']);
  });
  test('CA6 control bytes go and are told, emoji and long names stay or are cut', () => {
    expect(draftOf(['\u001bp0Tea ☕\u0007', '1'])).toMatchObject({ name: 'p0Tea ☕' });
    expect(codes(['\u001bTea', '1'])).toEqual(['mended name control-characters']);
    expect(codes(['x'.repeat(201), '1'])).toEqual(['mended name text-too-long']);
    expect(cleanText(`${'x'.repeat(199)}😀`)).toEqual({ text: 'x'.repeat(199), mended: 'text-too-long' });
    expect(cleanText(' Cre\u0300me\t brûlée ').text).toBe('Crème brûlée');
  });
  test('CA6 what is clean stays as it is, and what is cleaned is clean', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (raw) => {
        const { text } = cleanText(raw);
        expect([text.length <= 200, /[\p{Cc}\u2028\u2029]/u.test(text)]).toEqual([true, false]);
        expect(cleanText(text).text).toBe(text);
      }),
    );
  });
  test('CA7 barcodes: printed lengths, several, the store’s own, spreadsheet damage', () => {
    expect(draftOf(['Tea', '1', '4006381333931 036000291452|KAFFEE-1'])).toMatchObject({
      barcodes: ['04006381333931', '00036000291452', 'KAFFEE-1'],
    });
    expect(draftOf(['Tea', '1', '00009102'])).toMatchObject({ barcodes: ['00000000009102'] });
    expect(draftOf(['Tea', '1', '36000291452'])).toMatchObject({ barcodes: ['00036000291452'] });
    expect(draftOf(['Tea', '1', '36000291452'], { isKnownBarcode: () => true })).toMatchObject({
      barcodes: ['36000291452'],
    });
    expect([
      codes(['Tea', '1', '36000291452']),
      codes(['Tea', '1', '4.00638E+12']),
      codes(['Tea', '1', 'Käse']),
    ]).toEqual([
      ['mended barcodes barcode-zeros-restored'],
      ['rejected barcodes barcode-rounded'],
      ['rejected barcodes barcode-characters'],
    ]);
  });
  test('CA8 a tax by code, name or rate; an unknown one becomes the first and is told', () => {
    expect(['food', 'Drinks', '7%', '0,07', '0'].map((cell) => readTaxName(cell, taxTable)?.taxCategory)).toEqual([
      'food',
      'drink',
      'food',
      'food',
      'exempt',
    ]);
    expect(readTaxName('19', taxTable)?.taxCategory).toBe('standard');
    expect(draftOf(['Tea', '1', '', '', 'luxury'])).toMatchObject({ taxCategory: 'standard' });
    expect(codes(['Tea', '1', '', '', 'luxury'])).toEqual(['mended taxCategory tax-unknown']);
  });
  test('CA8 usual words mean the class of this store they usually mean, or nothing', () => {
    const words = ['standard', 'Reduced', 'ermäßigt', 'zero', 'EXEMPT', 'steuerfrei', 'alcohol'];
    const taken = (country: string): (string | null)[] =>
      words.map((word) => readTaxName(word, presetOf(country))?.taxCategory ?? null);
    expect(taken('DE')).toEqual(['standard', 'food', 'food', 'exempt', 'exempt', 'exempt', null]);
    expect(taken('CH')).toEqual(['standard', 'food', 'food', 'exempt', 'exempt', 'exempt', null]);
    // Indonesia has one rate: nobody but a person knows what a reduced one would be.
    expect(taken('ID')).toEqual(['standard', null, null, 'exempt', 'exempt', 'exempt', null]);
  });
  test('CA8 a chosen class is taken before a usual word, and only while the store has it', () => {
    const chosen = [{ text: 'Reduced', taxCategory: 'drink' }];
    expect(readTaxName(' reduced ', taxTable, chosen)).toEqual({ taxCategory: 'drink', source: 'chosen' });
    expect(readTaxName('alcohol', taxTable, [{ text: 'alcohol', taxCategory: 'gone' }])).toBeNull();
    expect(draftOf(['Gin', '1', '', '', 'alcohol'], { taxNames: [{ text: 'Alcohol', taxCategory: 'drink' }] })).toEqual(
      expect.objectContaining({ taxCategory: 'drink' }),
    );
  });
});

describe('a plan', () => {
  test('CA19 a file that says nothing of stock makes items nobody tracks', () => {
    expect(plan(rowsOf(['Tea', '1.00'])).items[0]?.stockTracked).toBe(false);
    const tracked = plan(rowsOf(['Tea', '1.00', 'yes']), [], { mapping: { name: 0, unitPrice: 1, stockTracked: 2 } });
    expect(tracked.items[0]?.stockTracked).toBe(true);
  });
  test('CA20 equal remarks are one with its count and first lines, what is left out first', () => {
    const gin = (name: string): string[] => [name, '1.00', '', '', 'alcohol'];
    const { remarks, problemsTotal } = plan(rowsOf(...['a', 'b', 'c', 'd', 'e', 'f'].map(gin), ['', '1.00']));
    expect(problemsTotal).toBe(7);
    expect(remarks).toEqual([
      { field: 'name', code: 'name-missing', value: '', severity: 'rejected', rows: 1, lines: [8] },
      {
        field: 'taxCategory',
        code: 'tax-unknown',
        value: 'alcohol',
        severity: 'mended',
        instead: 'standard',
        rows: 6,
        lines: [2, 3, 4, 5, 6],
      },
    ]);
  });
  test('CA21 names of taxes are counted with what they are taken for, unknown ones first', () => {
    const rows = ['reduced', 'Reduced ', 'alcohol', 'food', '7 %', 'wine'].map((tax) => [`T ${tax}`, '1', '', '', tax]);
    const taxNames = [{ text: 'wine', taxCategory: 'drink' }];
    expect(plan(rowsOf(...rows), [], { taxNames }).taxNames).toEqual([
      { text: 'alcohol', rows: 1, taxCategory: null, source: 'unknown' },
      { text: 'reduced', rows: 2, taxCategory: 'food', source: 'common' },
      { text: 'wine', rows: 1, taxCategory: 'drink', source: 'chosen' },
    ]);
  });
  const tea = ['Tea', '1.00', '4006381333931', 'T1', 'food', 'each'];
  test('CA9 matched by barcode, then SKU, then by name when there is neither', () => {
    const { items } = plan(rowsOf(tea, ['Bun', '2.00', '', 'B1', 'food', ''], ['Water', '3.00', '', '', 'drink', '']));
    const changed = rowsOf(
      ['Green tea', '1.50', '4006381333931', 'T2', 'food', ''],
      ['Bun XL', '2.50', '', 'B1', 'food', ''],
      ['WATER', '3.50', '', '', 'drink', ''],
    );
    const second = plan(changed, items);
    expect(second.counts).toEqual({ rows: 3, create: 0, update: 3, unchanged: 0, rejected: 0 });
    expect(second.items.map(({ itemId, name, sku }) => [itemId, name, sku])).toEqual(
      items.map(({ itemId }, at) => [itemId, ['Green tea', 'Bun XL', 'WATER'][at], ['T2', 'B1', ''][at]]),
    );
  });
  test('CA10 any file a second time changes nothing, whatever is in it', () => {
    const cell = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.constantFrom('Tea', 'Bun', '', '1.00', '4006381333931', '36000291452', 'A1', 'food'),
    );
    const row = fc.tuple(cell, fc.constantFrom('1.00', '2.50', 'x'), cell, cell, cell, fc.constantFrom('', 'kg'));
    fc.assert(
      fc.property(fc.array(row, { maxLength: 25 }), (cells) => {
        const rows = rowsOf(...cells);
        const first = plan(rows);
        const second = plan(rows, first.items);
        expect([second.counts.create, second.counts.update, second.counts.unchanged]).toEqual([
          0,
          0,
          first.counts.create,
        ]);
        expect(first.counts.rows).toBe(
          first.counts.create + first.counts.update + first.counts.unchanged + first.counts.rejected,
        );
      }),
      { numRuns: 300 },
    );
  });
  test('CA11 fields without a column stay, and an old barcode still scans', () => {
    const [before] = plan(rowsOf(tea)).items;
    const kept = { ...(before ?? expect.fail('nothing planned')), brand: 'Alder', gridPlace: 4, unitCost: minor(40) };
    const { items } = plan(rowsOf(['Tea', '1.10', '5901234123457', 'T1', 'food', 'each']), [kept]);
    expect(items).toEqual([{ ...kept, unitPrice: 110, barcodes: ['04006381333931', '05901234123457'] }]);
  });
  test('CA12 a key belongs to one item', () => {
    const { items } = plan(rowsOf(tea, ['Bun', '2.00', '5901234123457', 'B1', 'food', '']));
    const found = (...rows: string[][]) =>
      plan(rowsOf(...rows), items).problems.map(({ line, code }) => `${line} ${code}`);
    expect(found(['Mix', '1', '4006381333931 5901234123457', '', '', ''])).toEqual(['2 barcode-of-other-item']);
    expect(found(['Tea', '1', '4006381333931', 'B1', '', ''])).toEqual(['2 sku-of-other-item']);
    expect(found(tea, ['Tea again', '2', '4006381333931', '', '', ''])).toEqual(['3 barcode-twice-in-file']);
    expect(found(['New', '1', '', 'N1', '', ''], ['New 2', '1', '', 'N1', '', ''])).toEqual(['3 sku-twice-in-file']);
    expect(found(['New', '1', '', '', '', ''], ['new', '1', '', '', '', ''])).toEqual(['3 item-twice-in-file']);
  });
  test('CA13 the list of problems is bounded, their count is not', () => {
    const rows = Array.from({ length: 30 }, (_each, at): FileRow => ({ line: at + 2, cells: ['', ''] }));
    const { counts, problems, problemsTotal } = plan(rows, [], { problemsMax: 5 });
    expect([counts.rejected, problems.length, problemsTotal]).toEqual([30, 5, 60]);
  });
});

describe('an export', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 30 }).map((raw) => cleanText(raw).text);
  test('CA14 CA15 formulas are guarded, and the guard comes off again', () => {
    const cells = ['=1+1', '+49', '-5', '@x', "'tis", "'", 'plain', ''];
    expect(cells.map(withFormulaGuard)).toEqual(["'=1+1", "'+49", "'-5", "'@x", "''tis", "''", 'plain', '']);
    fc.assert(
      fc.property(fc.oneof(text, fc.constantFrom(...cells)), (cell) => {
        expect(withFormulaGuard(cell)).not.toMatch(/^[=+\-@\t\r]/);
        expect(withoutFormulaGuard(withFormulaGuard(cell))).toBe(cell);
      }),
    );
  });
  test('CA14 every column of an export is known when it comes back', () => {
    const headers = exportHeader().replace('\ufeff', '').trim().split(',');
    expect(guessMapping(headers)).toEqual(Object.fromEntries(itemFields.map((field, at) => [field, at])));
  });
  test('CA14 a line says prices with points and barcodes as printed', () => {
    const [item] = plan(rowsOf(['Tea, "green"', '1.05', '4006381333931 K-1', 'T1', 'food', 'kg'])).items;
    expect(exportLine(item ?? expect.fail('nothing planned'), euro)).toBe(
      'T1,"Tea, ""green""",,,,food,1.05,kg,,4006381333931 K-1,,no,yes,,\r\n',
    );
  });
});
