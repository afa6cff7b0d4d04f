import type { ShiftId } from '../../../domain/id.ts';
import type { StoreSettings } from '../../../domain/store/store-settings.ts';
import { businessDateOf, type ZoneOffset } from '../../../domain/time/business-date.ts';
import { zoneOffsetOf } from '../settings/zone-offset.ts';
import type { Connection } from '../sqlite/load-sqlite.ts';
import { statement } from '../sqlite/statement.ts';
import type { Row } from '../sqlite/tables.ts';
import type { Facts, KnownShift } from './applier.ts';
import type { OpLog } from './op-log.ts';

/**
 * Settings and shifts as decisions need them, remembered between ops. Both change only by ops whose records never lag,
 * so the tables are right even while sales wait for their fold; `forget` is called whenever records were written.
 */
export class KnownFacts implements Facts {
  readonly #log: OpLog;
  readonly #statements: ReturnType<typeof factStatements>;
  #settings: { readonly value: StoreSettings; readonly zone: ZoneOffset } | null = null;
  #shifts = new Map<string, KnownShift | null>();

  constructor(connection: Connection, log: OpLog) {
    this.#log = log;
    this.#statements = factStatements(connection);
  }

  forget(): void {
    this.#settings = null;
    this.#shifts.clear();
  }

  settings(): StoreSettings | null {
    return this.#known()?.value ?? null;
  }

  businessDate(at: number): string {
    const known = this.#known();
    if (!known) throw new TypeError('a store without settings has no business day');
    return businessDateOf(at, known.zone, known.value.dayCutOverHour);
  }

  shift(shiftId: ShiftId): KnownShift | null {
    const known = this.#shifts.get(shiftId);
    if (known !== undefined) return known;
    const found = withState(this.#statements.byId.get({ shiftId }));
    this.#shifts.set(shiftId, found);
    return found;
  }

  openShiftOf(by: { readonly series: string; readonly installId: string }): KnownShift | null {
    return withState(this.#statements.openOf.get(by));
  }

  lastShift(installId: string): KnownShift | null {
    return withState(this.#statements.lastOf.get({ installId }) ?? this.#statements.last.get({}));
  }

  nextCounter(series: string): number {
    return this.#log.nextCounter(series);
  }

  nextZNumber(): number {
    return this.#log.nextZNumber();
  }

  isNumberTaken(number: { readonly series: string; readonly counter: number }): boolean {
    return this.#log.isNumberTaken(number);
  }

  seriesUsedBy(series: string): string | null {
    return this.#log.seriesUsedBy(series);
  }

  gen(): number {
    return Number(this.#statements.fact.get({ name: 'epoch_gen' })?.value ?? 0);
  }

  seriesOwner(series: string): string | null {
    return this.#statements.ownerOf.get({ series })?.install_id ?? null;
  }

  #known() {
    if (this.#settings) return this.#settings;
    const row = this.#statements.settings.get({});
    if (!row) return null;
    const value = JSON.parse(row.document) as StoreSettings;
    this.#settings = { value, zone: zoneOffsetOf(value.timeZone) };
    return this.#settings;
  }
}

type ShiftWithZ = Row<'shift'> & { readonly z_no: number | null };

function withState(row: ShiftWithZ | undefined): KnownShift | null {
  if (!row) return null;
  const { z_no, ...shift } = row;
  return { ...shift, open: z_no === null };
}

function factStatements(connection: Connection) {
  return {
    fact: statement<{ name: string }, { value: string }>(connection, (query, param) =>
      query.selectFrom('store_fact').select('value').where('name', '=', param('name')),
    ),
    ownerOf: statement<{ series: string }, { install_id: string }>(connection, (query, param) =>
      query.selectFrom('install_series').select('install_id').where('series', '=', param('series')),
    ),
    settings: statement<object, Row<'settings'>>(connection, (query) => query.selectFrom('settings').selectAll()),
    byId: statement<{ shiftId: string }, ShiftWithZ>(connection, (query, param) =>
      query
        .selectFrom('shift')
        .leftJoin('z_report', 'z_report.shift_no', 'shift.no')
        .selectAll('shift')
        .select('z_report.no as z_no')
        .where('shift.shift_id', '=', param('shiftId')),
    ),
    openOf: statement<{ series: string; installId: string }, ShiftWithZ>(connection, (query, param) =>
      query
        .selectFrom('shift')
        .leftJoin('z_report', 'z_report.shift_no', 'shift.no')
        .selectAll('shift')
        .select('z_report.no as z_no')
        .where('z_report.no', 'is', null)
        .where((where) =>
          where.or([where('shift.series', '=', param('series')), where('shift.install_id', '=', param('installId'))]),
        )
        .orderBy('shift.no', 'desc')
        .limit(1),
    ),
    lastOf: statement<{ installId: string }, ShiftWithZ>(connection, (query, param) =>
      query
        .selectFrom('shift')
        .leftJoin('z_report', 'z_report.shift_no', 'shift.no')
        .selectAll('shift')
        .select('z_report.no as z_no')
        .where('shift.install_id', '=', param('installId'))
        .orderBy('shift.no', 'desc')
        .limit(1),
    ),
    last: statement<object, ShiftWithZ>(connection, (query) =>
      query
        .selectFrom('shift')
        .leftJoin('z_report', 'z_report.shift_no', 'shift.no')
        .selectAll('shift')
        .select('z_report.no as z_no')
        .orderBy('shift.no', 'desc')
        .limit(1),
    ),
  };
}
