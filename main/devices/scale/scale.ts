import type { DeviceTrouble, ScaleLoad, ScaleRefusal, WeightData } from '../../../contracts/device-status.ts';
import { accept, type Outcome, refuse } from '../../../domain/outcome.ts';
import type { DeviceChannel } from '../device-channel.ts';
import { DeviceClass, type DeviceParts, unknownStatus } from '../device-class.ts';
import { DeviceLink, usualLinkTimes } from '../device-link.ts';
import { ScaleLine, type ScaleTimes, usualScaleTimes } from './scale-line.ts';
import {
  plainWeighing,
  type ScaleAnswer,
  type ScaleProtocol,
  type SettledLoad,
  type WeighRequest,
} from './weighing.ts';

/** A weight older than this is no longer worth anything, in milliseconds: what lies there may be something else. */
export const weightAgeMsMax = 1_000;

/** What a scale said of its load counts for so long, in milliseconds; then it is unknown, until it is asked again. */
export const loadAgeMsMax = 3_000;

/** What a scale is made of. */
export interface ScaleParts<Frame> extends DeviceParts {
  readonly protocol: ScaleProtocol<Frame>;
  /** A fresh, unopened channel, on a serial line set as `protocol.line` says. */
  readonly connect: () => DeviceChannel;
  readonly scaleTimes?: ScaleTimes;
}

/** A weight for a sale: more than nothing, settled, and of this moment. */
export interface ScaleReading extends WeightData {
  readonly pricing: SettledLoad['pricing'];
}
/** A weight for a sale, or why there is none. */
export type ReadingOutcome = Outcome<ScaleReading, ScaleRefusal>;

const loadOfRefusal: Partial<Readonly<Record<ScaleRefusal, ScaleLoad>>> = {
  'nothing-on-scale': 'zero',
  moving: 'moving',
  overload: 'over',
  'under-zero': 'under',
  'zero-lost': 'under',
  'below-minimum': 'stable',
  'not-removed': 'stable',
};
const troubleOfRefusal: Partial<Readonly<Record<ScaleRefusal, DeviceTrouble>>> = {
  silent: 'silent',
  garbled: 'garbled',
  hardware: 'hardware',
  'checksum-required': 'checksum',
  'checksum-rejected': 'checksum',
};

/**
 * A scale (rules WG1 to WG11). A weighing gives a weight or says why there is none; an empty, moving, overloaded, silent or
 * raving scale never gives 0.
 */
export class Scale<Frame> extends DeviceClass<'scale'> {
  readonly #protocol: ScaleProtocol<Frame>;
  readonly #link: DeviceLink<DeviceChannel>;
  readonly #times: ScaleTimes;
  #line: ScaleLine<Frame> | null = null;
  #last: ScaleReading | null = null;
  #isAsking = false;
  #looking: Promise<ReadingOutcome> | null = null;
  #isLive = false;
  #takeBack: () => void = () => undefined;
  #keepLoad: () => void = () => undefined;

  constructor(parts: ScaleParts<Frame>) {
    super(parts, unknownStatus('scale', parts.deviceId, { load: 'unknown' as const }));
    const { connect, clock, protocol, times = usualLinkTimes, scaleTimes = usualScaleTimes } = parts;
    this.#protocol = protocol;
    this.#times = scaleTimes;
    const onUp = (channel: DeviceChannel): (() => void) => {
      const line = new ScaleLine(channel, protocol, { clock, times: scaleTimes });
      this.#line = line;
      // An open port says nothing of the scale at its end: that is known with its first answer.
      this.update({ state: 'idle', power: 'unknown', trouble: null, source: 'connection', load: 'unknown' });
      if (this.#isLive) this.#lookLater(0);
      return () => {
        line.end();
        this.#line = null;
      };
    };
    this.#link = new DeviceLink({ connect, clock, times, onUp, onDown: () => this.#went() });
  }

  /**
   * Weighs once. Waits for nothing but the scale's own settling, at most `weighMs`; a second weighing meanwhile is
   * `busy`. The reading is of now, so it carries no weight of before.
   */
  async weigh(request: WeighRequest = plainWeighing): Promise<ReadingOutcome> {
    // A look of the live mode is short: a person who weighs does not have to try again because of it.
    await this.#looking;
    // An error stays in sight while it is tried again.
    if (this.status.state === 'idle' && !this.#isAsking && this.#line !== null) this.update({ state: 'busy' });
    return await this.#weighQuietly(request);
  }

  /** Sets the empty scale to zero. */
  zero(): Promise<Outcome<null, ScaleRefusal>> {
    return this.#command((line) => this.#protocol.zero(line.talk()));
  }

  /** Takes off a known tare in grams; null takes what lies there; 0 takes none off. */
  tare(tareMilli: number | null): Promise<Outcome<null, ScaleRefusal>> {
    return this.#command((line) => this.#protocol.tare(line.talk(), tareMilli));
  }

  /** The last weight, if it is not older than `weightAgeMsMax` and nothing else was heard since. */
  latest(): ReadingOutcome {
    if (!this.isEnabled) return refuse('not-enabled');
    if (this.#line === null) return refuse('unreachable');
    const last = this.#last;
    if (last === null || this.clock.now() - last.at > weightAgeMsMax) return refuse('too-old');
    return accept(last);
  }

  /** `live`: looks every `pollMs` and tells each new weight as an event. `on-demand`: only when asked. */
  poll(mode: 'live' | 'on-demand'): void {
    this.#isLive = mode === 'live';
    this.#takeBack();
    if (this.#isLive) this.#lookLater(0);
  }

  /** It may have been plugged in: try now instead of later. */
  wake(): void {
    this.#link.wake();
  }

  protected start(): void {
    this.#link.start();
  }

  protected async stop(): Promise<void> {
    this.#takeBack();
    this.#keepLoad();
    this.#last = null;
    await this.#link.stop();
  }

  #went(): void {
    this.#last = null;
    const gone = {
      state: 'error',
      power: 'off',
      trouble: 'unreachable',
      source: 'connection',
      load: 'unknown',
    } as const;
    this.update(gone);
    this.failed('unreachable', 0);
  }

  #lookLater(ms: number): void {
    this.#takeBack();
    this.#takeBack = this.clock.after(ms, () => {
      void this.#look();
    });
  }

  async #look(): Promise<void> {
    if (!this.#isLive || !this.isEnabled || this.#line === null) return;
    const before = this.#last;
    this.#looking = this.#weighQuietly(plainWeighing);
    const reading = await this.#looking;
    this.#looking = null;
    if (reading.ok && (before?.milli !== reading.value.milli || before.net !== reading.value.net)) {
      const { pricing: _pricing, ...weight } = reading.value;
      this.data(weight);
    }
    if (this.#isLive && this.isEnabled) this.#lookLater(this.#times.pollMs);
  }

  async #weighQuietly(request: WeighRequest): Promise<ReadingOutcome> {
    const answer = await this.#converse((line) => this.#protocol.weigh(line.talk(), request));
    return answer.ok || answer.refusal !== 'busy' ? this.#readingOf(answer) : answer;
  }

  async #command(ask: (line: ScaleLine<Frame>) => Promise<ScaleAnswer>): Promise<Outcome<null, ScaleRefusal>> {
    await this.#looking;
    const answer = await this.#converse(ask);
    // What was weighed before was weighed with another zero or tare.
    this.#last = null;
    return answer.ok ? accept(null) : answer;
  }

  async #converse(ask: (line: ScaleLine<Frame>) => Promise<ScaleAnswer>): Promise<ScaleAnswer> {
    if (!this.isEnabled) return refuse('not-enabled');
    const line = this.#line;
    if (line === null) return refuse('unreachable');
    if (this.#isAsking) return refuse('busy');
    this.#isAsking = true;
    const answer = await ask(line);
    if (!answer.ok && answer.refusal === 'garbled') line.distrust();
    await line.reset();
    this.#isAsking = false;
    const outcome = line.isGone ? refuse<ScaleRefusal>('unreachable') : answer;
    if (!line.isGone) this.#learn(outcome);
    return outcome;
  }

  #readingOf(answer: ScaleAnswer): ReadingOutcome {
    this.#last = null;
    if (!answer.ok) return answer;
    const { milli, unit, net, pricing } = answer.value;
    if (milli === 0) return refuse('nothing-on-scale');
    const reading: ScaleReading = { kind: 'weight', milli, unit, stable: true, net, at: this.clock.now(), pricing };
    this.#last = reading;
    return accept(reading);
  }

  /** What an answer says of the scale. A refusal of the request says nothing of its health. */
  #learn(answer: ScaleAnswer): void {
    const trouble = answer.ok ? null : (troubleOfRefusal[answer.refusal] ?? null);
    const load = answer.ok
      ? answer.value.milli === 0
        ? 'zero'
        : 'stable'
      : (loadOfRefusal[answer.refusal] ?? 'unknown');
    if (trouble !== null && this.status.trouble !== trouble) this.failed(trouble, 0);
    const power = trouble === 'silent' ? 'unknown' : 'online';
    const state = trouble === null ? 'idle' : 'error';
    this.update({ state, power, trouble, source: trouble === 'silent' ? 'connection' : 'real-time', load });
    this.#forgetLoadLater();
  }

  /** What lies there may be something else by then (WG15). */
  #forgetLoadLater(): void {
    this.#keepLoad();
    this.#keepLoad = this.clock.after(loadAgeMsMax, () => this.update({ load: 'unknown' }));
  }
}
