import type { KeyPair } from 'dpop';
import type { InstallId } from '../../../../domain/id.ts';
import { backOffMs } from '../../../../domain/sync/back-off.ts';
import { isLeaseOver } from '../../../../domain/sync/lease.ts';
import type { SyncRecord } from '../../../../domain/sync/sync-state.ts';
import { SealedDatabase, type SealedRest } from '../disk/sealed-database.ts';
import { deviceKeyOf } from '../line/device-key.ts';
import { type HubCalls, hubCalls } from '../line/hub-calls.ts';
import { HubRefusedError, ProvenFetch } from '../line/proven-fetch.ts';
import { handIn } from './hand-in.ts';
import type { HandheldCore } from './handheld-core.ts';
import { sealedOps } from './sealing.ts';

/** Looks at the lease that found it over and no hub, before the phone gives itself up: one every 30 s, so ten minutes. */
export const vainLooksMin = 20;

export interface ClearingSide {
  readonly core: HandheldCore;
  readonly databaseName: string | undefined;
  readonly lineOf: (installId: InstallId, key: KeyPair) => ConstructorParameters<typeof ProvenFetch>[0];
  readonly random: () => number;
  /** Sync ends; nobody is signed on any more. */
  readonly stop: () => void;
}

/**
 * Everything on this phone goes but what it owes the hub. First its acts are sealed to the hub's key and on the disk, then the
 * rest is deleted, keys and all, so that a kill in between loses no sale (HE52). Told by the hub, it then hands in what is
 * sealed and tells it that it is clear; without the hub, when the lease is long over, it keeps no key and waits to be paired.
 */
export class Clearing {
  readonly #side: ClearingSide;
  readonly #disk: SealedDatabase;
  #vainLooks = 0;
  #isBusy = false;
  #isClosed = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(side: ClearingSide) {
    this.#side = side;
    this.#disk = new SealedDatabase(side.databaseName);
  }

  /** What a clearing before left behind. True: it is still under way, and goes on. */
  async resume(): Promise<boolean> {
    const { core } = this.#side;
    core.sealed = await this.#disk.read();
    if (core.sealed === null) return false;
    if (core.sealed.standing === 'clearing') await this.#emptied(core.sealed);
    else if (core.sealed.key !== null) core.phase = { kind: 'wiped' };
    if (core.sealed.key !== null) void this.#handOver();
    return core.phase.kind === 'wiped';
  }

  /** The hub wants this phone cleared. */
  readonly asked = (): void => void this.#clear('asked');

  /** Time went on: a lease that is long over, and no hub to be heard, means that the phone is lost or given up. */
  readonly look = (): void => {
    const { core } = this.#side;
    const isVain = core.device !== null && !core.isHubHere && isLeaseOver(core.lease, core.policy.lease);
    this.#vainLooks = isVain ? this.#vainLooks + 1 : 0;
    if (this.#vainLooks >= vainLooksMin) void this.#clear('lease');
  };

  /** Paired again: what is sealed goes to the hub before anything new does. Rejects while the hub does not have it. */
  async paired(calls: HubCalls): Promise<void> {
    const { core } = this.#side;
    if (core.sealed === null) return;
    await handIn(calls, core.sealed);
    await this.#keep({ ...core.sealed, standing: 'handed-in' });
  }

  /**
   * Before a life begins: what a cleared phone still owes goes first, since a push before it would declare it missing. What was
   * handed in once is handed in again beside it: the hub may be one that was restored.
   */
  async first(calls: HubCalls, isOn: () => boolean): Promise<void> {
    const { core, random } = this.#side;
    if (core.sealed?.standing === 'handed-in') void this.paired(calls).catch(() => undefined);
    for (let failures = 1; core.sealed?.standing === 'clear' && isOn(); failures += 1) {
      const isDone = await this.paired(calls).then(
        () => true,
        // Turned away: waiting does not help, and the life that begins says why.
        (error: unknown) => error instanceof HubRefusedError,
      );
      if (isDone) return;
      await new Promise((resolve) => setTimeout(resolve, backOffMs(failures, random())));
    }
  }

  /** Everything of before is in every backup of the hub: nothing has to be kept any longer. */
  async settled(keepFrom: number): Promise<void> {
    const { sealed } = this.#side.core;
    if (sealed?.standing === 'handed-in' && keepFrom > sealed.lastSeq) await this.#keep(null);
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.#disk.close();
  }

  async #clear(why: 'asked' | 'lease'): Promise<void> {
    const { core, stop } = this.#side;
    const { driver, sealKey } = core;
    if (this.#isBusy || driver === null || sealKey === null) return;
    this.#isBusy = true;
    try {
      const { record } = driver.state;
      const { installId, lastSeq } = record.meta;
      const key = why === 'asked' ? await deviceKeyOf(core.database) : null;
      const before = core.sealed?.ops ?? [];
      const ops = [...before.filter(({ seq }) => record.held[0] === undefined || seq < record.held[0].op.seq)];
      const standing = 'clearing' as const;
      const sealed = [...ops, ...(await sealedOps(record, sealKey))];
      await this.#keep({ installId, lastSeq, ops: sealed, key, standing });
      stop();
      if (core.sealed !== null) await this.#emptied(core.sealed);
      if (key !== null) void this.#handOver();
    } finally {
      this.#isBusy = false;
    }
  }

  async #keep(rest: SealedRest | null): Promise<void> {
    await this.#disk.put(rest);
    this.#side.core.sealed = rest;
    this.#side.core.changed();
  }

  async #emptied(sealed: SealedRest): Promise<void> {
    const { core } = this.#side;
    core.driver = null;
    core.calls = null;
    core.device = null;
    core.staff = null;
    core.desk = null;
    core.done = null;
    core.kept.clear();
    core.phase = { kind: 'wiped' };
    await core.database.delete();
    await this.#keep({ ...sealed, standing: 'clear' });
  }

  /** Hands in and tells the hub; tried for ever while the page is open, and again when it is opened. */
  async #handOver(failures = 0): Promise<void> {
    const { core, lineOf, random } = this.#side;
    const { sealed } = core;
    if (sealed === null || sealed.key === null || this.#isClosed) return;
    try {
      const calls = hubCalls(new ProvenFetch(lineOf(sealed.installId, sealed.key)));
      await handIn(calls, sealed);
      await calls.wipe(sealed.lastSeq);
      await this.#ended();
    } catch (error) {
      // Out of favour meanwhile: what is sealed stays, and needs no key to be read by the hub.
      if (error instanceof HubRefusedError && (error.status === 401 || error.status === 403))
        await this.#keep({ ...sealed, key: null });
      else this.#timer = setTimeout(() => void this.#handOver(failures + 1), backOffMs(failures + 1, random()));
    }
  }

  /** The hub has it all; its answer cleared what the browser holds, the open database perhaps included. */
  async #ended(): Promise<void> {
    const { core } = this.#side;
    core.sealed = null;
    await this.#disk.delete().catch(() => undefined);
    core.changed();
  }
}

/** A phone that was cleared counts on where it ended: what is sealed has the numbers before. */
export function withSealed(record: SyncRecord, sealed: SealedRest | null): SyncRecord {
  if (sealed === null || sealed.installId !== record.meta.installId || record.meta.lastSeq >= sealed.lastSeq)
    return record;
  return { ...record, meta: { ...record.meta, lastSeq: sealed.lastSeq, acked: sealed.lastSeq } };
}
