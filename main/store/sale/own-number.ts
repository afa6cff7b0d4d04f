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
  if (facts.seriesOwner(own.series) !== installId)
    return {
      ...hubNumber(shift, facts),
      problems: [{ code: 'number-foreign', detail: `${own.series} is not the series of this device` }],
    };
  if (facts.isNumberTaken(own))
    return {
      ...hubNumber(shift, facts),
      problems: [{ code: 'number-taken', detail: `${body.transactionNumber} is given` }],
    };
  const notes = own.counter > facts.nextCounter(own.series) ? ['number-gap'] : [];
  return { text: transactionNumber(own.series, own.counter), problems: [], notes };
}

/** In a series a device numbers in by itself the hub gives nothing: the device would give the same number next. */
function hubNumber(shift: KnownShift, facts: Facts): Pick<GivenNumber, 'text' | 'notes'> {
  const series = facts.seriesOwner(shift.series) === null ? shift.series : `HUB${facts.gen()}`;
  return { text: transactionNumber(series, facts.nextCounter(series)), notes: [] };
}
