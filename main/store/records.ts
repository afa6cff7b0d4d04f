import type { Ambient } from '../../domain/ambient.ts';
import type { InstallId } from '../../domain/id.ts';
import { restoredAppliers } from './backup/restored-applier.ts';
import { catalogAppliers } from './catalog/catalog-applier.ts';
import { checkAppliers } from './check/check-applier.ts';
import { checkBook } from './check/check-book.ts';
import { drawerOpeningAppliers } from './drawer-opening/drawer-openings.ts';
import { findingAppliers } from './finding/finding-applier.ts';
import { deviceAppliers } from './handheld/handheld-applier.ts';
import type { Appliers } from './op/applier.ts';
import { Folder, type JobsOf } from './op/folder.ts';
import { KnownFacts } from './op/known-facts.ts';
import { Ledger } from './op/ledger.ts';
import { OpLog } from './op/op-log.ts';
import { overrideAppliers } from './override/override-applier.ts';
import { overrideBook } from './override/override-use.ts';
import { jobAdder } from './print-job/print-jobs.ts';
import { completeSale } from './sale/complete-sale.ts';
import { priceBook } from './sale/price-check.ts';
import { asideAppliers } from './sale/put-aside.ts';
import { returnBook } from './sale/return-check.ts';
import { saleBook } from './sale/sale-book.ts';
import { settingsAppliers } from './settings/settings-applier.ts';
import { shiftAppliers } from './shift/shift-applier.ts';
import type { CheckpointAside } from './sqlite/checkpoint-aside.ts';
import type { Connection } from './sqlite/load-sqlite.ts';
import type { Reader } from './sqlite/reader.ts';
import { staffAppliers } from './staff/staff-applier.ts';
import { stockAppliers } from './stock/stock-applier.ts';
import { installAppliers } from './sync/install-applier.ts';

/** The log, its appliers and the records they write, wired together over one connection. */
export interface Records {
  readonly log: OpLog;
  readonly facts: KnownFacts;
  readonly folder: Folder;
  readonly appliers: Appliers;
  readonly ledger: Ledger;
  readonly reader: Reader;
}

export interface RecordParts {
  readonly connection: Connection;
  readonly ambient: Ambient;
  readonly hubInstallId: InstallId;
  /** Print jobs that ops bring with them; null makes none (a replay prints nothing). */
  readonly jobsOf: JobsOf | null;
  /** Copies the write-ahead log beside the work; default null: nobody does. */
  readonly aside?: CheckpointAside | null;
}

export function openRecords({ connection, ambient, hubInstallId, jobsOf, aside = null }: RecordParts): Records {
  const log = new OpLog(connection);
  const facts = new KnownFacts(connection, log);
  let catchUp = (): void => undefined;
  const reader: Reader = { connection, catchUp: () => catchUp() };
  let folder: Folder | null = null;
  const totals: Folder['totals'] = (shiftNo) => {
    if (!folder) throw new TypeError('the folder is made with the appliers');
    return folder.totals(shiftNo);
  };
  const overrides = overrideBook(reader);
  const sale = {
    facts,
    overrides,
    sales: saleBook(connection, log),
    returns: returnBook(reader),
    prices: priceBook(reader),
    checks: checkBook(reader),
  };
  const appliers: Appliers = {
    ...settingsAppliers(reader, facts),
    ...staffAppliers(reader),
    ...overrideAppliers(reader),
    ...catalogAppliers(reader),
    ...stockAppliers(reader),
    ...drawerOpeningAppliers(reader),
    ...shiftAppliers(reader, { facts, overrides, totals }),
    'sale.completed': completeSale(reader, sale),
    ...asideAppliers(reader, sale),
    ...checkAppliers(sale.checks),
    ...installAppliers(reader, log),
    ...deviceAppliers(reader),
    ...findingAppliers(reader),
    ...restoredAppliers(),
  };
  folder = new Folder(connection, appliers, jobsOf === null ? null : { jobsOf, add: jobAdder(reader) });
  const made = folder;
  const forget = (rolledBack: boolean): void => {
    facts.forget();
    if (rolledBack) made.forget();
  };
  const ledger = new Ledger({ connection, appliers, folder, log, ambient, hubInstallId, aside, forget });
  catchUp = () => ledger.catchUp();
  return { log, facts, folder, appliers, ledger, reader };
}
