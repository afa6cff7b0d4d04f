import type { LineDisplayShow } from '../../contracts/customer-display.ts';
import type { PrintJob } from '../../contracts/device.ts';
import type { DeviceAnswer, DeviceAsk } from '../../contracts/device-ask.ts';
import { type DevicesToHub, type HubToDevices, hubToDevices } from '../../contracts/device-messages.ts';
import { assertNever } from '../../domain/assert.ts';
import type { DeviceBinding } from '../../domain/device/device-binding.ts';
import type { JobId } from '../../domain/id.ts';
import type { PrintJobReason } from '../../domain/receipt/print-job.ts';
import type { Clock } from './clock.ts';
import { DeviceClaims } from './device-class.ts';
import { type AskTools, answerOf } from './host/answer.ts';
import type { DeviceTransports } from './host/device-transports.ts';
import { DrawerUnit } from './host/drawer-unit.ts';
import { LineRowsWriter } from './host/line-rows-of.ts';
import { DisplayUnit, ScaleUnit, ScannerUnit } from './host/plain-units.ts';
import { PrintClaims } from './host/print-claims.ts';
import { type PrinterTools, PrinterUnit } from './host/printer-unit.ts';
import { TwinShelf } from './host/twin-shelf.ts';
import type { Counter, Unit } from './host/unit.ts';
import { Whereabouts } from './host/whereabouts.ts';
import { LineDrawer } from './line-drawer.ts';
import { PaperShelf } from './paper-shelf.ts';
import type { JobReport } from './printer/printer-session.ts';
import type { SessionTimes } from './printer/session-times.ts';

/** What the device process is made of. */
export interface DeviceHostParts {
  readonly resourcesDir: string;
  readonly transports: DeviceTransports;
  readonly clock: Clock;
  readonly times: SessionTimes;
  readonly send: (message: DevicesToHub) => void;
}

/** How long the drawer of a virtual printer stays open, in milliseconds. */
const virtualDrawerMs = 5_000;

/**
 * The devices of the counter, as the hub's settings bind them: each is taken for its role alone, kept within reach,
 * found again where it is plugged in, and told of as it changes. Jobs go to the printer or drawer they name.
 */
export class DeviceHost {
  readonly #parts: DeviceHostParts;
  readonly #counter: Counter;
  readonly #tools: PrinterTools;
  readonly #rows: LineRowsWriter;
  readonly #units = new Map<string, Unit>();
  readonly #asking: AskTools;
  /** What came before the first `devices.use` is done waits here, in its sequence. */
  #switching: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(parts: DeviceHostParts) {
    this.#parts = parts;
    const { resourcesDir, clock, times, transports, send } = parts;
    const drawer = new LineDrawer(resourcesDir);
    const shelf = new PaperShelf(resourcesDir);
    const claims = new PrintClaims(clock, send);
    const whereabouts = new Whereabouts(transports, (device) => {
      for (const unit of this.#units.values()) if (whereabouts.isIt(unit.binding, device)) unit.wake();
    });
    const twins = new TwinShelf(clock);
    this.#counter = { clock, claims: new DeviceClaims(), transports, whereabouts, twins, send };
    this.#tools = { resourcesDir, times, drawer, shelf, claims, onReport: (report) => this.#reported(report) };
    this.#rows = new LineRowsWriter(resourcesDir);
    this.#asking = { resourcesDir, drawer, units: this.#units, counter: this.#counter };
    whereabouts.open();
  }

  /** A message of the hub, not yet parsed: a malformed one is a bug of the hub and throws. */
  receive(body: unknown): void {
    this.#handle(hubToDevices.parse(body));
  }

  /** What the customer is to see: to the line display, if there is one. */
  show({ display }: LineDisplayShow): void {
    for (const unit of this.#units.values()) {
      if (unit instanceof DisplayUnit) unit.show(this.#rows.contentOf(display));
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#counter.whereabouts.close();
    await this.#switching;
    this.#tools.claims.refuseAll();
    await this.#closeUnits([...this.#units.values()]);
  }

  #handle(message: HubToDevices): void {
    switch (message.kind) {
      case 'devices.use':
        this.#later(() => this.#use(message.bindings));
        break;
      case 'print.offer':
        this.#later(() => this.#offer(message.job, message.device));
        break;
      case 'print.soon':
        this.#later(() => {
          const unit = this.#units.get(message.device);
          if (unit instanceof PrinterUnit) void unit.look();
        });
        break;
      case 'print.grant':
        if (!this.#tools.claims.granted(message.jobId, message.granted))
          this.#later(() => this.#grantedInVain(message.jobId));
        break;
      case 'print.cancel':
        this.#later(() => {
          for (const printer of this.#printers()) printer.cancel(message.jobId);
        });
        break;
      case 'drawer.explain':
        for (const unit of this.#units.values()) if (unit instanceof DrawerUnit) unit.explain(message.reason);
        break;
      case 'paper.get':
        this.#paper(message.requestId, message.jobId);
        break;
      case 'status.get':
        this.#later(() => {
          for (const printer of this.#printers()) void printer.look();
        });
        break;
      case 'device.ask':
        this.#later(() => this.#answer(message.requestId, message.ask));
        break;
      default:
        assertNever(message);
    }
  }

  /** In sequence with changes of the bindings, but nothing waits for an answer of a device. */
  #later(act: () => unknown): void {
    this.#switching = this.#switching.then(async () => {
      if (!this.#isClosed) await act();
    });
  }

  #printers(): PrinterUnit[] {
    return [...this.#units.values()].filter((unit) => unit instanceof PrinterUnit);
  }

  /** Swaps what differs: jobs not begun go to the new printer of the same name, the one in hand ends on the old one. */
  async #use(bindings: readonly DeviceBinding[]): Promise<void> {
    const wanted = new Map(bindings.map((binding) => [binding.name, binding]));
    const bound = [...this.#units.values()];
    const isLeaving = ({ binding }: Unit): boolean => isChanged(binding, wanted);
    const leaving = bound.filter((unit) => isLeaving(unit) || bound.some((on) => isLeaving(on) && hangsOn(unit, on)));
    const jobs = await this.#closeUnits(leaving);
    const fresh = bindings.filter(({ name }) => !this.#units.has(name));
    // Drawers hang on printers: those come first.
    const printersFirst = [...fresh].sort((a, b) => Number(isDrawer(a)) - Number(isDrawer(b)));
    for (const binding of printersFirst) this.#open(binding);
    for (const [name, job] of jobs) this.#offer(job, name);
  }

  #open(binding: DeviceBinding): void {
    const unit = this.#unitOf(binding);
    this.#units.set(binding.name, unit);
    unit.open();
    if (unit instanceof PrinterUnit) this.#pushShutAgain(unit);
  }

  #unitOf(binding: DeviceBinding): Unit {
    switch (binding.role) {
      case 'receipt-printer':
      case 'spare-printer':
        return new PrinterUnit(binding, this.#counter, this.#tools);
      case 'cash-drawer': {
        const on = binding.address.kind === 'printer' ? this.#units.get(binding.address.printer) : null;
        const printer = on instanceof PrinterUnit ? on : null;
        return new DrawerUnit(binding, this.#counter, { printer, tools: this.#tools });
      }
      case 'scanner':
        return new ScannerUnit(binding, this.#counter);
      case 'scale':
        return new ScaleUnit(binding, this.#counter);
      case 'line-display':
        return new DisplayUnit(binding, this.#counter);
    }
  }

  /** Lets go of devices; answers the jobs their printers had not begun, by printer. */
  async #closeUnits(units: readonly Unit[]): Promise<(readonly [string, PrintJob])[]> {
    const drawersFirst = [...units].sort((a, b) => Number(isDrawer(b.binding)) - Number(isDrawer(a.binding)));
    const jobs: (readonly [string, PrintJob])[] = [];
    for (const unit of drawersFirst) {
      const held = unit instanceof PrinterUnit ? unit : null;
      // A claim nobody answers would keep the session from ending.
      if (held !== null) this.#tools.claims.refuseAll((jobId) => held.holds(jobId));
      await unit.close();
      this.#units.delete(unit.binding.name);
      for (const job of held?.takeHeldJobs() ?? []) jobs.push([unit.binding.name, job]);
    }
    return jobs;
  }

  #offer(job: PrintJob, device: string): void {
    const unit = this.#units.get(device);
    const isTaken =
      (unit instanceof PrinterUnit && unit.submit(job)) ||
      (unit instanceof DrawerUnit && job.kind === 'drawer' && unit.submit(job));
    if (!isTaken) this.#reported({ job, state: 'failed', reason: unit === undefined ? 'not-bound' : taken, bytes: 0 });
  }

  /** The printer was let go of while the hub wrote `sending`: who has the job now uses the grant, else nothing left. */
  #grantedInVain(jobId: JobId): void {
    const isHeld = this.#printers().some((printer) => printer.holds(jobId));
    if (isHeld || !this.#tools.claims.dropUnused(jobId)) return;
    const at = this.#parts.clock.now();
    this.#parts.send({ kind: 'print.state', jobId, state: 'failed', reason: 'not-bound', bytes: 0, at });
  }

  /** Somebody has to push the virtual drawer shut again. */
  #pushShutAgain(unit: PrinterUnit): void {
    const { twin } = unit;
    if (twin === null) return;
    let openings = twin.drawerOpenings;
    unit.onClose(
      twin.onChange(() => {
        if (twin.drawerOpenings === openings) return;
        openings = twin.drawerOpenings;
        this.#parts.clock.after(virtualDrawerMs, () => twin.closeDrawer());
      }),
    );
  }

  #paper(requestId: string, jobId: JobId): void {
    this.#parts.send({ kind: 'paper.answer', requestId, paper: this.#tools.shelf.paperOf(jobId) });
  }

  #answer(requestId: string, ask: DeviceAsk): void {
    const send = (answer: DeviceAnswer): void => this.#parts.send({ kind: 'device.answer', requestId, answer });
    void answerOf(ask, this.#asking).then(send);
  }

  #reported({ job, state, reason, bytes }: JobReport): void {
    this.#parts.send({ kind: 'print.state', jobId: job.jobId, state, reason, bytes, at: this.#parts.clock.now() });
  }
}

/** The device is another's: the job is not lost, it says why. */
const taken: PrintJobReason = 'printer-unreachable';

function isDrawer({ role }: DeviceBinding): boolean {
  return role === 'cash-drawer';
}

/** Does this drawer hang on that printer? */
function hangsOn({ binding: { address } }: Unit, on: Unit): boolean {
  return address.kind === 'printer' && address.printer === on.binding.name;
}

/** Gone, or otherwise than before. */
function isChanged(binding: DeviceBinding, wanted: ReadonlyMap<string, DeviceBinding>): boolean {
  const now = wanted.get(binding.name);
  return now === undefined || JSON.stringify(now) !== JSON.stringify(binding);
}
