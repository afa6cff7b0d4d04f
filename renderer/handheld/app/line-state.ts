import type { StateTone } from '../../kit/state.tsx';
import type { Translate } from '../../kit/text.tsx';
import type { HandheldState } from '../engine/handheld-state.ts';

/** How the phone stands with the counter, in one short word for the head of a screen. */
export interface LineWord {
  readonly tone: StateTone;
  readonly text: string;
}

/** The most pressing thing first: what stops work, what narrows it, what waits, and else that all is well (HV13). */
export function lineWord(
  t: Translate,
  { hub, lease, outbox, update }: Pick<HandheldState, 'hub' | 'lease' | 'outbox' | 'update'>,
  moment: (at: number) => string,
): LineWord {
  const count = outbox.counts.here;
  if (hub.halt !== null) return { tone: 'bad', text: t('line.halted') };
  if (outbox.isDiskInTrouble) return { tone: 'bad', text: t('line.disk') };
  if (lease.state === 'no-sales') return { tone: 'bad', text: t('line.no-sales') };
  if (lease.state === 'no-refunds') return { tone: 'warn', text: t('line.no-refunds') };
  if (hub.standing === 'away') return { tone: 'warn', text: t('line.offline', { since: moment(hub.since), count }) };
  if (hub.standing === 'trying') return { tone: 'idle', text: t('line.trying') };
  if (count > 0) return { tone: 'info', text: t('line.sending', { count }) };
  if (update !== null) return { tone: 'info', text: t('line.update') };
  return { tone: 'ok', text: t('line.safe') };
}
