import type { DrawerPosition } from '../../../contracts/device-status.ts';
import { accept, type Outcome, refuse } from '../../../domain/outcome.ts';
import { within } from '../clock.ts';
import { DeviceClass, type DeviceParts, unknownStatus } from '../device-class.ts';
import {
  beginLearning,
  type DrawerLevel,
  foldLearning,
  type LearningInput,
  type PolarityLearning,
  steadyMs,
} from './drawer-polarity.ts';
import type { DrawerPort } from './drawer-port.ts';
import { type DrawerInput, type DrawerWatch, foldDrawer, unwatched } from './drawer-watch.ts';

/** A kick is worth nothing later, in milliseconds (rule DR3). */
export const kickMsMax = 2_000;
/** Longest wait for the sensor to see the drawer open after a kick, in milliseconds. */
export const openSeenMsMax = 1_000;
/** Kicks remembered, so that none is sent twice. */
export const kicksRememberedMax = 256;
/** A drawer open for longer than this is told, in milliseconds, unless the shop says otherwise. */
export const leftOpenMsDefault = 30_000;

/** What a drawer is made of. */
export interface CashDrawerParts extends DeviceParts {
  readonly port: DrawerPort;
  /** Level of its sensor when it is open, as learned; null: not learned, so the drawer is unknown. */
  readonly openLevel: 'high' | 'low' | null;
  readonly leftOpenMs?: number;
}

/** One kick: `kickId` names it over all tries, `reason` goes into the log (`sale`, `no-sale`, `cash-move` …). */
export interface DrawerKick {
  readonly kickId: string;
  readonly reason: string;
  /** When it was asked for, UTC epoch ms; `kickMsMax` later it is worth nothing. */
  readonly askedAt: number;
}

/** `opened` as the sensor saw it; `unknown` without one, or when the line broke in the middle of the pulse. */
export interface KickResult {
  readonly opened: 'yes' | 'no' | 'unknown';
}

/** Why a kick was not sent: `kicked-already` under this id, `expired`, the printer is not there, or nobody may. */
export const kickRefusals = ['not-enabled', 'kicked-already', 'expired', 'unreachable'] as const;
export type KickRefusal = (typeof kickRefusals)[number];

/**
 * A cash drawer (rules DW1 to DW7): open, closed or unknown by its sensor; kicked at most once and never late; every
 * opening told with its reason or as unexplained; told when it is left open.
 */
export class CashDrawer extends DeviceClass<'cash-drawer'> {
  readonly #port: DrawerPort;
  readonly #leftOpenMs: number;
  readonly #kicked = new Set<string>();
  readonly #waiters = new Set<(position: DrawerPosition) => void>();
  #openLevel: 'high' | 'low' | null;
  #level: DrawerLevel = 'unknown';
  #watch: DrawerWatch = unwatched;
  #learning: PolarityLearning | null = null;
  #takeBack: () => void = () => undefined;

  constructor(parts: CashDrawerParts) {
    const part = { drawer: 'unknown' as const, leftOpen: false };
    super(parts, unknownStatus('cash-drawer', parts.deviceId, part));
    this.#port = parts.port;
    this.#openLevel = parts.openLevel;
    this.#leftOpenMs = parts.leftOpenMs ?? leftOpenMsDefault;
  }

  get position(): DrawerPosition {
    return this.#watch.position;
  }

  /** Where the learning of the polarity stands; null when it was never begun. */
  get learning(): PolarityLearning | null {
    return this.#learning;
  }

  /** Opens the drawer. At most once for each id, and never `kickMsMax` after it was asked for. */
  async kick({ kickId, reason, askedAt }: DrawerKick): Promise<Outcome<KickResult, KickRefusal>> {
    if (!this.isEnabled) return refuse('not-enabled');
    if (this.#kicked.has(kickId)) return refuse('kicked-already');
    const at = this.clock.now();
    if (at - askedAt >= kickMsMax) return refuse('expired');
    this.#remember(kickId);
    const wasClosed = this.position === 'closed';
    const seen = this.#until((position) => position === 'open', openSeenMsMax);
    // Before the pulse: the sensor may be quicker than its answer.
    this.explain(reason);
    const outcome = await within(this.clock, kickMsMax, this.#port.pulse());
    if (outcome === 'failed') {
      this.#fold({ kind: 'not-explained', at, reason });
      return refuse('unreachable');
    }
    // What was open before, or was never known, cannot tell that it opened.
    if (!wasClosed || outcome !== 'sent') return accept({ opened: 'unknown' });
    const position = await seen;
    return accept({ opened: position === 'open' ? 'yes' : position === 'closed' ? 'no' : 'unknown' });
  }

  /** Somebody has a reason to open the drawer by key, or the print queue has kicked it: the next opening is explained. */
  explain(reason: string): void {
    this.#fold({ kind: 'explained', at: this.clock.now(), reason });
  }

  /** Waits until the drawer is closed, at most so long; answers how it is then. Without a sensor it is `unknown` at once. */
  async waitForClose(ms: number): Promise<DrawerPosition> {
    return await this.#until((position) => position !== 'open', ms);
  }

  /** Asks a person to open the drawer, then to close it. Follow `learning`; call `learned` after each. */
  beginLearning(): PolarityLearning {
    this.#learning = beginLearning(this.#level, this.clock.now());
    return this.#learning;
  }

  /** The person has opened, or closed, the drawer as asked. */
  learned(): void {
    this.#learn({ kind: 'done', at: this.clock.now() });
    this.clock.after(steadyMs, () => this.#learn({ kind: 'passed', at: this.clock.now() }));
  }

  protected start(): void {
    this.#port.start({
      onUp: () => this.update({ state: 'idle', power: 'unknown', trouble: null, source: 'connection' }),
      onDown: () => this.#went(),
      onLevel: (level) => this.#read(level),
      onKick: (reason) => this.explain(reason),
    });
  }

  protected async stop(): Promise<void> {
    this.#takeBack();
    this.#level = 'unknown';
    this.#see('unknown');
    // Nobody watches it from here on.
    this.#watch = unwatched;
    this.#takeBack();
    await this.#port.stop();
  }

  #went(): void {
    this.#level = 'unknown';
    this.#see('unknown');
    this.update({ state: 'error', power: 'off', trouble: 'unreachable', source: 'connection' });
    this.failed('unreachable', 0);
  }

  #read(level: DrawerLevel): void {
    this.#level = level;
    this.#learn({ kind: 'level', level, at: this.clock.now() });
    // A printer that does not answer may have no such answer: that is no error, but nothing is known any more.
    if (level === 'unknown') this.update({ power: 'unknown', source: 'connection' });
    else this.update({ state: 'idle', power: 'online', trouble: null, source: 'real-time' });
    this.#see(this.#positionOf(level));
  }

  #positionOf(level: DrawerLevel): DrawerPosition {
    if (level === 'unknown' || this.#openLevel === null) return 'unknown';
    return level === this.#openLevel ? 'open' : 'closed';
  }

  #see(position: DrawerPosition): void {
    this.#fold({ kind: 'seen', at: this.clock.now(), position });
    for (const waiter of [...this.#waiters]) waiter(position);
  }

  #fold(input: DrawerInput): void {
    const { watch, told } = foldDrawer(this.#watch, input, this.#leftOpenMs);
    this.#watch = watch;
    for (const each of told) this.data(each);
    this.update({ drawer: watch.position, leftOpen: watch.leftOpenTold && watch.openSince !== null });
    this.#takeBack();
    if (watch.openSince === null || watch.leftOpenTold) return;
    const leftMs = watch.openSince + this.#leftOpenMs - this.clock.now();
    this.#takeBack = this.clock.after(Math.max(0, leftMs), () => this.#fold({ kind: 'passed', at: this.clock.now() }));
  }

  #learn(input: LearningInput): void {
    if (this.#learning === null) return;
    this.#learning = foldLearning(this.#learning, input);
    if (this.#learning.step !== 'learned' || this.#openLevel === this.#learning.openLevel) return;
    this.#openLevel = this.#learning.openLevel;
    // What was thought of the drawer until now may have been the wrong way round.
    this.#watch = { ...unwatched, explanations: this.#watch.explanations };
    this.#see(this.#positionOf(this.#level));
  }

  #remember(kickId: string): void {
    this.#kicked.add(kickId);
    const [oldest] = this.#kicked;
    if (this.#kicked.size > kicksRememberedMax && oldest !== undefined) this.#kicked.delete(oldest);
  }

  async #until(isSo: (position: DrawerPosition) => boolean, ms: number): Promise<DrawerPosition> {
    if (isSo(this.position)) return this.position;
    let waiter: (position: DrawerPosition) => void = () => undefined;
    const came = new Promise<DrawerPosition>((resolve) => {
      waiter = (position) => {
        if (isSo(position)) resolve(position);
      };
    });
    this.#waiters.add(waiter);
    const position = await within(this.clock, ms, came);
    this.#waiters.delete(waiter);
    return position ?? this.position;
  }
}
