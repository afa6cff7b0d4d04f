import type { HubEvent } from '../../../contracts/events.ts';
import type { PrinterState, PrintJobSummary } from '../../../contracts/print.ts';
import type { HubClient, HubLink } from './hub-link.ts';

/** Jobs that are remembered for showing how they fare. */
const jobsKeptMax = 50;
const resubscribeMs = 500;

/** What the hub told without being asked: how the printer is, how the jobs fare, where the log stands. */
export interface LiveState {
  readonly printer: PrinterState | null;
  readonly jobs: readonly PrintJobSummary[];
  readonly no: number;
  readonly faultCode: string | null;
  readonly signedOff: number;
  /** Rises when handhelds or their alerts changed, and when the pairing window did. */
  readonly fleet: number;
  readonly pairing: number;
}

const nothing: LiveState = { printer: null, jobs: [], no: 0, faultCode: null, signedOff: 0, fleet: 0, pairing: 0 };

function withJob(jobs: readonly PrintJobSummary[], job: PrintJobSummary): readonly PrintJobSummary[] {
  return [job, ...jobs.filter(({ jobId }) => jobId !== job.jobId)].slice(0, jobsKeptMax);
}

/** The state after one more event. Pure, so that it can be tested without a hub. */
export function foldEvent(state: LiveState, event: HubEvent): LiveState {
  switch (event.kind) {
    case 'poke':
      return { ...state, no: event.no };
    case 'printer':
      return { ...state, printer: event.state };
    case 'job':
      return { ...state, jobs: withJob(state.jobs, event.job) };
    case 'fault':
      return { ...state, faultCode: event.code };
    case 'signed-off':
      return { ...state, signedOff: state.signedOff + 1 };
    case 'fleet':
      return event.topic === 'pairing'
        ? { ...state, pairing: state.pairing + 1 }
        : { ...state, fleet: state.fleet + 1 };
    case 'missed':
      return { ...state, no: state.no + 1, fleet: state.fleet + 1, pairing: state.pairing + 1 };
    case 'alive':
      return state;
  }
}

/** Listens to the hub as long as it lives, and holds what it said. */
export class LiveFeed {
  readonly #link: HubLink;
  readonly #listeners = new Set<() => void>();
  #state = nothing;
  #closed = false;

  constructor(link: HubLink) {
    this.#link = link;
  }

  readonly state = (): LiveState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  open(): void {
    void this.#listen(this.#link.client);
  }

  close(): void {
    this.#closed = true;
  }

  async #listen(client: HubClient): Promise<void> {
    while (!this.#closed) {
      try {
        for await (const event of await client.events.subscribe()) this.#take(event);
      } catch {
        // The line broke: subscribe again on the next one.
      }
      await new Promise((resolve) => setTimeout(resolve, resubscribeMs));
      this.#take({ kind: 'missed' });
    }
  }

  #take(event: HubEvent): void {
    const next = foldEvent(this.#state, event);
    if (next === this.#state) return;
    this.#state = next;
    for (const listener of this.#listeners) listener();
  }
}
