import fc from 'fast-check';
import { expect, test } from 'vitest';
import { currencyOfCode } from '../../../domain/money/currency.ts';
import { minor, ratePpm } from '../../../domain/money/minor.ts';
import { moneyFormats } from '../../../domain/money/money-format.ts';
import type { DatedTaxRate } from '../../../domain/tax/tax-table.ts';
import { emptyRateForm, formOfRate, rateOfForm, shareOfText } from './rate-form.ts';

const writingOf = (code: string, language: keyof typeof moneyFormats) => ({
  currency: currencyOfCode(code) ?? expect.fail(code),
  format: moneyFormats[language],
});
const euro = writingOf('EUR', 'de');
const typed = { ...emptyRateForm(true), name: ' Pfand ', percent: '19' };

test('every rate comes back from its form as it was', () => {
  const day = fc.constantFrom(null, '2026-01-01', '2027-06-30');
  const rate = fc.record({
    kind: fc.constantFrom('percent' as const, 'division' as const, 'fixed' as const),
    ppm: fc.integer({ min: 0, max: 1_000_000 }),
    amount: fc.integer({ min: 0, max: 10_000_000 }),
    included: fc.boolean(),
    affectsNext: fc.boolean(),
    affectedByPrevious: fc.boolean(),
    share: fc.option(fc.integer({ min: 1, max: 12 })),
    validFrom: day,
    validTo: day,
  });
  fc.assert(
    fc.property(
      rate,
      fc.constantFrom('EUR', 'IDR', 'KWD'),
      fc.constantFrom('de', 'en', 'id'),
      (each, code, language) => {
        const { ppm, amount, share, ...rest } = each;
        const isFixed = each.kind === 'fixed';
        const before: DatedTaxRate = {
          ...rest,
          taxId: 't',
          name: 'Tax',
          ratePpm: ratePpm(isFixed ? 0 : ppm),
          amountPerUnit: minor(isFixed ? amount : 0),
          ...(share === null || isFixed ? {} : { baseShare: { numerator: share, denominator: 12 } }),
        };
        const writing = writingOf(code, language as 'de');
        expect(rateOfForm(formOfRate(before, writing), 't', writing)).toEqual({ ok: true, value: before });
      },
    ),
  );
});

test('all that is wrong with a form is said at once', () => {
  const form = { ...emptyRateForm(true), percent: '120', share: '13/12', validFrom: 'soon', validTo: '2026-02-31x' };
  expect(rateOfForm(form, 't', euro)).toEqual({
    ok: false,
    refusal: {
      name: 'first-run.error.empty',
      percent: 'settings.rate-wrong',
      share: 'tax.share-wrong',
      validFrom: 'tax.day-wrong',
      validTo: 'tax.day-wrong',
    },
  });
  expect(rateOfForm({ ...typed, kind: 'fixed', amount: '0,255' }, 't', euro)).toEqual({
    ok: false,
    refusal: { amount: 'refusal.money-too-many-decimals' },
  });
});

test('a fixed amount is read in the money of the store, and its percent is not looked at', () => {
  const read = rateOfForm({ ...typed, kind: 'fixed', percent: 'x', amount: '0,25' }, 'pfand', euro);
  expect(read).toMatchObject({
    ok: true,
    value: { taxId: 'pfand', name: 'Pfand', kind: 'fixed', amountPerUnit: 25, ratePpm: 0 },
  });
});

test('a share is a fraction up to the whole', () => {
  expect([shareOfText(''), shareOfText(' 11 / 12 ')]).toEqual([undefined, { numerator: 11, denominator: 12 }]);
  for (const text of ['0/12', '12', '13/12', '1/0', 'a/b']) expect(shareOfText(text)).toBeNull();
});
