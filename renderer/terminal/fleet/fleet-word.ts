import { deviceHeartbeatEveryMs, type FleetDevice } from '../../../contracts/fleet.ts';
import type { StateTone } from '../../kit/state.tsx';
import type { Translate } from '../../kit/text.tsx';

/** How a handheld stands, in one word and its tone. */
export interface FleetWord {
  readonly tone: StateTone;
  readonly text: string;
}

const tones: Readonly<Record<FleetDevice['state'], StateTone>> = {
  paired: 'idle',
  locked: 'warn',
  wiping: 'warn',
  wiped: 'idle',
  amnesty: 'warn',
  revoked: 'bad',
  unpaired: 'idle',
};

/** A connection that brought nothing for this long, two heartbeats, is not shown as a live one; milliseconds. */
export const silentAfterMs = 2 * deviceHeartbeatEveryMs;

/** Does what it last told still hold? Its socket is open, and it was heard within two heartbeats. `now` is UTC epoch ms. */
export function isHeard({ online, lastSeenAt }: Pick<FleetDevice, 'online' | 'lastSeenAt'>, now: number): boolean {
  return online && (lastSeenAt === null || now - lastSeenAt <= silentAfterMs);
}

/** A handheld in use is here, silent or away; any other state is said by its name. */
export function fleetWord(t: Translate, device: FleetDevice, now: number): FleetWord {
  const { state, online } = device;
  if (state !== 'paired') return { tone: tones[state], text: t(`fleet.state.${state}`) };
  if (!online) return { tone: 'idle', text: t('fleet.away') };
  return isHeard(device, now) ? { tone: 'ok', text: t('fleet.here') } : { tone: 'idle', text: t('fleet.silent') };
}

/** What it has not handed in: nothing is said of one that never told, and what an unheard one told is said as old. */
export function unsentText(t: Translate, device: FleetDevice, now: number): string {
  const { heartbeat } = device;
  if (heartbeat === null) return t('fleet.not-told');
  const { pending } = heartbeat;
  const told = pending === 0 ? t('fleet.nothing-unsent') : t('fleet.pending', { count: pending });
  return isHeard(device, now) ? told : t('fleet.unsent-then', { told });
}

/** Is it still one of ours? What left is kept in the list for its numbers and its record. */
export function isHeld({ state }: FleetDevice): boolean {
  return state === 'paired' || state === 'locked' || state === 'wiping' || state === 'amnesty';
}

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** How long ago, in the largest unit that fits: `4 min ago`. Times are milliseconds. */
export function agoText(language: string, agoMs: number): string {
  const format = new Intl.RelativeTimeFormat(language, { style: 'short', numeric: 'always' });
  const past = Math.max(0, agoMs);
  if (past < minute) return format.format(-Math.floor(past / second), 'second');
  if (past < hour) return format.format(-Math.floor(past / minute), 'minute');
  if (past < day) return format.format(-Math.floor(past / hour), 'hour');
  return format.format(-Math.floor(past / day), 'day');
}
