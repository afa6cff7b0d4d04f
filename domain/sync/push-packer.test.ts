import { expect, test } from 'vitest';
import { brandId, type InstallId, type OpId } from '../id.ts';
import { partsOfFrame } from './packed-frame.ts';
import type { PushAsk } from './protocol.ts';
import { PushPacker } from './push-packer.ts';
import { likelyNextPush, stepSync, syncRules } from './sync-machine.ts';
import { emptyRecord, recordOp, type SyncState, startedState } from './sync-state.ts';
import { unpackJson } from './unpack-json.ts';

const installId = brandId<InstallId>('019a9f00-0000-7000-8000-000000000001');
const moment = { now: 1_800_000_000_000, random: 0.5, rules: syncRules };

function idOf(no: number): OpId {
  return brandId<OpId>(`019a9f00-0000-7000-8000-${String(no).padStart(12, '0')}`);
}

/** A client with so many acts in its outbox, its first push under way. */
function pushing(count: number): SyncState {
  let record = emptyRecord(installId);
  for (let no = 1; no <= count; no += 1) {
    const draft = { opId: idOf(no), kind: 'stock.counted', v: 1, at: no, staffId: null, happened: true };
    const made = recordOp(record, { ...draft, numbered: false, body: () => ({ no }) }, (text) => text.length);
    record = made?.record ?? record;
  }
  const state = startedState(record, { version: 1, askNo: 0, opsMax: 100 });
  return stepSync(state, { kind: 'woke' }, moment).state;
}

function askOf({ asked }: SyncState): PushAsk {
  if (asked?.kind !== 'push') throw new TypeError('no push is under way');
  return asked.ask;
}

function packer() {
  let packed = 0;
  const made = new PushPacker(async (bytes) => {
    packed += 1;
    return bytes;
  });
  return { packer: made, packed: () => packed };
}

function unpacked(frame: Uint8Array): unknown {
  const { deflated, random } = partsOfFrame(frame);
  return unpackJson({ columns: deflated, random });
}

test('YN82 what is made ready while a push is under way is the push that follows it, word for word', () => {
  const state = pushing(250);
  const guess = likelyNextPush(state, syncRules);
  const { askNo } = state.asked ?? { askNo: 0 };
  const epoch = { hubId: 'hub', gen: 1, id: 'life' };
  const taken = {
    kind: 'taken',
    installId,
    epoch,
    last: 100,
    head: 100,
    keepFrom: 1,
    expect: null,
    outcomes: [],
  } as const;
  const known = { ...state, record: { ...state.record, meta: { ...state.record.meta, epoch } } };
  const next = stepSync(known, { kind: 'push-answered', askNo, answer: taken }, moment).state;
  expect({ ...guess, epoch }).toEqual(askOf(next));
  expect(likelyNextPush(pushing(100), syncRules)).toBeNull();
  expect(likelyNextPush({ ...state, asked: null }, syncRules)).toBeNull();
});

test('YN82 a body that was made ready is used once, and only for the very same push', async () => {
  const { packer: one, packed } = packer();
  const first = askOf(pushing(20));
  one.prepare(first);
  expect(unpacked(await one.body({ ...first, ops: [...first.ops] }))).toEqual(first);
  expect(packed()).toBe(1);
  await one.body(first);
  expect(packed()).toBe(2);
  one.prepare(first);
  const other = { ...first, lastSeq: 21 };
  expect(unpacked(await one.body(other))).toEqual(other);
  one.prepare(first);
  const fewer = { ...first, ops: first.ops.slice(1) };
  expect(unpacked(await one.body(fewer))).toEqual(fewer);
});

test('YN82 a body that could not be made ready is made again when it is asked for', async () => {
  let fails = true;
  const one = new PushPacker(async (bytes) => {
    if (fails) throw new Error('no memory');
    return bytes;
  });
  const ask = askOf(pushing(10));
  one.prepare(ask);
  fails = false;
  expect(unpacked(await one.body(ask))).toEqual(ask);
});
