import { brandId, type InstallId } from '../../domain/id.ts';
import { mirrorKey, unreflected } from '../../domain/sync/mirror.ts';
import { type SyncEvent, syncRules } from '../../domain/sync/sync-machine.ts';
import { opOfAside } from '../../main/store/sync/take-aside.ts';
import { allowAll, ring, start } from '../store/shop.ts';
import { Random } from './random.ts';
import { DeviceDisk, type DeviceParts, type Done, type Sent, SimDevice } from './sim-device.ts';
import { type HubDoor, SimHub, type TemplateShop } from './sim-hub.ts';

/** A deliberate bug: it wraps a port or replaces a pure rule; the product's code stays what it is. */
export interface Mutant {
  readonly name: string;
  /** Its name in the design of the protocol, when it is one of the sixteen there. */
  readonly design?: string;
  readonly parts?: Partial<DeviceParts>;
  readonly door?: (hub: SimHub, world: World) => HubDoor;
  /** The series a device is given. */
  readonly series?: (hub: SimHub, installId: InstallId, before: string | null) => string;
  /** Install id of a handheld whose storage was wiped. */
  readonly keepsInstall?: boolean;
  /** Does the hub answer before it has committed? */
  readonly answersEarly?: boolean;
  readonly sent?: (sent: Sent, random: Random) => Sent;
}

export interface LifeOptions {
  readonly shop: TemplateShop;
  readonly seed: number;
  readonly mutant?: Mutant | null;
  readonly steps?: number;
  readonly devices?: number;
}

interface Message {
  readonly due: number;
  readonly order: number;
  readonly deliver: () => void | Promise<void>;
}

/** Longest a device waits for an answer, in simulated milliseconds. */
const answerMsMax = 5_000;
const roundsMax = 120;

/** One simulated life of a shop: devices, a network that loses, doubles and reorders, a hub that dies and is restored. */
export class World {
  readonly random: Random;
  readonly hub: SimHub;
  readonly mutant: Mutant | null;
  readonly devices: SimDevice[] = [];
  readonly created: Done[] = [];
  readonly lostInstalls = new Set<string>();
  readonly numbers: string[] = [];
  readonly wrong = new Set<string>();
  #terminalSales = new Set<string>();
  #now = start;
  #order = 0;
  #faults = true;
  #net: Message[] = [];
  #door: HubDoor;
  #steps: number;
  rounds = 0;

  constructor({ shop, seed, mutant = null, steps = 200, devices = 3 }: LifeOptions) {
    this.random = new Random(seed);
    this.mutant = mutant;
    this.hub = new SimHub(shop, this.random, () => this.#now);
    this.#door = mutant?.door?.(this.hub, this) ?? this.hub;
    this.#steps = steps;
    for (let no = 0; no < devices; no += 1)
      this.devices.push(this.#newDevice(no, this.random.id(this.#now) as InstallId));
  }

  get now(): number {
    return this.#now;
  }

  get terminalSales(): ReadonlySet<string> {
    return this.#terminalSales;
  }

  #newDevice(no: number, installId: InstallId): SimDevice {
    const parts: DeviceParts = {
      rules: syncRules,
      disk: (record) => new DeviceDisk(record),
      unreflected,
      ...this.mutant?.parts,
    };
    const device = new SimDevice(
      no,
      {
        hub: this.hub,
        random: this.random,
        now: () => this.#now,
        send: (sent) => this.#sendToHub(sent),
        parts,
        done: (done) => {
          this.created.push(done);
          if (done.number !== null) this.numbers.push(done.number);
        },
      },
      installId,
    );
    this.#pair(device, null);
    return device;
  }

  /** Whoever pairs stands at the counter, and sees there what the other devices say of the hub. */
  #pair(device: SimDevice, before: string | null): void {
    if (this.hub.isForked) this.hub.renewEpoch(true);
    const series =
      this.mutant?.series?.(this.hub, device.installId, before) ?? this.hub.desk.giveSeries(device.installId);
    device.pair(series);
  }

  /** Lives through all steps, then heals everything and lets it come to rest. */
  async live(): Promise<void> {
    for (let step = 0; step < this.#steps; step += 1) {
      await this.#step();
      await this.#pass(300 + this.random.below(3_000));
    }
    if (this.random.chance(0.6)) this.hub.restore(true);
    await this.#settle();
  }

  async #step(): Promise<void> {
    const { random } = this;
    const device = random.pick(this.devices);
    const dice = random.next();
    if (dice < 0.34) this.#act(device);
    else if (dice < 0.77) device.feed({ kind: 'woke' });
    else if (dice < 0.8) this.#sellAtTerminal();
    else if (dice < 0.85) this.hub.backup();
    else if (dice < 0.865) this.hub.restore(random.chance(0.85));
    else if (dice < 0.885) this.hub.renewEpoch(true);
    else if (dice < 0.92) device.kill();
    else if (dice < 0.93) this.#wipe(device);
    else if (dice < 0.935) this.hub.restart();
    else if (dice < 0.94) this.hub.amnesty.add(device.installId);
    else if (dice < 0.97) this.#visitCounter(device);
    else device.feed({ kind: 'poked', head: this.hub.store.head().no });
    this.#look(device);
  }

  #act(device: SimDevice): void {
    const dice = this.random.next();
    if (dice < 0.4) device.sell();
    else if (dice < 0.55) device.order();
    else if (dice < 0.68) device.count();
    else if (dice < 0.82) device.suspend();
    else if (dice < 0.96) device.resume();
    else device.future();
  }

  /** Somebody looks at a device that stopped. */
  #visitCounter(device: SimDevice): void {
    const stopped =
      device.state.halt === 'device-unknown' ||
      device.state.halt === 'device-revoked' ||
      device.state.reading === 'barred';
    if (stopped) {
      this.#release(device.installId);
      this.#pair(device, device.disk.meta.receipts?.series ?? null);
    }
    if (device.state.halt?.startsWith('hub-')) this.hub.renewEpoch(true);
  }

  /** The manager forgives a device: what was kept aside is taken, oldest first. */
  #release(installId: string): void {
    const { hub } = this;
    hub.amnesty.delete(installId);
    const rows = hub.store.sync
      .aside(10_000)
      .filter((row) => row.install_id === installId && row.reason === 'device-revoked');
    for (const row of rows.reverse()) hub.store.takeAside(row.install_id as InstallId, [opOfAside(row)], allowAll);
  }

  #wipe(device: SimDevice): void {
    this.lostInstalls.add(device.installId);
    const keep = this.mutant?.keepsInstall ? device.installId : (this.random.id(this.#now) as InstallId);
    const fresh = this.#newDevice(device.no, keep);
    this.devices[device.no] = fresh;
  }

  #sellAtTerminal(): void {
    const { hub } = this;
    const { shop } = hub;
    const body = ring(
      { ...shop, clock: { now: () => this.#now, newId: () => this.random.id(this.#now) } as never },
      { lines: 1 },
    );
    const { installId, staffId } = shop.till;
    const opId = brandId<never>(this.random.id(this.#now));
    const op = {
      opId,
      seq: hub.store.lastSeq(installId) + 1,
      kind: 'sale.completed',
      v: 2,
      at: this.#now,
      staffId,
      happened: false,
      body,
    };
    const [result] = hub.store.push({ installId, ops: [op] }, allowAll).results;
    if (result?.status === 'applied') this.#terminalSales.add(body.sale.saleId);
    else this.wrong.add(`TERMINAL sale ${JSON.stringify(result)}`);
  }

  /** What is shown on a device holds the own acts the hub's word does not hold yet. */
  #look(device: SimDevice): void {
    const { held, meta } = device.state.record;
    const last = held.findLast(({ op }) => op.kind === 'sale.suspended' || op.kind === 'sale.resumed');
    if (last === undefined || (last.takenNo !== null && last.takenNo <= meta.cursor)) return;
    const body = last.op.body as { readonly saleId?: string; readonly sale?: { readonly saleId: string } };
    const saleId = body.saleId ?? body.sale?.saleId ?? '';
    const isThere = device.shown(mirrorKey({ topic: 'suspended', id: saleId })) !== null;
    if (isThere !== (last.op.kind === 'sale.suspended')) this.wrong.add('SHOWN own act vanished');
  }

  // ---------- network ----------

  #post(deliver: Message['deliver'], lossy = true): void {
    if (lossy && this.#faults && this.random.chance(0.12)) return;
    const copies = lossy && this.#faults && this.random.chance(0.1) ? 2 : 1;
    for (let copy = 0; copy < copies; copy += 1) {
      this.#order += 1;
      this.#net.push({ due: this.#now + (this.#faults ? this.random.below(3_000) : 1), order: this.#order, deliver });
    }
  }

  #sendToHub(sent: Sent): void {
    const real = this.mutant?.sent?.(sent, this.random) ?? sent;
    const device = this.devices[sent.from];
    this.#post(() => this.#atHub(real));
    this.#order += 1;
    const timeOut = (): void => device?.failed(sent.asked.askNo, { kind: 'away' });
    this.#net.push({ due: this.#now + answerMsMax, order: this.#order, deliver: timeOut });
  }

  #answer(from: number, event: SyncEvent): void {
    this.#post(() => this.devices[from]?.feed(event));
  }

  async #atHub({ from, asked }: Sent): Promise<void> {
    const { hub } = this;
    const { askNo } = asked;
    const standing = hub.standingOf(asked.ask.installId);
    if (standing === 'unknown')
      return this.#answer(from, { kind: 'failed', askNo, failure: { kind: 'unknown-device' } });
    if (asked.kind !== 'push' && standing === 'amnesty')
      return this.#answer(from, { kind: 'failed', askNo, failure: { kind: 'revoked' } });
    if (asked.kind === 'pull')
      return this.#answer(from, { kind: 'pull-answered', askNo, answer: this.#door.pull(asked.ask) });
    if (asked.kind === 'snapshot')
      return this.#answer(from, { kind: 'snapshot-answered', askNo, answer: this.#door.snapshot(asked.ask) });
    await this.#pushAtHub(from, asked);
  }

  async #pushAtHub(from: number, asked: Extract<Sent['asked'], { readonly kind: 'push' }>): Promise<void> {
    const { hub, random } = this;
    const { askNo, ask } = asked;
    const dies = this.#faults && random.chance(this.mutant?.answersEarly ? 0.3 : 0.04);
    if (dies && this.mutant?.answersEarly) {
      const epoch = hub.store.sync.epoch();
      const last = ask.ops.at(-1)?.seq ?? 0;
      this.#answer(from, {
        kind: 'push-answered',
        askNo,
        answer: {
          kind: 'taken',
          installId: ask.installId,
          epoch,
          last,
          head: hub.store.head().no,
          keepFrom: 1,
          expect: null,
          outcomes: [],
        },
      });
      await hub.pushAndDieInside(ask);
      return;
    }
    if (dies && random.chance(0.5)) return await hub.pushAndDieInside(ask);
    const answer = await this.#door.push(ask);
    if (dies) return hub.restart();
    this.#answer(from, { kind: 'push-answered', askNo, answer });
  }

  /** Lets time go on, from one message to the next. */
  async #pass(ms: number): Promise<void> {
    const until = this.#now + ms;
    for (;;) {
      let next: Message | null = null;
      for (const each of this.#net) {
        if (each.due > until) continue;
        if (next === null || each.due < next.due || (each.due === next.due && each.order < next.order)) next = each;
      }
      if (next === null) break;
      this.#net.splice(this.#net.indexOf(next), 1);
      this.#now = Math.max(this.#now, next.due);
      await next.deliver();
    }
    this.#now = until;
  }

  // ---------- rest ----------

  async #settle(): Promise<void> {
    this.#faults = false;
    this.#net = [];
    if (this.devices.some((device) => device.state.halt?.startsWith('hub-'))) this.hub.renewEpoch(true);
    for (const device of this.devices) device.kill();
    for (const row of this.hub.store.sync.aside(100_000)) this.#release(row.install_id);
    for (; this.rounds < roundsMax; this.rounds += 1) {
      for (const device of this.devices) {
        this.#release(device.installId);
        this.#visitCounter(device);
        device.feed({ kind: 'woke' });
        await this.#pass(31_000);
      }
      if (this.devices.every((device) => this.#isAtRest(device))) return;
    }
    this.wrong.add('STUCK: no rest');
  }

  /** At rest is who heard of the hub as it is now: one killed before it asked has nothing to send, and asks when next awake. */
  #isAtRest(device: SimDevice): boolean {
    const { meta } = device.state.record;
    if (meta.epoch?.id !== this.hub.store.sync.epoch().id) return false;
    const reads = device.version === 0 || (meta.mirrorWhole && meta.cursor === this.hub.store.head().no);
    return meta.acked === meta.lastSeq && reads && device.state.asked === null;
  }
}
