import { backOffMsMax } from './back-off.ts';
import type { PullAnswer, PullAsk, PushAnswer, PushAsk, SnapshotAnswer, SnapshotAsk, SyncFailure } from './protocol.ts';
import { likelyNextPush, type SyncAct, type SyncEvent, stepSync, syncRules } from './sync-machine.ts';
import {
  type Asked,
  type ByteLength,
  type OpDraft,
  type Recorded,
  recordOp,
  type Saving,
  type SyncHalt,
  type SyncState,
} from './sync-state.ts';

/** What the driver is handed: disk, line, clock, chance. A request that takes too long has to reject by itself. */
export interface SyncPorts {
  /** Writes one saving in one durable transaction; rejects when nothing of it was written. */
  readonly save: (saving: Saving) => Promise<void>;
  /** `next` is the push that will most likely follow: it may be made ready while this one is under way. */
  readonly push: (ask: PushAsk, next: PushAsk | null) => Promise<PushAnswer>;
  readonly pull: (ask: PullAsk) => Promise<PullAnswer>;
  readonly snapshot: (ask: SnapshotAsk) => Promise<SnapshotAnswer>;
  /** What a rejected request means. */
  readonly failureOf: (error: unknown) => SyncFailure;
  /** UTC epoch ms by the own clock. */
  readonly now: () => number;
  /** In [0, 1). */
  readonly random: () => number;
  readonly byteLength: ByteLength;
  /** Calls back at a time of the own clock; what it gives cancels it. */
  readonly wakeAt: (at: number, wake: () => void) => () => void;
  readonly onState: (state: SyncState) => void;
  readonly onHalt: (halt: SyncHalt) => void;
  /** The disk refused what sync wanted to keep; it tries again later. What a person does rejects by itself. */
  readonly onDiskTrouble: (error: unknown) => void;
}

/**
 * Carries out what the machine decides, one event after the other: a saving is on disk before anything after it happens,
 * and an act of a person counts only when it is. One driver a device: two would give the same `seq` twice.
 */
export class SyncDriver {
  readonly #ports: SyncPorts;
  #state: SyncState;
  #tail: Promise<void> = Promise.resolve();
  #cancelWake: () => void = () => undefined;
  #open = true;

  constructor(ports: SyncPorts, state: SyncState) {
    this.#ports = ports;
    this.#state = state;
  }

  get state(): SyncState {
    return this.#state;
  }

  /** Something happened; resolves when everything that follows from it at once is done. */
  feed(event: SyncEvent): Promise<void> {
    return this.#inTurn(() => this.#step(event));
  }

  /** Puts an act into the outbox. Resolves when it is on disk; null when it can not be made; rejects when the disk did. */
  record(draft: OpDraft): Promise<Recorded | null> {
    return this.#inTurn(async () => {
      const recorded = recordOp(this.#state.record, draft, this.#ports.byteLength);
      if (recorded === null) return null;
      await this.#ports.save(recorded.saving);
      await this.#step({ kind: 'recorded', record: recorded.record });
      return recorded;
    });
  }

  /** Nothing more is done; what is under way may still be answered, and is not listened to. */
  close(): void {
    this.#open = false;
    this.#cancelWake();
  }

  #inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const turn = this.#tail.then(work);
    this.#tail = turn.then(
      () => undefined,
      () => undefined,
    );
    return turn;
  }

  async #step(event: SyncEvent): Promise<void> {
    if (!this.#open) return;
    const { now, random, onState, onDiskTrouble } = this.#ports;
    const { state, acts } = stepSync(this.#state, event, { now: now(), random: random(), rules: syncRules });
    try {
      for (const act of acts) if (act.kind === 'save') await this.#ports.save(act.saving);
    } catch (error) {
      this.#state = { ...this.#state, asked: null, retryAt: now() + backOffMsMax };
      this.#wakeAt(now() + backOffMsMax);
      onDiskTrouble(error);
      return;
    }
    this.#state = state;
    onState(state);
    for (const act of acts) this.#act(act);
  }

  #act(act: SyncAct): void {
    if (act.kind === 'alarm') this.#ports.onHalt(act.halt);
    else if (act.kind === 'wake') this.#wakeAt(act.at);
    else if (act.kind !== 'save') void this.#ask(act);
  }

  #wakeAt(at: number): void {
    this.#cancelWake();
    this.#cancelWake = this.#ports.wakeAt(at, () => void this.feed({ kind: 'woke' }));
  }

  async #ask(asked: Asked): Promise<void> {
    const { askNo } = asked;
    try {
      await this.feed(await this.#answered(asked));
    } catch (error) {
      await this.feed({ kind: 'failed', askNo, failure: this.#ports.failureOf(error) });
    }
  }

  #nextPush(): PushAsk | null {
    return likelyNextPush(this.#state, syncRules);
  }

  async #answered(asked: Asked): Promise<SyncEvent> {
    const { askNo } = asked;
    switch (asked.kind) {
      case 'push':
        return { kind: 'push-answered', askNo, answer: await this.#ports.push(asked.ask, this.#nextPush()) };
      case 'pull':
        return { kind: 'pull-answered', askNo, answer: await this.#ports.pull(asked.ask) };
      case 'snapshot':
        return { kind: 'snapshot-answered', askNo, answer: await this.#ports.snapshot(asked.ask) };
    }
  }
}
