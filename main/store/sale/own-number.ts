import {
  deviceSeries,
  isSeriesOfBefore,
  partsOfSeries,
  terminalDeviceNo,
} from '../../../domain/sync/receipt-series.ts';
import { parseTransactionNumber, transactionNumber } from '../../../domain/till/transaction-number.ts';
import type { Facts, KnownShift, Problem } from '../op/applier.ts';

/** The number a transaction gets in the record, and what is odd about the one its device gave it. */
export interface GivenNumber {
  readonly text: string;
  readonly problems: readonly Problem[];
  readonly notes: readonly string[];
}

interface Numbered {
  readonly installId: string;
  readonly body: { readonly transactionNumber: string | null };
}

/**
 * A device's own number stands when the series is its own and the number is free: it is on the paper in the customer's
 * hand (YN34). Otherwise the hub gives the next one of the shift's series. A jump is noted: a number is missing in between.
 */
export function numberFor({ installId, body }: Numbered, shift: KnownShift, facts: Facts): GivenNumber {
  const own = body.transactionNumber === null ? null : parseTransactionNumber(body.transactionNumber);
  if (own === null) return { ...hubNumber(shift, facts), problems: [] };
  const claim = claimOf(own.series, installId, facts);
  if (claim === 'foreign')
    return replaced(shift, facts, { code: 'number-foreign', detail: `${own.series} is not of this device` });
  if (facts.isNumberTaken(own))
    return replaced(shift, facts, { code: 'number-taken', detail: `${body.transactionNumber} is given` });
  const gap = own.counter > facts.nextCounter(own.series) ? ['number-gap'] : [];
  const notes = claim === 'of-before' ? [...gap, 'series-of-before'] : gap;
  return { text: transactionNumber(own.series, own.counter), problems: [], notes };
}

/** Whose series is it? One the hub has forgotten in a restore belongs to the device that has used it since (YN35). */
function claimOf(series: string, installId: string, facts: Facts): 'own' | 'of-before' | 'foreign' {
  const owner = facts.seriesOwner(series);
  if (owner !== null) return owner === installId ? 'own' : 'foreign';
  if (!isSeriesOfBefore(series, facts.gen())) return 'foreign';
  const usedBy = facts.seriesUsedBy(series);
  return usedBy === null || usedBy === installId ? 'of-before' : 'foreign';
}

function replaced(shift: KnownShift, facts: Facts, problem: Problem): GivenNumber {
  return { ...hubNumber(shift, facts), problems: [problem] };
}

/**
 * In a series a device numbers in by itself the hub gives nothing: the device would give the same number next. The
 * counter's own goes on with the letter of the generation: numbers after the backup may be on paper already (BK55).
 */
function hubNumber({ series: shifts }: KnownShift, facts: Facts): Pick<GivenNumber, 'text' | 'notes'> {
  const isDevices = facts.seriesOwner(shifts) !== null || isSeriesOfBefore(shifts, facts.gen());
  const series = isDevices ? `HUB${facts.gen()}` : counterSeries(shifts, facts.gen());
  return { text: transactionNumber(series, facts.nextCounter(series)), notes: [] };
}

function counterSeries(series: string, gen: number): string {
  const parts = partsOfSeries(series);
  return parts?.deviceNo === terminalDeviceNo && parts.gen < gen ? deviceSeries(gen, terminalDeviceNo) : series;
}
