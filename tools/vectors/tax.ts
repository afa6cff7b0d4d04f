import { minor } from '../../domain/money/minor.ts';
import {
  addRatios,
  multiplyRatios,
  negateRatio,
  type Ratio,
  ratio,
  ratioZero,
  sumRatios,
} from '../../domain/money/ratio.ts';
import type { Direction, SettledLine, SettledSale } from '../../domain/sale/sale.ts';
import { settleSale } from '../../domain/sale/settle-sale.ts';
import { exactLineTaxes } from '../../domain/tax/line-taxes.ts';
import { cashDue } from '../../domain/tender/amount-due.ts';
import { agrees, decimal, shown } from './decimal.ts';
import type { Figure, TaxEntry, TaxExpectation } from './tax-entry.ts';
import { levelOf, majorOf, rateOfEntry, saleOfEntry } from './tax-sale.ts';
import { judged, runEach, skipped, type VectorResult } from './vector-result.ts';

/** Runs the `tax` entries of a vector file through `settleSale` and, for raw figures, `exactLineTaxes`. */
export function runTax(entries: readonly TaxEntry[]): VectorResult[] {
  return runEach(entries, { key: 'tax', fields: ['rounding', 'taxes', 'lines', 'expect'] }, runEntry);
}

function runEntry(entry: TaxEntry): VectorResult {
  const reason = beyondSettings(entry);
  if (reason) return skipped(entry.id, reason);
  const tolerance = decimal(entry.tolerance ?? 0);
  const figures = levelOf(entry) === null ? rawFigures(entry) : settledFigures(entry);
  return judged(entry.id, differences(figures, entry, tolerance));
}

/** A policy entry is run when the store's settings have that policy; the rest is another product's own strategy. */
function beyondSettings(entry: TaxEntry): string {
  if (levelOf(entry) === null && !entry.rounding.startsWith('none')) return `no store setting rounds ${entry.rounding}`;
  if (entry.cash_rounding?.strategy && !/separate|line/i.test(entry.cash_rounding.strategy)) {
    return 'cash rounding never touches tax here';
  }
  if (!entry.policy) return '';
  return /per piece|rounding mode/i.test(entry.policy) ? '' : entry.policy;
}

interface LineFigures {
  readonly base: Ratio;
  readonly total: Ratio;
  readonly taxes: readonly {
    readonly tax: string;
    readonly base: Ratio;
    readonly amount: Ratio;
    readonly included: boolean;
  }[];
}

interface Figures {
  readonly lines: readonly LineFigures[];
  readonly cashRounding: Ratio;
  /** Raw figures are shown with six decimals: half a unit of the last one is allowed. */
  readonly slack: Ratio;
}

function settledFigures(entry: TaxEntry): Figures {
  const { sale, policy, digits } = saleOfEntry(entry);
  const settled = settleSale(sale, policy);
  const included = sale.lines.map((line) => line.taxes.map((rate) => rate.included));
  const lines = settled.lines.map((line, index) => lineFigures(line, included[index] ?? [], digits));
  const rounding = entry.cash_rounding ? signedCashRounding(settled, policy) : 0;
  return { lines, cashRounding: majorOf(rounding, digits), slack: ratioZero };
}

function signedCashRounding(settled: SettledSale, policy: Parameters<typeof cashDue>[1]): number {
  const collect = cashDue(settled.collect, policy) - settled.collect;
  const refund = cashDue(settled.refund, policy) - settled.refund;
  return collect - refund;
}

function lineFigures(line: SettledLine, included: readonly boolean[], digits: number): LineFigures {
  const figure = (amount: number): Ratio => majorOf(signed(amount, line.direction), digits);
  return {
    base: figure(line.net),
    total: figure(line.gross),
    taxes: line.taxes.map((tax, index) => ({
      tax: tax.taxId,
      base: figure(tax.base),
      amount: figure(tax.amount),
      included: included[index] ?? false,
    })),
  };
}

function signed(amount: number, direction: Direction): number {
  return direction === 'return' ? -amount : amount;
}

/** Six decimals are shown, so the engine's exact fractions must lie within half of the last one. */
function rawFigures(entry: TaxEntry): Figures {
  const lines = entry.lines.map((line) => {
    const rates = line.taxes.map((id) => {
      const tax = entry.taxes.find((each) => each.id === id);
      if (!tax) throw new TypeError(`unknown tax ${id}`);
      return { tax, rate: rateOfEntry(tax, toMicro) };
    });
    const exact = rawLine(
      line,
      rates.map(({ rate }) => rate),
    );
    return {
      base: exact.net,
      total: exact.gross,
      taxes: exact.taxes.map(({ base, amount }, index) => ({
        tax: rates[index]?.tax.id ?? '',
        base,
        amount,
        included: rates[index]?.rate.included ?? false,
      })),
    };
  });
  return { lines, cashRounding: ratioZero, slack: ratio(1, 2_000_000) };
}

const microsPerUnit = 1_000_000n;

function toMicro(value: Figure): ReturnType<typeof minor> {
  const exact = multiplyRatios(decimal(value), ratio(microsPerUnit));
  return minor(Number(exact.numerator / exact.denominator));
}

function rawLine(
  line: TaxEntry['lines'][number],
  rates: Parameters<typeof exactLineTaxes>[0],
): ReturnType<typeof exactLineTaxes> {
  const price = multiplyRatios(decimal(line.unit_price), decimal(line.qty));
  const percent = decimal(line.discount_percent ?? 0);
  const kept = addRatios(ratio(1), multiplyRatios(percent, ratio(-1, 100)));
  const exact = multiplyRatios(multiplyRatios(price, kept), ratio(microsPerUnit));
  const back = decimal(line.unit_price).numerator < 0n;
  const units = decimal(line.qty);
  const raw = exactLineTaxes(rates, exact, back ? negateRatio(units) : units);
  const down = (value: Ratio): Ratio => multiplyRatios(value, ratio(1, microsPerUnit));
  return {
    net: down(raw.net),
    gross: down(raw.gross),
    taxes: raw.taxes.map(({ base, amount }) => ({ base: down(base), amount: down(amount) })),
  };
}

function differences(figures: Figures, entry: TaxEntry, tolerance: Ratio): string[] {
  const allowed = addRatios(tolerance, figures.slack);
  const found: string[] = [];
  const check = (name: string, actual: Ratio, expected: Figure | null | undefined): void => {
    if (expected === null || expected === undefined) return;
    if (agrees(actual, decimal(expected), allowed)) return;
    found.push(`${name} is ${shown(actual)}, expected ${expected}`);
  };
  checkTotals(figures, entry.expect, check);
  checkLines(figures, entry.expect, check);
  checkGroups(figures, entry, check);
  return found;
}

type Check = (name: string, actual: Ratio, expected: Figure | null | undefined) => void;

function checkTotals(figures: Figures, expect: TaxExpectation, check: Check): void {
  const taxes = figures.lines.flatMap((line) => line.taxes);
  const total = sumRatios(figures.lines.map((line) => line.total));
  check('base', sumRatios(figures.lines.map((line) => line.base)), expect.base);
  check('tax', sumRatios(taxes.map((tax) => tax.amount)), expect.tax);
  const inside = taxes.filter((tax) => tax.included).map((tax) => tax.amount);
  check('tax_included', sumRatios(inside), expect.tax_included);
  check('total', total, expect.total);
  check('total_before_cash_rounding', total, expect.total_before_cash_rounding);
  check('cash_rounding', figures.cashRounding, expect.cash_rounding);
  check('payable', addRatios(total, figures.cashRounding), expect.payable);
}

function checkLines(figures: Figures, expect: TaxExpectation, check: Check): void {
  for (const [index, line] of (expect.lines ?? []).entries()) {
    const actual = figures.lines[index] ?? { base: ratioZero, total: ratioZero, taxes: [] };
    check(`line ${index + 1} base`, actual.base, line.base);
    check(`line ${index + 1} total`, actual.total, line.total);
    for (const [at, tax] of (line.taxes ?? []).entries()) {
      const own =
        actual.taxes[at]?.tax === tax.tax ? actual.taxes[at] : actual.taxes.find((each) => each.tax === tax.tax);
      check(`line ${index + 1} ${tax.tax} base`, own?.base ?? ratioZero, tax.base);
      check(`line ${index + 1} ${tax.tax} amount`, own?.amount ?? ratioZero, tax.amount);
    }
  }
}

function checkGroups(figures: Figures, entry: TaxEntry, check: Check): void {
  for (const [id, group] of Object.entries(entry.expect.tax_groups ?? {})) {
    const own = figures.lines.flatMap((line) => line.taxes.filter((tax) => tax.tax === id));
    if (!entry.group_base_policy_specific) check(`${id} base`, sumRatios(own.map((tax) => tax.base)), group.base);
    check(`${id} amount`, sumRatios(own.map((tax) => tax.amount)), group.amount);
  }
}
