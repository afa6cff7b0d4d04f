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
import type { RefusedOps } from './refused-ops.ts';

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
  readonly manner: PushManner;
}

/**
 * How ops come in. `asked`: by somebody who waits; a refused op leaves its `seq` free. `synced`: out of the outbox of a
 * client that was away; a refused op uses its `seq` up, so that it can not block the ones behind it. `amnesty`: of a device
 * that is out of favour; everything is kept aside for a person. `late`: kept aside before, taken now, whatever its `seq`.
 * `hub`: of the hub itself; only then may it hold kinds whose origin is the hub.
 */
export type PushManner = 'asked' | 'synced' | 'amnesty' | 'late' | 'hub';

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
  readonly refused: RefusedOps;
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
  if (push.manner !== 'late' && raw.seq > next) return { expect: next };
  if (push.manner !== 'late' && raw.seq < next) return { result: asBefore(room, push, raw) };
  if (push.manner === 'amnesty') return { result: keep(room, push, { raw, reason: 'device-revoked', detail: '' }) };
  if (!parsed.ok) return { result: unreadable(room, push, { raw, fault: parsed.refusal }) };
  if (raw.happened && !opCatalog[parsed.value.kind].fact)
    return { result: keep(room, push, { raw, reason: 'kind-no-fact', detail: `${raw.kind} can only be asked for` }) };
  return { result: spent(room, push, { raw, result: decideOp(room, push, parsed.value) }) };
}

/** A `seq` that is used up, by an op that is not in the log: the same op gets its first answer, another is kept aside. */
function asBefore(room: PushRoom, push: Arrivals, raw: Op): OpResult {
  const reason = room.quarantine.reasonOf(raw);
  if (reason !== null && isDeferral(reason)) return deferred(raw, reason, '');
  if (reason !== null) return quarantined(raw, 'quarantined-before', '');
  const refused = room.refused.answerTo(raw);
  if (refused !== null) return refusedFor(raw, refused);
  return keep(room, push, { raw, reason: 'seq-reused', detail: `seq ${raw.seq} is taken` });
}

/** A client that was away can not give a number back: a refused op of its outbox has used its `seq` up (YN15). */
function spent(
  room: PushRoom,
  push: Arrivals,
  { raw, result }: { readonly raw: Op; readonly result: OpResult },
): OpResult {
  if (result.status !== 'refused' || push.manner !== 'synced') return result;
  const { installId } = push;
  room.refused.keep(raw, { installId, code: result.refusal, detail: result.detail, refusedAt: room.now() });
  room.log.skipSeq(installId, raw.seq);
  return result;
}

/** Facts a newer program made wait for a hub that knows them (YN52). */
export const deferralReasons = ['kind-unknown', 'version-unknown'] as const;

/** Does an op that was kept aside for this reason wait for a newer hub? */
export function isDeferral(reason: string): boolean {
  return deferralReasons.some((each) => each === reason);
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
  if (!raw.happened) return spent(room, push, { raw, result: refusedFor(raw, fault) });
  return keep(room, push, { raw, reason: fault.code, detail: fault.detail });
}

function keep(
  room: PushRoom,
  { installId }: Arrivals,
  { raw, reason, detail }: { readonly raw: Op; readonly reason: string; readonly detail: string },
): OpResult {
  room.quarantine.keep(raw, { installId, reason, receivedAt: room.now() });
  if (raw.seq === room.log.lastSeq(installId) + 1) room.log.skipSeq(installId, raw.seq);
  return isDeferral(reason) ? deferred(raw, reason, detail) : quarantined(raw, reason, detail);
}

function deferred(raw: Op, reason: string, detail: string): OpResult {
  return { opId: raw.opId, status: 'deferred', reason, detail };
}

function quarantined(raw: Op, reason: string, detail: string): OpResult {
  return { opId: raw.opId, status: 'quarantined', reason, detail };
}

/** Authorise, decide, append; the records follow at once or with the next fold (OL5, OL11). */
function decideOp(room: PushRoom, push: Arrivals, op: ParsedOp): OpResult {
  const hubAt = room.now();
  const applier = applierOf(room.appliers, op.kind);
  const refused = push.manner === 'hub' ? null : mayNotSend(push, op);
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
