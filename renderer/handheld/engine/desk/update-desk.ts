import { isInUpdateWindow } from '../../../../domain/fleet/update-window.ts';
import { refuse } from '../../../../domain/outcome.ts';
import type { Done } from '../handheld-engine.ts';
import type { UpdateView } from '../handheld-state.ts';
import type { HandheldCore } from './handheld-core.ts';
import { hasPending } from './store-acts.ts';

/** What a newer program still waits for, the most pressing first; null when it may start (HE30, HE56). */
export function updateWaitsFor(core: HandheldCore): UpdateView['waitsFor'] {
  if (hasPending(core)) return 'outbox';
  if (core.desk !== null && !core.desk.isEmpty) return 'sale';
  return isWindowOpen(core) ? null : 'window';
}

function isWindowOpen(core: HandheldCore): boolean {
  const { settings, policy, ambient } = core;
  const now = ambient.now();
  return isInUpdateWindow(policy.updates, { now, offsetMin: settings === null ? 0 : core.zone(settings)(now) });
}

/** A newer program that waits, as a view shows it. */
export function updateView(core: HandheldCore): UpdateView | null {
  if (core.update === null) return null;
  const waitsFor = updateWaitsFor(core);
  return { version: core.update.version, waitsFor, mayActivate: waitsFor === null };
}

const refusals = { outbox: 'outbox-pending', sale: 'sale-open', window: 'update-window' } as const;

/** Puts the newer program in use when a person says so, and by itself in the store's window while nobody is signed on. */
export class UpdateDesk {
  readonly #core: HandheldCore;
  readonly #activate: () => void;

  constructor(core: HandheldCore, activate: () => void) {
    this.#core = core;
    this.#activate = activate;
  }

  readonly waits = (version: string | null): void => {
    this.#core.update = { version };
    this.#core.changed();
    this.look();
  };

  readonly activate = (): Done => {
    const waitsFor = updateWaitsFor(this.#core);
    if (waitsFor !== null) return refuse({ code: refusals[waitsFor] });
    this.#activate();
    return { ok: true, value: null };
  };

  /** Time went on. Without a window of the store a person has to agree. */
  readonly look = (): void => {
    const { update, policy, phase } = this.#core;
    if (update === null || policy.updates === null || phase.kind !== 'locked') return;
    if (updateWaitsFor(this.#core) === null) this.#activate();
  };
}
