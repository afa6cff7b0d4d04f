import { assertNever } from '../assert.ts';
import { backOffMs, heartbeatMs } from './back-off.ts';
import { type EpochVerdict, judgeEpoch } from './epoch.ts';
import { mirrored, syncTopics } from './mirror.ts';
import { afterPush, batchBytesMax, batchOpsMax, forgettable, gapOf, markTaken, nextBatch, rewound } from './outbox.ts';
import {
  type OtherEpoch,
  type PullAnswer,
  type PushAnswer,
  type PushAsk,
  type PushTaken,
  type SnapshotAnswer,
  type SnapshotRows,
  type SyncFailure,
  syncProto,
} from './protocol.ts';
import {
  type Asked,
  outcomesMax,
  type Saving,
  type SyncHalt,
  type SyncMeta,
  type SyncRecord,
  type SyncState,
  savingOf,
} from './sync-state.ts';

/** What happens to a client's sync. `now` is the own clock, UTC epoch ms; `random` in [0, 1) spreads the tries. */
export type SyncEvent =
  /** The program started, came to the front, has a network again, or a timer that was asked for rang. */
  | { readonly kind: 'woke' }
  /** Ops were put into the outbox and saved. */
  | { readonly kind: 'recorded'; readonly record: SyncRecord }
  /** The hub said that its log has grown. */
  | { readonly kind: 'poked'; readonly head: number }
  | { readonly kind: 'push-answered'; readonly askNo: number; readonly answer: PushAnswer }
  | { readonly kind: 'pull-answered'; readonly askNo: number; readonly answer: PullAnswer }
  | { readonly kind: 'snapshot-answered'; readonly askNo: number; readonly answer: SnapshotAnswer }
  | { readonly kind: 'failed'; readonly askNo: number; readonly failure: SyncFailure }
  /** The own clock was measured against the hub's; acts carry the corrected time from here on (YN43). */
  | { readonly kind: 'measured'; readonly skewMs: number }
  /** A person paired this device again, or told it that the hub is the right one. */
  | { readonly kind: 'paired'; readonly record: SyncRecord };

/** What the machine wants done, in this order. A `save` is on disk before anything after it is done. */
export type SyncAct =
  | { readonly kind: 'save'; readonly saving: Saving }
  | Asked
  | { readonly kind: 'wake'; readonly at: number }
  | { readonly kind: 'alarm'; readonly halt: SyncHalt };

export interface SyncStep {
  readonly state: SyncState;
  readonly acts: readonly SyncAct[];
}

/** What a step may depend on besides the state. */
export interface Moment {
  /** Own clock, UTC epoch ms. */
  readonly now: number;
  /** In [0, 1). */
  readonly random: number;
  readonly rules: SyncRules;
}

/** The rules the machine decides by. There is one set; a test hands in a broken one to see that it would be noticed. */
export interface SyncRules {
  readonly judgeEpoch: typeof judgeEpoch;
  readonly nextBatch: typeof nextBatch;
  readonly afterPush: typeof afterPush;
  readonly forgettable: typeof forgettable;
  readonly rewound: typeof rewound;
  readonly gapOf: typeof gapOf;
  readonly isMine: typeof isAnswerToMine;
}
interface Echo {
  readonly installId: string;
}

export const syncRules: SyncRules = {
  judgeEpoch,
  nextBatch,
  afterPush,
  forgettable,
  rewound,
  gapOf,
  isMine: isAnswerToMine,
};

/** Only the answer to the one request that is under way counts; a late, doubled or foreign one is dropped (YN9). */
export function isAnswerToMine({ asked, record }: SyncState, askNo: number, answer: Echo): boolean {
  return asked !== null && asked.askNo === askNo && answer.installId === record.meta.installId;
}

/** One step of a client's sync: pure, so that the same events lead to the same state on every device and in every test. */
export function stepSync(state: SyncState, event: SyncEvent, moment: Moment): SyncStep {
  return askNext(handled(state, event, moment), moment);
}

function handled(state: SyncState, event: SyncEvent, moment: Moment): SyncStep {
  const { rules } = moment;
  switch (event.kind) {
    case 'woke':
      return still(awake(state, moment.now));
    case 'recorded':
      return { state: { ...state, record: event.record }, acts: [] };
    case 'paired':
      return still({ ...state, record: event.record, halt: null, reading: 'open', failures: 0, retryAt: null });
    case 'measured':
      return measured(state, event.skewMs);
    case 'poked':
      return { state: { ...state, headSeen: Math.max(state.headSeen, event.head) }, acts: [] };
    case 'failed':
      return state.asked?.askNo === event.askNo ? failed(state, event.failure, moment) : still(state);
    case 'push-answered':
    case 'pull-answered':
    case 'snapshot-answered':
      return rules.isMine(state, event.askNo, event.answer) ? answered(state, event, moment) : still(state);
    default:
      return assertNever(event);
  }
}

/**
 * Waking asks the hub once whether there is anything new: a cursor behind what is believed to be there brings a pull. A
 * wrong hub is tried again, since the right one may be back at its address; so is one that turned this device away (YN83).
 */
function awake(state: SyncState, now: number): SyncState {
  const retryAt = state.retryAt !== null && now < state.retryAt ? state.retryAt : null;
  const halt = state.halt?.startsWith('hub-') ? null : state.halt;
  return {
    ...state,
    retryAt,
    halt,
    isProbeDue: true,
    headSeen: Math.max(state.headSeen, state.record.meta.cursor + 1),
  };
}

function measured(state: SyncState, skewMs: number): SyncStep {
  const meta = { ...state.record.meta, skewMs };
  return {
    state: { ...state, record: { ...state.record, meta } },
    acts: [{ kind: 'save', saving: savingOf(meta, {}) }],
  };
}

function still(state: SyncState): SyncStep {
  return { state, acts: [] };
}

type Answered = Extract<SyncEvent, { readonly kind: 'push-answered' | 'pull-answered' | 'snapshot-answered' }>;

function answered(state: SyncState, event: Answered, moment: Moment): SyncStep {
  const { rules } = moment;
  const calm: SyncState = { ...state, asked: null, failures: 0, retryAt: null, halt: null };
  const { answer } = event;
  if (answer.kind === 'epoch-changed') return otherEpoch(calm, answer, rules);
  const verdict = rules.judgeEpoch(state.record.meta.epoch, answer.epoch);
  if (verdict !== 'same') return otherEpoch(calm, answer, rules);
  switch (answer.kind) {
    case 'taken':
      return pushed(calm, answer, moment);
    case 'changes':
      return answer.from === calm.record.meta.cursor ? pulled(calm, answer, rules) : still(calm);
    case 'snapshot-needed':
      return still({ ...calm, snapshot: firstPage(calm) });
    case 'upgrade-needed':
      return still({ ...calm, reading: 'upgrade-needed', snapshot: null });
    case 'rows':
      return snapshotPage(calm, answer, rules);
    default:
      return assertNever(answer);
  }
}

function firstPage({ topics }: SyncState): SyncState['snapshot'] {
  return { topic: topics[0] ?? syncTopics[0], after: '', at: null, rows: [] };
}

const halts: Readonly<Partial<Record<EpochVerdict, SyncHalt>>> = {
  older: 'hub-older',
  forked: 'hub-forked',
  foreign: 'hub-foreign',
};

/** The hub's record was replaced: agree to the new epoch and begin again, or refuse and call a person (YN10 … YN13). */
function otherEpoch(state: SyncState, { epoch }: Pick<OtherEpoch, 'epoch'>, rules: SyncRules): SyncStep {
  const { meta } = state.record;
  const verdict = rules.judgeEpoch(meta.epoch, epoch);
  const halt = halts[verdict];
  if (halt !== undefined) return { state: { ...state, halt }, acts: [{ kind: 'alarm', halt }] };
  if (verdict === 'same') return still(state);
  const held = state.record.held.map((each) => (each.takenNo === null ? each : { ...each, takenNo: null }));
  const next: SyncMeta = { ...meta, ...rules.rewound(meta, held), epoch, cursor: 0, mirrorWhole: false };
  const record = { ...state.record, meta: next, held };
  const fresh = { ...state, record, headSeen: 0, snapshot: null, gap: null };
  return { state: fresh, acts: [{ kind: 'save', saving: savingOf(next, { put: held }) }] };
}

function pushed(state: SyncState, answer: PushTaken, moment: Moment): SyncStep {
  const { rules } = moment;
  const { meta, held } = state.record;
  const marks = rules.afterPush(meta, answer);
  const outcomes = [
    ...meta.outcomes.filter(({ seq }) => !answer.outcomes.some((each) => each.seq === seq)),
    ...answer.outcomes,
  ];
  const marked = markTaken(held, marks.acked, answer.head);
  const next: SyncMeta = { ...meta, ...marks, outcomes: outcomes.slice(-outcomesMax) };
  const gap = answer.expect === null ? null : rules.gapOf(marked, marks, answer.expect);
  const opsMax = answer.last > meta.acked ? batchOpsMax : state.opsMax;
  const headSeen = Math.max(state.headSeen, answer.head);
  const isMoving = answer.last > meta.acked || gap !== null || marks.acked === meta.lastSeq;
  const pace = isMoving ? {} : standstill(state, moment);
  return saved({ ...state, opsMax, headSeen, gap, ...pace }, { meta: next, held: marked }, moment.rules);
}

/** A push that moved nothing is not repeated at once: two machines that misunderstand each other must not race (YN40). */
function standstill({ failures }: SyncState, { now, random }: Moment): Pick<SyncState, 'failures' | 'retryAt'> {
  return { failures: failures + 1, retryAt: now + backOffMs(failures + 1, random) };
}

/** Saves new marks, and forgets what is safe everywhere. */
function saved(
  state: SyncState,
  next: { readonly meta: SyncMeta; readonly held: SyncRecord['held']; readonly what?: Partial<Saving> },
  rules: SyncRules,
): SyncStep {
  const { meta, what = {} } = next;
  const put = changedIn(state.record.held, next.held);
  const gone = rules.forgettable(next.held, meta, meta.cursor);
  const held = gone === 0 ? next.held : next.held.slice(gone);
  const dropBefore = gone === 0 ? null : (next.held[gone - 1]?.op.seq ?? 0) + 1;
  const changes = what.changes ?? [];
  const mirror = mirrored(what.newMirror ? new Map() : state.record.mirror, changes);
  const saving = savingOf(meta, {
    put: put.filter((each) => dropBefore === null || each.op.seq >= dropBefore),
    dropBefore,
    ...what,
  });
  return { state: { ...state, record: { meta, held, mirror } }, acts: [{ kind: 'save', saving }] };
}

/** Ops that are not as they were; both lists hold the same ops. */
function changedIn(before: SyncRecord['held'], after: SyncRecord['held']): SyncRecord['held'] {
  return before === after ? [] : after.filter((each, at) => each !== before[at]);
}

function pulled(
  state: SyncState,
  answer: Extract<PullAnswer, { readonly kind: 'changes' }>,
  rules: SyncRules,
): SyncStep {
  const { meta, held } = state.record;
  const next = { ...state, headSeen: answer.more ? Math.max(state.headSeen, answer.to + 1) : answer.to };
  if (answer.to === meta.cursor && answer.keepFrom === meta.keepFrom) return still(next);
  const keepFrom = Math.max(1, answer.keepFrom);
  return saved(
    next,
    { meta: { ...meta, keepFrom, cursor: answer.to }, held, what: { changes: answer.changes } },
    rules,
  );
}

/** Pages are gathered aside; the mirror is replaced when all topics are there (YN23). */
function snapshotPage(state: SyncState, page: SnapshotRows, rules: SyncRules): SyncStep {
  const { snapshot, record } = state;
  if (snapshot === null || page.topic !== snapshot.topic || page.after !== snapshot.after) return still(state);
  const at = Math.min(snapshot.at ?? page.at, page.at);
  const rows = [...snapshot.rows, ...page.rows];
  if (!page.done) return still({ ...state, snapshot: { ...snapshot, at, rows, after: page.rows.at(-1)?.id ?? '' } });
  const topic = state.topics[state.topics.indexOf(snapshot.topic) + 1];
  if (topic !== undefined) return still({ ...state, snapshot: { topic, after: '', at, rows } });
  const meta = { ...record.meta, cursor: at, mirrorWhole: true };
  return saved(
    { ...state, snapshot: null },
    { meta, held: record.held, what: { changes: rows, newMirror: true } },
    rules,
  );
}

function failed(state: SyncState, failure: SyncFailure, { now, random }: Moment): SyncStep {
  const idle: SyncState = { ...state, asked: null, failures: state.failures + 1 };
  switch (failure.kind) {
    case 'away':
      return still({ ...idle, retryAt: now + backOffMs(idle.failures, random) });
    case 'busy':
      return still({ ...idle, retryAt: now + Math.max(failure.pauseMs, backOffMs(idle.failures, random)) });
    case 'too-large':
      return still({ ...smallerPush(state), asked: null, failures: idle.failures });
    case 'unknown-device':
      return halted(idle, 'device-unknown');
    case 'revoked':
      return barred({ ...idle, asked: state.asked });
    default:
      return assertNever(failure);
  }
}

/** Out of favour: a device that may still send goes on sending, and reads no more. */
function barred(state: SyncState): SyncStep {
  if (state.asked?.kind === 'push') return halted({ ...state, asked: null }, 'device-revoked');
  return {
    state: { ...state, asked: null, reading: 'barred', snapshot: null },
    acts: [{ kind: 'alarm', halt: 'device-revoked' }],
  };
}

function halted(state: SyncState, halt: SyncHalt): SyncStep {
  return { state: { ...state, halt }, acts: [{ kind: 'alarm', halt }] };
}

/** Half as many ops; one that is too large all alone is declared a gap, so that it does not block the rest (YN14). */
function smallerPush(state: SyncState): SyncState {
  if (state.asked?.kind !== 'push') return state;
  const { ops } = state.asked.ask;
  const [only] = ops;
  if (ops.length > 1 || only === undefined) return { ...state, opsMax: Math.max(1, Math.floor(ops.length / 2)) };
  return { ...state, gap: { from: only.seq, to: only.seq } };
}

/** A device that was turned away asks once each time it is woken, and counts as stopped until it is answered (YN83). */
function isStopped({ halt, isProbeDue }: SyncState): boolean {
  return halt !== null && !(isProbeDue && halt.startsWith('device-'));
}

/** Asks for what is due: first what this device owes the hub, then what the hub has for it. One request at a time. */
function askNext({ state, acts }: SyncStep, { now, rules }: Moment): SyncStep {
  if (isStopped(state) || state.asked !== null) return { state, acts };
  if (state.retryAt !== null && now < state.retryAt)
    return { state, acts: [...acts, { kind: 'wake', at: state.retryAt }] };
  const asked = dueAsk({ ...state, askNo: state.askNo + 1 }, rules);
  if (asked === null) return { state, acts: [...acts, { kind: 'wake', at: now + heartbeatMs }] };
  return { state: { ...state, asked, askNo: asked.askNo, retryAt: null, isProbeDue: false }, acts: [...acts, asked] };
}

function dueAsk(state: SyncState, rules: SyncRules): Asked | null {
  const { record, askNo, gap, version } = state;
  const { meta, held } = record;
  const from = { proto: syncProto, installId: meta.installId, epoch: meta.epoch };
  const batch = rules.nextBatch(held, meta, { opsMax: state.opsMax, bytesMax: batchBytesMax });
  if (batch.length > 0 || gap !== null) {
    const ops = batch.map(({ op }) => op).filter(({ seq }) => gap === null || seq > gap.to);
    const pendingAfter = meta.lastSeq - (ops.at(-1)?.seq ?? meta.acked);
    return { kind: 'push', askNo, ask: { ...from, ops, gap, pendingAfter, lastSeq: meta.lastSeq } };
  }
  if (state.reading !== 'open') return state.isProbeDue ? probe(state) : null;
  if (state.snapshot !== null) {
    const { topic, after } = state.snapshot;
    return { kind: 'snapshot', askNo, ask: { ...from, version, topic, after } };
  }
  if (meta.mirrorWhole && meta.cursor >= state.headSeen) return null;
  return { kind: 'pull', askNo, ask: { ...from, version, after: meta.cursor, fresh: !meta.mirrorWhole } };
}

/**
 * The push that follows the one under way when the hub takes all of it: what can be made ready meanwhile. Null when nothing
 * waits behind it. It is a guess and is never sent as such: only what is asked for is.
 */
export function likelyNextPush(state: SyncState, rules: SyncRules): PushAsk | null {
  const { asked, record } = state;
  const last = asked?.kind === 'push' ? asked.ask.ops.at(-1) : undefined;
  if (last === undefined || last.seq >= record.meta.lastSeq) return null;
  const meta = { ...record.meta, acked: last.seq };
  const next = dueAsk({ ...state, record: { ...record, meta }, opsMax: batchOpsMax, gap: null }, rules);
  return next?.kind === 'push' ? next.ask : null;
}

/** An empty push: a device that may not read has to hear all the same when the hub was restored (YN55). */
function probe({ record, askNo }: SyncState): Asked {
  const { installId, epoch, lastSeq } = record.meta;
  return {
    kind: 'push',
    askNo,
    ask: { proto: syncProto, installId, epoch, ops: [], gap: null, pendingAfter: 0, lastSeq },
  };
}
