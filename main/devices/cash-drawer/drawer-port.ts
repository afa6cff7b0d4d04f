import type { DrawerLevel } from './drawer-polarity.ts';

/** What becomes of a pulse: `sent` its bytes have left, `failed` none has, `unknown` the line broke meanwhile. */
export const pulseOutcomes = ['sent', 'failed', 'unknown'] as const;
export type PulseOutcome = (typeof pulseOutcomes)[number];

/** What a drawer hangs on tells of it. */
export interface DrawerPortHooks {
  readonly onUp: () => void;
  readonly onDown: () => void;
  /** The level of the sensor's pin, told when it was read; `unknown` when it no longer can be. */
  readonly onLevel: (level: DrawerLevel) => void;
  /** A pulse for this reason is about to leave that somebody else sends. */
  readonly onKick?: (reason: string) => void;
}

/**
 * What a drawer hangs on: mostly a printer's connector. The drawer is a device of its own (UnifiedPOS, Cash Drawer), so
 * whoever drives that printer hands in such a port.
 */
export interface DrawerPort {
  start(hooks: DrawerPortHooks): void;
  stop(): Promise<void>;
  /** One pulse, now or never: nothing of it is kept for later. */
  pulse(): Promise<PulseOutcome>;
}
