import type { Currency } from '../../../domain/money/currency.ts';
import { minor, ratePpm } from '../../../domain/money/minor.ts';
import { formatAmount, type MoneyFormat } from '../../../domain/money/money-format.ts';
import { parseMoney } from '../../../domain/money/parse-money.ts';
import { accept, type Outcome, refuse } from '../../../domain/outcome.ts';
import type { DatedTaxRate } from '../../../domain/tax/tax-table.ts';
import { rateOfText, rateText } from './rate-text.ts';

/** A rate as it is typed: figures, share and days are still text. */
export interface RateForm {
  readonly name: string;
  readonly kind: DatedTaxRate['kind'];
  readonly percent: string;
  readonly amount: string;
  readonly included: boolean;
  readonly affectsNext: boolean;
  readonly affectedByPrevious: boolean;
  /** `11/12`, or empty for the whole price. */
  readonly share: string;
  /** `YYYY-MM-DD` or empty. */
  readonly validFrom: string;
  readonly validTo: string;
}

/** What is wrong with a form, by field, as text keys. */
export type RateFormErrors = Readonly<
  Partial<Record<'name' | 'percent' | 'amount' | 'share' | 'validFrom' | 'validTo', string>>
>;

/** How this store writes money. */
export interface MoneyWriting {
  readonly currency: Currency;
  readonly format: MoneyFormat;
}

/** A form with nothing in it, on the side of the price the store's other taxes are. */
export function emptyRateForm(included: boolean): RateForm {
  return {
    name: '',
    kind: 'percent',
    percent: '',
    amount: '',
    included,
    affectsNext: false,
    affectedByPrevious: false,
    share: '',
    validFrom: '',
    validTo: '',
  };
}

/** The form of a rate there is. */
export function formOfRate(rate: DatedTaxRate, { currency, format }: MoneyWriting): RateForm {
  const { name, kind, included, affectsNext, affectedByPrevious, baseShare } = rate;
  return {
    name,
    kind,
    percent: kind === 'fixed' ? '' : rateText(rate.ratePpm, format.decimal),
    amount: kind === 'fixed' ? formatAmount(rate.amountPerUnit, currency, format) : '',
    included,
    affectsNext,
    affectedByPrevious,
    share: baseShare === undefined ? '' : `${baseShare.numerator}/${baseShare.denominator}`,
    validFrom: rate.validFrom ?? '',
    validTo: rate.validTo ?? '',
  };
}

/** Reads a share of the price: `11/12`, at most the whole. Null when it is none, undefined for the whole price. */
export function shareOfText(text: string): DatedTaxRate['baseShare'] | null {
  if (text.trim() === '') return undefined;
  const match = /^\s*(\d{1,6})\s*\/\s*(\d{1,6})\s*$/.exec(text);
  const [numerator, denominator] = [Number(match?.[1]), Number(match?.[2])];
  return match !== null && numerator > 0 && numerator <= denominator ? { numerator, denominator } : null;
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
}

/** The rate a form says, under the id it has or gets; otherwise all its errors at once. */
export function rateOfForm(
  form: RateForm,
  taxId: string,
  writing: MoneyWriting,
): Outcome<DatedTaxRate, RateFormErrors> {
  const isFixed = form.kind === 'fixed';
  const ppm = isFixed ? ratePpm(0) : rateOfText(form.percent);
  const amount = isFixed ? parseMoney(form.amount, writing.currency, writing.format) : accept(minor(0));
  const share = isFixed ? undefined : shareOfText(form.share);
  const errors: RateFormErrors = {
    ...(form.name.trim() === '' ? { name: 'first-run.error.empty' } : {}),
    ...(ppm === null ? { percent: 'settings.rate-wrong' } : {}),
    ...(amount.ok ? {} : { amount: `refusal.${amount.refusal}` }),
    ...(share === null ? { share: 'tax.share-wrong' } : {}),
    ...(form.validFrom === '' || isDay(form.validFrom) ? {} : { validFrom: 'tax.day-wrong' }),
    ...(form.validTo === '' || isDay(form.validTo) ? {} : { validTo: 'tax.day-wrong' }),
  };
  if (Object.keys(errors).length > 0 || ppm === null || !amount.ok || share === null) return refuse(errors);
  const { kind, included, affectsNext, affectedByPrevious } = form;
  return accept({
    taxId,
    name: form.name.trim(),
    kind,
    ratePpm: ppm,
    amountPerUnit: amount.value,
    included,
    affectsNext,
    affectedByPrevious,
    ...(share === undefined ? {} : { baseShare: share }),
    validFrom: form.validFrom === '' ? null : form.validFrom,
    validTo: form.validTo === '' ? null : form.validTo,
  });
}
