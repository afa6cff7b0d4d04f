import type { DeviceCommand, DevicePolicy } from '../../../contracts/fleet.ts';
import type { PairedDevice } from '../../../contracts/pairing.ts';
import { brandId, type InstallId, type StaffId, uuidV7 } from '../../../domain/id.ts';
import { accept, refuse } from '../../../domain/outcome.ts';
import type { OpenSale } from '../../../domain/sale/sale.ts';
import type { LeaseClock } from '../../../domain/sync/lease.ts';
import { emptyRecord, type SyncRecord, withSeries } from '../../../domain/sync/sync-state.ts';
import { CheckActs } from './desk/check-acts.ts';
import { ClaimKeeper } from './desk/check-claim.ts';
import { HandheldCore } from './desk/handheld-core.ts';
import { OfflinePins } from './desk/offline-pin.ts';
import { pairWith } from './desk/pairing-desk.ts';
import { SaleActs } from './desk/sale-acts.ts';
import { snapshotOf } from './desk/snapshot.ts';
import { hasPending, StoreActs } from './desk/store-acts.ts';
import { SyncLife } from './desk/sync-life.ts';
import { documentKeys, readDocument, writeDocument } from './disk/documents.ts';
import { oneWriter, type WriterLock } from './disk/one-writer.ts';
import { askToPersist, storageHealth, storageTroubleOf } from './disk/storage-health.ts';
import { compactMirror, keptSaleOf, pruneSales, readSync, saveSync } from './disk/sync-disk.ts';
import { type Done, type HandheldEngine, searchHitsMax } from './handheld-engine.ts';
import type { HandheldState, UpdateView } from './handheld-state.ts';
import { deviceKeyOf, publicKeyOf } from './line/device-key.ts';
import { HubAwayError, HubRefusedError, ProvenFetch } from './line/proven-fetch.ts';

/** Most items of a category that are listed. */
const categoryItemsMax = 500;

/** A waiting program, from the service worker. */
export interface UpdateSource {
  readonly onWaiting: (tell: (version: string | null) => void) => void;
  readonly activate: () => void;
}

export interface HandheldOptions {
  /** Where the hub and this page are: one origin, by name. */
  readonly origin: string;
  readonly version: string;
  readonly databaseName?: string;
  readonly now?: () => number;
  readonly fetch?: typeof fetch;
  readonly random?: () => number;
  readonly update?: UpdateSource;
}

/** The handheld as the views know it. */
export function openHandheld(options: HandheldOptions): HandheldEngine {
  return new Handheld(options).engine;
}

/** Puts disk, line, catalog and desks together, and says what phase they are in. */
class Handheld {
  readonly #options: HandheldOptions;
  readonly #core: HandheldCore;
  readonly #pins: OfflinePins;
  readonly #sale: SaleActs;
  readonly #store: StoreActs;
  readonly #checks: CheckActs;
  readonly #claims: ClaimKeeper;
  readonly #startedAt: number;
  #life: SyncLife | null = null;
  #lock: WriterLock | null = null;
  #shown: HandheldState | null = null;
  #lockTimer: ReturnType<typeof setTimeout> | undefined;
  #isPairingCancelled = false;
  #installId: InstallId | null = null;

  constructor(options: HandheldOptions) {
    this.#options = options;
    const now = options.now ?? (() => Date.now());
    const newId = (): string => uuidV7(now(), crypto.getRandomValues(new Uint8Array(10)));
    this.#startedAt = now() - performance.now();
    this.#core = new HandheldCore({ now, newId }, options.databaseName);
    this.#pins = new OfflinePins(this.#core.database, now);
    this.#claims = new ClaimKeeper(this.#core);
    this.#checks = new CheckActs(this.#core);
    this.#sale = new SaleActs(this.#core, { putBack: this.#checks.putBackCheck, renew: this.#claims.renew });
    this.#store = new StoreActs(this.#core);
    this.#core.subscribe(() => {
      this.#shown = null;
    });
    options.update?.onWaiting((version) => this.#updateWaits({ version, mayActivate: false }));
  }

  get engine(): HandheldEngine {
    const core = this.#core;
    return {
      state: () => this.#state(),
      subscribe: core.subscribe,
      start: () => this.#start(),
      close: () => this.#close(),
      pair: (url) => this.#pair(url),
      cancelPairing: () => {
        this.#isPairingCancelled = true;
      },
      signOn: (staffId, pin) => this.#signOn(staffId, pin),
      lock: () => this.#lockUp(null),
      touched: () => this.#touched(),
      takeOver: () => this.#lock?.steal(),
      search: (text, limit = searchHitsMax) => core.book.search(text, limit),
      itemsOf: (category) => core.book.itemsOf(category, categoryItemsMax),
      item: (itemId) => core.book.item(itemId),
      ...this.#sale,
      ...this.#store,
      ...this.#checks,
      syncNow: () => this.#life?.wake(),
      activateUpdate: () => this.#activateUpdate(),
    };
  }

  #state(): HandheldState {
    const { update } = this.#core;
    if (update !== null) this.#core.update = { ...update, mayActivate: !hasPending(this.#core) };
    this.#shown ??= snapshotOf(this.#core, this.#options.version);
    return this.#shown;
  }

  #start(): Promise<void> {
    return new Promise((resolve) => {
      this.#lock = oneWriter({
        onMine: () => void this.#open().then(resolve),
        onOthers: () => {
          this.#life?.stop();
          this.#life = null;
          this.#core.driver = null;
          this.#core.phase = { kind: 'second-tab' };
          this.#core.changed();
          resolve();
        },
      });
    });
  }

  #close(): void {
    this.#life?.stop();
    this.#claims.close();
    this.#lock?.release();
    clearTimeout(this.#lockTimer);
    this.#core.database.close();
  }

  async #open(): Promise<void> {
    const core = this.#core;
    try {
      await core.database.open();
      await this.#read();
    } catch (error) {
      core.phase = { kind: 'no-storage', code: storageTroubleOf(error) };
    }
    core.changed();
  }

  async #read(): Promise<void> {
    const core = this.#core;
    const [install, device, policy, lease] = await Promise.all([
      readDocument<InstallId>(core.database, documentKeys.install),
      readDocument<PairedDevice>(core.database, documentKeys.device),
      readDocument<DevicePolicy>(core.database, documentKeys.policy),
      readDocument<LeaseClock>(core.database, documentKeys.lease),
    ]);
    this.#installId = install ?? brandId<InstallId>(core.ambient.newId());
    if (install === null) await writeDocument(core.database, documentKeys.install, this.#installId);
    core.lease = lease ?? core.lease;
    core.health = await storageHealth();
    if (device === null) {
      core.phase = { kind: 'unpaired', problem: null };
      return;
    }
    core.policy = policy ?? device.policy;
    await this.#live(device, await readSync(core.database, this.#installId));
  }

  /** The handheld is paired: its sync lives from here on, and somebody may sign on. */
  async #live(device: PairedDevice, record: SyncRecord): Promise<void> {
    const core = this.#core;
    const { origin, version, fetch: send, random = Math.random } = this.#options;
    core.device = device;
    core.sealKey = device.sealKey;
    const key = await deviceKeyOf(core.database);
    const proven = {
      origin,
      key,
      installId: device.installId,
      appVersion: version,
      fetch: send ?? ((input: RequestInfo | URL, init?: RequestInit) => globalThis.fetch(input, init)),
    };
    const life = new SyncLife(
      {
        ...{ core, proven, random, steady: () => this.#steady() },
        onCommand: (command) => this.#commanded(command),
        takeWrongPins: () => this.#pins.takeWrongPins(),
      },
      record,
    );
    this.#life = life;
    const { here, expected } = await life.shelf.open();
    core.chunks = { here, expected: expected === 0 ? null : expected };
    await this.#takeUp(record);
    core.phase = { kind: 'locked', problem: null, waitUntil: null };
    life.start();
    this.#claims.open();
    life.index();
    void compactMirror(core.database, record).catch(() => undefined);
    void pruneSales(core.database, core.kept.values()).catch(() => undefined);
  }

  /** Own sales, and the sale that was open when the program ended, unless it was completed with its last breath. */
  async #takeUp({ held }: SyncRecord): Promise<void> {
    const core = this.#core;
    const ofOps = held.flatMap((each) => keptSaleOf(each) ?? []);
    for (const kept of [...(await core.database.sales.toArray()), ...ofOps]) core.kept.set(kept.saleId, kept);
    const draft = await readDocument<OpenSale>(core.database, documentKeys.openSale);
    const { settings } = core;
    if (draft !== null && settings !== null && !core.kept.has(draft.saleId)) core.saleDesk(settings).take(draft);
  }

  async #pair(url: string): Promise<Done> {
    const core = this.#core;
    if (core.phase.kind === 'second-tab') return refuse({ code: 'second-tab' });
    const installId = this.#installId;
    if (installId === null) return refuse({ code: 'storage-broken' });
    this.#isPairingCancelled = false;
    const { origin, version, fetch: send } = this.#options;
    const pair = await deviceKeyOf(core.database);
    const persisted = await askToPersist();
    const line = new ProvenFetch({
      origin,
      key: pair,
      installId,
      appVersion: version,
      now: () => this.#steady(),
      fetch: send ?? ((input, init) => globalThis.fetch(input, init)),
      onToken: () => undefined,
      onHeard: () => undefined,
    });
    const info = { platform: platformName(), browser: browserName(), persisted, appVersion: version };
    const paired = await pairWith(url, {
      ...(await publicKeyOf(pair)),
      ...{ line, origin, installId, info, now: core.ambient.now },
      onPhase: (phase) => {
        core.phase = phase;
        core.changed();
      },
      isCancelled: () => this.#isPairingCancelled,
    });
    if (!paired.ok) {
      core.phase = { kind: 'unpaired', problem: paired.refusal.code };
      core.changed();
      return paired;
    }
    await this.#adopt(paired.value);
    return accept(null);
  }

  /** A new series with each pairing; the outbox of before stays and is sent (YN33). */
  async #adopt(device: PairedDevice): Promise<void> {
    const core = this.#core;
    const before = await readSync(core.database, device.installId);
    const hasSeries = before.meta.receipts?.series === device.deviceCode;
    const { record, saving } = hasSeries
      ? { record: before, saving: null }
      : withSeries(before.meta.lastSeq === 0 ? emptyRecord(device.installId) : before, device.deviceCode);
    if (saving !== null) await saveSync(core.database, saving);
    await writeDocument(core.database, documentKeys.device, device);
    core.health = await storageHealth();
    this.#life?.stop();
    await this.#live(device, record);
    core.changed();
  }

  async #signOn(staffId: StaffId, pin: string): Promise<Done> {
    const core = this.#core;
    const person = core.things?.people.find((each) => each.staffId === staffId);
    if (person === undefined || core.calls === null) return refuse({ code: 'pin-wrong' });
    try {
      const { staffToken, offline, salt, staff } = await core.calls.signOn(staffId, pin);
      if (this.#life !== null) this.#life.line.staffToken = staffToken;
      const { verifierRounds: rounds, offlinePinDigitsMin: digitsMin } = core.policy;
      if (offline) void this.#pins.learn(staffId, pin, { salt, rounds, digitsMin }).catch(() => undefined);
      else void this.#pins.forget(staffId).catch(() => undefined);
      return this.#signedOn(staff);
    } catch (error) {
      if (error instanceof HubAwayError) return await this.#signOnAlone(person, pin);
      if (!(error instanceof HubRefusedError)) throw error;
      return this.#lockedOut(error.code, error.until);
    }
  }

  async #signOnAlone(person: NonNullable<HandheldState['staff']>, pin: string): Promise<Done> {
    const checked = await this.#pins.check(person, pin);
    return checked.ok ? this.#signedOn(person) : this.#lockedOut(checked.refusal.code, checked.refusal.waitUntil);
  }

  #signedOn(staff: NonNullable<HandheldState['staff']>): Done {
    const core = this.#core;
    core.staff = staff;
    this.#life?.tell();
    core.phase = { kind: 'signed-on' };
    if (core.settings !== null) core.saleDesk(core.settings);
    this.#touched();
    core.changed();
    return accept(null);
  }

  #lockedOut(code: string, waitUntil: number | null): Done {
    this.#core.phase = { kind: 'locked', problem: code, waitUntil };
    this.#core.changed();
    return refuse({ code });
  }

  /** The screen asks for a PIN; the outbox goes on being sent. */
  #lockUp(problem: string | null): void {
    const core = this.#core;
    if (core.device === null) return;
    core.staff = null;
    if (this.#life !== null) this.#life.line.staffToken = null;
    this.#life?.tell();
    core.phase = { kind: 'locked', problem, waitUntil: null };
    core.changed();
  }

  #touched(): void {
    clearTimeout(this.#lockTimer);
    if (this.#core.staff === null) return;
    this.#lockTimer = setTimeout(() => this.#lockUp(null), this.#core.policy.autoLockMs);
  }

  #commanded(command: DeviceCommand): void {
    if (command === 'lock') this.#lockUp('device-locked');
    else if (command === 'refresh') this.#life?.wake();
    else this.#wipeWhenDrained();
  }

  /** First what this phone holds goes to the hub, then everything goes; while something is pending it waits. */
  #wipeWhenDrained(): void {
    const core = this.#core;
    this.#lockUp('device-wiping');
    const stop = core.subscribe(() => {
      if (!hasPending(core)) void attempt();
    });
    const attempt = async (): Promise<void> => {
      stop();
      const { calls, driver } = core;
      if (calls === null || driver === null) return;
      await calls.wipe(driver.state.record.meta.lastSeq);
      this.#life?.stop();
      core.driver = null;
      await core.database.delete();
      core.phase = { kind: 'wiped' };
      core.changed();
    };
    if (!hasPending(core)) void attempt();
    else this.#life?.wake();
  }

  #updateWaits(update: UpdateView): void {
    this.#core.update = update;
    this.#core.changed();
  }

  #activateUpdate(): Done {
    if (hasPending(this.#core)) return refuse({ code: 'outbox-pending' });
    this.#options.update?.activate();
    return accept(null);
  }

  /** A clock nobody can set: for pauses and tokens. */
  #steady(): number {
    return Math.round(this.#startedAt + performance.now());
  }
}

function platformName(): string {
  return (/\(([^;)]+)/.exec(navigator.userAgent)?.[1] ?? '').replace(/[^\w .-]/g, ' ').slice(0, 40);
}

function browserName(): string {
  return (/(Firefox|Edg|Chrome|Version)\/(\d+)/.exec(navigator.userAgent)?.[0] ?? '').replace('/', ' ').slice(0, 40);
}
