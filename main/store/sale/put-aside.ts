import { BugError } from '../../../domain/assert.ts';
import type { SaleId, StaffId } from '../../../domain/id.ts';
import { decideSuspend, decideVoid } from '../../../domain/sale/decide-complete.ts';
import { transactionNumber } from '../../../domain/till/transaction-number.ts';
import { type Appliers, type Facts, type KnownShift, type Problem, problemIf } from '../op/applier.ts';
import { numberOf } from '../op/op-log.ts';
import type { Reader } from '../sqlite/reader.ts';
import { reading } from '../sqlite/reader.ts';
import { insertRow, putRow, statement } from '../sqlite/statement.ts';
import type { SaleParts } from './complete-sale.ts';
import { numberFor } from './own-number.ts';

type AsideKinds = 'sale.voided' | 'sale.suspended' | 'sale.resumed' | 'receipt.reprinted';

/** Sales struck, put aside, taken up again, and copies of receipts. */
export function asideAppliers(reader: Reader, parts: SaleParts): Pick<Appliers, AsideKinds> {
  return {
    'sale.voided': voidSale(reader, parts),
    'sale.suspended': suspendSale(reader, parts),
    'sale.resumed': resumeSale(reader),
    'receipt.reprinted': reprint(reader, parts),
  };
}

function shiftProblems(shift: KnownShift | null, staffId: StaffId | null): Problem[] {
  return [...problemIf(!shift?.open, 'till-not-open'), ...problemIf(staffId === null, 'staff-missing')];
}

function voidSale(reader: Reader, { facts, sales, overrides }: SaleParts): Appliers['sale.voided'] {
  const { connection } = reader;
  const insertVoided = insertRow(connection, 'voided_sale');
  const insertNumber = insertRow(connection, 'transaction_number');
  const drop = dropSuspended(reader);
  return {
    decide: (op) => {
      const { body, staffId, at, hubAt } = op;
      const shift = facts.shift(body.shiftId);
      const outcome = decideVoid(body.sale);
      const exists = problemIf(sales.isKnown(body.sale.saleId), 'sale-exists');
      const refused = outcome.ok ? [] : [{ code: outcome.refusal.code, detail: '' }];
      const problems = [
        ...shiftProblems(shift, staffId),
        ...refused,
        ...exists,
        ...overrides.problems(body.sale.overrides),
      ];
      if (!shift || exists.length > 0) return { problems, recordable: false };
      const { text, notes, problems: odd } = numberFor(op, shift, facts);
      const businessDate = facts.businessDate(Math.min(at, hubAt));
      return { problems: [...problems, ...odd], notes, refs: { transactionNumber: text, businessDate } };
    },
    record: ({ body, no, refs, staffId }, fold) => {
      const shift = shiftOf(facts, body.shiftId);
      const number = numberOf(refs);
      if (!number) throw new BugError('a voided sale has a number');
      const by = staffId ?? (shift.opened_by as StaffId);
      insertNumber({ ...number, op_no: no });
      insertVoided({
        no,
        sale_id: body.sale.saleId,
        ...number,
        shift_no: shift.no,
        business_date: String(refs['businessDate']),
        staff_id: by,
        reason_code: body.reasonCode,
      });
      drop.run({ saleId: body.sale.saleId });
      overrides.use(no, body.sale.overrides);
      const transactionNumberText = String(refs['transactionNumber']);
      fold.addToShift(shift.no, {
        kind: 'sale-voided',
        sale: body.sale,
        staffId: by,
        transactionNumber: transactionNumberText,
      });
    },
  };
}

function suspendSale(reader: Reader, { facts, sales }: SaleParts): Appliers['sale.suspended'] {
  const put = putRow(reader.connection, 'suspended_sale');
  return {
    decide: ({ body, staffId }) => {
      const outcome = decideSuspend(body.sale);
      const refused = outcome.ok ? [] : [{ code: outcome.refusal.code, detail: '' }];
      const exists = problemIf(sales.isKnown(body.sale.saleId), 'sale-exists');
      const problems = [...shiftProblems(facts.shift(body.shiftId), staffId), ...refused, ...exists];
      return { problems, recordable: exists.length === 0 };
    },
    record: ({ body, no, at, hubAt, staffId }) => {
      const { sale, label } = body;
      put({ sale_id: sale.saleId, no, label, suspended_at: Math.min(at, hubAt), staff_id: staffId ?? '' });
    },
  };
}

function resumeSale(reader: Reader): Appliers['sale.resumed'] {
  const known = reading<{ saleId: SaleId }, { no: number }>(reader, (query, param) =>
    query.selectFrom('suspended_sale').select('no').where('sale_id', '=', param('saleId')),
  );
  const drop = dropSuspended(reader);
  return {
    decide: ({ body }) => ({
      problems: problemIf(known.get({ saleId: body.saleId }) === undefined, 'sale-not-suspended', 'taken up elsewhere'),
    }),
    record: ({ body }) => void drop.run({ saleId: body.saleId }),
  };
}

function reprint(reader: Reader, { facts }: SaleParts): Appliers['receipt.reprinted'] {
  interface Known {
    readonly no: number;
    readonly series: string;
    readonly counter: number;
    readonly copies: number;
  }
  const known = reading<{ saleId: SaleId }, Known>(reader, (query, param) =>
    query
      .selectFrom('sale')
      .leftJoin('receipt_copy', 'receipt_copy.sale_no', 'sale.no')
      .select(['sale.no', 'sale.series', 'sale.counter'])
      .select((columns) => columns.fn.count<number>('receipt_copy.no').as('copies'))
      .where('sale.sale_id', '=', param('saleId'))
      .groupBy('sale.no'),
  );
  const insert = insertRow(reader.connection, 'receipt_copy');
  return {
    decide: ({ body }) => {
      const sale = known.get({ saleId: body.saleId });
      if (!sale) return { problems: [{ code: 'sale-unknown', detail: '' }], recordable: false };
      const number = transactionNumber(sale.series, sale.counter);
      return { problems: [], refs: { saleNumber: number, saleNo: sale.no, copyNumber: sale.copies + 1 } };
    },
    record: ({ no, refs, staffId, installId }, fold) => {
      insert({ no, sale_no: Number(refs['saleNo']), copy_number: Number(refs['copyNumber']), staff_id: staffId });
      const shift = facts.openShiftOf({ series: '', installId });
      if (shift) fold.addToShift(shift.no, { kind: 'receipt-reprinted' });
    },
  };
}

function dropSuspended({ connection }: Reader) {
  return statement<{ saleId: SaleId }, unknown>(connection, (query, param) =>
    query.deleteFrom('suspended_sale').where('sale_id', '=', param('saleId')),
  );
}

function shiftOf(facts: Facts, shiftId: Parameters<Facts['shift']>[0]): KnownShift {
  const shift = facts.shift(shiftId);
  if (!shift) throw new BugError('a voided sale was decided without a shift');
  return shift;
}
