/** What a handheld may still do, by how long it has not spoken with its hub. */
export type LeaseState = 'fresh' | 'warn' | 'no-refunds' | 'no-sales';

/** When the lease narrows, in milliseconds since the hub was last heard. */
export interface LeasePolicy {
  readonly warnAfterMs: number;
  readonly noRefundsAfterMs: number;
  readonly noSalesAfterMs: number;
}

const hourMs = 3_600_000;
/** 24 hours warn, 72 hours no refunds, 7 days no sales. */
export const leasePolicyDefault: LeasePolicy = {
  warnAfterMs: 24 * hourMs,
  noRefundsAfterMs: 72 * hourMs,
  noSalesAfterMs: 168 * hourMs,
};

/** What a handheld remembers of time: when the hub was last heard, and the latest moment its own clock ever showed. */
export interface LeaseClock {
  /** Own clock, UTC epoch ms; null before the first contact. */
  readonly heardAt: number | null;
  readonly latestAt: number;
}

/** The hub answered. Its word sets the clock anew, even one that was put back meanwhile. */
export function hubHeard(now: number): LeaseClock {
  return { heardAt: now, latestAt: now };
}

/** Time went on. The latest moment only rises: putting the clock back does not lengthen a lease (YN42). */
export function leaseTick(clock: LeaseClock, now: number): LeaseClock {
  return now <= clock.latestAt ? clock : { ...clock, latestAt: now };
}

/** What the lease allows (YN41). A device that never heard its hub may do nothing. */
export function leaseState(clock: LeaseClock, policy: LeasePolicy = leasePolicyDefault): LeaseState {
  if (clock.heardAt === null) return 'no-sales';
  const away = clock.latestAt - clock.heardAt;
  if (away >= policy.noSalesAfterMs) return 'no-sales';
  if (away >= policy.noRefundsAfterMs) return 'no-refunds';
  return away >= policy.warnAfterMs ? 'warn' : 'fresh';
}

/** So long after its last day a lease is over for good, in milliseconds: a day for somebody to notice. */
export const leaseOverMs = 24 * hourMs;

/** Over for so long that the device is taken for lost: what is on it is cleared, but for what is sealed (YN44). */
export function isLeaseOver(clock: LeaseClock, policy: LeasePolicy = leasePolicyDefault): boolean {
  if (clock.heardAt === null) return false;
  return clock.latestAt - clock.heardAt >= policy.noSalesAfterMs + leaseOverMs;
}

/** May this be done now? Taking in what was done already, and sending it, is never barred. */
export function leaseAllows(state: LeaseState, act: 'sale' | 'refund'): boolean {
  if (state === 'no-sales') return false;
  return act === 'sale' || state !== 'no-refunds';
}
