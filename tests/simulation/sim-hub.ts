import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InstallId } from '../../domain/id.ts';
import { currencyOfCode } from '../../domain/money/currency.ts';
import { defaultRoleLimits } from '../../domain/staff/authorise.ts';
import type {
  PullAnswer,
  PullAsk,
  PushAnswer,
  PushAsk,
  SnapshotAnswer,
  SnapshotAsk,
} from '../../domain/sync/protocol.ts';
import { outboxAuthority } from '../../main/hub/sync/outbox-authority.ts';
import { type DeviceStanding, SyncDesk } from '../../main/hub/sync/sync-desk.ts';
import { openStore, type Store, storeFileName } from '../../main/store/store.ts';
import { openShop, type Shop } from '../store/shop.ts';
import type { Random } from './random.ts';

/** What devices reach of a hub. A mutant wraps it. */
export interface HubDoor {
  readonly push: (ask: PushAsk) => Promise<PushAnswer>;
  readonly pull: (ask: PullAsk) => PullAnswer;
  readonly snapshot: (ask: SnapshotAsk) => SnapshotAnswer;
}

/** Memory instead of a disk where the machine has it: what is tested is the order of things, not the disk. */
const root = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** A shop that every life starts from. `key`: of its store; null where the store lies in clear. */
export type TemplateShop = Omit<Shop, 'key'> & { readonly key: Uint8Array | null };

/**
 * A shop that every life starts from, made once a process. Most lives have their store in clear: a fifth of a life was spent
 * on a cipher that knows nothing of what is tested here.
 */
export function templateShop(store: 'sealed' | 'in-clear'): TemplateShop {
  process.env['TMPDIR'] = root;
  process.env['KAUNTER_PLAIN_STORE'] = '1';
  const shop = openShop({ items: 4, ...(store === 'sealed' ? {} : { store: { key: null } }) });
  shop.store.idle();
  shop.store.close();
  return store === 'sealed' ? shop : { ...shop, key: null };
}

interface Backup {
  readonly id: string;
  readonly path: string;
  readonly seqs: ReadonlyMap<string, number>;
}

/** The crash of a hub in the middle of a transaction. */
class HubKilled extends Error {}

/** The real store and the real desk over a real file, with everything that can befall a hub. */
export class SimHub implements HubDoor {
  readonly shop: TemplateShop;
  readonly dir: string;
  readonly random: Random;
  readonly now: () => number;
  /** Installs out of favour: their ops are kept aside. */
  readonly amnesty = new Set<string>();
  backups: Backup[] = [];
  store: Store;
  desk: SyncDesk;
  genMax = 0;
  /** Was the hub restored by somebody who did not know how far the shop had come? */
  isForked = false;
  /** After a fork a series of the lost line can not be told from one nobody gave: its numbers are replaced and flagged. */
  wasForked = false;
  restarts = 0;
  restores = 0;

  constructor(shop: TemplateShop, random: Random, now: () => number) {
    this.shop = shop;
    this.random = random;
    this.now = now;
    this.dir = mkdtempSync(join(root, 'kaunter-life-'));
    copyFileSync(join(shop.dir, storeFileName), join(this.dir, storeFileName));
    this.store = this.#open();
    this.desk = this.#desk();
  }

  #open(): Store {
    const ambient = { now: this.now, newId: () => this.random.id(this.now()) };
    return openStore({ dir: this.dir, key: this.shop.key, ambient, walStartBytes: 0 });
  }

  #desk(): SyncDesk {
    const { store, now } = this;
    return new SyncDesk({
      store,
      now,
      take: async (push, authorise) => store.push(push, authorise),
      append: (ops) => {
        const refused = store.append(ops).find(({ status }) => status === 'refused');
        if (refused) throw new Error(JSON.stringify(refused));
      },
      standingOf: (installId) => this.standingOf(installId),
    });
  }

  standingOf(installId: InstallId): DeviceStanding {
    if (this.store.sync.seriesOf(installId) === null) return 'unknown';
    return this.amnesty.has(installId) ? 'amnesty' : 'paired';
  }

  #authority() {
    const currency = currencyOfCode(this.shop.settings.currency);
    if (currency === null) throw new Error('no currency');
    return outboxAuthority({
      store: this.store,
      ambient: { now: this.now, newId: () => this.random.id(this.now()) },
      limits: () => defaultRoleLimits(currency),
      staffOf: (staffId) => this.store.staff.get(staffId),
      signedOn: this.store.staff.get(this.shop.staffId),
    });
  }

  async push(ask: PushAsk): Promise<PushAnswer> {
    return await this.desk.push(ask, this.#authority());
  }

  pull(ask: PullAsk): PullAnswer {
    return this.desk.pull(ask);
  }

  snapshot(ask: SnapshotAsk): SnapshotAnswer {
    return this.desk.snapshot(ask);
  }

  /** The hub dies with a push half taken: nothing of it is there afterwards. */
  async pushAndDieInside(ask: PushAsk): Promise<void> {
    const dieAt = this.random.below(Math.max(1, ask.ops.length));
    let seen = 0;
    const dying = () => {
      seen += 1;
      if (seen > dieAt) throw new HubKilled();
      return null;
    };
    try {
      await this.desk.push(ask, dying);
    } catch (error) {
      if (!(error instanceof HubKilled)) throw error;
    }
    this.restart();
  }

  /** Killed without warning and started again: records that were not folded are folded at the start. */
  restart(): void {
    this.restarts += 1;
    this.store.connection.close();
    rmSync(join(this.dir, 'store.lock'), { force: true });
    this.store = this.#open();
    this.desk = this.#desk();
  }

  /** A verified backup; only the newest three are kept. */
  backup(): void {
    this.store.idle();
    this.store.connection.pragma('wal_checkpoint(TRUNCATE)');
    const id = `backup-${this.random.id(this.now())}`;
    const path = join(this.dir, id);
    copyFileSync(join(this.dir, storeFileName), path);
    const installs = this.store.connection
      .prepare<[], { install_id: string; last_seq: number }>('SELECT * FROM install')
      .all();
    this.backups.push({ id, path, seqs: new Map(installs.map((row) => [row.install_id, row.last_seq])) });
    this.store.sync.backups.mark({ backupId: id, takenAt: this.now(), logNo: this.store.head().no });
    const [oldest] = this.backups;
    if (this.backups.length <= 3 || oldest === undefined) return;
    this.store.sync.backups.drop(oldest.id);
    this.backups.shift();
    rmSync(oldest.path);
  }

  /** The machine is gone; a backup is put in its place. `knows`: is it known which generation the shop was in? */
  restore(knows: boolean): void {
    const which = this.random.below(this.backups.length);
    const chosen = this.backups[which];
    if (chosen === undefined) return;
    this.restores += 1;
    this.store.connection.close();
    for (const name of [storeFileName, `${storeFileName}-wal`, `${storeFileName}-shm`, 'store.lock'])
      rmSync(join(this.dir, name), { force: true });
    copyFileSync(chosen.path, join(this.dir, storeFileName));
    this.backups = this.backups.slice(0, which + 1);
    this.store = this.#open();
    this.store.sync.backups.mark({ backupId: chosen.id, takenAt: this.now(), logNo: this.store.head().no });
    this.store.sync.backups.keepOnly(this.backups.map(({ id }) => id));
    this.renewEpoch(knows);
    this.desk = this.#desk();
  }

  renewEpoch(knows: boolean): void {
    const { gen } = this.store.sync.renewEpoch(knows ? this.genMax : 0);
    this.isForked = gen <= this.genMax;
    this.wasForked ||= this.isForked;
    this.genMax = Math.max(this.genMax, gen);
  }

  close(): void {
    this.store.connection.close();
    rmSync(this.dir, { recursive: true, force: true });
  }

  /** A directory for what a test wants to look at. */
  scratch(name: string): string {
    const dir = join(this.dir, name);
    mkdirSync(dir, { recursive: true });
    return dir;
  }
}
