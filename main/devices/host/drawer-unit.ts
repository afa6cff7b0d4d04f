import type { PrinterStatus, PrintJob } from '../../../contracts/device.ts';
import type { DeviceAnswer, DeviceAsk, DrawerLearning, HealthReport } from '../../../contracts/device-ask.ts';
import type { ToldDevice } from '../../../contracts/device-told.ts';
import type { DeviceBinding } from '../../../domain/device/device-binding.ts';
import { CashDrawer, kickMsMax } from '../cash-drawer/cash-drawer.ts';
import type { PolarityLearning } from '../cash-drawer/drawer-polarity.ts';
import type { DrawerPort, DrawerPortHooks } from '../cash-drawer/drawer-port.ts';
import { EscposDrawerPort } from '../cash-drawer/escpos-drawer-port.ts';
import type { JobReport } from '../printer/printer-session.ts';
import { drawerHealth } from './health.ts';
import type { DrawerEar, PrinterTools, PrinterUnit } from './printer-unit.ts';
import { type Counter, passEvents, type Unit, UnitLine } from './unit.ts';

type DrawerBinding = Extract<DeviceBinding, { readonly role: 'cash-drawer' }>;
type DrawerJob = Extract<PrintJob, { readonly kind: 'drawer' }>;

/** Pin and times of a drawer box that has a line of its own; both in milliseconds. */
const boxPulse = { pin: 2, onMs: 50, offMs: 200 } as const;

/** A bound drawer: on the connector of a bound printer, or a box of its own. Its jobs are at most once (rules DR1 to DR5). */
export class DrawerUnit implements Unit {
  readonly binding: DrawerBinding;
  readonly line: UnitLine;
  readonly #counter: Counter;
  readonly #tools: PrinterTools;
  readonly #printer: PrinterUnit | null;
  readonly #port: PrinterDrawerPort | null;
  readonly #drawer: CashDrawer;
  #isRefused = false;
  #forgetEvents: () => void = () => undefined;

  /** `printer`: the unit of the printer it hangs on; null for a box. */
  constructor(
    binding: DrawerBinding,
    counter: Counter,
    on: { readonly printer: PrinterUnit | null; readonly tools: PrinterTools },
  ) {
    this.binding = binding;
    this.#counter = counter;
    this.#tools = on.tools;
    this.#printer = on.printer;
    this.line = new UnitLine(binding, counter, () => this.#tell());
    this.#port = on.printer === null ? null : new PrinterDrawerPort(on.printer);
    const { clock, claims } = counter;
    const boxPort = (): DrawerPort =>
      new EscposDrawerPort({ connect: () => this.line.bytes(null), clock, profile: boxPulse });
    this.#drawer = new CashDrawer({
      deviceId: binding.identity,
      clock,
      claims,
      port: this.#port ?? boxPort(),
      openLevel: openLevelOf(binding, on.printer),
      leftOpenMs: binding.settings.leftOpenMs,
    });
  }

  open(): void {
    const { address, name } = this.binding;
    if (address.kind === 'printer') this.#printer?.twin?.plugDrawer(address.pin);
    this.#forgetEvents = this.#drawer.onEvent(passEvents(name, this.#counter.send, () => this.#tell()));
    this.#drawer.open();
    this.#isRefused = !this.#drawer.claim(name).ok;
    if (!this.#isRefused) this.#drawer.enable();
    this.#tell();
  }

  async close(): Promise<void> {
    this.#forgetEvents();
    await this.#drawer.close();
  }

  /** Takes a drawer job; false when there is nobody to open it. */
  submit(job: DrawerJob): boolean {
    const { address } = this.binding;
    if (this.#isRefused) return false;
    if (address.kind === 'printer') return this.#printer?.submit(job, address.pin) ?? false;
    void this.#kick(job);
    return true;
  }

  /** A cash event was booked and the drawer is opened by key: its next opening has this reason. */
  explain(reason: string): void {
    this.#drawer.explain(reason);
  }

  wake(): void {
    // A box is looked for by its own link; a printer's drawer comes with the printer.
  }

  told(): ToldDevice {
    const refusal = this.#isRefused ? 'claimed-by-another' : null;
    const { name, role } = this.binding;
    return { name, role, status: this.#drawer.status, refusal, trouble: this.line.trouble, printer: null };
  }

  async health(): Promise<HealthReport> {
    await this.#printer?.look();
    return drawerHealth(this.told(), this.#counter.clock.now());
  }

  async answer(ask: DeviceAsk): Promise<DeviceAnswer | null> {
    if (ask.ask !== 'learn') return null;
    if (ask.step === 'begin') this.#drawer.beginLearning();
    // What the sensor says now, not what it said some seconds ago.
    await this.#printer?.look();
    if (ask.step === 'done') this.#drawer.learned();
    return { ask: 'learn', learning: learningOf(this.#drawer.learning) };
  }

  /** A box of its own: the same claim before the pulse, and the same states after it. */
  async #kick(job: DrawerJob): Promise<void> {
    const report = (state: JobReport['state'], reason: JobReport['reason']): void =>
      this.#tools.onReport({ job, state, reason, bytes: 0 });
    const { clock } = this.#counter;
    if (this.#drawer.status.power === 'off') return report('failed', 'printer-unreachable');
    if (clock.now() >= job.expiresAt || !(await this.#tools.claims.claim(job))) {
      if (clock.now() >= job.expiresAt) report('cancelled', 'expired');
      return;
    }
    const askedAt = job.expiresAt - kickMsMax;
    const kicked = await this.#drawer.kick({ kickId: job.jobId, reason: job.reason, askedAt });
    if (kicked.ok) report('sent', 'none');
    else if (kicked.refusal === 'expired') report('cancelled', 'expired');
    else report('failed', 'printer-unreachable');
    if (kicked.ok && kicked.value.opened === 'yes') report('confirmed', 'none');
  }

  #tell(): void {
    this.#counter.send({ kind: 'device.status', device: this.told() });
  }
}

/** A twin's switch is known; a real one's is learned, or stands in the printer's profile. */
function openLevelOf(binding: DrawerBinding, printer: PrinterUnit | null): 'high' | 'low' | null {
  if (binding.settings.openLevel !== null) return binding.settings.openLevel;
  return printer !== null && printer.twin !== null ? 'high' : null;
}

function learningOf(learning: PolarityLearning | null): DrawerLearning {
  if (learning === null) return { step: 'given-up', openLevel: null };
  return { step: learning.step, openLevel: learning.step === 'learned' ? learning.openLevel : null };
}

/** A drawer on the connector of a printer somebody else drives: its sensor is in the printer's status. */
class PrinterDrawerPort implements DrawerPort {
  readonly #printer: PrinterUnit;
  #takeOff: () => void = () => undefined;
  #isDown = false;

  constructor(printer: PrinterUnit) {
    this.#printer = printer;
  }

  start(hooks: DrawerPortHooks): void {
    const ear: DrawerEar = {
      heard: (status) => this.#heard(status, hooks),
      aboutToOpen: (reason) => hooks.onKick?.(reason),
    };
    hooks.onUp();
    this.#takeOff = this.#printer.hang(ear);
  }

  async stop(): Promise<void> {
    this.#takeOff();
  }

  /** Pulses of a printer's drawer are jobs of the printer: the queue sends them (rule DR2). */
  async pulse(): Promise<'failed'> {
    return 'failed';
  }

  #heard(status: PrinterStatus, hooks: DrawerPortHooks): void {
    const isDown = status.power === 'off';
    if (isDown !== this.#isDown) {
      this.#isDown = isDown;
      if (isDown) hooks.onDown();
      else hooks.onUp();
    }
    if (!isDown) hooks.onLevel(status.drawer === 'unknown' ? 'unknown' : status.drawer === 'open' ? 'high' : 'low');
  }
}
