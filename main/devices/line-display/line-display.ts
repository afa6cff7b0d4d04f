import type { DisplayContent } from '../../../contracts/line-display.ts';
import type { DeviceChannel } from '../device-channel.ts';
import { DeviceClass, type DeviceParts, unknownStatus } from '../device-class.ts';
import { DeviceLink, usualLinkTimes } from '../device-link.ts';
import { layOutDisplay } from './display-layout.ts';
import { encodeRows } from './display-letters.ts';
import type { DisplayProtocol } from './display-protocol.ts';

/** What a line display is made of. */
export interface LineDisplayParts extends DeviceParts {
  readonly protocol: DisplayProtocol;
  readonly connect: () => DeviceChannel;
}

interface Output {
  readonly outputId: number;
  readonly content: DisplayContent;
}

/**
 * A display of two lines for the customer (rules LD1 to LD6). The latest wins: while one content is on its way only the
 * newest waits, whatever came between is left out. After unplugging it shows what it should show now.
 */
export class LineDisplay extends DeviceClass<'line-display'> {
  readonly #protocol: DisplayProtocol;
  readonly #link: DeviceLink<DeviceChannel>;
  #latest: Output | null = null;
  #shownId = 0;
  #toldId = 0;
  #lastId = 0;
  #writing: DeviceChannel | null = null;

  constructor(parts: LineDisplayParts) {
    super(parts, unknownStatus('line-display', parts.deviceId, {}));
    const { protocol, connect, clock, times = usualLinkTimes } = parts;
    this.#protocol = protocol;
    const onUp = (channel: DeviceChannel): (() => void) => {
      void this.#work(channel, protocol.reset());
      // A display says nothing, but only who reads notices that a line has ended.
      return channel.onData(() => undefined);
    };
    this.#link = new DeviceLink({ connect, clock, times, onUp, onDown: () => this.#went() });
  }

  /** Shows this as soon as it can. Answers the number its output-complete event will carry, if nothing newer comes first. */
  show(content: DisplayContent): number {
    this.#lastId += 1;
    this.#latest = { outputId: this.#lastId, content };
    const { channel } = this.#link;
    if (channel !== null && this.#writing !== channel) void this.#work(channel, new Uint8Array(0));
    return this.#lastId;
  }

  /** Contents that wait to be shown: one at most. */
  get waiting(): number {
    return this.#latest !== null && this.#latest.outputId > this.#shownId ? 1 : 0;
  }

  /** It may have been plugged in: try now instead of later. */
  wake(): void {
    this.#link.wake();
  }

  protected start(): void {
    this.#link.start();
  }

  protected async stop(): Promise<void> {
    await this.#link.stop();
  }

  #went(): void {
    this.update({ state: 'error', power: 'off', trouble: 'unreachable', source: 'connection' });
    this.failed('unreachable', 0);
  }

  /** Writes until the newest content stands there. One writer a connection. */
  async #work(channel: DeviceChannel, first: Uint8Array): Promise<void> {
    this.#writing = channel;
    // A fresh connection knows nothing of what was shown before.
    if (first.length > 0) this.#shownId = 0;
    try {
      this.update({ state: 'busy', power: 'unknown', trouble: null, source: 'connection' });
      if (first.length > 0) await channel.write(first);
      for (let next = this.#next(); next !== null; next = this.#next()) await this.#write(channel, next);
      this.#writing = null;
      this.update({ state: 'idle' });
    } catch {
      if (this.#writing === channel) this.#writing = null;
      // The channel's end is told by its close; a display that took no bytes is given up and tried anew.
      if (this.#link.channel === channel) await this.#link.renew();
    }
  }

  #next(): Output | null {
    return this.waiting === 0 ? null : this.#latest;
  }

  async #write(channel: DeviceChannel, { outputId, content }: Output): Promise<void> {
    await channel.write(this.#protocol.show(encodeRows(layOutDisplay(content), this.#protocol.pages)));
    if (this.#link.channel !== channel) throw new Error('the display went while it was written to');
    this.#shownId = outputId;
    // Shown again on a fresh connection is not completed again.
    if (outputId > this.#toldId) this.completed(outputId);
    this.#toldId = outputId;
  }
}
