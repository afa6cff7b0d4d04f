import type { Check } from '../../domain/check/check.ts';
import type { CheckId } from '../../domain/id.ts';
import type { Op } from '../../domain/op/op.ts';
import type { SaleLine } from '../../domain/sale/sale.ts';
import { firstAfter } from '../../domain/sync/outbox.ts';
import type { PushAsk } from '../../domain/sync/protocol.ts';
import { deviceSeries } from '../../domain/sync/receipt-series.ts';
import { syncRules } from '../../domain/sync/sync-machine.ts';
import type { Saving } from '../../domain/sync/sync-state.ts';
import type { Random } from './random.ts';
import { DeviceDisk, type DeviceParts } from './sim-device.ts';
import type { HubDoor, SimHub } from './sim-hub.ts';
import type { Mutant, World } from './sim-world.ts';

const rules = (changed: Partial<typeof syncRules>): Partial<DeviceParts> => ({ rules: { ...syncRules, ...changed } });
const isPoison = ({ body }: Op): boolean => (body as { readonly sale?: unknown }).sale === 'nonsense';

/** A sale as if it were another one: other ids, the same goods. */
function reborn(op: Op, random: Random): Op {
  const opId = random.id(op.at) as Op['opId'];
  const body = op.body as { readonly sale?: object; readonly transactionNumber?: string };
  if (op.kind !== 'sale.completed' || typeof body.sale !== 'object') return { ...op, opId };
  return { ...op, opId, body: { ...body, sale: { ...body.sale, saleId: random.id(op.at) } } };
}

/** A door with one of its ways changed. */
function door(hub: SimHub, changed: Partial<HubDoor>): HubDoor {
  return {
    push: (ask) => hub.push(ask),
    pull: (ask) => hub.pull(ask),
    snapshot: (ask) => hub.snapshot(ask),
    ...changed,
  };
}

/** The receipt counter is saved later than the sale that took it: a kill in between forgets it. */
class LateCounterDisk extends DeviceDisk {
  override save(saving: Saving): void {
    const isSale = saving.put.some(({ takenNo }) => takenNo === null) && saving.dropBefore === null;
    const { receipts } = this.meta;
    super.save(
      isSale && saving.meta.receipts?.series === receipts?.series
        ? { ...saving, meta: { ...saving.meta, receipts } }
        : saving,
    );
  }
}

/** Dedupe by what this process remembers: after a restart the same op is taken for a new one. */
function forgetful(hub: SimHub): HubDoor {
  let seen = new Set<string>();
  let life = hub.restarts;
  return door(hub, {
    push: async (ask) => {
      if (life !== hub.restarts) seen = new Set();
      life = hub.restarts;
      const inLog = hub.store.connection.prepare<[string], { no: number }>('SELECT no FROM op WHERE op_id = ?');
      let seq = hub.store.lastSeq(ask.installId);
      const ops = ask.ops.flatMap((op) => {
        if (seen.has(op.opId)) return [];
        seen.add(op.opId);
        if (inLog.get(op.opId) === undefined) return [];
        seq += 1;
        return [{ ...reborn(op, hub.random), seq }];
      });
      if (ops.length > 0) hub.store.push({ installId: ask.installId, ops, manner: 'late' }, () => null);
      return await hub.push(ask);
    },
  });
}

/** One watermark for each device instead of one for each install: a wiped device starts below it. */
function watermark(hub: SimHub): HubDoor {
  const marks = new Map<string, number>();
  const deviceOf = (ask: PushAsk): string => hub.store.sync.seriesOf(ask.installId)?.slice(-1) ?? '';
  return door(hub, {
    push: async (ask) => {
      const device = deviceOf(ask);
      const mark = marks.get(device) ?? 0;
      const skipped = ask.ops.filter(({ seq }) => seq <= mark);
      for (const { seq } of skipped) {
        const next = hub.store.lastSeq(ask.installId) + 1;
        if (seq === next) await hub.push({ ...ask, ops: [], gap: { from: seq, to: seq } });
      }
      marks.set(device, Math.max(mark, ask.ops.at(-1)?.seq ?? 0));
      return await hub.push({ ...ask, ops: ask.ops.filter(({ seq }) => seq > mark) });
    },
  });
}

function poisonBlocks(hub: SimHub): HubDoor {
  return door(hub, {
    push: async (ask) => {
      const at = ask.ops.findIndex(isPoison);
      return await hub.push(at === -1 ? ask : { ...ask, ops: ask.ops.slice(0, at) });
    },
  });
}

function poisonSkips(hub: SimHub): HubDoor {
  return door(hub, {
    push: async (ask) => {
      const at = ask.ops.findIndex(isPoison);
      const poison = ask.ops[at];
      if (poison === undefined) return await hub.push(ask);
      await hub.push({ ...ask, ops: ask.ops.slice(0, at) });
      return await hub.push({ ...ask, ops: ask.ops.slice(at + 1), gap: { from: poison.seq, to: poison.seq } });
    },
  });
}

/** What a device may forget is taken from the newest backup instead of the oldest. */
function latestBackup(hub: SimHub): HubDoor {
  const keepFrom = (installId: string): number => 1 + (hub.backups.at(-1)?.seqs.get(installId) ?? 0);
  return door(hub, {
    push: async (ask) => {
      const answer = await hub.push(ask);
      return answer.kind === 'taken' ? { ...answer, keepFrom: keepFrom(ask.installId) } : answer;
    },
    pull: (ask) => {
      const answer = hub.pull(ask);
      return answer.kind === 'changes' ? { ...answer, keepFrom: keepFrom(ask.installId) } : answer;
    },
  });
}

/** Nobody looks at the epoch: whatever it is, hub and client take it for theirs. */
function noEpoch(hub: SimHub): HubDoor {
  const epoch = () => hub.store.sync.epoch();
  return {
    push: (ask) => hub.push({ ...ask, epoch: epoch() }),
    pull: (ask) => hub.pull({ ...ask, epoch: epoch() }),
    snapshot: (ask) => hub.snapshot({ ...ask, epoch: epoch() }),
  };
}

/** On hand is overwritten with what a device believes, whoever comes last. */
function stockOverwritten(hub: SimHub): HubDoor {
  return door(hub, {
    push: async (ask) => {
      const answer = await hub.push(ask);
      const counts = ask.ops.filter(({ kind }) => kind === 'stock.counted');
      hub.store.idle();
      for (const { body } of counts) {
        const { itemId, quantity } = body as { readonly itemId: string; readonly quantity: { readonly milli: number } };
        hub.store.connection
          .prepare('UPDATE stock SET on_hand_milli = ? WHERE item_no = (SELECT item_no FROM item WHERE item_id = ?)')
          .run(quantity.milli, itemId);
      }
      return answer;
    },
  });
}

/** A check is overwritten with what the device that speaks knows of it, whoever else wrote to it meanwhile. */
function checkOverwritten(hub: SimHub, world: World): HubDoor {
  return door(hub, {
    push: async (ask) => {
      const answer = await hub.push(ask);
      const device = world.devices.find(({ installId }) => installId === ask.installId);
      for (const { kind, body } of ask.ops) {
        const { checkId } = body as { readonly checkId: CheckId };
        const known = device?.disk.mirror.get(`checks/${checkId}`) as Check | undefined;
        const now = hub.store.checks.get(checkId);
        if (kind !== 'check.line-added' || known === undefined || now === null) continue;
        const { line } = body as { readonly line: SaleLine };
        const keyed = now.lines.filter((each) => each.line.lineId === line.lineId);
        const document = JSON.stringify({ ...now, lines: [...known.lines, ...keyed] });
        hub.store.connection.prepare('UPDATE check_state SET document = ? WHERE check_id = ?').run(document, checkId);
      }
      return answer;
    },
  });
}

/** A cursor of time instead of position: what falls into the same moment is missed. */
function timeCursor(hub: SimHub): HubDoor {
  return door(hub, {
    pull: (ask) => {
      const answer = hub.pull(ask);
      return answer.kind === 'changes' && hub.random.chance(0.2)
        ? { ...answer, changes: answer.changes.slice(0, -1) }
        : answer;
    },
  });
}

/**
 * Deliberate bugs, each of which a system of this kind has had. The simulation has to notice every one (YN71). The sixteen
 * with a `design` name are those the protocol was designed against; the others came with the program.
 */
export const mutants: readonly Mutant[] = [
  {
    name: 'forgets what is acked',
    design: 'prune-on-ack',
    parts: rules({ forgettable: (held, { acked }) => firstAfter(held, acked) }),
  },
  { name: 'forgets what the newest backup holds', design: 'prune-latest-backup', door: latestBackup },
  {
    name: 'no epoch',
    design: 'no-epoch',
    door: noEpoch,
    parts: rules({ judgeEpoch: (known) => (known === null ? 'first' : 'same') }),
  },
  { name: 'no rewind at a new epoch', design: 'no-rewind', parts: rules({ rewound: (marks) => marks }) },
  { name: 'answers to others count', design: 'no-echo', parts: rules({ isMine: () => true }) },
  { name: 'answers before the commit', design: 'ack-before-commit', answersEarly: true },
  { name: 'dedupes in memory', design: 'mem-dedupe', door: forgetful },
  { name: 'one watermark a device', design: 'watermark-only', door: watermark },
  { name: 'a poisoned op blocks', design: 'poison-blocks', door: poisonBlocks },
  { name: 'a poisoned op is skipped', design: 'poison-skip', door: poisonSkips },
  {
    name: 'series without a generation',
    design: 'code-no-gen',
    series: (hub, installId) => {
      const series = hub.desk.giveSeries(installId);
      return deviceSeries(0, Number(series.replace(/^[A-Z]+/, '')));
    },
  },
  {
    name: 'series of the device that was there before',
    design: 'reuse-code',
    series: (hub, installId) => deviceSeries(0, 2 + (hub.desk.giveSeries(installId).length % 2)),
  },
  { name: 'install id survives a wipe', design: 'reuse-install', keepsInstall: true },
  { name: 'stock is overwritten', design: 'stock-set', door: stockOverwritten },
  { name: 'a check is overwritten', design: 'order-lww', door: checkOverwritten },
  { name: 'own acts are not replayed', parts: { unreflected: () => [] } },
  { name: 'own acts vanish when acked', parts: { unreflected: (held, acked) => held.slice(firstAfter(held, acked)) } },
  { name: 'cursor of time', design: 'cursor-time', door: timeCursor },
  { name: 'receipt counter saved apart', parts: { disk: (record) => new LateCounterDisk(record) } },
  {
    name: 'new ids at each try',
    sent: (sent, random) =>
      sent.asked.kind === 'push'
        ? {
            ...sent,
            asked: {
              ...sent.asked,
              ask: { ...sent.asked.ask, ops: sent.asked.ask.ops.map((op) => reborn(op, random)) },
            },
          }
        : sent,
  },
  {
    name: 'everything made counts as taken',
    parts: rules({ afterPush: (marks, { keepFrom }) => ({ ...marks, acked: marks.lastSeq, keepFrom }) }),
  },
];
