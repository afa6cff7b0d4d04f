import { type DeviceTrace, traceBytesMax } from '../../../contracts/device-ask.ts';
import type { Clock } from '../clock.ts';
import type { DeviceChannel, HidChannel } from '../device-channel.ts';

interface Entry {
  readonly at: number;
  readonly direction: 'to-device' | 'from-device';
  readonly bytes: Uint8Array;
}

/** The last `traceBytesMax` bytes of a device's line, both ways. Kept in memory alone: they may hold what was sold. */
export class Trace {
  readonly #clock: Clock;
  #entries: Entry[] = [];
  #bytes = 0;
  #dropped = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  put(direction: Entry['direction'], bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    const kept = bytes.slice(-traceBytesMax);
    this.#dropped += bytes.length - kept.length;
    this.#entries.push({ at: this.#clock.now(), direction, bytes: kept });
    this.#bytes += kept.length;
    let gone = 0;
    while (this.#bytes > traceBytesMax) {
      const oldest = this.#entries[gone];
      if (oldest === undefined) break;
      this.#bytes -= oldest.bytes.length;
      this.#dropped += oldest.bytes.length;
      gone += 1;
    }
    if (gone > 0) this.#entries = this.#entries.slice(gone);
  }

  /** For people: two digits a byte. */
  read(name: string): DeviceTrace {
    const entries = this.#entries.map(({ at, direction, bytes }) => ({ at, direction, hex: hexOf(bytes) }));
    return { name, droppedBytes: this.#dropped, entries };
  }
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
}

/** What is heard of a channel beside its bytes. */
export interface ChannelEars {
  readonly trace: Trace;
  readonly onOpened: () => void;
  readonly onOpenFailed: (error: unknown) => void;
}

/** The same channel with its bytes written down, and its opening told. */
export function tracedChannel(channel: DeviceChannel, ears: ChannelEars): DeviceChannel {
  channel.onData((bytes) => ears.trace.put('from-device', bytes));
  return {
    name: channel.name,
    open: () => told(channel.open(), ears),
    write: (bytes) => {
      ears.trace.put('to-device', bytes);
      return channel.write(bytes);
    },
    onData: (listener) => channel.onData(listener),
    onClose: (listener) => channel.onClose(listener),
    drain: () => channel.drain(),
    close: () => channel.close(),
  };
}

/** The same for reports. */
export function tracedHid(channel: HidChannel, ears: ChannelEars): HidChannel {
  channel.onReport((report) => ears.trace.put('from-device', report));
  return {
    name: channel.name,
    open: () => told(channel.open(), ears),
    onReport: (listener) => channel.onReport(listener),
    sendFeatureReport: (report) => {
      ears.trace.put('to-device', report);
      return channel.sendFeatureReport(report);
    },
    onClose: (listener) => channel.onClose(listener),
    close: () => channel.close(),
  };
}

async function told(opening: Promise<void>, ears: ChannelEars): Promise<void> {
  try {
    await opening;
    ears.onOpened();
  } catch (error) {
    ears.onOpenFailed(error);
    throw error;
  }
}
