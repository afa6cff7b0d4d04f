import 'fake-indexeddb/auto';
import { vi } from 'vitest';
import { opCatalog } from '../../contracts/op-catalog.ts';
import type { PairedDevice } from '../../contracts/pairing.ts';
import { brandId, type InstallId } from '../../domain/id.ts';
import { syncTopics } from '../../domain/sync/mirror.ts';
import { batchOpsMax } from '../../domain/sync/outbox.ts';
import { SyncDriver, type SyncPorts } from '../../domain/sync/sync-driver.ts';
import { emptyRecord, type OpDraft, pendingCount, startedState, withSeries } from '../../domain/sync/sync-state.ts';
import { pairWith } from '../../renderer/handheld/engine/desk/pairing-desk.ts';
import { HandheldDatabase } from '../../renderer/handheld/engine/disk/handheld-database.ts';
import { readSync, saveSync } from '../../renderer/handheld/engine/disk/sync-disk.ts';
import { deviceKeyOf, publicKeyOf } from '../../renderer/handheld/engine/line/device-key.ts';
import { type HubCalls, hubCalls } from '../../renderer/handheld/engine/line/hub-calls.ts';
import { ProvenFetch } from '../../renderer/handheld/engine/line/proven-fetch.ts';
import { syncFailureOf } from '../../renderer/handheld/engine/line/sync-failure.ts';
import { newId, ownerPin } from '../hub/test-hub.ts';
import { ring } from '../store/shop.ts';
import { lineFetch, type SyncShop } from './sync-shop.ts';

/** Longest a phone may take to come to rest, in milliseconds: nobody counts on how fast this machine is. */
export const restMsMax = 30_000;
/** A driver's timer is looked at this often, in milliseconds; when to try is still the machine's own word. */
const timerMsMax = 40;

/**
 * A handheld without a screen: the engine's own disk (over IndexedDB in memory), key, proofs, calls, pairing and sync
 * driver, over TLS to the real hub. What befalls it is set from outside.
 */
export class Phone {
  readonly shop: SyncShop;
  readonly database = new HandheldDatabase(newId());
  readonly numbers: string[] = [];
  readonly halts: string[] = [];
  device: PairedDevice | null = null;
  /** The phone's clock is ahead of the hub's by so much, in milliseconds. */
  aheadMs = 0;
  /** Answers are lost after the hub has acted on what was asked. */
  losesAnswers = false;
  isAway = false;
  /** Called with each answer that arrives, before anything is made of it. */
  onAnswer: (path: string) => void = () => undefined;
  line: ProvenFetch;
  calls: HubCalls;
  #driver: SyncDriver | null = null;
  #installId: InstallId = brandId<InstallId>(newId());

  private constructor(shop: SyncShop, line: ProvenFetch) {
    this.shop = shop;
    this.line = line;
    this.calls = hubCalls(line);
  }

  static async unboxed(shop: SyncShop): Promise<Phone> {
    const phone = new Phone(shop, null as never);
    await phone.database.open();
    phone.#installId = brandId<InstallId>(newId());
    await phone.#connect();
    return phone;
  }

  static async paired(shop: SyncShop): Promise<Phone> {
    const phone = await Phone.unboxed(shop);
    await phone.pair();
    return phone;
  }

  get installId(): InstallId {
    return this.#installId;
  }

  get driver(): SyncDriver {
    if (this.#driver === null) throw new TypeError('not paired');
    return this.#driver;
  }

  get pending(): number {
    return pendingCount(this.driver.state.record);
  }

  readonly now = (): number => this.shop.clock.now() + this.aheadMs;

  /** Pairs by the address of the code, as many times as somebody does; the disk stays (YN33). */
  async pair(): Promise<void> {
    const { till, origin } = this.shop;
    const { pairUrl } = await till.api.pairing.open({ pin: ownerPin });
    const info = { platform: 'Android 16', browser: 'Chrome 156', persisted: true, appVersion: '1.0.0' } as const;
    const paired = await pairWith(pairUrl, {
      ...(await publicKeyOf(await deviceKeyOf(this.database))),
      ...{ line: this.line, origin, installId: this.installId, info, now: this.now, isCancelled: () => false },
      onPhase: (phase) => {
        if (phase.kind !== 'pairing' || phase.digits === null) return;
        void till.api.pairing.approve({ digits: phase.digits, name: 'Yard', ownerId: null, role: 'manager' });
      },
    });
    if (!paired.ok) throw new Error(paired.refusal.code);
    this.device = paired.value;
    const { record, saving } = withSeries(await this.#onDisk(), this.device.deviceCode);
    await saveSync(this.database, saving);
    if (this.#driver === null) await this.start();
    else await this.driver.feed({ kind: 'paired', record });
  }

  /** The program starts, after it was closed or killed: all it has is its disk. */
  async start(): Promise<void> {
    this.#driver?.close();
    await this.#connect();
    const topics = syncTopics.filter((topic) => topic !== 'item');
    const life = { version: 1, askNo: Math.floor(Math.random() * 1e6) * 1_000, opsMax: batchOpsMax, topics };
    this.#driver = new SyncDriver(this.#ports(), startedState(await this.#onDisk(), life));
    await this.wake();
  }

  async wake(): Promise<void> {
    await this.driver.feed({ kind: 'woke' });
  }

  #onDisk() {
    return readSync(this.database, this.installId).then((record) =>
      record.meta.lastSeq === 0 && record.meta.receipts === null ? emptyRecord(this.installId) : record,
    );
  }

  async #connect(): Promise<void> {
    const send = lineFetch(this.shop);
    this.line = new ProvenFetch({
      origin: this.shop.origin,
      key: await deviceKeyOf(this.database),
      installId: this.installId,
      appVersion: '1.0.0',
      now: this.now,
      fetch: async (input, init) => {
        if (this.isAway) throw new TypeError('Failed to fetch');
        const answer = await send(input, init);
        if (this.losesAnswers) throw new TypeError('Failed to fetch');
        this.onAnswer(new URL(String(input)).pathname);
        return answer;
      },
      onToken: (_answer, skewMs) => void this.#driver?.feed({ kind: 'measured', skewMs }),
      onHeard: () => undefined,
    });
    this.calls = hubCalls(this.line);
  }

  #ports(): SyncPorts {
    const { calls } = this;
    return {
      ...{ push: calls.push, pull: calls.pull, snapshot: calls.snapshot },
      save: (saving) => saveSync(this.database, saving),
      failureOf: (error) => syncFailureOf(error, this.now()),
      now: this.now,
      random: () => 0,
      byteLength: (text) => Buffer.byteLength(text),
      wakeAt: (at, wake) => {
        const timer = setTimeout(wake, Math.min(timerMsMax, Math.max(0, at - this.now())));
        return () => clearTimeout(timer);
      },
      onState: () => undefined,
      onHalt: (halt) => void this.halts.push(halt),
      onDiskTrouble: () => undefined,
    };
  }

  draft(kind: keyof typeof opCatalog, body: unknown): OpDraft {
    const shared = { opId: newId() as never, staffId: this.shop.till.staffId, happened: true, numbered: false };
    return { ...shared, kind, v: opCatalog[kind].v, at: this.now(), body: () => body as never };
  }

  /** A fact of this phone; gives its `seq`. */
  async tell(kind: keyof typeof opCatalog, body: unknown): Promise<number> {
    const recorded = await this.driver.record(this.draft(kind, body));
    if (recorded === null) throw new Error(`${kind} was not made`);
    return recorded.held.op.seq;
  }

  /** Completes a sale here and gives the number on its receipt. */
  async sell(change: (body: ReturnType<typeof ring>) => unknown = (same) => same): Promise<string> {
    const rung = ring(this.shop.side, { lines: 1 });
    const body = (transactionNumber: string | null) => change({ ...rung, transactionNumber }) as never;
    const draft = { ...this.draft('sale.completed', null), numbered: true, body };
    const recorded = await this.driver.record(draft);
    const number = recorded?.number ?? '';
    this.numbers.push(number);
    return number;
  }

  /** Everything it holds was taken, and everything it shows is the hub's. */
  async rest(): Promise<void> {
    await vi.waitFor(async () => {
      const { meta } = this.driver.state.record;
      const { store } = this.shop.hub.hub;
      const isHere = meta.epoch?.id === store.sync.epoch().id && meta.mirrorWhole;
      if (isHere && this.pending === 0) return;
      await this.wake();
      throw new Error(`still sending: ${this.pending}, ${this.driver.state.halt}`);
    }, restMsMax);
  }

  /** It sends nothing from here on: the driver ends when none of its requests is on its way. */
  async fallSilent(): Promise<void> {
    await vi.waitFor(() => {
      if (this.driver.state.asked !== null) throw new Error('a request is on its way');
      this.driver.close();
    }, restMsMax);
  }

  async close(): Promise<void> {
    this.#driver?.close();
    this.database.close();
  }
}

/** What of a phone the hub keeps aside, newest first, as the back office has it. */
export async function asideOf({ shop, device }: Phone) {
  const { findings } = await shop.till.api.finding.list({ settled: false });
  const isOurs = (code: string | undefined): boolean => code === device?.deviceCode;
  return findings.filter((each) => each.findingId.startsWith('aside-') && isOurs(each.device?.deviceCode));
}

/** Numbers and flags of a phone's sales, as the hub has them; null where it has none. */
export function inHub({ shop, numbers }: Phone): (readonly string[] | null)[] {
  return numbers.map((number) => shop.hub.hub.store.sales.byNumber(number)?.flags ?? null);
}
