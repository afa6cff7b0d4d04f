import type { PrinterProfile } from '../../../contracts/device.ts';
import type { Clock } from '../clock.ts';
import type { DeviceChannel } from '../device-channel.ts';
import { DeviceLink, type LinkTimes, usualLinkTimes } from '../device-link.ts';
import { sentBytesOf } from '../printer-channel.ts';
import { askStatus, kickDrawer } from '../protocols/escpos/commands.ts';
import type { DrawerLevel } from './drawer-polarity.ts';
import type { DrawerPort, DrawerPortHooks, PulseOutcome } from './drawer-port.ts';

/** Between two looks at the sensor, in milliseconds. */
export const drawerPollMs = 250;
/** Without an answer for this long, in milliseconds, the level is unknown. */
export const drawerSilentMsMax = 1_000;

/** What a port on a channel is made of. `profile`: pin 2 or 5, and both times in milliseconds (ESC p counts in twos). */
export interface EscposDrawerPortParts {
  readonly connect: () => DeviceChannel;
  readonly clock: Clock;
  readonly profile: Pick<PrinterProfile['drawer'], 'pin' | 'onMs' | 'offMs'>;
  readonly times?: LinkTimes;
  readonly pollMs?: number;
}

/**
 * A drawer on the connector of an ESC/POS printer or drawer box that nothing else speaks to. Source: EPSON TM-T88 manual:
 * `ESC p m t1 t2` pulses, `DLE EOT 1` is answered by one byte 0xx1xx10 with the level of pin 3 in bit 2.
 */
export class EscposDrawerPort implements DrawerPort {
  readonly #parts: EscposDrawerPortParts;
  readonly #link: DeviceLink<DeviceChannel>;
  #hooks: DrawerPortHooks | null = null;

  constructor(parts: EscposDrawerPortParts) {
    this.#parts = parts;
    const { connect, clock, times = usualLinkTimes } = parts;
    const onUp = (channel: DeviceChannel): (() => void) => this.#watch(channel);
    this.#link = new DeviceLink({ connect, clock, times, onUp, onDown: () => this.#hooks?.onDown() });
  }

  start(hooks: DrawerPortHooks): void {
    this.#hooks = hooks;
    this.#link.start();
  }

  async stop(): Promise<void> {
    this.#hooks = null;
    await this.#link.stop();
  }

  async pulse(): Promise<PulseOutcome> {
    const { channel } = this.#link;
    if (channel === null) return 'failed';
    try {
      await channel.write(kickDrawer(this.#parts.profile));
      return 'sent';
    } catch (error) {
      return sentBytesOf(error) === 0 ? 'failed' : 'unknown';
    }
  }

  #watch(channel: DeviceChannel): () => void {
    const { clock, pollMs = drawerPollMs } = this.#parts;
    const sensor = new PinThree(clock, (level) => this.#hooks?.onLevel(level));
    const ask = (): void => {
      sensor.asked();
      // A channel that takes nothing tells so by closing.
      void channel.write(askStatus('printer')).catch(() => undefined);
    };
    let takeBack: () => void = () => undefined;
    const look = (): void => {
      ask();
      takeBack = clock.after(pollMs, look);
    };
    const stopListening = channel.onData((bytes) => {
      if (sensor.heard(bytes) === 'ask-again') ask();
    });
    this.#hooks?.onUp();
    look();
    return () => {
      takeBack();
      stopListening();
    };
  }
}

/**
 * Makes a level out of answers. One clean byte answers one question; noise answers none. A level that differs from the one
 * told is asked for once more before it is believed, so that a stray byte is never an open drawer.
 */
class PinThree {
  readonly #clock: Clock;
  readonly #tell: (level: DrawerLevel) => void;
  #told: DrawerLevel = 'unknown';
  #candidate: DrawerLevel | null = null;
  #bytes = 0;
  #answeredAt: number;

  constructor(clock: Clock, tell: (level: DrawerLevel) => void) {
    this.#clock = clock;
    this.#tell = tell;
    this.#answeredAt = clock.now();
  }

  asked(): void {
    this.#bytes = 0;
    if (this.#clock.now() - this.#answeredAt <= drawerSilentMsMax) return;
    this.#told = 'unknown';
    this.#candidate = null;
    this.#tell('unknown');
  }

  heard(bytes: Uint8Array): 'ask-again' | null {
    this.#bytes += bytes.length;
    const [byte = 0] = bytes;
    if (this.#bytes !== 1 || (byte & 0x93) !== 0x12) {
      this.#candidate = null;
      return null;
    }
    this.#answeredAt = this.#clock.now();
    const level = (byte & 0x04) === 0 ? 'low' : 'high';
    const isNews = level !== this.#told && level !== this.#candidate;
    this.#candidate = isNews ? level : null;
    if (isNews) return 'ask-again';
    this.#told = level;
    this.#tell(level);
    return null;
  }
}
