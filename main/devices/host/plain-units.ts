import type { DeviceAnswer, DeviceAsk, HealthReport } from '../../../contracts/device-ask.ts';
import type { ToldDevice } from '../../../contracts/device-told.ts';
import type { DisplayContent } from '../../../contracts/line-display.ts';
import type { DeviceBinding } from '../../../domain/device/device-binding.ts';
import type { DeviceClass } from '../device-class.ts';
import { displayLine } from '../line-display/display-protocol.ts';
import { LineDisplay } from '../line-display/line-display.ts';
import { line8217 } from '../protocols/8217/frames.ts';
import { scale8217 } from '../protocols/8217/scale-8217.ts';
import { cd5220 } from '../protocols/cd5220/cd5220.ts';
import { lineDialog06 } from '../protocols/dialog06/records.ts';
import { scaleDialog06 } from '../protocols/dialog06/scale-dialog06.ts';
import { epsonDisplay } from '../protocols/epson-display/epson-display.ts';
import { lineNci } from '../protocols/nci/frames.ts';
import { scaleNci } from '../protocols/nci/scale-nci.ts';
import { scannerLine } from '../protocols/serial-scanner/serial-scan.ts';
import { Scale } from '../scale/scale.ts';
import { plainWeighing } from '../scale/weighing.ts';
import { Scanner } from '../scanner/scanner.ts';
import { plainHealth, scaleHealth } from './health.ts';
import { type Counter, passEvents, type Unit, UnitLine } from './unit.ts';

type BindingOf<Role> = Extract<DeviceBinding, { readonly role: Role }>;
type PlainClass = DeviceClass<'scanner'> | DeviceClass<'scale'> | DeviceClass<'line-display'>;

/** What scanners, scales and displays have in common: claimed by their binding, told as they change. */
abstract class PlainUnit<Class extends PlainClass & { wake(): void }> implements Unit {
  readonly binding: DeviceBinding;
  readonly line: UnitLine;
  protected readonly counter: Counter;
  protected readonly device: Class;
  #isRefused = false;
  #forgetEvents: () => void = () => undefined;

  constructor(binding: DeviceBinding, counter: Counter, make: (line: UnitLine) => Class) {
    this.binding = binding;
    this.counter = counter;
    this.line = new UnitLine(binding, counter, () => this.#tell());
    this.device = make(this.line);
  }

  open(): void {
    const { name } = this.binding;
    this.#forgetEvents = this.device.onEvent(passEvents(name, this.counter.send, () => this.#tell()));
    this.device.open();
    this.#isRefused = !this.device.claim(name).ok;
    if (!this.#isRefused) this.device.enable();
    this.#tell();
  }

  async close(): Promise<void> {
    this.#forgetEvents();
    await this.device.close();
  }

  told(): ToldDevice {
    const refusal = this.#isRefused ? 'claimed-by-another' : null;
    const { name, role } = this.binding;
    return { name, role, status: this.device.status, refusal, trouble: this.line.trouble, printer: null };
  }

  wake(): void {
    this.device.wake();
  }

  async health(): Promise<HealthReport> {
    return plainHealth(this.told(), this.counter.clock.now());
  }

  async answer(_ask: DeviceAsk): Promise<DeviceAnswer | null> {
    return null;
  }

  #tell(): void {
    this.counter.send({ kind: 'device.status', device: this.told() });
  }
}

/** A bound scanner: every scan goes to the hub, in its sequence. */
export class ScannerUnit extends PlainUnit<Scanner> {
  constructor(binding: BindingOf<'scanner'>, counter: Counter) {
    const { prefix, suffix, switchMode } = binding.settings;
    const parts = { deviceId: binding.identity, clock: counter.clock, claims: counter.claims };
    super(binding, counter, (line) =>
      binding.profile === 'hid-pos'
        ? new Scanner({ ...parts, wiring: { kind: 'hid-pos', connect: () => line.reports(), switchMode } })
        : new Scanner({
            ...parts,
            wiring: { kind: 'serial', connect: () => line.bytes(scannerLine), settings: { prefix, suffix } },
          }),
    );
  }
}

type AnyScale = Pick<Scale<unknown>, 'weigh' | 'zero' | 'wake'> & DeviceClass<'scale'>;

/** The bound scale. */
export class ScaleUnit extends PlainUnit<AnyScale> {
  constructor(binding: BindingOf<'scale'>, counter: Counter) {
    super(binding, counter, (line) => scaleOf(binding, counter, line));
  }

  override async health(): Promise<HealthReport> {
    const from = this.counter.clock.now();
    const reading = await this.device.weigh();
    const at = this.counter.clock.now();
    return scaleHealth(this.told(), { at, answerMs: at - from, refusal: reading.ok ? null : reading.refusal });
  }

  override async answer(ask: DeviceAsk): Promise<DeviceAnswer | null> {
    if (ask.ask === 'zero') {
      const zeroed = await this.device.zero();
      return { ask: 'zero', refusal: zeroed.ok ? null : zeroed.refusal };
    }
    if (ask.ask !== 'weigh') return null;
    const reading = await this.device.weigh({ ...plainWeighing, tareMilli: ask.tareMilli });
    if (!reading.ok) return { ask: 'weigh', answer: { ok: false, refusal: reading.refusal } };
    const { pricing: _pricing, ...weight } = reading.value;
    return { ask: 'weigh', answer: { ok: true, weight } };
  }
}

function scaleOf(binding: BindingOf<'scale'>, { clock, claims }: Counter, line: UnitLine): AnyScale {
  const parts = { deviceId: binding.identity, clock, claims };
  switch (binding.profile) {
    case 'nci':
      return new Scale({ ...parts, protocol: scaleNci, connect: () => line.bytes(lineNci) });
    case 'dialog06': {
      const protocol = scaleDialog06(binding.settings.proof);
      return new Scale({ ...parts, protocol, connect: () => line.bytes(lineDialog06) });
    }
    default:
      return new Scale({ ...parts, protocol: scale8217, connect: () => line.bytes(line8217) });
  }
}

/** What a display shows when it is tested. */
const testContent: DisplayContent = { kind: 'greeting', upper: 'Kaunter', lower: '0123456789 ABCDEFGHI' };

/** The bound line display. The latest wins. */
export class DisplayUnit extends PlainUnit<LineDisplay> {
  constructor(binding: BindingOf<'line-display'>, counter: Counter) {
    const protocol = binding.profile === 'cd5220' ? cd5220 : epsonDisplay;
    const parts = { deviceId: binding.identity, clock: counter.clock, claims: counter.claims, protocol };
    super(binding, counter, (line) => new LineDisplay({ ...parts, connect: () => line.bytes(displayLine) }));
  }

  show(content: DisplayContent): void {
    this.device.show(content);
  }

  override async answer(ask: DeviceAsk): Promise<DeviceAnswer | null> {
    if (ask.ask !== 'show-test') return null;
    this.device.show(testContent);
    return { ask: 'show-test' };
  }
}
