import type { KeyPair } from 'dpop';
import type { DeviceCommand, DevicePolicy } from '../../../contracts/fleet.ts';
import type { PairedDevice } from '../../../contracts/pairing.ts';
import { brandId, type InstallId, uuidV7 } from '../../../domain/id.ts';
import { accept, refuse } from '../../../domain/outcome.ts';
import type { OpenSale } from '../../../domain/sale/sale.ts';
import type { LeaseClock } from '../../../domain/sync/lease.ts';
import { emptyRecord, type SyncRecord, withSeries } from '../../../domain/sync/sync-state.ts';
import { CheckActs } from './desk/check-acts.ts';
import { ClaimKeeper } from './desk/check-claim.ts';
import { Clearing, withSealed } from './desk/clearing.ts';
import { HandheldCore } from './desk/handheld-core.ts';
import { OfflinePins } from './desk/offline-pin.ts';
import { ownFacts } from './desk/own-facts.ts';
import { pairWith } from './desk/pairing-desk.ts';
import { PasskeyActs } from './desk/passkey-acts.ts';
import { SaleActs } from './desk/sale-acts.ts';
import { itemOfCode, receiptOfCode } from './desk/scanned.ts';
import { SignOnDesk } from './desk/sign-on-desk.ts';
import { snapshotOf } from './desk/snapshot.ts';
import { StoreActs } from './desk/store-acts.ts';
import { SyncLife } from './desk/sync-life.ts';
import { UpdateDesk } from './desk/update-desk.ts';
import { documentKeys, readDocument, writeDocument } from './disk/documents.ts';
import { oneWriter, type WriterLock } from './disk/one-writer.ts';
import { askToPersist, storageHealth, storageTroubleOf } from './disk/storage-health.ts';
import { compactMirror, keptSaleOf, pruneSales, readSync, saveSync } from './disk/sync-disk.ts';
import { TabMirror } from './disk/tab-mirror.ts';
import { type Done, type HandheldEngine, searchHitsMax } from './handheld-engine.ts';
import type { HandheldState } from './handheld-state.ts';
import { deviceKeyOf, publicKeyOf } from './line/device-key.ts';
import { ProvenFetch } from './line/proven-fetch.ts';

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
  readonly #passkeys: PasskeyActs;
  readonly #people: SignOnDesk;
  readonly #clearing: Clearing;
  readonly #update: UpdateDesk;
  readonly #tabs: TabMirror;
  readonly #startedAt: number;
  #life: SyncLife | null = null;
  #lock: WriterLock | null = null;
  #shown: HandheldState | null = null;
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
    this.#passkeys = new PasskeyActs(this.#core);
    this.#people = this.#peopleDesk();
    this.#clearing = this.#clearingDesk();
    this.#update = new UpdateDesk(this.#core, () => options.update?.activate());
    this.#core.subscribe(() => {
      this.#shown = null;
    });
    this.#tabs = this.#tabMirror();
    options.update?.onWaiting(this.#update.waits);
  }

  #peopleDesk(): SignOnDesk {
    const core = this.#core;
    const desk = new SignOnDesk({
      ...{ core, pins: this.#pins },
      line: () => this.#life?.line ?? null,
      tell: () => this.#life?.tell(),
    });
    core.staffNow = desk.prove;
    core.staffAgain = desk.again;
    return desk;
  }

  #clearingDesk(): Clearing {
    return new Clearing({
      ...{ core: this.#core, databaseName: this.#options.databaseName, random: this.#options.random ?? Math.random },
      lineOf: (installId, key) => this.#bareLine(installId, key),
      stop: () => {
        this.#people.lock(null);
        this.#life?.stop();
        this.#life = null;
      },
    });
  }

  #tabMirror(): TabMirror {
    const core = this.#core;
    return new TabMirror({
      ...{ databaseName: this.#options.databaseName, subscribe: core.subscribe, state: () => this.#state() },
      onShown: (state) => {
        core.mirrored = state;
        core.changed();
      },
    });
  }

  /** A line of its own for what is said before or after the life of a paired handheld. */
  #bareLine(installId: InstallId, key: KeyPair): ConstructorParameters<typeof ProvenFetch>[0] {
    const { origin, version: appVersion, fetch: send } = this.#options;
    return {
      ...{ origin, key, installId, appVersion, now: () => this.#steady() },
      fetch: send ?? ((input, init) => globalThis.fetch(input, init)),
      onToken: () => undefined,
      onHeard: () => undefined,
    };
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
      signOn: this.#people.signOn,
      lock: () => this.#people.lock(null),
      touched: this.#people.touched,
      takeOver: () => this.#lock?.steal(),
      search: (text, limit = searchHitsMax) => core.book.search(text, limit),
      itemsOf: (category) => core.book.itemsOf(category, categoryItemsMax),
      item: (itemId) => core.book.item(itemId),
      ...this.#sale,
      ...this.#store,
      ...this.#checks,
      ...this.#passkeys,
      itemOfCode: (raw) => itemOfCode(core, raw),
      receiptOfCode: (raw) => receiptOfCode(core, raw),
      syncNow: () => this.#life?.wake(),
      activateUpdate: this.#update.activate,
    };
  }

  #state(): HandheldState {
    const core = this.#core;
    if (this.#shown !== null) return this.#shown;
    const { mirrored, phase } = core;
    const isOther = phase.kind === 'second-tab' && mirrored !== null;
    this.#shown = isOther ? { ...mirrored, phase } : snapshotOf(core, this.#options.version);
    return this.#shown;
  }

  #start(): Promise<void> {
    return new Promise((resolve) => {
      this.#lock = oneWriter({
        onMine: () => {
          this.#tabs.lead();
          void this.#open().then(resolve);
        },
        onOthers: () => {
          this.#life?.stop();
          this.#life = null;
          this.#core.driver = null;
          this.#core.phase = { kind: 'second-tab' };
          this.#tabs.follow();
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
    this.#people.close();
    this.#clearing.close();
    this.#tabs.close();
    this.#core.database.close();
  }

  async #open(): Promise<void> {
    const core = this.#core;
    try {
      await core.database.open();
      if (!(await this.#clearing.resume())) await this.#read();
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
    await core.consents.read();
    this.#installId = install ?? core.sealed?.installId ?? brandId<InstallId>(core.ambient.newId());
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
      ...{ origin, key, installId: device.installId, appVersion: version },
      fetch: send ?? ((input: RequestInfo | URL, init?: RequestInit) => globalThis.fetch(input, init)),
      ...{ staffNow: this.#people.prove, staffAgain: this.#people.again },
    };
    const life = new SyncLife(
      {
        ...{ core, proven, random, steady: () => this.#steady() },
        onCommand: (command) => this.#commanded(command),
        takeWrongPins: () => this.#pins.takeWrongPins(),
        onHere: () => void this.#people.prove(),
        onTick: () => this.#ticked(),
      },
      record,
    );
    this.#life = life;
    const { here, expected } = await life.shelf.open();
    core.chunks = { here, expected: expected === 0 ? null : expected };
    await this.#takeUp(record);
    core.phase = { kind: 'locked', problem: null, waitUntil: null };
    void this.#clearing
      .first(life.calls, () => this.#life === life)
      .then(() => {
        if (this.#life === life) life.start();
      });
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
    const { origin, version } = this.#options;
    const pair = await deviceKeyOf(core.database);
    const persisted = await askToPersist();
    const line = new ProvenFetch(this.#bareLine(installId, pair));
    const info = ownFacts(version, persisted);
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
    const before = withSealed(await readSync(core.database, device.installId), core.sealed);
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

  #commanded(command: DeviceCommand): void {
    if (command === 'lock') this.#people.lock('device-locked');
    else if (command === 'refresh') this.#life?.wake();
    else {
      this.#people.lock('device-wiping');
      this.#clearing.asked();
    }
  }

  #ticked(): void {
    const { driver } = this.#core;
    this.#clearing.look();
    this.#update.look();
    if (driver !== null) void this.#clearing.settled(driver.state.record.meta.keepFrom).catch(() => undefined);
  }

  /** A clock nobody can set: for pauses and tokens. */
  #steady(): number {
    return Math.round(this.#startedAt + performance.now());
  }
}
