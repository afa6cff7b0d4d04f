import type { AskRefusal, DeviceAnswer, DeviceAsk, HealthReport } from '../../../contracts/device-ask.ts';
import type { DeviceTrouble } from '../../../contracts/device-discovery.ts';
import type { DevicesToHub } from '../../../contracts/device-messages.ts';
import type { DeviceEvent } from '../../../contracts/device-status.ts';
import type { ToldDevice } from '../../../contracts/device-told.ts';
import { BugError } from '../../../domain/assert.ts';
import type { DeviceBinding } from '../../../domain/device/device-binding.ts';
import type { Clock } from '../clock.ts';
import type { DeviceChannel, HidChannel, SerialLine } from '../device-channel.ts';
import type { DeviceClaims } from '../device-class.ts';
import type { DeviceTransports } from './device-transports.ts';
import { type ChannelEars, Trace, tracedChannel, tracedHid } from './trace.ts';
import type { TwinShelf } from './twin-shelf.ts';
import type { Whereabouts } from './whereabouts.ts';

/** What all bound devices share. */
export interface Counter {
  readonly clock: Clock;
  readonly claims: DeviceClaims;
  readonly transports: DeviceTransports;
  readonly whereabouts: Whereabouts;
  readonly twins: TwinShelf;
  readonly send: (message: DevicesToHub) => void;
}

/** One bound device, whatever it is. */
export interface Unit {
  readonly binding: DeviceBinding;
  /** Takes the device and begins to work; a device another has is told as such and left alone. */
  open(): void;
  close(): Promise<void>;
  /** How it is now. */
  told(): ToldDevice;
  /** It may have been plugged in: try now instead of later. */
  wake(): void;
  readonly line: UnitLine;
  health(): Promise<HealthReport>;
  /** Answers what only this class of device can; null when it cannot. */
  answer(ask: DeviceAsk): Promise<DeviceAnswer | null>;
}

/** The refusal of a question. */
export function refusedAnswer(refusal: AskRefusal, detail = ''): DeviceAnswer {
  return { ask: 'refused', refusal, detail };
}

/**
 * The line to one bound device: fresh channels to wherever it is plugged in now, their bytes kept for looking at, and why
 * it cannot be opened.
 */
export class UnitLine {
  readonly trace: Trace;
  readonly #binding: DeviceBinding;
  readonly #counter: Counter;
  readonly #onTrouble: () => void;
  #trouble: DeviceTrouble | null = null;
  #tries = 0;

  constructor(binding: DeviceBinding, counter: Counter, onTrouble: () => void) {
    this.#binding = binding;
    this.#counter = counter;
    this.#onTrouble = onTrouble;
    this.trace = new Trace(counter.clock);
  }

  /** Why the device could not be opened the last time; null when it could. */
  get trouble(): DeviceTrouble | null {
    return this.#trouble;
  }

  /** A channel of bytes; `usual` is how the device's serial line is set unless the binding says otherwise. */
  bytes(usual: SerialLine | null): DeviceChannel {
    const { address, identity, name, profile } = this.#binding;
    const { twins, transports, whereabouts } = this.#counter;
    if (address.kind === 'virtual') return tracedChannel(twins.of(this.#binding).channel(), this.#ears());
    if (address.kind === 'printer') throw new BugError(`${name} (${profile}) has no line of its own`);
    const where = whereabouts.addressOf(identity, address);
    if (where === null) return tracedChannel(nowhere(name), this.#ears());
    const serial = ('serial' in this.#binding.settings ? this.#binding.settings.serial : null) ?? usual;
    return tracedChannel(
      transports.open(where, { serial, ...(where.kind === 'spool' ? {} : { stallMs: channelStallMsMax }) }),
      this.#ears(),
    );
  }

  /** A channel of reports. */
  reports(): HidChannel {
    const { address, identity, name } = this.#binding;
    const { twins, transports, whereabouts } = this.#counter;
    if (address.kind === 'virtual') return tracedHid(twins.of(this.#binding).reports(), this.#ears());
    const where = address.kind === 'hid' ? whereabouts.addressOf(identity, address) : null;
    if (where?.kind !== 'hid') return tracedHid(noReports(name), this.#ears());
    return tracedHid(transports.openHid(where.path), this.#ears());
  }

  #ears(): ChannelEars {
    return {
      trace: this.trace,
      onOpened: () => {
        this.#tries += 1;
        this.#became(null);
      },
      onOpenFailed: (error) => void this.#failed(error),
    };
  }

  async #failed(error: unknown): Promise<void> {
    const { address } = this.#binding;
    if (address.kind === 'virtual' || address.kind === 'printer') return;
    this.#tries += 1;
    const no = this.#tries;
    const trouble = await this.#counter.transports.diagnose(address, error);
    // It was opened meanwhile.
    if (no === this.#tries) this.#became(trouble);
  }

  #became(trouble: DeviceTrouble | null): void {
    if (JSON.stringify(trouble) === JSON.stringify(this.#trouble)) return;
    this.#trouble = trouble;
    this.#onTrouble();
  }
}

/**
 * The channel's own limit is long: sessions count, and stop the clock while a printer says it has no paper. A queue keeps its
 * own: what waits there too long is taken out again, so that it cannot print at midnight.
 */
const channelStallMsMax = 3_600_000;

/** A device that is plugged in nowhere. */
function nowhere(name: string): DeviceChannel {
  return {
    name,
    open: () => Promise.reject(notPlugged(name)),
    write: () => Promise.reject(notPlugged(name)),
    onData: () => () => undefined,
    onClose: () => () => undefined,
    drain: async () => undefined,
    close: async () => undefined,
  };
}

function noReports(name: string): HidChannel {
  const { open, onClose, close } = nowhere(name);
  return { name, open, onReport: () => () => undefined, sendFeatureReport: () => open(), onClose, close };
}

function notPlugged(name: string): Error {
  return Object.assign(new Error(`${name} is not plugged in`), { code: 'ENODEV', sentBytes: 0 });
}

/** Passes what a device of a class tells on to the hub. */
export function passEvents(name: string, send: Counter['send'], tell: () => void): (event: DeviceEvent) => void {
  return (event) => {
    switch (event.event) {
      case 'data':
        send({ kind: 'device.data', told: { name, at: event.at, seq: event.seq, data: event.data } });
        break;
      case 'status-update':
        tell();
        break;
      case 'error':
        send({
          kind: 'device.mishap',
          mishap: { name, at: event.at, trouble: event.trouble, lost: event.lost },
        });
        break;
      case 'output-complete':
        break;
    }
  };
}
