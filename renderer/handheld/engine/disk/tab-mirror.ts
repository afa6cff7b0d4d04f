import type { HandheldState } from '../handheld-state.ts';
import { databaseName } from './handheld-database.ts';

/** A tab that only shows says so this often, in milliseconds; one that was not heard for three times as long is gone. */
export const lookEveryMs = 2_000;
/** The tab that sells shows what changed at most this often, in milliseconds. */
export const showEveryMs = 200;

type TabMessage = { readonly kind: 'look' } | { readonly kind: 'shown'; readonly state: HandheldState };

export interface TabMirrorSide {
  readonly databaseName?: string | undefined;
  readonly state: () => HandheldState;
  readonly subscribe: (listener: () => void) => () => void;
  readonly onShown: (state: HandheldState) => void;
}

/** What the tab that sells shows is shown by the others too (HE58). While nobody looks it costs nothing. */
export class TabMirror {
  readonly #side: TabMirrorSide;
  readonly #channel: BroadcastChannel;
  #isLeading = false;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #looking: ReturnType<typeof setInterval> | undefined;
  #showing: ReturnType<typeof setTimeout> | undefined;

  constructor(side: TabMirrorSide) {
    this.#side = side;
    this.#channel = new BroadcastChannel(`${side.databaseName ?? databaseName}-mirror`);
    this.#channel.onmessage = ({ data }) => this.#heard(data as TabMessage);
    side.subscribe(() => this.#changed());
  }

  /** This tab sells. */
  lead(): void {
    this.#isLeading = true;
    clearInterval(this.#looking);
  }

  /** This tab shows. */
  follow(): void {
    this.#isLeading = false;
    clearInterval(this.#looking);
    this.#looking = setInterval(() => this.#say({ kind: 'look' }), lookEveryMs);
    this.#say({ kind: 'look' });
  }

  close(): void {
    clearInterval(this.#looking);
    clearTimeout(this.#showing);
    this.#channel.close();
  }

  #heard(message: TabMessage): void {
    if (message.kind === 'shown') {
      if (!this.#isLeading) this.#side.onShown(message.state);
      return;
    }
    if (!this.#isLeading) return;
    this.#lookedAt = performance.now();
    this.#show();
  }

  #changed(): void {
    const isWatched = performance.now() - this.#lookedAt < 3 * lookEveryMs;
    if (!this.#isLeading || !isWatched) return;
    this.#showing ??= setTimeout(() => this.#show(), showEveryMs);
  }

  #show(): void {
    clearTimeout(this.#showing);
    this.#showing = undefined;
    this.#say({ kind: 'shown', state: this.#side.state() });
  }

  #say(message: TabMessage): void {
    this.#channel.postMessage(message);
  }
}
