import type { OpBody, OpKindName } from '../../contracts/op-catalog.ts';
import type { Check } from '../../domain/check/check.ts';
import { brandId, type InstallId, type OpId, type ShiftId } from '../../domain/id.ts';
import type { Op } from '../../domain/op/op.ts';
import { type Change, mirrored, mirrorKey, shownState, type unreflected } from '../../domain/sync/mirror.ts';
import { batchOpsMax, type HeldOp } from '../../domain/sync/outbox.ts';
import type { SyncFailure } from '../../domain/sync/protocol.ts';
import { type SyncAct, type SyncEvent, type SyncRules, stepSync } from '../../domain/sync/sync-machine.ts';
import {
  type Asked,
  emptyRecord,
  type OpDraft,
  recordOp,
  type Saving,
  type SyncMeta,
  type SyncRecord,
  type SyncState,
  startedState,
  withSeries,
} from '../../domain/sync/sync-state.ts';
import { ring } from '../store/shop.ts';
import type { Random } from './random.ts';
import type { SimHub } from './sim-hub.ts';

/** What a device keeps on disk; a saving is written whole or not at all. */
export class DeviceDisk {
  meta: SyncMeta;
  readonly ops = new Map<number, HeldOp>();
  mirror: ReadonlyMap<string, unknown> = new Map();

  constructor(record: SyncRecord) {
    this.meta = record.meta;
  }

  save({ meta, put, dropBefore, changes, newMirror }: Saving): void {
    this.meta = meta;
    for (const each of put) this.ops.set(each.op.seq, each);
    if (dropBefore !== null) for (const seq of [...this.ops.keys()]) if (seq < dropBefore) this.ops.delete(seq);
    this.mirror = mirrored(newMirror ? new Map() : this.mirror, changes as Change[]);
  }

  read(): SyncRecord {
    const held = [...this.ops.values()].sort((a, b) => a.op.seq - b.op.seq);
    return { meta: this.meta, held, mirror: this.mirror };
  }
}

/** Checks that are open at once in a simulated shop. */
const checksMax = 3;

/** Parts a mutant replaces. */
export interface DeviceParts {
  readonly rules: SyncRules;
  readonly disk: (record: SyncRecord) => DeviceDisk;
  readonly unreflected: typeof unreflected;
}

export type Sent = { readonly from: number; readonly asked: Asked };

/** What a device has done that its people believe in. */
export interface Done {
  readonly op: Op;
  readonly installId: InstallId;
  readonly kind: 'sale' | 'fact' | 'ask' | 'poison' | 'future';
  readonly number: string | null;
}

export interface DeviceSurroundings {
  readonly hub: SimHub;
  readonly random: Random;
  readonly now: () => number;
  readonly send: (sent: Sent) => void;
  readonly parts: DeviceParts;
  readonly done: (done: Done) => void;
}

/** A handheld: the real machine over a disk that survives kills, with a clock of its own. */
export class SimDevice {
  readonly no: number;
  readonly around: DeviceSurroundings;
  readonly clockOff: number;
  readonly version: number;
  disk: DeviceDisk;
  state: SyncState;
  shiftId: ShiftId | null = null;
  alarms: string[] = [];

  constructor(no: number, around: DeviceSurroundings, installId: InstallId) {
    this.no = no;
    this.around = around;
    const { random, parts } = around;
    this.clockOff = random.chance(0.3) ? random.below(2e6) - 1e6 : random.below(2_000) - 1_000;
    this.version = random.chance(0.1) ? 0 : 1;
    this.disk = parts.disk(emptyRecord(installId));
    this.state = this.#started();
  }

  get installId(): InstallId {
    return this.disk.meta.installId;
  }

  clock(): number {
    return this.around.now() + this.clockOff;
  }

  #started(): SyncState {
    const askNo = this.around.random.below(1_000_000) * 1_000;
    return startedState(this.disk.read(), { version: this.version, askNo, opsMax: batchOpsMax });
  }

  /** The program is killed and started again: what was not on disk is gone. */
  kill(): void {
    this.state = this.#started();
  }

  /** Paired at the counter; `series` is what the hub gave. */
  pair(series: string): void {
    const { record, saving } = withSeries(this.state.record, series);
    this.disk.save(saving);
    this.feed({ kind: 'paired', record });
  }

  feed(event: SyncEvent): void {
    const { random, parts } = this.around;
    const { state, acts } = stepSync(this.state, event, {
      now: this.clock(),
      random: random.next(),
      rules: parts.rules,
    });
    this.state = state;
    this.#act(acts);
  }

  #act(acts: readonly SyncAct[]): void {
    for (const act of acts) {
      if (this.around.random.chance(0.004)) {
        this.kill();
        return;
      }
      if (act.kind === 'save') this.disk.save(act.saving);
      else if (act.kind === 'alarm') this.alarms.push(act.halt);
      else if (act.kind !== 'wake') this.around.send({ from: this.no, asked: act });
    }
  }

  failed(askNo: number, failure: SyncFailure): void {
    this.feed({ kind: 'failed', askNo, failure });
  }

  /** What a person does: put into the outbox, saved, and only then shown. */
  #record(kind: Done['kind'], draft: Omit<OpDraft, 'opId' | 'at' | 'staffId'>): Op | null {
    const { random, hub } = this.around;
    const opId = brandId<OpId>(random.id(this.around.now()));
    const whole = { ...draft, opId, at: this.clock(), staffId: hub.shop.staffId };
    const recorded = recordOp(this.state.record, whole, (text) => text.length);
    if (recorded === null || random.chance(0.003)) {
      if (recorded !== null) this.kill();
      return null;
    }
    this.disk.save(recorded.saving);
    this.around.done({ op: recorded.held.op, installId: this.installId, kind, number: recorded.number });
    if (random.chance(0.01)) this.kill();
    else this.feed({ kind: 'recorded', record: recorded.record });
    return recorded.held.op;
  }

  #openShift(): ShiftId | null {
    const { random, hub } = this.around;
    if (this.shiftId !== null) return this.shiftId;
    const series = this.state.record.meta.receipts?.series;
    if (series === undefined) return null;
    const shiftId = brandId<ShiftId>(random.id(this.around.now()));
    const body = { shiftId, series, startingAmount: 0, denominations: [] };
    const opened = this.#record('fact', {
      kind: 'shift.opened',
      v: 1,
      happened: true,
      numbered: false,
      body: () => body,
    });
    if (opened !== null) this.shiftId = shiftId;
    void hub;
    return opened === null ? null : shiftId;
  }

  #rung(): OpBody<'sale.completed'> | null {
    const { hub, random } = this.around;
    const shiftId = this.#openShift();
    if (shiftId === null) return null;
    const clock = { now: this.around.now, newId: () => random.id(this.around.now()) };
    const { settings, items } = hub.shop;
    const lines = 1 + random.below(2);
    return ring({ clock: clock as never, settings, items, shiftId }, { lines, milli: 1_000 * (1 + random.below(3)) });
  }

  /** One sale, numbered by this device; a program of before knows no numbers. */
  sell(): void {
    const body = this.#rung();
    if (body === null) return;
    const { random } = this.around;
    if (random.chance(0.03)) {
      const nonsense = { ...body, sale: 'nonsense' };
      this.#record('poison', {
        kind: 'sale.completed',
        v: 2,
        happened: true,
        numbered: true,
        body: (transactionNumber) => ({ ...nonsense, transactionNumber }),
      });
    } else if (this.version === 0) {
      const { transactionNumber: _unknown, ...before } = body;
      this.#record('sale', { kind: 'sale.completed', v: 1, happened: true, numbered: false, body: () => before });
    } else
      this.#record('sale', {
        kind: 'sale.completed',
        v: 2,
        happened: true,
        numbered: true,
        body: (transactionNumber) => ({ ...body, transactionNumber }),
      });
  }

  count(): void {
    const { random, hub } = this.around;
    const itemId = random.pick(hub.shop.items).itemId;
    const quantity = { milli: 1_000 * random.below(40), unit: 'each' };
    this.#record('fact', {
      kind: 'stock.counted',
      v: 1,
      happened: true,
      numbered: false,
      body: () => ({ itemId, quantity, note: '' }),
    });
  }

  future(): void {
    this.#record('future', {
      kind: 'sale.beamed',
      v: 1,
      happened: true,
      numbered: false,
      body: () => ({ to: 'Mars' }),
    });
  }

  suspend(): void {
    const body = this.#rung();
    if (body === null) return;
    const sale = { ...body.sale, tenders: [] };
    this.#record('fact', {
      kind: 'sale.suspended',
      v: 1,
      happened: true,
      numbered: false,
      body: () => ({ sale, shiftId: body.shiftId, label: '' }),
    });
  }

  /** Asks for a suspended sale: somebody else may have been quicker, then it is refused. */
  resume(): void {
    const there = [...this.state.record.mirror.keys()].filter(
      (key) => key.startsWith('suspended/') && this.shown(key) !== null,
    );
    if (there.length === 0) return;
    const saleId = this.around.random.pick(there).slice('suspended/'.length);
    this.#record('ask', { kind: 'sale.resumed', v: 1, happened: false, numbered: false, body: () => ({ saleId }) });
  }

  /** A waiter at a table: keys a line onto a check, strikes one off, or opens another check; the hub need not be there. */
  order(): void {
    const { random } = this.around;
    const known = [...this.state.record.mirror].filter(([key]) => key.startsWith('checks/'));
    const body = this.version === 0 ? null : this.#rung();
    const [line] = body?.sale.lines ?? [];
    if (line === undefined) return;
    if (known.length < checksMax && random.chance(0.3)) {
      const checkId = random.id(this.around.now());
      this.#fact('check.opened', { checkId, table: '5', guests: 2, note: '' });
      this.#fact('check.line-added', { checkId, line });
      return;
    }
    if (known.length === 0) return;
    const [key, put] = random.pick(known);
    const checkId = key.slice('checks/'.length);
    const { lines } = put as Check;
    if (lines.length > 0 && random.chance(0.2)) {
      const { lineId } = random.pick(lines).line;
      this.#fact('check.line-voided', { checkId, lineId, reasonCode: 'mistake' });
    } else this.#fact('check.line-added', { checkId, line });
  }

  #fact(kind: OpKindName, body: unknown): void {
    this.#record('fact', { kind, v: 1, happened: true, numbered: false, body: () => body as never });
  }

  /** One thing as its people see it. */
  shown(key: string): unknown {
    const { held, meta, mirror } = this.state.record;
    const own = this.around.parts.unreflected(held, meta.acked, meta.cursor);
    return shownState(mirror.get(key) ?? null, own, { key, replay: replaySuspended });
  }
}

/** What an op does to a suspended sale on the screen of whoever made it. */
export function replaySuspended(shown: unknown, op: Op, key: string): unknown {
  const body = op.body as { readonly saleId?: string; readonly sale?: { readonly saleId?: string } };
  if (op.kind === 'sale.suspended' && key === mirrorKey({ topic: 'suspended', id: body.sale?.saleId ?? '' }))
    return { own: op.opId };
  if (op.kind === 'sale.resumed' && key === mirrorKey({ topic: 'suspended', id: body.saleId ?? '' })) return null;
  return shown;
}
