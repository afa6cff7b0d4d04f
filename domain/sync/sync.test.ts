import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { brandId, type InstallId, type OpId, uuidV7 } from '../id.ts';
import type { Op } from '../op/op.ts';
import { backOffFirstMs, backOffMs, backOffMsMax } from './back-off.ts';
import { clockSkewMs, isClockWrong } from './clock-skew.ts';
import { type Epoch, judgeEpoch, nextEpoch } from './epoch.ts';
import { hubHeard, leaseAllows, leaseState, leaseTick } from './lease.ts';
import { canPullFrom, mirrored, pullBehindOpsMax, shownState, syncTopics, unreflected } from './mirror.ts';
import { batchBytesMax, batchOpsMax, forgettable, gapOf, type HeldOp, nextBatch, opBytesMax } from './outbox.ts';
import { packJson } from './pack-json.ts';
import { UnpackError } from './packed-bytes.ts';
import { frameOf, partsOfFrame } from './packed-frame.ts';
import type { PushTaken } from './protocol.ts';
import { deviceSeries, generationLetters, isSeriesOfBefore, partsOfSeries } from './receipt-series.ts';
import { type SyncAct, type SyncEvent, stepSync, syncRules } from './sync-machine.ts';
import {
  emptyRecord,
  recordOp,
  type SyncRecord,
  type SyncState,
  startedState,
  whereSafe,
  withSeries,
} from './sync-state.ts';
import { unpackJson } from './unpack-json.ts';

const now = Date.UTC(2026, 10, 21, 9);
let drawn = 0;
function newId(): string {
  drawn += 1;
  return uuidV7(now, Uint8Array.from([0, 0, 0, 0, 0, 0, 0, drawn >> 16, (drawn >> 8) & 255, drawn & 255]));
}
const installId = brandId<InstallId>(newId());
const epoch: Epoch = { hubId: 'h', gen: 1, id: 'a' };

function acted(record: SyncRecord, extra: { readonly text?: string; readonly numbered?: boolean } = {}) {
  const { text = '', numbered = false } = extra;
  const draft = {
    opId: brandId<OpId>(newId()),
    kind: 'stock.counted',
    v: 1,
    at: now,
    staffId: null,
    happened: true,
    numbered,
  };
  return recordOp(record, { ...draft, body: (number) => ({ text, number }) }, (each) => each.length);
}

/** A record with so many ops in its outbox, in an epoch that is agreed. */
function filled(count: number, change: Partial<SyncRecord['meta']> = {}): SyncRecord {
  let record = emptyRecord(installId);
  for (let no = 0; no < count; no += 1) record = acted(record)?.record ?? record;
  return { ...record, meta: { ...record.meta, epoch, mirrorWhole: true, ...change } };
}

function started(record: SyncRecord): SyncState {
  return startedState(record, { version: 1, askNo: 0, opsMax: batchOpsMax });
}

function step(state: SyncState, event: SyncEvent, at = now) {
  return stepSync(state, event, { now: at, random: 0.5, rules: syncRules });
}

function asked(acts: readonly SyncAct[]) {
  const found = acts.find((act) => act.kind === 'push' || act.kind === 'pull' || act.kind === 'snapshot');
  if (found === undefined) throw new Error('nothing was asked');
  return found;
}

function taken(last: number, extra: Partial<PushTaken> = {}): PushTaken {
  return { kind: 'taken', installId, epoch, last, head: 100, keepFrom: 1, expect: null, outcomes: [], ...extra };
}

describe('outbox', () => {
  test('YN1 acts get the next seq, without gaps, and one saving holds op and marks', () => {
    const first = acted(emptyRecord(installId));
    const second = acted(first?.record ?? emptyRecord(installId));
    expect([first?.held.op.seq, second?.held.op.seq]).toEqual([1, 2]);
    expect(second?.saving).toMatchObject({ put: [{ op: { seq: 2 } }], meta: { lastSeq: 2 }, dropBefore: null });
  });

  test('YN2 an op too large for any push is not made', () => {
    expect(acted(emptyRecord(installId), { text: 'x'.repeat(opBytesMax) })).toBeNull();
  });

  test('YN3 a push holds the oldest ops not taken, in order, within 100 ops and 256 KiB', () => {
    const { held, meta } = filled(250, { acked: 20 });
    const batch = nextBatch(held, meta, { opsMax: batchOpsMax, bytesMax: batchBytesMax });
    expect(batch.map(({ op }) => op.seq)).toEqual(Array.from({ length: 100 }, (_each, at) => 21 + at));
    const large = held.map((each) => ({ ...each, bytes: 100_000 }));
    expect(nextBatch(large, meta, { opsMax: batchOpsMax, bytesMax: batchBytesMax })).toHaveLength(2);
    expect(
      nextBatch(
        held.map((each) => ({ ...each, bytes: 9e9 })),
        meta,
        { opsMax: 9, bytesMax: 9 },
      ),
    ).toHaveLength(1);
  });

  test('YN4 a push whose answer was lost is repeated word for word', () => {
    const first = step(started(filled(3)), { kind: 'woke' });
    const lost = step(first.state, { kind: 'failed', askNo: asked(first.acts).askNo, failure: { kind: 'away' } });
    const again = step(lost.state, { kind: 'woke' }, now + backOffMsMax);
    expect(asked(again.acts).ask).toEqual(asked(first.acts).ask);
  });

  test('YN5 an answer moves the outbox forward, one that asks for an earlier op moves it back', () => {
    const marks = { lastSeq: 9, acked: 5, keepFrom: 1 };
    expect(syncRules.afterPush(marks, taken(3)).acked).toBe(5);
    expect(syncRules.afterPush(marks, taken(99)).acked).toBe(9);
    expect(syncRules.afterPush(marks, taken(3, { expect: 4 })).acked).toBe(3);
  });

  test('YN6 YN7 a taken op is kept until the oldest backup holds it and its effect was pulled', () => {
    const { held, meta } = filled(4, { acked: 3, keepFrom: 3 });
    const reflected = held.map((each): HeldOp => ({ ...each, takenNo: 50 }));
    expect(forgettable(reflected, meta, 49)).toBe(0);
    expect(forgettable(reflected, meta, 50)).toBe(2);
    expect(held.map((each) => whereSafe(each, meta))).toEqual(['backup', 'backup', 'hub', 'here']);
  });

  test('YN8 what is not held any more is declared, what is held is sent', () => {
    const { held, meta } = filled(5);
    expect(gapOf(held, meta, 3)).toBeNull();
    expect(gapOf(held.slice(3), meta, 2)).toEqual({ from: 2, to: 3 });
    expect(gapOf([], meta, 2)).toEqual({ from: 2, to: 5 });
    const lost = { ...filled(5, { acked: 5 }), held: held.slice(3) };
    const asks = step(started({ ...lost, meta: { ...lost.meta, acked: 3 } }), { kind: 'woke' });
    const answer = taken(1, { expect: 2 });
    const told = step(asks.state, { kind: 'push-answered', askNo: asked(asks.acts).askNo, answer });
    expect(asked(told.acts).ask).toMatchObject({ gap: { from: 2, to: 3 }, ops: [{ seq: 4 }, { seq: 5 }] });
  });

  test('YN9 an answer to an earlier request, or to another install, is dropped', () => {
    const { state, acts } = step(started(filled(3)), { kind: 'woke' });
    const { askNo } = asked(acts);
    const other = brandId<InstallId>(newId());
    for (const [no, answer] of [
      [askNo - 1, taken(3)],
      [askNo, { ...taken(3), installId: other }],
    ] as const) {
      expect(step(state, { kind: 'push-answered', askNo: no, answer }).state.record.meta.acked).toBe(0);
    }
    expect(step(state, { kind: 'push-answered', askNo, answer: taken(3) }).state.record.meta.acked).toBe(3);
  });
});

describe('epochs', () => {
  test('YN11 a new epoch rewinds everything that is held and reads all anew', () => {
    const record = filled(3, { acked: 3, cursor: 40, keepFrom: 3 });
    const pulls = step(started(record), { kind: 'woke' });
    const renewed = { ...epoch, gen: 2, id: 'b' };
    const answer = { kind: 'epoch-changed' as const, installId, epoch: renewed };
    const { state, acts } = step(pulls.state, { kind: 'pull-answered', askNo: asked(pulls.acts).askNo, answer });
    expect(state.record.meta).toMatchObject({ epoch: renewed, acked: 0, cursor: 0, mirrorWhole: false, keepFrom: 1 });
    expect(acts[0]?.kind).toBe('save');
    expect(asked(acts).ask).toMatchObject({ epoch: renewed, ops: [{ seq: 1 }, { seq: 2 }, { seq: 3 }] });
  });

  test.each([
    ['YN12 a lower generation', { ...epoch, gen: 0 }, 'hub-older'],
    ['YN12 a fork of the same generation', { ...epoch, id: 'z' }, 'hub-forked'],
    ["YN13 another store's hub", { ...epoch, hubId: 'x' }, 'hub-foreign'],
  ])('%s is refused and a person is called', (_name, told, halt) => {
    const pushes = step(started(filled(2)), { kind: 'woke' });
    const { askNo } = asked(pushes.acts);
    const { state, acts } = step(pushes.state, {
      kind: 'push-answered',
      askNo,
      answer: { kind: 'epoch-changed', installId, epoch: told },
    });
    expect(acts).toEqual([{ kind: 'alarm', halt }]);
    expect(state.record).toEqual(pushes.state.record);
  });

  test('YN12 YN13 the four names of an epoch that is not the same', () => {
    const judged = [null, epoch].map((known) => judgeEpoch(known, epoch));
    expect(judged).toEqual(['first', 'same']);
    expect(nextEpoch(epoch, { id: 'n', genSeenMax: 7 })).toEqual({ hubId: 'h', gen: 8, id: 'n' });
  });

  test('YN13 a device that is unknown stops, keeps what it holds, and goes on when it is paired again', () => {
    const pushes = step(started(filled(2)), { kind: 'woke' });
    const stopped = step(pushes.state, {
      kind: 'failed',
      askNo: asked(pushes.acts).askNo,
      failure: { kind: 'unknown-device' },
    });
    expect(stopped.acts).toEqual([{ kind: 'alarm', halt: 'device-unknown' }]);
    expect(step(stopped.state, { kind: 'recorded', record: stopped.state.record }).acts).toEqual([]);
    const { record } = withSeries(stopped.state.record, 'B4');
    expect(asked(step(stopped.state, { kind: 'paired', record }).acts).ask).toMatchObject({
      ops: [{ seq: 1 }, { seq: 2 }],
    });
  });

  test('YN14 too large a push is halved, and an op too large alone does not block the next', () => {
    let current = step(started(filled(4)), { kind: 'woke' });
    const sizes: number[] = [];
    for (let tries = 0; tries < 3; tries += 1) {
      const ask = asked(current.acts);
      sizes.push(ask.kind === 'push' ? ask.ask.ops.length : 0);
      current = step(current.state, { kind: 'failed', askNo: ask.askNo, failure: { kind: 'too-large' } });
    }
    expect(sizes).toEqual([4, 2, 1]);
    expect(current.state.gap).toEqual({ from: 1, to: 1 });
  });
});

describe('mirror', () => {
  const held = filled(3).held.map((each, at): HeldOp => ({ ...each, takenNo: at === 0 ? 10 : at === 1 ? 20 : null }));
  const replay = (shown: unknown, op: Op): unknown => [...(shown as number[]), op.seq];

  test('YN20 YN21 own acts stay on top of what the hub said until a pull has brought them', () => {
    const show = (cursor: number) => shownState([], unreflected(held, 2, cursor), { key: 'k', replay });
    expect([show(5), show(10), show(20)]).toEqual([[1, 2, 3], [2, 3], [3]]);
  });

  test('YN22 a cursor too far behind, from another life or without a mirror gets a snapshot', () => {
    expect(canPullFrom(10, 20, false)).toBe(true);
    expect([
      canPullFrom(21, 20, false),
      canPullFrom(0, pullBehindOpsMax + 1, false),
      canPullFrom(10, 20, true),
    ]).toEqual([false, false, false]);
  });

  test('YN23 a snapshot replaces the mirror when all of it is there, and not before', () => {
    const record = { ...filled(0, { mirrorWhole: false }), mirror: new Map([['item/old', 1]]) };
    let current = step(started(record), { kind: 'woke' });
    const { askNo } = asked(current.acts);
    current = step(current.state, {
      kind: 'pull-answered',
      askNo,
      answer: { kind: 'snapshot-needed', installId, epoch },
    });
    const seen: unknown[] = [];
    while (current.acts.some(({ kind }) => kind === 'snapshot')) {
      const ask = asked(current.acts);
      if (ask.kind !== 'snapshot') break;
      seen.push([...current.state.record.mirror.keys()]);
      const { topic, after } = ask.ask;
      const rows = [{ topic, id: 'new', put: 2 }];
      current = step(current.state, {
        kind: 'snapshot-answered',
        askNo: ask.askNo,
        answer: { kind: 'rows', installId, epoch, topic, after, at: 30 + seen.length, rows, done: true },
      });
    }
    expect(seen).toEqual(Array(syncTopics.length).fill(['item/old']));
    expect(current.state.record.mirror.has('item/old')).toBe(false);
    expect(current.state.record.meta).toMatchObject({ cursor: 31, mirrorWhole: true });
  });

  test('YN24 a state that is heard twice changes nothing', () => {
    const changes = [
      { topic: 'stock', id: 'a', put: { onHandMilli: 3 } },
      { topic: 'stock', id: 'b', put: null },
    ] as const;
    const once = mirrored(new Map([['stock/b', 1]]), changes);
    expect(mirrored(once, changes)).toEqual(once);
    expect([...once.keys()]).toEqual(['stock/a']);
  });

  test('YN55 a program too old to read goes on sending', () => {
    const pulls = step(started(filled(0)), { kind: 'woke' });
    const answer = { kind: 'upgrade-needed' as const, installId, epoch, versionMin: 2 };
    const barred = step(pulls.state, { kind: 'pull-answered', askNo: asked(pulls.acts).askNo, answer });
    expect(asked(step(barred.state, { kind: 'woke' }).acts).ask).toMatchObject({ ops: [], gap: null });
    const { record } = acted(barred.state.record) ?? { record: barred.state.record };
    expect(asked(step(barred.state, { kind: 'recorded', record }).acts).kind).toBe('push');
  });
});

describe('receipts', () => {
  test('YN30 the series is the letters of the generation and the number of the device', () => {
    expect([0, 1, 25, 26, 701, 702].map(generationLetters)).toEqual(['A', 'B', 'Z', 'AA', 'ZZ', 'AAA']);
    expect(deviceSeries(1, 7)).toBe('B7');
    fc.assert(
      fc.property(fc.nat(18_000), fc.integer({ min: 1, max: 999 }), (gen, deviceNo) => {
        expect(partsOfSeries(deviceSeries(gen, deviceNo))).toEqual({ gen, deviceNo });
      }),
    );
    expect([isSeriesOfBefore('A2', 1), isSeriesOfBefore('A1', 1), isSeriesOfBefore('B2', 1)]).toEqual([
      true,
      false,
      false,
    ]);
  });

  test('YN32 number and op are in one saving, and nothing is numbered without a series', () => {
    expect(acted(emptyRecord(installId), { numbered: true })).toBeNull();
    const { record } = withSeries(emptyRecord(installId), 'A2');
    const sold = acted(record, { numbered: true });
    expect(sold).toMatchObject({
      number: 'A2-000001',
      saving: { meta: { lastSeq: 1, receipts: { last: 1 } }, put: [{ op: { body: { number: 'A2-000001' } } }] },
    });
  });

  test('YN33 paired again, a device counts from one in a new series and keeps its outbox', () => {
    const { record } = withSeries(filled(2, { receipts: { series: 'A2', last: 8 } }), 'B2');
    expect(record.meta.receipts).toEqual({ series: 'B2', last: 0 });
    expect(record.held).toHaveLength(2);
    expect(() => withSeries(record, 'B2')).toThrow('given before');
  });
});

describe('pace and lease', () => {
  test('YN40 pauses have full jitter between nothing and 30 s, without a last try', () => {
    expect(backOffMs(0, 0.999)).toBeLessThan(backOffFirstMs);
    expect(backOffMs(3, 0)).toBe(1);
    expect(backOffMs(10_000, 0.999_9)).toBeGreaterThan(backOffMsMax * 0.99);
    const pushes = step(started(filled(1)), { kind: 'woke' });
    const lost = step(pushes.state, {
      kind: 'failed',
      askNo: asked(pushes.acts).askNo,
      failure: { kind: 'busy', pauseMs: 60_000 },
    });
    expect(lost.acts).toEqual([{ kind: 'wake', at: now + 60_000 }]);
    const still = step(pushes.state, { kind: 'push-answered', askNo: asked(pushes.acts).askNo, answer: taken(0) });
    expect(still.acts.map(({ kind }) => kind)).toEqual(['save', 'wake']);
  });

  test('YN41 the lease warns after 24 hours, ends refunds after 72 and sales after 168', () => {
    const away = (hours: number) => leaseState(leaseTick(hubHeard(now), now + hours * 3_600_000));
    expect([0, 24, 72, 168].map(away)).toEqual(['fresh', 'warn', 'no-refunds', 'no-sales']);
    expect(away(23.9)).toBe('fresh');
    expect([
      leaseAllows('warn', 'refund'),
      leaseAllows('no-refunds', 'refund'),
      leaseAllows('no-refunds', 'sale'),
      leaseAllows('no-sales', 'sale'),
    ]).toEqual([true, false, true, false]);
    expect(leaseState({ heardAt: null, latestAt: now })).toBe('no-sales');
  });

  test('YN42 a clock that is put back lengthens no lease', () => {
    const late = leaseTick(hubHeard(now), now + 80 * 3_600_000);
    expect(leaseState(leaseTick(late, now))).toBe('no-refunds');
    expect(leaseState(hubHeard(now - 9e9))).toBe('fresh');
  });

  test("YN43 the own clock is measured against the hub's and acts carry the corrected time", () => {
    expect(clockSkewMs({ askedAt: 1_000, answeredAt: 1_200, hubNow: 61_100 })).toBe(60_000);
    expect([isClockWrong(300_000), isClockWrong(-300_001)]).toEqual([false, true]);
    expect(acted(filled(0, { skewMs: 5_000 }))?.held.op.at).toBe(now + 5_000);
  });
});

describe('packing', () => {
  const uuid = fc.uint8Array({ minLength: 10, maxLength: 10 }).map((random) => uuidV7(now, random));
  const json = fc.jsonValue({ maxDepth: 5 });

  test('YN80 any JSON comes out of packing as it went in', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(json, uuid, fc.record({ id: uuid, at: fc.integer(), list: fc.array(uuid) }))),
        (value) => {
          const wanted = JSON.parse(JSON.stringify(value));
          fc.pre(!JSON.stringify(wanted).includes('__proto__'));
          expect(unpackJson(packJson(wanted))).toEqual(wanted);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('YN80 the bytes of a frame are told apart again', () => {
    const { deflated, random } = partsOfFrame(frameOf(Uint8Array.of(1, 2, 3), Uint8Array.of(9, 9)));
    expect([[...deflated], [...random]]).toEqual([
      [1, 2, 3],
      [9, 9],
    ]);
  });

  test('YN63 bytes that are no packed value are told so, whatever they are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.uint8Array({ maxLength: 40 }), (columns, random) => {
        try {
          unpackJson({ columns, random });
        } catch (error) {
          expect(error).toBeInstanceOf(UnpackError);
        }
      }),
      { numRuns: 500 },
    );
    const { columns, random } = packJson([
      { a: 'text', b: 1 },
      { a: 'text', b: 2 },
    ]);
    for (let cut = 0; cut < columns.length; cut += 1) {
      expect(() => unpackJson({ columns: columns.slice(0, cut), random })).toThrow(UnpackError);
    }
  });
});
