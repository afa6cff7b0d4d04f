import type { HealthReport } from '../../../contracts/device-ask.ts';
import type { ScaleRefusal } from '../../../contracts/device-status.ts';
import type { ToldDevice } from '../../../contracts/device-told.ts';

type Check = HealthReport['checks'][number];
type Result = Check['result'];

/** Good, bad, or nobody can say: what is unknown is never good. */
function result(isGood: boolean | null): Result {
  if (isGood === null) return 'unknown';
  return isGood ? 'good' : 'bad';
}

/** Is something as it should be, when it is known at all? */
function known<Value extends string>(value: Value, good: readonly Value[]): Result {
  return value === 'unknown' ? 'unknown' : result(good.includes(value));
}

/** A printer from all sides, after it was looked at. */
export function printerHealth(
  { name, printer, refusal }: ToldDevice,
  looked: { readonly at: number; readonly answerMs: number },
): HealthReport {
  if (printer === null || refusal !== null) return { name, at: looked.at, answerMs: null, checks: [held] };
  const { status, confirms, profileRefusal, isQueue } = printer;
  const answers = status.source === 'real-time' || status.source === 'status-back';
  const checks: Check[] = [
    { check: 'reachable', result: isQueue ? 'unknown' : result(status.power !== 'off') },
    { check: 'answers', result: isQueue ? 'unknown' : result(answers) },
    { check: 'ready', result: known(status.error, ['none']) },
    { check: 'paper', result: known(status.paper, ['ok', 'low']) },
    { check: 'cover', result: known(status.cover, ['closed']) },
    { check: 'cutter', result: known(status.cutter, ['ok']) },
    // Its model can; whether this one does nobody knows while it says nothing.
    { check: 'confirms', result: confirms && !answers ? 'unknown' : result(confirms) },
    { check: 'profile', result: result(profileRefusal === null) },
  ];
  return { name, at: looked.at, answerMs: answers ? Math.max(0, looked.answerMs) : null, checks };
}

const held: Check = { check: 'reachable', result: 'bad' };

/** A drawer: does its sensor say anything? */
export function drawerHealth({ name, status, refusal }: ToldDevice, at: number): HealthReport {
  if (refusal !== null || status.device !== 'cash-drawer') return { name, at, answerMs: null, checks: [held] };
  const checks: Check[] = [
    { check: 'reachable', result: result(status.power !== 'off') },
    { check: 'drawer', result: known(status.drawer, ['open', 'closed']) },
  ];
  return { name, at, answerMs: null, checks };
}

/** A device that says nothing when asked: is its line open? */
export function plainHealth({ name, status, refusal }: ToldDevice, at: number): HealthReport {
  const isThere = refusal === null && status.power !== 'off';
  const answers = status.trouble === null ? (status.power === 'online' ? true : null) : false;
  const checks: Check[] = [
    { check: 'reachable', result: result(isThere) },
    { check: 'answers', result: result(answers) },
  ];
  return { name, at, answerMs: null, checks };
}

/** What an empty or swaying scale says is an answer too. */
const soundRefusals: ReadonlySet<ScaleRefusal> = new Set([
  'nothing-on-scale',
  'moving',
  'overload',
  'under-zero',
  'below-minimum',
  'not-removed',
]);

/** A scale after one weighing. */
export function scaleHealth(
  told: ToldDevice,
  weighed: { readonly at: number; readonly answerMs: number; readonly refusal: ScaleRefusal | null },
): HealthReport {
  const { refusal, at, answerMs } = weighed;
  const answers = refusal === null || soundRefusals.has(refusal);
  const checks: Check[] = [
    { check: 'reachable', result: result(told.refusal === null && refusal !== 'unreachable') },
    { check: 'answers', result: result(answers) },
    { check: 'weight', result: result(answers) },
  ];
  return { name: told.name, at, answerMs: answers ? Math.max(0, answerMs) : null, checks };
}
