import { expect, test } from 'vitest';
import { brandId, type InstallId } from '../id.ts';
import { batchOpsMax } from './outbox.ts';
import { type SyncEvent, stepSync, syncRules } from './sync-machine.ts';
import { emptyRecord, type SyncState, startedState } from './sync-state.ts';

const installId = brandId<InstallId>('019aa0b0-7c1e-7000-8000-000000000001');
const epoch = { hubId: 'h', gen: 0, id: 'e' };

function fresh(): SyncState {
  const record = emptyRecord(installId);
  const topics = ['settings', 'shift'] as const;
  const life = { version: 1, askNo: 0, opsMax: batchOpsMax, topics };
  return startedState({ ...record, meta: { ...record.meta, epoch } }, life);
}
const step = (state: SyncState, event: SyncEvent) =>
  stepSync(state, event, { now: 1_000, random: 0.5, rules: syncRules });

test('YN25 a client with its items by chunks asks for no page of items', () => {
  let { state } = step(fresh(), { kind: 'woke' });
  const answer = { kind: 'snapshot-needed' as const, installId, epoch };
  ({ state } = step(state, { kind: 'pull-answered', askNo: state.askNo, answer }));
  const seen: string[] = [];
  while (state.asked?.kind === 'snapshot') {
    const { topic, after } = state.asked.ask;
    seen.push(topic);
    const rows = { kind: 'rows' as const, installId, epoch, topic, after, at: 30, rows: [], done: true };
    ({ state } = step(state, { kind: 'snapshot-answered', askNo: state.askNo, answer: rows }));
  }
  expect(seen).toEqual(['settings', 'shift']);
  expect(state.record.meta.mirrorWhole).toBe(true);
});

test('YN43 a measured clock is kept', () => {
  const { state, acts } = step(fresh(), { kind: 'measured', skewMs: 4_200 });
  expect(state.record.meta.skewMs).toBe(4_200);
  expect(acts.some((act) => act.kind === 'save' && act.saving.meta.skewMs === 4_200)).toBe(true);
});
