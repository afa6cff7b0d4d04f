import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { OpResult } from '../../contracts/op.ts';
import type { Ambient } from '../../domain/ambient.ts';
import { FaultError } from '../../domain/fault-catalog.ts';
import { brandId, type InstallId } from '../../domain/id.ts';
import type { Op } from '../../domain/op/op.ts';
import type { StoreSettings } from '../../domain/store/store-settings.ts';
import { type ChunkReads, chunkReads } from './catalog/chunk-reads.ts';
import { type ItemReads, itemReads } from './catalog/item-reads.ts';
import { type CheckReads, checkReads } from './check/check-reads.ts';
import { type Drafts, drafts } from './draft/drafts.ts';
import { type DrawerOpeningReads, drawerOpeningReads } from './drawer-opening/drawer-openings.ts';
import { type FindingReads, findingReads } from './finding/finding-reads.ts';
import { type DeviceReads, deviceReads } from './handheld/handheld-reads.ts';
import type { JobsOf } from './op/folder.ts';
import type { HubOp, Push } from './op/ledger.ts';
import { type OpReads, opReads } from './op/op-reads.ts';
import type { RecordedOp } from './op/op-row.ts';
import type { Authorise, PushAnswer } from './op/push.ts';
import { type OverrideReads, overrideReads } from './override/override-reads.ts';
import { type PrintJobs, printJobs } from './print-job/print-jobs.ts';
import { openRecords, type Records } from './records.ts';
import { type SaleReads, saleReads } from './sale/sale-reads.ts';
import { type ShiftReads, shiftReads } from './shift/shift-reads.ts';
import { CheckpointAside } from './sqlite/checkpoint-aside.ts';
import { growWriteAheadLog, openConnection, walStartBytes as walStartBytesDefault } from './sqlite/connection.ts';
import type { Connection } from './sqlite/load-sqlite.ts';
import { lockDirectory } from './sqlite/lock-file.ts';
import { migrate, sourceMigrations } from './sqlite/migrate.ts';
import { faultOf, withFaults } from './sqlite/sqlite-fault.ts';
import { statement } from './sqlite/statement.ts';
import { type StaffReads, staffReads } from './staff/staff-reads.ts';
import { type StockReads, stockReads } from './stock/stock-reads.ts';
import { type StoreInfo, storeInfo } from './store-info.ts';
import { type SyncStore, syncStore } from './sync/sync-reads.ts';
import { takeDeferred } from './sync/take-aside.ts';

/** Name of the store's file in the data directory. */
export const storeFileName = 'store.db';

export interface StoreOptions {
  /** Data directory; made when it is missing. */
  readonly dir: string;
  /** Data key, 32 bytes (`key/`); null only with KAUNTER_PLAIN_STORE=1, for a bench or a simulation. */
  readonly key: Uint8Array | null;
  /** Clock and ids of the hub's own ops. */
  readonly ambient: Ambient;
  /** Reads what the records held when they were last folded; takes no lock and can write nothing. */
  readonly readonly?: boolean;
  /** Where the migrations lie; default: those of the source tree. */
  readonly migrationsDir?: string;
  /** Default: `walStartBytes` of `sqlite/connection.ts`; 0 for a test that opens stores by the thousand. */
  readonly walStartBytes?: number;
  /** Has the write-ahead log copied by a thread of its own; default: the store does it itself in quiet moments. */
  readonly checkpointAside?: boolean;
  /** Print jobs that ops bring with them, written with the records of each op. */
  readonly jobsOf?: JobsOf;
}

/** Opens the store of a data directory: lock, key, migrations, and whatever of the log is not in the records yet. */
export function openStore(options: StoreOptions): Store {
  return new Store(options);
}

/** The shop's record. One process has it open for writing; everything it does is synchronous but `submit`. */
export class Store {
  readonly sales: SaleReads;
  /** Open checks, and how each stands. */
  readonly checks: CheckReads;
  readonly shifts: ShiftReads;
  readonly items: ItemReads;
  /** The catalog in pieces, for handhelds. */
  readonly chunks: ChunkReads;
  readonly stock: StockReads;
  readonly staff: StaffReads;
  readonly overrides: OverrideReads;
  readonly drafts: Drafts;
  readonly handhelds: DeviceReads;
  /** What somebody should look at: flags, ops kept aside. */
  readonly findings: FindingReads;
  /** Drawers that were opened without a reason. */
  readonly drawerOpenings: DrawerOpeningReads;
  readonly printJobs: PrintJobs;
  readonly ops: OpReads;
  /** What clients that were away need: epoch, changes, snapshots, backup marks. */
  readonly sync: SyncStore;
  /** Install id of the hub's own ops, made with the store. */
  readonly hubInstallId: InstallId;
  readonly path: string;
  /** The store's own connection; for the rooms of the store and its tests, never for the hub. */
  readonly connection: Connection;
  readonly #records: Records;
  readonly #aside: CheckpointAside | null;
  readonly #unlock: () => void;

  constructor(options: StoreOptions) {
    const { dir, key, ambient, readonly = false, migrationsDir = sourceMigrations(), jobsOf } = options;
    const { walStartBytes = walStartBytesDefault, checkpointAside = false } = options;
    this.path = join(dir, storeFileName);
    this.#aside = checkpointAside && !readonly ? new CheckpointAside({ path: this.path, key }) : null;
    if (!readonly) withFaults(() => mkdirSync(dir, { recursive: true, mode: 0o700 }));
    if (readonly && !existsSync(this.path)) throw new FaultError('store-read-only', 'there is no store to read here');
    this.#unlock = readonly ? () => undefined : lockDirectory(dir);
    try {
      this.connection = openConnection({ path: this.path, key, readonly });
      if (!readonly) migrate(this.connection, migrationsDir);
      this.hubInstallId = hubInstallOf(this.connection, ambient);
      const parts = { connection: this.connection, ambient, hubInstallId: this.hubInstallId, aside: this.#aside };
      this.#records = withFaults(() => openRecords({ ...parts, jobsOf: jobsOf ?? null }));
      this.#records.ledger.catchUp();
      if (!readonly && walStartBytes > 0) withFaults(() => growWriteAheadLog(this.connection, walStartBytes));
    } catch (error) {
      this.#unlock();
      throw faultOf(error) ?? error;
    }
    const { reader, ledger, folder, log } = this.#records;
    const write = <Value>(act: () => Value): Value => (this.connection.inTransaction ? act() : ledger.write(act));
    const pending = (): readonly RecordedOp[] => log.pending;
    this.sales = saleReads(reader, pending);
    this.checks = checkReads(reader);
    this.shifts = shiftReads(reader, folder.totals.bind(folder));
    this.items = itemReads(reader);
    this.chunks = chunkReads(reader);
    this.stock = stockReads(reader);
    this.staff = staffReads(reader, write);
    this.overrides = overrideReads(reader);
    this.drafts = drafts(reader, write);
    this.handhelds = deviceReads(reader, write);
    this.findings = findingReads(reader);
    this.drawerOpenings = drawerOpeningReads(reader);
    this.printJobs = printJobs(reader, { write, pending, jobsOf: jobsOf ?? null });
    this.ops = opReads(reader);
    const { hubInstallId: hubId } = this;
    const lastSeqs = (): ReadonlyMap<string, number> => log.lastSeqs();
    this.sync = syncStore({ reader, write, ops: this.ops, hubId, newId: ambient.newId, lastSeqs });
    if (readonly) return;
    this.sync.epoch();
    takeDeferred(this);
  }

  /** Takes a push in the shared commit of this turn of the event loop; resolves after that commit, never before. */
  submit(push: Push, authorise: Authorise): Promise<PushAnswer> {
    return this.#records.ledger.submit(push, authorise);
  }

  /** Takes a push at once in its own transaction. */
  push(push: Push, authorise: Authorise): PushAnswer {
    return this.#records.ledger.push(push, authorise);
  }

  /** Takes a push at once with its records in the same commit; shares nothing with other pushes. */
  pushWhole(push: Push, authorise: Authorise): PushAnswer {
    return this.#records.ledger.pushWhole(push, authorise);
  }

  /** Ops of the hub's own, all in one transaction or none: the results end with the first refusal. */
  append(ops: readonly HubOp[]): OpResult[] {
    return this.#records.ledger.append(ops);
  }

  /** The store's settings; null before the first run. */
  settings(): StoreSettings | null {
    return this.#records.facts.settings();
  }

  /** The store's calendar day a moment (UTC epoch ms) belongs to. */
  businessDate(at: number): string {
    return this.#records.facts.businessDate(at);
  }

  /** Last `seq` taken from an install. */
  lastSeq(installId: InstallId): number {
    return this.#records.log.lastSeq(installId);
  }

  /** Takes ops of one install that were kept aside, whatever their `seq`. */
  takeAside(installId: InstallId, ops: readonly Op[], authorise: Authorise): PushAnswer {
    return this.#records.ledger.push({ installId, ops, manner: 'late' }, authorise);
  }

  /** Head of the hash chain. */
  head(): { readonly no: number; readonly hash: string } {
    return this.#records.log.head;
  }

  /** Brings the records up to date and the write-ahead log back into the file; the store does it itself in quiet moments. */
  idle(): void {
    this.#records.ledger.idle();
  }

  info(): StoreInfo {
    return storeInfo(this.#records.reader, this.path);
  }

  /** Folds, checkpoints, closes and gives the data directory back. Calling it again does nothing. */
  close(): void {
    const { ledger } = this.#records;
    if (!this.connection.open) return;
    ledger.stop();
    this.#aside?.end();
    try {
      if (!this.connection.readonly) {
        ledger.catchUp();
        this.connection.pragma('wal_checkpoint(TRUNCATE)');
      }
    } catch (error) {
      if (faultOf(error) === null) throw error;
    } finally {
      this.connection.close();
      this.#unlock();
    }
  }
}

/** The hub's own install id, made once with the file. */
function hubInstallOf(connection: Connection, ambient: Ambient): InstallId {
  const known = statement<object, { value: string }>(connection, (query) =>
    query.selectFrom('store_fact').select('value').where('name', '=', 'hub_install_id'),
  ).get({});
  if (known) return brandId<InstallId>(known.value);
  const installId = ambient.newId();
  connection.prepare("INSERT INTO store_fact (name, value) VALUES ('hub_install_id', ?)").run(installId);
  return brandId<InstallId>(installId);
}
