import type { OpResult } from '../../../contracts/op.ts';
import { opCatalog } from '../../../contracts/op-catalog.ts';
import type { InstallId } from '../../../domain/id.ts';
import type { Op } from '../../../domain/op/op.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { Appliers, Problem } from './applier.ts';
import type { Folder } from './folder.ts';
import { applierOf, mayLag } from './folder.ts';
import type { OpLog } from './op-log.ts';
import type { RecordedOp } from './op-row.ts';
import type { OpFault, ParsedOp } from './parse-op.ts';
import type { Quarantine } from './quarantine.ts';

/**
 * May this op be done by who sends it? Null when it may; otherwise a code and one sentence. An op that was asked for is
 * refused with them, one that happened is flagged. Called inside the transaction, so it must not wait for anything.
 */
export type Authorise = (op: ParsedOp) => Problem | null;

/** One op on its way in: as it came, and what parsing made of it. */
export interface Arrival {
  readonly raw: Op;
  readonly parsed: Outcome<ParsedOp, OpFault>;
}

/** A push, parsed before the transaction begins. */
export interface Arrivals {
  readonly installId: InstallId;
  readonly ops: readonly Arrival[];
  readonly authorise: Authorise;
  /** Does the hub itself send this? Only then may it hold kinds whose origin is the hub. */
  readonly fromHub: boolean;
}

export interface PushAnswer {
  readonly installId: InstallId;
  readonly last: number;
  readonly results: OpResult[];
  readonly expect?: number;
}

/** What taking ops needs of the open store. */
export interface PushRoom {
  readonly log: OpLog;
  readonly quarantine: Quarantine;
  readonly appliers: Appliers;
  readonly folder: Folder;
  /** Folds what is pending, within the transaction that is open. */
  readonly catchUp: () => void;
  /** UTC epoch ms. */
  readonly now: () => number;
}

type Step = { readonly result: OpResult } | { readonly expect: number };

/** Takes the ops of one push in order, up to the first gap (OL6 … OL10). The caller holds the transaction. */
export function takePush(room: PushRoom, push: Arrivals): PushAnswer {
  const results: OpResult[] = [];
  const { installId } = push;
  for (const arrival of push.ops) {
    const step = takeOp(room, push, arrival);
    if ('expect' in step) return { installId, last: room.log.lastSeq(installId), results, expect: step.expect };
    results.push(step.result);
  }
  return { installId, last: room.log.lastSeq(installId), results };
}

function takeOp(room: PushRoom, push: Arrivals, { raw, parsed }: Arrival): Step {
  const known = room.log.find(raw.opId);
  if (known) return { result: seenBefore(room, push, { raw, parsed, known }) };
  const next = room.log.lastSeq(push.installId) + 1;
  if (raw.seq > next) return { expect: next };
  if (raw.seq < next && room.quarantine.has(raw)) return { result: quarantined(raw, 'quarantined-before', '') };
  if (raw.seq < next)
    return { result: keep(room, push, { raw, reason: 'seq-reused', detail: `seq ${raw.seq} is taken` }) };
  if (!parsed.ok) return { result: unreadable(room, push, { raw, fault: parsed.refusal }) };
  return { result: decideOp(room, push, parsed.value) };
}

/** The same op again is answered as the first time; another op under its id is kept aside (OL7, OL8). */
function seenBefore(room: PushRoom, push: Arrivals, again: Arrival & { readonly known: RecordedOp }): OpResult {
  const { raw, parsed, known } = again;
  const same =
    parsed.ok &&
    parsed.value.bodyHash === known.bodyHash &&
    known.installId === push.installId &&
    (['seq', 'kind', 'v', 'at', 'staffId', 'happened'] as const).every((field) => raw[field] === known[field]);
  if (!same) return keep(room, push, { raw, reason: 'id-reused', detail: 'another op has this id' });
  return { opId: raw.opId, status: 'duplicate', no: known.no, flags: [...known.flags], refs: { ...known.refs } };
}

/** A fact nobody can read is kept as it came and uses up its `seq`, or the install could never send again (OL9). */
function unreadable(room: PushRoom, push: Arrivals, { raw, fault }: { raw: Op; fault: OpFault }): OpResult {
  if (!raw.happened) return { opId: raw.opId, status: 'refused', refusal: fault.code, detail: fault.detail };
  return keep(room, push, { raw, reason: fault.code, detail: fault.detail });
}

function keep(
  room: PushRoom,
  { installId }: Arrivals,
  { raw, reason, detail }: { readonly raw: Op; readonly reason: string; readonly detail: string },
): OpResult {
  room.quarantine.keep(raw, { installId, reason, receivedAt: room.now() });
  if (raw.seq === room.log.lastSeq(installId) + 1) room.log.skipSeq(installId, raw.seq);
  return quarantined(raw, reason, detail);
}

function quarantined(raw: Op, reason: string, detail: string): OpResult {
  return { opId: raw.opId, status: 'quarantined', reason, detail };
}

/** Authorise, decide, append; the records follow at once or with the next fold (OL5, OL11). */
function decideOp(room: PushRoom, push: Arrivals, op: ParsedOp): OpResult {
  const hubAt = room.now();
  const applier = applierOf(room.appliers, op.kind);
  const refused = push.fromHub ? null : mayNotSend(push, op);
  if (refused && !op.happened) return refusedFor(op, refused);
  const { installId } = push;
  const verdict = applier.decide({ ...op, installId, hubAt } as never);
  const problems = refused ? [refused, ...verdict.problems] : verdict.problems;
  const [first] = problems;
  if (first && !op.happened) return refusedFor(op, first);
  const flags = [...new Set([...problems.map(({ code }) => code), ...(verdict.notes ?? [])])];
  if (verdict.recordable === false) flags.push('not-recorded');
  const logged = room.log.append(op, { installId, hubAt, flags, refs: verdict.refs ?? {} });
  if (!mayLag(room.appliers, logged)) room.catchUp();
  return {
    opId: op.opId,
    status: flags.length > 0 ? 'flagged' : 'applied',
    no: logged.no,
    flags,
    refs: { ...logged.refs },
  };
}

function mayNotSend(push: Arrivals, op: ParsedOp): Problem | null {
  if (opCatalog[op.kind].origin === 'hub')
    return { code: 'kind-of-hub', detail: `${op.kind} is made by the hub alone` };
  return push.authorise(op);
}

function refusedFor(op: Pick<Op, 'opId'>, { code, detail }: Problem): OpResult {
  return { opId: op.opId, status: 'refused', refusal: code, detail };
}
