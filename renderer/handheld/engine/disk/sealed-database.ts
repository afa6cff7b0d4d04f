import { Dexie, type Table } from 'dexie';
import type { KeyPair } from 'dpop';
import type { InstallId } from '../../../../domain/id.ts';
import type { SealedOp } from '../desk/sealing.ts';
import { databaseName, writeStrictly } from './handheld-database.ts';

/** What is left of a phone that was cleared: whose it was, how far its acts go, and the acts, which only the hub can read. */
export interface SealedRest {
  readonly installId: InstallId;
  readonly lastSeq: number;
  readonly ops: readonly SealedOp[];
  /** `clearing`: the open database may still be there. `handed-in`: the hub has it; kept until its backups have it too. */
  readonly standing: 'clearing' | 'clear' | 'handed-in';
  /** Set while the hub still has to be told that the phone is clear; a phone that was given up keeps no key. */
  readonly key: KeyPair | null;
}

const restKey = 'rest';

/** A database of its own, so that the other one can go as a whole, keys and all. */
export class SealedDatabase extends Dexie {
  declare readonly rest: Table<{ readonly key: string; readonly rest: SealedRest }, string>;

  constructor(name: string = databaseName) {
    super(`${name}-sealed`, { chromeTransactionDurability: 'strict' });
    this.version(1).stores({ rest: 'key' });
  }

  async read(): Promise<SealedRest | null> {
    return (await this.rest.get(restKey))?.rest ?? null;
  }

  /** On the disk when it answers: only then may the open one go. Null takes it away. */
  async put(rest: SealedRest | null): Promise<void> {
    await writeStrictly(this, ['rest'], (transaction) => {
      if (rest === null) transaction.objectStore('rest').delete(restKey);
      else transaction.objectStore('rest').put({ key: restKey, rest });
    });
  }
}
