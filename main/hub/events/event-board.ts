import { eventAliveMs, type HubEvent } from '../../../contracts/events.ts';
import type { InstallId } from '../../../domain/id.ts';
import { EventQueue } from './event-queue.ts';

/** Streams one install may have open at once. */
export const streamsPerInstallMax = 4;
/** Bytes that may wait in a client's socket before its events are held back, so that they can be merged. */
export const unsentBytesMax = 262_144;
/** How often a full socket is looked at again, in milliseconds. */
const unsentLookMs = 50;

/** How a stream learns about its line. */
export interface StreamLine {
  /** Bytes handed to the socket that the network has not taken. */
  readonly unsentBytes: () => number;
  readonly signal: AbortSignal | undefined;
}

interface Stream {
  readonly installId: InstallId;
  readonly queue: EventQueue;
}

/** Tells every subscribed client what happens. */
export class EventBoard {
  readonly #streams = new Set<Stream>();
  readonly #now: () => number;
  readonly #timer: NodeJS.Timeout;

  constructor(now: () => number) {
    this.#now = now;
    this.#timer = setInterval(() => this.tell({ kind: 'alive', at: this.#now() }), eventAliveMs);
    this.#timer.unref();
  }

  get streams(): number {
    return this.#streams.size;
  }

  tell(event: HubEvent): void {
    for (const { queue } of this.#streams) queue.put(event);
  }

  tellInstall(installId: InstallId, event: HubEvent): void {
    for (const stream of this.#streams) if (stream.installId === installId) stream.queue.put(event);
  }

  /** Opens a stream; null when this install has too many. It starts with `alive`, so that the client knows it stands. */
  open(installId: InstallId, line: StreamLine): AsyncGenerator<HubEvent, void, undefined> | null {
    const own = [...this.#streams].filter((stream) => stream.installId === installId);
    if (own.length >= streamsPerInstallMax) return null;
    const stream = { installId, queue: new EventQueue() };
    this.#streams.add(stream);
    stream.queue.put({ kind: 'alive', at: this.#now() });
    line.signal?.addEventListener('abort', () => this.#drop(stream), { once: true });
    return this.#events(stream, line);
  }

  close(): void {
    clearInterval(this.#timer);
    for (const stream of this.#streams) this.#drop(stream);
  }

  async *#events(stream: Stream, line: StreamLine): AsyncGenerator<HubEvent, void, undefined> {
    try {
      for (;;) {
        while (line.unsentBytes() > unsentBytesMax && !stream.queue.closed) {
          await new Promise((resolve) => setTimeout(resolve, unsentLookMs));
        }
        const event = await stream.queue.take();
        if (event === null) return;
        yield event;
      }
    } finally {
      this.#drop(stream);
    }
  }

  #drop(stream: Stream): void {
    stream.queue.close();
    this.#streams.delete(stream);
  }
}
