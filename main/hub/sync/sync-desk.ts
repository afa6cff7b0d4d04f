import type { OpResult, PushAnswer as TakenAnswer } from '../../../contracts/op.ts';
import { pullOpsMax, type SyncHello, snapshotRowsMax } from '../../../contracts/sync.ts';
import type { InstallId } from '../../../domain/id.ts';
import { type Epoch, isSameEpoch } from '../../../domain/sync/epoch.ts';
import { canPullFrom } from '../../../domain/sync/mirror.ts';
import {
  type OpOutcome,
  type OtherEpoch,
  type PullAnswer,
  type PullAsk,
  type PushAnswer,
  type PushAsk,
  type SnapshotAnswer,
  type SnapshotAsk,
  syncProto,
} from '../../../domain/sync/protocol.ts';
import type { HubOp, Push } from '../../store/op/ledger.ts';
import type { Authorise, PushManner } from '../../store/op/push.ts';
import type { Store } from '../../store/store.ts';

/** Programs older than this may send what they have, but read nothing more. */
export const clientVersionMin = 1;

/** How a device stands with the hub. `amnesty`: out of favour, but what it holds is taken, aside. */
export type DeviceStanding = 'paired' | 'amnesty' | 'revoked' | 'unknown';

export interface SyncDeskParts {
  readonly store: Store;
  readonly now: () => number;
  /** Takes a push in a commit; resolves after it. */
  readonly take: (push: Push, authorise: Authorise) => Promise<TakenAnswer>;
  readonly append: (ops: readonly HubOp[]) => void;
  readonly standingOf: (installId: InstallId) => DeviceStanding;
}

/** Serves clients that were away: their outboxes in, changes and snapshots out. */
export class SyncDesk {
  readonly #parts: SyncDeskParts;

  constructor(parts: SyncDeskParts) {
    this.#parts = parts;
  }

  standingOf(installId: InstallId): DeviceStanding {
    return this.#parts.standingOf(installId);
  }

  hello(installId: InstallId): SyncHello {
    const { store, now } = this.#parts;
    return {
      epoch: store.sync.epoch(),
      proto: { min: syncProto, max: syncProto },
      versionMin: clientVersionMin,
      now: now(),
      head: store.head().no,
      keepFrom: store.sync.backups.keepFrom(installId),
      last: store.lastSeq(installId),
      series: store.sync.seriesOf(installId),
    };
  }

  /** Gives an install its next series of receipt numbers; it never had it, and nobody else did (YN31). */
  giveSeries(installId: InstallId): string {
    const series = this.#parts.store.sync.nextSeries();
    this.#parts.append([{ kind: 'install.series-given', staffId: null, body: { installId, series } }]);
    return series;
  }

  /** Ops of an outbox. In another epoch nothing is looked at: positions and marks would mean something else (YN10). */
  async push(ask: PushAsk, authorise: Authorise): Promise<PushAnswer> {
    const { store, take, standingOf } = this.#parts;
    const { installId } = ask;
    const other = this.#otherEpoch(ask);
    if (other !== null) return other;
    this.#declareGap(ask);
    const manner: PushManner = standingOf(installId) === 'amnesty' ? 'amnesty' : 'synced';
    const taken = ask.ops.length === 0 ? null : await take({ installId, ops: ask.ops, manner }, authorise);
    const last = taken?.last ?? store.lastSeq(installId);
    const seqOf = new Map(ask.ops.map(({ opId, seq }) => [opId, seq]));
    return {
      kind: 'taken',
      installId,
      epoch: store.sync.epoch(),
      last,
      head: store.head().no,
      keepFrom: store.sync.backups.keepFrom(installId),
      expect: taken?.expect ?? null,
      outcomes: (taken?.results ?? []).flatMap((result) => outcomeOf(result, seqOf.get(result.opId) ?? 0)),
    };
  }

  pull(ask: PullAsk): PullAnswer {
    const { store } = this.#parts;
    const { installId, after } = ask;
    const other = this.#otherEpoch(ask) ?? this.#tooOld(ask);
    if (other !== null) return other;
    const epoch = store.sync.epoch();
    if (!canPullFrom(after, store.head().no, ask.fresh)) return { kind: 'snapshot-needed', installId, epoch };
    const keepFrom = store.sync.backups.keepFrom(installId);
    return { kind: 'changes', installId, epoch, from: after, keepFrom, ...store.sync.changes(after, pullOpsMax) };
  }

  snapshot(ask: SnapshotAsk): SnapshotAnswer {
    const { store } = this.#parts;
    const { installId, topic, after } = ask;
    const other = this.#otherEpoch(ask) ?? this.#tooOld(ask);
    if (other !== null) return other;
    const at = store.head().no;
    const rows = store.sync.snapshot(topic, after, snapshotRowsMax);
    const done = rows.length < snapshotRowsMax;
    return { kind: 'rows', installId, epoch: store.sync.epoch(), topic, after, at, rows, done };
  }

  #otherEpoch({
    installId,
    epoch,
  }: {
    readonly installId: InstallId;
    readonly epoch: Epoch | null;
  }): OtherEpoch | null {
    const now = this.#parts.store.sync.epoch();
    return isSameEpoch(epoch, now) ? null : { kind: 'epoch-changed', installId, epoch: now };
  }

  #tooOld({ installId, version }: { readonly installId: InstallId; readonly version: number }) {
    if (version >= clientVersionMin) return null;
    const epoch = this.#parts.store.sync.epoch();
    return { kind: 'upgrade-needed', installId, epoch, versionMin: clientVersionMin } as const;
  }

  /** What a client does not hold any more goes into the log as missing, in red, and its outbox goes on after it (YN8). */
  #declareGap({ installId, gap }: PushAsk): void {
    const { store, append } = this.#parts;
    if (gap === null || gap.from !== store.lastSeq(installId) + 1 || gap.to < gap.from) return;
    append([{ kind: 'install.gap-declared', staffId: null, body: { installId, ...gap } }]);
  }
}

/** Only what a client does not expect is named in the answer: a hundred sales answer in a few bytes. */
function outcomeOf(result: OpResult, seq: number): OpOutcome[] {
  const { opId, status } = result;
  switch (status) {
    case 'applied':
      return [];
    case 'duplicate':
      return result.flags.length === 0 ? [] : [{ seq, opId, status: 'flagged', codes: result.flags }];
    case 'flagged':
      return [{ seq, opId, status, codes: result.flags }];
    case 'refused':
      return [{ seq, opId, status, codes: [result.refusal] }];
    case 'quarantined':
    case 'deferred':
      return [{ seq, opId, status, codes: [result.reason] }];
  }
}
