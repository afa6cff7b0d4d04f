import type { TokenAnswer } from '../../../../contracts/device-session.ts';
import type { DeviceCommand, Heartbeat } from '../../../../contracts/fleet.ts';
import type { LiveTicket } from '../../../../contracts/live.ts';
import { hubHeard, leaseTick } from '../../../../domain/sync/lease.ts';
import { syncTopics } from '../../../../domain/sync/mirror.ts';
import { batchOpsMax, firstAfter } from '../../../../domain/sync/outbox.ts';
import { SyncDriver } from '../../../../domain/sync/sync-driver.ts';
import { pendingCount, type Saving, type SyncRecord, startedState } from '../../../../domain/sync/sync-state.ts';
import { CatalogShelf } from '../catalog/catalog-shelf.ts';
import { documentKeys, writeDocument } from '../disk/documents.ts';
import { storageFreeBytesMin, storageHealth, storageTroubleOf } from '../disk/storage-health.ts';
import { saveSync } from '../disk/sync-disk.ts';
import { type BatteryFacts, followedBattery } from '../line/battery.ts';
import { chunkOf, type HubCalls, hubCalls } from '../line/hub-calls.ts';
import { LiveLine } from '../line/live-line.ts';
import { HubRefusedError, ProvenFetch, type ProvenSide } from '../line/proven-fetch.ts';
import { syncFailureOf } from '../line/sync-failure.ts';
import type { HandheldCore } from './handheld-core.ts';

/** Version of this program as pulling is concerned. */
export const clientVersion = 1;
/** The lease's clock is looked at and written this often, in milliseconds. */
export const leaseEveryMs = 30_000;
/** No timer is longer, in milliseconds: a clock that jumps can delay a try by this much at most. */
const timerMsMax = 30_000;
/** A skew that differs by less is not worth a write, in milliseconds. */
const skewStepMs = 1_000;
/** After a failed fetch of the catalog the next try waits so long, in milliseconds. */
const catalogPauseMs = 20_000;

export interface LifeSide {
  readonly core: HandheldCore;
  readonly proven: Omit<ProvenSide, 'onToken' | 'onHeard' | 'now'>;
  /** A steady clock in UTC epoch ms, which no change of the phone's clock moves. */
  readonly steady: () => number;
  readonly random: () => number;
  readonly onCommand: (command: DeviceCommand) => void;
  /** Wrong PINs typed without the hub since this was asked last. */
  readonly takeWrongPins: () => number;
  /** The hub was heard. */
  readonly onHere: () => void;
  /** Half a minute went by, or the program came to the front. */
  readonly onTick: () => void;
}

/** One life of the sync of a paired handheld: the driver over disk and line, the live socket, the catalog, the lease. */
export class SyncLife {
  readonly line: ProvenFetch;
  readonly calls: HubCalls;
  readonly shelf: CatalogShelf;
  readonly #side: LifeSide;
  readonly #driver: SyncDriver;
  readonly #live: LiveLine;
  readonly #timers = new Set<ReturnType<typeof setInterval>>();
  #isFetching = false;
  #isCatalogDue = true;
  #catalogAfter = 0;
  #roundTripMs: number | null = null;
  #isLive = false;
  #toldWork = '';
  #battery: () => BatteryFacts = () => ({ percent: null, charging: null });

  constructor(side: LifeSide, record: SyncRecord) {
    this.#side = side;
    const { core, steady, random } = side;
    this.line = new ProvenFetch({
      ...side.proven,
      now: steady,
      onToken: (answer, skewMs) => this.#told(answer, skewMs),
      onHeard: (roundTripMs) => this.#heard(roundTripMs),
    });
    this.calls = hubCalls(this.line);
    const { calls } = this;
    core.calls = calls;
    this.shelf = new CatalogShelf(core.database, core.book);
    const topics = syncTopics.filter((topic) => topic !== 'item');
    const askNo = Math.floor(random() * 1_000_000) * 1_000;
    const state = startedState(record, { version: clientVersion, askNo, opsMax: batchOpsMax, topics });
    this.#driver = new SyncDriver(this.#ports(calls), state);
    core.driver = this.#driver;
    this.#live = new LiveLine({
      origin: side.proven.origin,
      ticket: () => this.#ticket(),
      report: () => this.#report(),
      now: steady,
      random,
      onStanding: (standing) => {
        this.#isLive = standing === 'here';
        this.#stand(standing);
        if (standing === 'here') this.wake();
      },
      onPoke: (_epoch, head) => void this.#driver.feed({ kind: 'poked', head }).then(() => this.#catalogMaybe()),
      onCommand: (command, done) => {
        side.onCommand(command);
        done(true);
      },
    });
  }

  start(): void {
    this.#battery = followedBattery(() => this.#live.tell());
    this.#live.open();
    this.#timers.add(setInterval(() => this.#tick(), leaseEveryMs));
    window.addEventListener('online', this.#hurry);
    window.addEventListener('offline', this.#gone);
    document.addEventListener('visibilitychange', this.#hurry);
    void this.#driver.feed({ kind: 'woke' });
  }

  stop(): void {
    this.#live.close();
    this.#driver.close();
    for (const timer of this.#timers) clearInterval(timer);
    window.removeEventListener('online', this.#hurry);
    window.removeEventListener('offline', this.#gone);
    document.removeEventListener('visibilitychange', this.#hurry);
  }

  /** Something of how this handheld is has changed. */
  tell(): void {
    this.#live.tell();
  }

  /** Tries the hub at once. */
  wake(): void {
    void this.#driver.feed({ kind: 'woke' }).then(() => this.#catalogMaybe());
  }

  readonly #hurry = (): void => {
    if (document.visibilityState === 'hidden') return;
    this.#tick();
    this.#live.hurry();
    this.wake();
  };

  readonly #gone = (): void => this.#stand('away');

  #ports(calls: ReturnType<typeof hubCalls>): ConstructorParameters<typeof SyncDriver>[0] {
    const { core, steady, random } = this.#side;
    const utf8 = new TextEncoder();
    return {
      save: (saving) => this.#save(saving),
      push: calls.push,
      pull: calls.pull,
      snapshot: calls.snapshot,
      failureOf: (error) => {
        const failure = syncFailureOf(error, steady());
        if (failure.kind === 'away' && !this.#isLive && !(error instanceof HubRefusedError)) this.#stand('away');
        return failure;
      },
      now: steady,
      random,
      byteLength: (text) => utf8.encode(text).length,
      wakeAt: (at, wake) => {
        const timer = setTimeout(wake, Math.min(timerMsMax, Math.max(0, at - steady())));
        return () => clearTimeout(timer);
      },
      onState: () => {
        core.changed();
        this.#catalogMaybe();
        this.#tellOfWork();
      },
      onHalt: () => core.changed(),
      onDiskTrouble: (error) => {
        core.isDiskInTrouble = true;
        if (storageTroubleOf(error) === 'storage-full') core.isCatalogOutdated = true;
        core.changed();
      },
    };
  }

  /** The counter sees at once that there is work on this phone, and that there is none any more. */
  #tellOfWork(): void {
    const { record } = this.#driver.state;
    const work = `${record.meta.lastSeq} ${pendingCount(record) === 0}`;
    if (work === this.#toldWork) return;
    this.#toldWork = work;
    this.#live.tell();
  }

  async #save(saving: Saving): Promise<void> {
    await saveSync(this.#side.core.database, saving);
    this.#side.core.diskTook();
    if (saving.newMirror) this.#isCatalogDue = true;
    this.shelf.changed(saving.changes);
  }

  /** Each token brings the store's rules, what this device is to do, and the hub's clock. */
  #told({ device, sealKey }: TokenAnswer, skewMs: number): void {
    const { core, onCommand } = this.#side;
    core.policy = device.policy;
    core.sealKey = sealKey;
    void writeDocument(core.database, documentKeys.policy, device.policy).catch(() => undefined);
    const known = this.#driver.state.record.meta.skewMs;
    const own = skewMs + Math.round(this.#side.steady() - core.ambient.now());
    if (Math.abs(own - known) >= skewStepMs) void this.#driver.feed({ kind: 'measured', skewMs: own });
    for (const command of device.commands) onCommand(command);
  }

  #heard(roundTripMs: number): void {
    const { core } = this.#side;
    this.#roundTripMs = Math.round(roundTripMs);
    core.lease = hubHeard(core.ambient.now());
    core.hub = { ...core.hub, heardAt: core.ambient.now() };
    if (core.hub.standing === 'away') this.#live.soon();
    this.#stand('here');
    this.#side.onHere();
  }

  #stand(standing: 'here' | 'away'): void {
    const { core } = this.#side;
    if (core.hub.standing === standing) return;
    core.hub = { ...core.hub, standing, since: core.ambient.now() };
    core.changed();
  }

  async #ticket(): Promise<LiveTicket | 'refused'> {
    try {
      return (await this.#side.core.calls?.liveTicket()) ?? 'refused';
    } catch (error) {
      if (error instanceof HubRefusedError) return 'refused';
      throw error;
    }
  }

  #report(): Heartbeat {
    const { core, proven, takeWrongPins } = this.#side;
    const { percent, charging } = this.#battery();
    const { meta, held } = this.#driver.state.record;
    const oldest = held[firstAfter(held, meta.acked)];
    const { receipts } = meta;
    return {
      lastSeq: meta.lastSeq,
      pending: pendingCount(this.#driver.state.record),
      pendingSince: oldest?.op.at ?? null,
      lastReceipt:
        receipts === null || receipts.last === 0
          ? null
          : `${receipts.series}-${String(receipts.last).padStart(6, '0')}`,
      batteryPercent: percent,
      charging,
      persisted: core.health.persisted,
      appVersion: proven.appVersion,
      roundTripMs: this.#roundTripMs,
      now: core.ambient.now(),
      wrongPins: takeWrongPins(),
      docked: charging === null ? null : charging && core.staff === null,
    };
  }

  #tick(): void {
    const { core } = this.#side;
    core.lease = leaseTick(core.lease, core.ambient.now());
    // A look at the disk too: what was full may have room again, though nobody rings anything.
    void writeDocument(core.database, documentKeys.lease, core.lease).then(
      () => core.diskTook(),
      () => undefined,
    );
    void storageHealth().then((health) => {
      core.health = health;
      core.changed();
    });
    this.#side.onTick();
    // The counter may let it hand in meanwhile, and nothing tells it: its live line is shut.
    if (this.#driver.state.halt === 'device-revoked') this.wake();
  }

  /** Fetches the catalog when it is time and the hub is there; one fetch at a time. */
  #catalogMaybe(): void {
    const { core, steady } = this.#side;
    const { calls } = core;
    const isDue = this.#isCatalogDue || this.shelf.isBehind;
    if (this.#isFetching || !isDue || calls === null || !core.isHubHere || steady() < this.#catalogAfter) return;
    this.#isFetching = true;
    this.#isCatalogDue = false;
    const source = { manifest: calls.manifest, chunk: calls.chunk, parse: chunkOf, roomBytes: () => this.#roomBytes() };
    const fetched = this.shelf.fetch(source, (here, expected) => {
      core.chunks = { here, expected };
      this.index();
      core.changed();
    });
    fetched
      .then(() => {
        core.isCatalogOutdated = false;
      })
      .catch((error: unknown) => {
        this.#isCatalogDue = true;
        this.#catalogAfter = steady() + catalogPauseMs;
        core.isCatalogOutdated = storageTroubleOf(error) === 'storage-full';
      })
      .finally(() => {
        this.#isFetching = false;
        core.changed();
      });
  }

  /** Room of the disk that sales leave to the catalog. */
  #roomBytes(): number | null {
    const { freeBytes } = this.#side.core.health;
    return freeBytes === null ? null : freeBytes - storageFreeBytesMin;
  }

  /** Indexes chunk after chunk when the browser has nothing else to do. */
  index(): void {
    const later = globalThis.requestIdleCallback ?? ((work: () => void) => setTimeout(work, 50));
    later(() => {
      if (this.#side.core.book.indexNext()) this.index();
    });
  }
}
