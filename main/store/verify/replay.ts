import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Ambient } from '../../../domain/ambient.ts';
import { BugError } from '../../../domain/assert.ts';
import { brandId, type InstallId } from '../../../domain/id.ts';
import { mayLag } from '../op/folder.ts';
import type { RecordedOp } from '../op/op-row.ts';
import { openRecords, type Records } from '../records.ts';
import { openConnection } from '../sqlite/connection.ts';
import type { Connection } from '../sqlite/load-sqlite.ts';
import { migrate, sourceMigrations } from '../sqlite/migrate.ts';
import { insertRow } from '../sqlite/statement.ts';
import type { Row } from '../sqlite/tables.ts';

/** Ops that are replayed in one transaction. */
const batchOpsMax = 500;

/** A replay is a function of the ops alone: asking for the time or for an id would be a bug. */
const noAmbient: Ambient = {
  now: () => {
    throw new BugError('a replay has no clock');
  },
  newId: () => {
    throw new BugError('a replay makes no ids');
  },
};
const nobody = brandId<InstallId>('00000000-0000-7000-8000-000000000000');

/** An empty, encrypted database in the temporary directory into which a log is played again. */
export class Replay {
  readonly connection: Connection;
  readonly #dir: string;
  readonly #records: Records;
  readonly #insert: (row: Row<'op'>) => number;
  #batch: RecordedOp[] = [];

  constructor(migrationsDir: string = sourceMigrations()) {
    this.#dir = mkdtempSync(join(tmpdir(), 'kaunter-replay-'));
    this.connection = openConnection({ path: join(this.#dir, 'replay.db'), key: randomBytes(32) });
    this.connection.pragma('synchronous = OFF');
    migrate(this.connection, migrationsDir);
    this.#records = openRecords({
      connection: this.connection,
      ambient: noAmbient,
      hubInstallId: nobody,
      jobsOf: null,
    });
    this.#insert = insertRow(this.connection, 'op');
    this.connection.exec('BEGIN');
  }

  /** Plays one op; its records are written by the same code that wrote them first. */
  play(op: RecordedOp, row: Row<'op'>): void {
    const { appliers } = this.#records;
    const eager = !mayLag(appliers, op);
    if (eager) this.flush();
    this.#insert(row);
    this.#batch.push(op);
    if (eager || this.#batch.length >= batchOpsMax) this.flush();
  }

  flush(): void {
    if (this.#batch.length === 0) return;
    this.#records.folder.fold(this.#batch);
    this.#records.facts.forget();
    this.#batch = [];
    this.connection.exec('COMMIT; BEGIN');
  }

  close(): void {
    this.connection.close();
    rmSync(this.#dir, { recursive: true, force: true });
  }
}
