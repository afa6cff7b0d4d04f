import type { ProcessNotice } from '../../contracts/bridge.ts';
import type { HubReady } from '../../contracts/process-messages.ts';

interface Waiter {
  readonly resolve: (ready: HubReady) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

/** Lets callers wait for the hub: it may be starting, be started again, or have given up. */
export class HubGate {
  #ready: HubReady | null = null;
  #waiters = new Set<Waiter>();

  /** The hub as it is reached now; null while it is away. */
  get present(): HubReady | null {
    return this.#ready;
  }

  ready(ready: HubReady): void {
    this.#ready = ready;
    this.#settle((waiter) => waiter.resolve(ready));
  }

  /** Any other state: away, or given up (then all waiters learn the fault's code). */
  notice(notice: ProcessNotice): void {
    if (notice.state === 'ready') return;
    this.#ready = null;
    if (notice.state === 'given-up') this.#settle((waiter) => waiter.reject(new Error(notice.code ?? 'hub-given-up')));
  }

  /** Resolves with the present or the next ready hub; rejects with `hub-away` after `limitMs` milliseconds. */
  wait(limitMs: number): Promise<HubReady> {
    if (this.#ready !== null) return Promise.resolve(this.#ready);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiters.delete(waiter);
        reject(new Error('hub-away'));
      }, limitMs);
      const waiter: Waiter = { resolve, reject, timer };
      this.#waiters.add(waiter);
    });
  }

  #settle(tell: (waiter: Waiter) => void): void {
    const waiters = this.#waiters;
    this.#waiters = new Set();
    for (const waiter of waiters) {
      clearTimeout(waiter.timer);
      tell(waiter);
    }
  }
}
