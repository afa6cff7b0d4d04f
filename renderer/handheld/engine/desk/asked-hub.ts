import { accept, refuse } from '../../../../domain/outcome.ts';
import { unreflected } from '../../../../domain/sync/mirror.ts';
import type { Done } from '../handheld-engine.ts';
import type { HandheldCore } from './handheld-core.ts';

/** How long an act that only asks waits for the hub's answer, in milliseconds. */
export const askMsMax = 5_000;

/** The hub's answer to ops that only asked: its first no that counts, or `hub-away` when it does not come in time. */
export async function answerTo(core: HandheldCore, seqs: readonly number[], fine = ''): Promise<Done> {
  const last = Math.max(0, ...seqs);
  const isAnswered = await whenTrue(core, () => (core.driver?.state.record.meta.acked ?? 0) >= last);
  if (!isAnswered) return refuse({ code: 'hub-away' });
  const outcomes = core.driver?.state.record.meta.outcomes ?? [];
  const isAsked = new Set(seqs);
  const code = outcomes.flatMap((each) =>
    each.status === 'refused' && isAsked.has(each.seq) && each.codes[0] !== fine ? [each.codes[0] ?? 'other'] : [],
  )[0];
  if (code === undefined) return accept(null);
  // The hub knows somebody else here, or nobody: the PIN is asked for, and why is said (HE55).
  if (code !== 'staff-differs') return refuse({ code });
  void core.staffAgain();
  return refuse({ code: 'sign-on-again' });
}

/** Is the hub's word here that holds this op? The answer to a push comes before it. */
export function whenReflected(core: HandheldCore, seq: number): Promise<boolean> {
  return whenTrue(core, () => {
    const record = core.driver?.state.record;
    if (record === undefined) return false;
    const { held, meta } = record;
    return meta.acked >= seq && !unreflected(held, meta.acked, meta.cursor).some(({ op }) => op.seq === seq);
  });
}

/** Waits until something is so; false when it is not in time. */
async function whenTrue(core: HandheldCore, isSo: () => boolean): Promise<boolean> {
  if (isSo()) return true;
  return await new Promise<boolean>((resolve) => {
    const end = (is: boolean): void => {
      clearTimeout(late);
      stop();
      resolve(is);
    };
    const late = setTimeout(() => end(isSo()), askMsMax);
    const stop = core.subscribe(() => {
      if (isSo()) end(true);
    });
  });
}
