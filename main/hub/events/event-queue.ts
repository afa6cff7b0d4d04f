import type { HubEvent } from '../../../contracts/events.ts';
import { eventQueueMax } from '../../../contracts/events.ts';

/** Events of which only the newest is worth sending: a waiting older one is replaced. */
const lastOnly: ReadonlySet<HubEvent['kind']> = new Set(['poke', 'printer', 'alive', 'fleet']);

function isSame(one: HubEvent, other: HubEvent): boolean {
  if (one.kind === 'fleet' && other.kind === 'fleet') return one.topic === other.topic;
  return one.kind === other.kind;
}

/** Events that wait for one client: bounded; when it is full everything waiting becomes one `missed`. */
export class EventQueue {
  #waiting: HubEvent[] = [];
  #wake: (() => void) | null = null;
  #closed = false;

  get closed(): boolean {
    return this.#closed;
  }

  put(event: HubEvent): void {
    if (this.#closed) return;
    if (lastOnly.has(event.kind)) this.#waiting = this.#waiting.filter((each) => !isSame(each, event));
    this.#waiting.push(event);
    if (this.#waiting.length > eventQueueMax) this.#waiting = [{ kind: 'missed' }];
    this.#wake?.();
  }

  /** The next event; null when the queue was closed. */
  async take(): Promise<HubEvent | null> {
    while (this.#waiting.length === 0 && !this.#closed) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#wake = null;
    }
    return this.#closed ? null : (this.#waiting.shift() ?? null);
  }

  close(): void {
    this.#closed = true;
    this.#wake?.();
  }
}
