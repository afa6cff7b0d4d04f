import { assertNever } from '../../../domain/assert.ts';
import { unpaidLines } from '../../../domain/check/check.ts';
import type { Change, SyncTopic } from '../../../domain/sync/mirror.ts';
import { itemOfRow } from '../catalog/item-row.ts';
import { checkOfDocument, withoutCosts } from '../check/check-reads.ts';
import type { RecordedOp } from '../op/op-row.ts';
import { type Reader, reading } from '../sqlite/reader.ts';
import type { Row } from '../sqlite/tables.ts';

/** The whole state of things as clients mirror them; what goods cost the store is left out, since no person asks. */
export interface MirrorStates {
  /** One thing; `put` is null when it is not there. */
  readonly one: (key: { readonly topic: SyncTopic; readonly id: string }) => Change;
  /** Things of a topic in the order of their ids, after an id. */
  readonly page: (topic: SyncTopic, after: string, limit: number) => Change[];
}

type SuspendedRow = Row<'suspended_sale'> & { readonly body: string };
type ShiftRow = Row<'shift'> & { readonly z_no: number | null };
type StockRow = { readonly item_id: string; readonly on_hand_milli: number };

type Page = { readonly after: string; readonly to: string; readonly limit: number };

/** Ids are lowercase text below this one. */
const afterAll = '~';

export function mirrorStates(reader: Reader): MirrorStates {
  const rows = stateQueries(reader);
  const read = (topic: SyncTopic, page: Page): Change[] => {
    switch (topic) {
      case 'settings':
        return page.after >= 'store'
          ? []
          : rows.settings.all({}).map((row) => ({ topic, id: 'store', put: JSON.parse(row.document) }));
      case 'staff':
        return rows.staff
          .all(page)
          .map(({ staff_id: id, name, role, active }) => ({ topic, id, put: { name, role, active: active === 1 } }));
      case 'item':
        return rows.item
          .all(page)
          .map((row) => ({ topic, id: row.item_id, put: { ...itemOfRow(row), unitCost: null } }));
      case 'stock':
        return rows.stock.all(page).map((row) => ({ topic, id: row.item_id, put: { onHandMilli: row.on_hand_milli } }));
      case 'suspended':
        return rows.suspended.all(page).map((row) => ({ topic, id: row.sale_id, put: suspendedOf(row) }));
      case 'checks':
        return rows.checks.all(page).map((row) => ({ topic, id: row.check_id, put: checkOf(row) }));
      case 'shift':
        return rows.shift.all(page).map((row) => ({ topic, id: row.shift_id, put: shiftOf(row) }));
      default:
        return assertNever(topic);
    }
  };
  return {
    one: (key) => nextTo(read, key) ?? { ...key, put: null },
    page: (topic, after, limit) => read(topic, { after, to: afterAll, limit }),
  };
}

/** Ids that differ in nothing but their last digit. */
const neighboursMax = 16;

/** One thing, found by the range its id lies in, so that each topic has a single query. */
function nextTo(
  read: (topic: SyncTopic, page: Page) => Change[],
  { topic, id }: Pick<Change, 'topic' | 'id'>,
): Change | null {
  const near = read(topic, { after: id.slice(0, -1), to: id, limit: neighboursMax });
  return near.find((each) => each.id === id) ?? null;
}

function suspendedOf(row: SuspendedRow): unknown {
  const { sale } = JSON.parse(row.body) as RecordedOp<'sale.suspended'>['body'];
  const lines = sale.lines.map((line) => ({ ...line, unitCost: null }));
  return { label: row.label, suspendedAt: row.suspended_at, staffId: row.staff_id, sale: { ...sale, lines } };
}

/**
 * A check as clients mirror it: paid and closed ones too, so that a draft somewhere else never opens them again. What was
 * paid on those is named and not told: a year of tables would fill a phone (CH24).
 */
function checkOf({ document, status }: Row<'check_state'>): unknown {
  const check = withoutCosts(checkOfDocument(document));
  if (status === 'open') return check;
  return { ...check, lines: unpaidLines(check) };
}

function shiftOf({ install_id: installId, series, opened_at: openedAt, opened_by: openedBy, z_no }: ShiftRow): unknown {
  return { installId, series, openedAt, openedBy, open: z_no === null };
}

function stateQueries(reader: Reader) {
  return { ...thingQueries(reader), ...tradeQueries(reader) };
}

function thingQueries(reader: Reader) {
  return {
    settings: reading<object, Row<'settings'>>(reader, (query) => query.selectFrom('settings').selectAll()),
    staff: reading<Page, Row<'staff'>>(reader, (query, param) =>
      query
        .selectFrom('staff')
        .selectAll()
        .where('staff_id', '>', param('after'))
        .where('staff_id', '<=', param('to'))
        .orderBy('staff_id')
        .limit(param('limit')),
    ),
    item: reading<Page, Row<'item'>>(reader, (query, param) =>
      query
        .selectFrom('item')
        .selectAll()
        .where('item_id', '>', param('after'))
        .where('item_id', '<=', param('to'))
        .orderBy('item_id')
        .limit(param('limit')),
    ),
    stock: reading<Page, StockRow>(reader, (query, param) =>
      query
        .selectFrom('item')
        .innerJoin('stock', 'stock.item_no', 'item.item_no')
        .select(['item.item_id', 'stock.on_hand_milli'])
        .where('item.item_id', '>', param('after'))
        .where('item.item_id', '<=', param('to'))
        .orderBy('item.item_id')
        .limit(param('limit')),
    ),
  };
}

function tradeQueries(reader: Reader) {
  return {
    suspended: reading<Page, SuspendedRow>(reader, (query, param) =>
      query
        .selectFrom('suspended_sale')
        .innerJoin('op', 'op.no', 'suspended_sale.no')
        .selectAll('suspended_sale')
        .select('op.body')
        .where('suspended_sale.sale_id', '>', param('after'))
        .where('suspended_sale.sale_id', '<=', param('to'))
        .orderBy('suspended_sale.sale_id')
        .limit(param('limit')),
    ),
    checks: reading<Page, Row<'check_state'>>(reader, (query, param) =>
      query
        .selectFrom('check_state')
        .selectAll()
        .where('check_id', '>', param('after'))
        .where('check_id', '<=', param('to'))
        .orderBy('check_id')
        .limit(param('limit')),
    ),
    shift: reading<Page, ShiftRow>(reader, (query, param) =>
      query
        .selectFrom('shift')
        .leftJoin('z_report', 'z_report.shift_no', 'shift.no')
        .selectAll('shift')
        .select('z_report.no as z_no')
        .where('shift.shift_id', '>', param('after'))
        .where('shift.shift_id', '<=', param('to'))
        .orderBy('shift.shift_id')
        .limit(param('limit')),
    ),
  };
}
