import type { RestoreFacts } from '../../../contracts/backup.ts';
import { commitRestore } from '../../store/backup/restore-stage.ts';
import type { Store } from '../../store/store.ts';
import type { BackupWorker, RestoreAsk } from './backup-worker.ts';

export interface RestoreParts {
  readonly store: Store;
  readonly dataDir: string;
  readonly migrationsDir: string;
  readonly worker: BackupWorker;
  /** Wraps the store's data key for this machine into a directory. */
  readonly keepKey: (dir: string, dataKey: Buffer) => Promise<void>;
  /** The restored store lies ready: the hub is to end, and its next start puts it in place. */
  readonly restart: () => void;
}
type Asked = Pick<RestoreAsk, 'path' | 'passphrase'>;
type Refused = 'already-initialised' | 'restore-running';

/** Restores into a store nobody has used yet; everything that is wrong with a backup is a fault. */
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
    return this.#alone(async () => {
      const { worker, keepKey, restart, dataDir } = this.#parts;
      const { facts, dir, dataKey, gen } = await worker.stage(this.#task(asked));
      await keepKey(dir, dataKey);
      dataKey.fill(0);
      commitRestore({ dataDir, path: asked.path }, gen);
      restart();
      return facts;
    });
  }

  async #alone(act: () => Promise<RestoreFacts>): Promise<RestoreFacts | Refused> {
    if (this.#parts.store.settings() !== null) return 'already-initialised';
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
