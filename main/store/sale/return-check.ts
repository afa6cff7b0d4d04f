import type { LineId, SaleId } from '../../../domain/id.ts';
import { add, subtract } from '../../../domain/money/arithmetic.ts';
import { type Minor, zero } from '../../../domain/money/minor.ts';
import type { CashRefunded, SaleLine } from '../../../domain/sale/sale.ts';
import type { Problem } from '../op/applier.ts';
import { canonicalJson, sameJson } from '../op/canonical-json.ts';
import type { RecordedOp } from '../op/op-row.ts';
import { type Reader, reading } from '../sqlite/reader.ts';

/** What the record knows of earlier returns of a sale. */
export interface ReturnBook {
  /** Thousandths of a line that came back so far. */
  readonly returnedMilli: (saleId: SaleId, lineId: LineId) => number;
  /** What earlier returns of the sale gave back in cash; null when nothing. */
  readonly cashRefunded: (saleId: SaleId) => CashRefunded | null;
  /** What is odd about the originals that return lines claim: the client's word is compared with the record (RE1, RE2). */
  readonly problems: (lines: readonly SaleLine[]) => Problem[];
}

type Body = RecordedOp<'sale.completed'>['body'];
interface CashRow {
  readonly amount: number;
  readonly cash_rounding: number;
}

export function returnBook(reader: Reader): ReturnBook {
  const { milliOf, cashOf, bodyOf } = returnQueries(reader);
  const cashRefunded = (saleId: SaleId): CashRefunded | null => sumOfCash(cashOf.all({ saleId }));
  return {
    returnedMilli: (saleId, lineId) => milliOf.get({ saleId, lineId })?.milli ?? 0,
    cashRefunded,
    problems: (lines) => {
      const returns = lines.flatMap(({ returnOf, voided }) => (returnOf && voided === null ? [returnOf] : []));
      const bodies = new Map<SaleId, Body | null>();
      return returns.flatMap(({ saleId, lineId, originalMilli, original, cashRefunded: claimed }) => {
        if (!bodies.has(saleId)) {
          const row = bodyOf.get({ saleId });
          bodies.set(saleId, row ? (JSON.parse(row.body) as Body) : null);
        }
        const body = bodies.get(saleId) ?? null;
        if (!body) return [{ code: 'return-unknown', detail: 'the record has no such sale' }];
        const line = body.sale.lines.find((each) => each.lineId === lineId && each.direction === 'sale');
        const settled = body.settled.lines.find((each) => each.lineId === lineId);
        if (!line || line.voided !== null || !settled) return [{ code: 'return-unknown', detail: 'no such line' }];
        const same = line.quantity.milli === originalMilli && sameJson(settled, original);
        if (!same) return [{ code: 'return-differs', detail: 'the original line is not what the record says' }];
        const known = cashRefunded(saleId);
        const cashSame = canonicalJson(claimed ?? null) === canonicalJson(known) || (!known && isNothing(claimed));
        return cashSame ? [] : [{ code: 'return-outdated', detail: 'cash was refunded for this sale meanwhile' }];
      });
    },
  };
}

function isNothing(claimed: CashRefunded | undefined): boolean {
  return claimed === undefined || (claimed.exact === 0 && claimed.cash === 0);
}

/** `amount` of a cash refund holds its rounding; without it, it is exact. */
function sumOfCash(rows: readonly CashRow[]): CashRefunded | null {
  if (rows.length === 0) return null;
  return rows.reduce<CashRefunded>(
    ({ exact, cash }, row) => ({
      exact: add(exact, subtract(row.amount as Minor, row.cash_rounding as Minor)),
      cash: add(cash, row.amount as Minor),
    }),
    { exact: zero, cash: zero },
  );
}

function returnQueries(reader: Reader) {
  return {
    milliOf: reading<{ saleId: string; lineId: string }, { milli: number | null }>(reader, (query, param) =>
      query
        .selectFrom('line_return')
        .innerJoin('sale', 'sale.no', 'line_return.sale_no')
        .select((columns) => columns.fn.sum<number>('line_return.milli').as('milli'))
        .where('sale.sale_id', '=', param('saleId'))
        .where('line_return.line_id', '=', param('lineId')),
    ),
    cashOf: reading<{ saleId: string }, CashRow>(reader, (query, param) =>
      query
        .selectFrom('tender')
        .select(['tender.amount', 'tender.cash_rounding'])
        .where('tender.kind', '=', 'cash')
        .where('tender.direction', '=', 'refunded')
        .where('tender.no', 'in', (inner) =>
          inner
            .selectFrom('line_return')
            .innerJoin('sale', 'sale.no', 'line_return.sale_no')
            .select('line_return.by_no')
            .where('sale.sale_id', '=', param('saleId')),
        )
        .orderBy('tender.no')
        .orderBy('tender.tender_no'),
    ),
    bodyOf: reading<{ saleId: string }, { body: string }>(reader, (query, param) =>
      query
        .selectFrom('sale')
        .innerJoin('op', 'op.no', 'sale.no')
        .select('op.body')
        .where('sale.sale_id', '=', param('saleId')),
    ),
  };
}
