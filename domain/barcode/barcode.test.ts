import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasMod10CheckDigit, measureCheckDigit, mod10CheckDigit } from './check-digit.ts';
import { readDigitalLink } from './digital-link.ts';
import { iso3166Letters, iso3166Numbers, iso4217Numbers } from './gs1-codes.ts';
import { gs1Date, isRealDate } from './gs1-date.ts';
import { groupSeparator, readBracketed, readElementString } from './gs1-elements.ts';
import { elementMeasure, measureMilli, measureMinor } from './gs1-measure.ts';
import { gs1Formats } from './gs1-table.ts';
import { readGtin, shortGtin } from './gtin.ts';
import { labelLayouts, layoutsOfRegion, readLabel } from './label.ts';
import { parseScan, scanTextMax } from './parse-scan.ts';
import { expandUpcE } from './upc-e.ts';

const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));
const scan = (raw: string, region = 'DE', aimId: string | null = null) =>
  parseScan(raw, { aimId, layouts: layoutsOfRegion(region) });
const reasonOf = (raw: string, aimId: string | null = null) => {
  const result = scan(raw, 'DE', aimId);
  return result.kind === 'unknown' ? result.reason : result.kind;
};

describe('article numbers', () => {
  test('BC1 every body with its check digit is a GTIN of 14 digits, and its short form is the same number', () => {
    fc.assert(
      fc.property(fc.constantFrom(7, 11, 12, 13).chain(digits), (body) => {
        const gtin = readGtin(`${body}${mod10CheckDigit(body)}`);
        expect(gtin.ok && readGtin(shortGtin(gtin.value))).toEqual(gtin);
      }),
    );
  });
  test('BC2 any one digit misread is found', () => {
    fc.assert(
      fc.property(digits(12), fc.nat(12), fc.integer({ min: 1, max: 9 }), (body, place, by) => {
        const whole = `${body}${mod10CheckDigit(body)}`;
        const wrong = whole.slice(0, place) + ((Number(whole[place]) + by) % 10) + whole.slice(place + 1);
        expect(readGtin(wrong)).toEqual({ ok: false, refusal: 'check-digit' });
      }),
    );
  });
  test('BC2 letters and odd lengths are no misread digit', () => {
    expect(['40063813339X1', '123456789', ''].map((text) => readGtin(text))).toEqual([
      { ok: false, refusal: 'not-digits' },
      { ok: false, refusal: 'gtin-length' },
      { ok: false, refusal: 'not-digits' },
    ]);
  });
  test('BC3 the UPC-E keeps the check digit of the number it stands for', () => {
    fc.assert(
      fc.property(fc.constantFrom('0', '1'), digits(6), (system, six) => {
        const upcE = expandUpcE(`${system}${six}`, 'absent');
        fc.pre(upcE.ok);
        expect(hasMod10CheckDigit(upcE.value.upcA12)).toBe(true);
        expect(expandUpcE(upcE.value.upcE8)).toEqual(upcE);
      }),
    );
  });
  test('BC3 eight digits that are two things keep both readings', () => {
    expect(scan('00123457')).toMatchObject({ gtin14: '00000000123457', otherGtin14: '00001234000057' });
    expect(scan('04252614')).toMatchObject({ kind: 'gtin', gtin14: '00042100005264' });
    expect(scan('00123457', 'DE', ']E0')).toMatchObject({ gtin14: '00001234000057', otherGtin14: null });
    expect(scan('425261')).toMatchObject({ kind: 'internal', otherGtin14: '00042100005264' });
  });
});

describe('labels', () => {
  test('BC4 weight, price and count by the table of the country', () => {
    expect(scan('2811111068708')).toMatchObject({
      itemCode: '1111',
      measure: { kind: 'weight', digits: '06870', decimals: 3 },
    });
    expect(scan('2330714002396')).toMatchObject({ itemCode: '3071', measure: { kind: 'price', digits: '00239' } });
    expect(scan('2630719000121')).toMatchObject({ measure: { kind: 'count', digits: '00012', decimals: 0 } });
    expect(scan('2288060112347', 'SE')).toMatchObject({ itemCode: '880601', measure: { digits: '1234', decimals: 0 } });
    expect(scan('2288060112347', 'AU')).toMatchObject({ kind: 'gtin', gtin14: '02288060112347' });
  });
  test('BC4 the scale of the store has its own layout, one or more', () => {
    const own = 'weight-21IIIIIVVVVV.3_price-22IIIIIVVVVV.2';
    const body = '211234500750';
    expect(scan(`${body}${mod10CheckDigit(body)}`, own)).toMatchObject({
      itemCode: '12345',
      measure: { kind: 'weight', digits: '00750' },
    });
    expect(layoutsOfRegion('weight-21IIIIVVVVV.3')).toEqual([]);
    expect(layoutsOfRegion('grams')).toEqual([]);
  });
  test('BC4 every layout says where each of the twelve digits belongs, and no prefix is in a table twice', () => {
    for (const [country, layouts] of Object.entries(labelLayouts)) {
      expect(
        layouts.filter(({ layout }) => !/^PPI{4,6}C?V{4,6}$/.test(layout) || layout.length !== 12),
        country,
      ).toEqual([]);
      expect(new Set(layouts.map(({ prefix }) => prefix)).size, country).toBe(layouts.length);
    }
  });
  test('BC5 any value with its verifier is read; with any other digit the label is refused', () => {
    const layouts = layoutsOfRegion('DE');
    fc.assert(
      fc.property(digits(4), digits(5), fc.integer({ min: 1, max: 9 }), (item, value, by) => {
        const verifier = measureCheckDigit(value) ?? '';
        const made = (inner: string) => `28${item}${inner}${value}`;
        const good = made(verifier);
        const bad = made(String((Number(verifier) + by) % 10));
        expect(readLabel(`${good}${mod10CheckDigit(good)}`, layouts)).toMatchObject({
          ok: true,
          value: { itemCode: item },
        });
        expect(readLabel(`${bad}${mod10CheckDigit(bad)}`, layouts)).toEqual({
          ok: false,
          refusal: 'label-check-digit',
        });
      }),
    );
  });
  test('BC5 a verifier digit of four and of five digits, as the standard works them out', () => {
    expect([measureCheckDigit('2875'), measureCheckDigit('14685'), measureCheckDigit('123')]).toEqual(['9', '6', null]);
  });
  test('BC4 a label gives thousandths of a kilogram, or minor units of the currency', () => {
    expect(measureMilli({ kind: 'weight', digits: '1234', decimals: 1 })).toBe(123_400);
    expect(measureMilli({ kind: 'weight', digits: '12345', decimals: 4 })).toBe(1_235);
    expect(measureMinor({ kind: 'price', digits: '1234', decimals: 1 }, 2)).toBe(12_340);
    expect(measureMinor({ kind: 'price', digits: '1234', decimals: 0 }, 2)).toBe(123_400);
    expect([
      measureMinor({ kind: 'weight', digits: '1', decimals: 3 }, 2),
      measureMilli({ kind: 'price', digits: '1', decimals: 2 }),
    ]).toEqual([null, null]);
  });
});

describe('GS1', () => {
  test('BC6 elements of any length come back in order, with separators only where they are needed', () => {
    const lot = fc.stringMatching(/^[!"%-/0-9:-?A-Z_a-z]{1,20}$/);
    fc.assert(
      fc.property(digits(13), lot, lot, (body, batch, serial) => {
        const gtin = `${body}${mod10CheckDigit(body)}`;
        const raw = `01${gtin}10${batch}${groupSeparator}21${serial}`;
        const read = readElementString(raw);
        expect(read.ok && read.value.map(({ ai, value }) => [ai, value])).toEqual([
          ['01', gtin],
          ['10', batch],
          ['21', serial],
        ]);
      }),
    );
  });
  test('BC6 names what is wrong and where', () => {
    const refusal = (text: string) => {
      const read = readBracketed(text);
      return read.ok ? 'ok' : `${read.refusal.code} ${read.refusal.ai}`;
    };
    expect(
      [
        '(01)09506000134353',
        '(01)0950600013435',
        '(17)261301',
        '(10)a b',
        '(0A)1',
        '01)1',
        '(01)09506000134352(37)2',
        '(10)A(10)B',
        '(10)A(10)A',
      ].map(refusal),
    ).toEqual([
      'check-digit 01',
      'gs1-length 01',
      'gs1-content 17',
      'gs1-characters 10',
      'gs1-ai-unknown 0A',
      'gs1-syntax ',
      'gs1-pair 01',
      'gs1-pair 10',
      'ok',
    ]);
  });
  test('BC6 content rules: model numbers, accounts, countries, currencies, coupons, pieces of a set', () => {
    const good = [
      '(8013)1987654Ad4X4bL5ttr2310c2K',
      '(8007)DE89370400440532013000',
      '(422)276',
      '(3912)9781250',
      '(8110)106141416543213500110000310123196000',
      '(8006)095060001343520102',
      '(4309)02790858483015297971',
      '(8008)260228235959',
      '(4300)A%20B',
    ];
    const bad = [
      '(8013)1987654Ad4X4bL5ttr2310c2J',
      '(8007)DE88370400440532013000',
      '(422)275x',
      '(3912)0001250',
      '(8110)106141416543213600110000310133196000',
      '(8006)095060001343520302',
      '(4309)18000000013015297971',
      '(8008)260229235960',
      '(4300)A%2',
    ];
    expect(good.filter((text) => !readBracketed(text).ok)).toEqual([]);
    expect(bad.filter((text) => readBracketed(text).ok)).toEqual([]);
  });
  test('BC6 the tables are whole: 249 countries, and no AI begins another', () => {
    expect([iso3166Numbers.size, iso3166Letters.size]).toEqual([249, 249]);
    expect(iso4217Numbers.has('978') && iso4217Numbers.has('997') && !iso4217Numbers.has('123')).toBe(true);
    const names = [...gs1Formats.keys()];
    expect(names.length).toBeGreaterThan(450);
    expect(names.filter((ai) => names.some((other) => other !== ai && other.startsWith(ai)))).toEqual([]);
    expect(names.filter((ai) => gs1Formats.get(ai)?.parts.length === 0)).toEqual([]);
  });
  test('BC6 the last digit of a measure counts its decimals', () => {
    expect(elementMeasure({ ai: '3103', value: '017230' })).toEqual({ measure: '17.230', unit: 'kg' });
    expect(elementMeasure({ ai: '3922', value: '0299' })).toEqual({ measure: '2.99', unit: '' });
    expect(elementMeasure({ ai: '10', value: '0299' })).toBeNull();
  });
  test('BC7 key and qualifiers in order, elements in the query, other names ignored', () => {
    const link = readDigitalLink('https://shop.example/p/01/09506000134352/10/AB%2FC?17=261231&utm=x#top');
    expect(link).toEqual({
      ok: true,
      value: [
        { ai: '01', value: '09506000134352' },
        { ai: '10', value: 'AB/C' },
        { ai: '17', value: '261231' },
      ],
    });
    expect(
      [
        'https://a.example/',
        'https://a.example/01/09506000134352/21/1/10/2',
        'https://a.example/01/%zz',
        'ftp://a.example/01/09506000134352',
      ].map((uri) => readDigitalLink(uri).ok),
    ).toEqual([false, false, false, false]);
  });
  test('BC12 the nearest century; day 00 is the end of the month', () => {
    expect([
      gs1Date('760101', 2026),
      gs1Date('770101', 2026),
      gs1Date('280200', 2026),
      gs1Date('000101', 2099),
    ]).toEqual(['2076-01-01', '1977-01-01', '2028-02-29', '2100-01-01']);
    expect([
      isRealDate('270229', 'day-required'),
      isRealDate('280229', 'day-required'),
      isRealDate('260100', 'day-required'),
      isRealDate('260100', 'day-00-allowed'),
    ]).toEqual([false, true, false, true]);
  });
});

describe('any scan', () => {
  test('BC8 the identifier decides: the same digits are text in one symbol and a GTIN in another', () => {
    expect(scan(']E04006381333931')).toMatchObject({ kind: 'gtin', gtin14: '04006381333931' });
    expect(scan(`]C10104006381333931310300125010X1${groupSeparator}21S`)).toMatchObject({
      gtin14: '04006381333931',
      measure: { kind: 'weight', digits: '001250', decimals: 3 },
    });
    expect(scan('(01)04006381333931(3922)0499')).toMatchObject({
      kind: 'gtin',
      measure: { kind: 'price', digits: '0499' },
    });
    expect(scan('0104006381333931', 'DE', ']C0')).toMatchObject({ kind: 'gtin', gtin14: '04006381333931' });
    expect(scan('https://id.gs1.org/01/09506000134352')).toMatchObject({ kind: 'gtin', gtin14: '09506000134352' });
    expect(scan('036000291452', 'DE', ']E0')).toMatchObject({ gtin14: '00036000291452' });
    expect(reasonOf('12345', ']E0')).toBe('symbology-data');
    expect(reasonOf('05123', ']C1')).toBe('gs1-invalid');
    expect(reasonOf('00123456789012345675', ']C1')).toBe('no-gtin');
  });
  test('BC9 our receipts are known by their mark, damaged ones too', () => {
    expect(scan('KNT1:A1-000123')).toEqual({ kind: 'receipt', transactionNumber: 'A1-000123' });
    expect(reasonOf('KNT1:')).toBe('receipt-damaged');
    expect(reasonOf('KNT1:a b')).toBe('receipt-damaged');
  });
  test('BC10 refused by name, and shown without control bytes', () => {
    expect([
      reasonOf(' \r\n'),
      reasonOf('a\u0007b'),
      reasonOf('x'.repeat(scanTextMax + 1)),
      reasonOf('4006381333932'),
    ]).toEqual(['empty', 'control-characters', 'too-long', 'check-digit']);
    expect(scan(`\u001bp0${'y'.repeat(4_000)}`)).toEqual({
      kind: 'unknown',
      reason: 'too-long',
      text: `p0${'y'.repeat(62)}`,
    });
  });
  test('BC11 a printable text without spaces is a code of the store', () => {
    expect(scan(' KAFFEE-1 \r')).toEqual({ kind: 'internal', code: 'KAFFEE-1', otherGtin14: null });
    expect([reasonOf('two words'), reasonOf('Käse'), reasonOf('x'.repeat(65))]).toEqual([
      'not-a-code',
      'not-a-code',
      'not-a-code',
    ]);
  });
  test('BC13 nothing makes the reader throw, and nothing unknown is shown with control bytes', () => {
    const messy = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.stringMatching(/^\][CEQdeJ][0-4][0-9()A-Z~|/?=]{0,60}$/).map((raw) => raw.replaceAll('~', groupSeparator)),
      fc.stringMatching(/^https?:\/\/[a-z]\/[0-9/%?&=A-F]{0,40}$/),
    );
    fc.assert(
      fc.property(messy, fc.constantFrom('DE', 'GB', 'SE', 'US', 'x'), (raw, region) => {
        const result = scan(raw, region);
        if (result.kind !== 'unknown') return;
        expect([result.text.length <= 64, /\p{Cc}/u.test(result.text)]).toEqual([true, false]);
      }),
      { numRuns: 1_000 },
    );
  });
});
