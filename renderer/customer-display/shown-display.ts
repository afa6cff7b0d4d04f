import type { CustomerDisplay } from '../../domain/customer-display/customer-scene.ts';

/** Least time the thanks with the change stay, in milliseconds, however fast the till goes on; a new sale ends them. */
export const thanksMsMin = 6_000;
/** Longest they stay while the till waits, in milliseconds. */
export const thanksMsMax = 60_000;

/** The thanks that came last, and when they came (epoch ms). */
export interface Thanks {
  readonly display: CustomerDisplay;
  readonly at: number;
}

/** What is on the screen, and when to look again (epoch ms); null: not before something new comes. */
export interface Shown {
  readonly display: CustomerDisplay;
  readonly until: number | null;
}

/** The thanks to remember after `display` came: the same receipt told again keeps its time. */
export function thanksAfter(before: Thanks | null, display: CustomerDisplay, now: number): Thanks | null {
  const { scene } = display;
  if (scene.kind !== 'done') return scene.kind === 'idle' ? before : null;
  const old = before?.display.scene;
  const isSame = old?.kind === 'done' && old.transactionNumber === scene.transactionNumber;
  return { display, at: isSame && before !== null ? before.at : now };
}

/** What to show of the latest display: the thanks neither vanish at once nor stay for ever (CD7). */
export function shownAt(latest: CustomerDisplay, thanks: Thanks | null, now: number): Shown {
  if (thanks === null) return { display: latest, until: null };
  const { kind } = latest.scene;
  if (kind === 'idle' && now < thanks.at + thanksMsMin)
    return { display: thanks.display, until: thanks.at + thanksMsMin };
  if (kind !== 'done') return { display: latest, until: null };
  const end = thanks.at + thanksMsMax;
  return now < end ? { display: latest, until: end } : { display: { ...latest, scene: { kind: 'idle' } }, until: null };
}
