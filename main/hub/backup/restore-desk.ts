import type { RestoreFacts, ShopCounters } from '../../../contracts/backup.ts';
import { commitRestore, type StagedRestore } from '../../store/backup/restore-stage.ts';
import { countersOf } from '../../store/backup/shop-mark.ts';
import type { Store } from '../../store/store.ts';
import type { BackupWorker, RestoreAsk } from './backup-worker.ts';

export interface RestoreParts {
  readonly store: Store;
  readonly dataDir: string;
  readonly migrationsDir: string;
  /** UTC epoch ms. */
  readonly now: () => number;
  readonly worker: BackupWorker;
  /** Wraps the store's data key for this machine into a directory. */
  readonly keepKey: (dir: string, dataKey: Buffer) => Promise<void>;
  /** The restored store lies ready: the hub is to end, and its next start puts it in place. */
  readonly restart: () => void;
}
type Asked = Pick<RestoreAsk, 'path' | 'passphrase'>;
type Refused = 'already-initialised' | 'restore-running';

/** Restores into a store nobody has used yet, or goes back in one; everything that is wrong with a backup is a fault. */
export class RestoreDesk {
  readonly #parts: RestoreParts;
  #running = false;

  constructor(parts: RestoreParts) {
    this.#parts = parts;
  }

  inspect(asked: Asked): Promise<RestoreFacts | Refused> {
    return this.#alone(() => this.#parts.worker.inspect(this.#task(asked)));
  }

  run(asked: Asked): Promise<RestoreFacts | Refused> {
    return this.#alone(async () => await this.#commit(await this.#parts.worker.stage(this.#task(asked)), asked.path));
  }

  /** What going back to one of the store's own backups would bring, and which numbers of the counter it would lose. */
  inspectOwn(asked: Asked): Promise<RestoreFacts | 'restore-running'> {
    return this.#once(() => this.#parts.worker.inspect({ ...this.#task(asked), known: this.#counters() }));
  }

  /**
   * Goes back to a backup of this very store (BK60). `backUp` makes a backup of now and gives its path, or throws; a sale
   * of the counter in between would be in neither list, so it ends the try.
   */
  goBack(
    asked: Asked,
    backUp: () => Promise<string>,
  ): Promise<RestoreFacts | 'restore-running' | 'restore-sold-meanwhile'> {
    return this.#once(async () => {
      const known = this.#counters();
      const staged = await this.#parts.worker.stage({ ...this.#task(asked), known });
      const path = await backUp();
      const { counters } = this.#counters();
      if (JSON.stringify(counters) !== JSON.stringify(known.counters)) return 'restore-sold-meanwhile';
      return await this.#commit(staged, path);
    });
  }

  #counters(): ShopCounters {
    const { store, now } = this.#parts;
    return { at: now(), counters: countersOf(store) };
  }

  async #commit({ facts, dir, dataKey, gen }: StagedRestore, path: string): Promise<RestoreFacts> {
    const { keepKey, restart, dataDir } = this.#parts;
    await keepKey(dir, dataKey);
    dataKey.fill(0);
    commitRestore({ dataDir, path }, gen);
    restart();
    return facts;
  }

  async #alone(act: () => Promise<RestoreFacts>): Promise<RestoreFacts | Refused> {
    return this.#parts.store.settings() === null ? await this.#once(act) : 'already-initialised';
  }

  async #once<Value>(act: () => Promise<Value>): Promise<Value | 'restore-running'> {
    if (this.#running) return 'restore-running';
    this.#running = true;
    try {
      return await act();
    } finally {
      this.#running = false;
    }
  }

  #task(asked: Asked): RestoreAsk {
    const { dataDir, migrationsDir } = this.#parts;
    return { ...asked, dataDir, migrationsDir };
  }
}
