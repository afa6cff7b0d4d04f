import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Check, unpaidLines } from '../../../domain/check/check.ts';
import { brandId, type CheckId, type LineId } from '../../../domain/id.ts';
import type { Op } from '../../../domain/op/op.ts';
import { allowAll, closeShop, openShop, ring, type Shop, TestInstall } from '../../../tests/store/shop.ts';
import { verifyStore } from '../verify/verify-store.ts';

const clientsMax = 20;
const lineOpsMax = 1_000;
const checksMax = 5;

interface Waiter {
  readonly install: TestInstall;
  readonly ops: Op[];
}

/** Twenty people take orders onto five checks without the hub; every ninth line is struck again by somebody else. */
function orders(shop: Shop): { readonly waiters: Waiter[]; readonly live: Set<LineId>; readonly struck: Set<LineId> } {
  const waiters = Array.from({ length: clientsMax }, () => ({
    install: new TestInstall(shop.clock, shop.staffId),
    ops: [] as Op[],
  }));
  const checkIds = Array.from({ length: checksMax }, () => brandId<CheckId>(shop.clock.newId()));
  const away = { happened: true };
  const by = (no: number): Waiter => waiters[no % clientsMax] as Waiter;
  for (const [no, checkId] of checkIds.entries())
    by(no).ops.push(by(no).install.op('check.opened', { checkId, table: String(no), guests: 2, note: '' }, away));
  const [live, struck] = [new Set<LineId>(), new Set<LineId>()];
  for (let no = 0; live.size + 2 * struck.size < lineOpsMax; no += 1) {
    const checkId = checkIds[(no * 7) % checksMax] as CheckId;
    const [line] = ring(shop, { lines: 1 }).sale.lines;
    if (line === undefined) throw new Error('no line');
    by(no).ops.push(by(no).install.op('check.line-added', { checkId, line }, away));
    (no % 9 === 0 ? struck : live).add(line.lineId);
    if (no % 9 !== 0) continue;
    const other = by(no + 3);
    const body = { checkId, lineId: line.lineId, reasonCode: 'mistake' };
    other.ops.push(other.install.op('check.line-voided', body, away));
  }
  return { waiters, live, struck };
}

/** Who speaks next, how much of it, and how much that was heard before. */
type Turn = readonly [waiter: number, pieces: number, again: number];

/** Lines come and go with the network: whoever is cut off arrives late, and what was not answered arrives again. */
function arrive(shop: Shop, waiters: readonly Waiter[], turns: readonly Turn[]): void {
  const sent = waiters.map(() => 0);
  const push = (no: number, from: number, to: number): void => {
    const { install, ops } = waiters[no] as Waiter;
    const piece = ops.slice(from, to);
    if (piece.length === 0) return;
    const { results } = shop.store.push({ installId: install.installId, ops: piece, manner: 'synced' }, allowAll);
    expect(results.filter(({ status }) => status === 'refused' || status === 'quarantined')).toEqual([]);
    sent[no] = Math.max(sent[no] ?? 0, to);
  };
  for (const [no, pieces, again] of turns) push(no, Math.max(0, (sent[no] ?? 0) - again), (sent[no] ?? 0) + pieces);
  for (const no of waiters.keys()) push(no, sent[no] ?? 0, Number.MAX_SAFE_INTEGER);
}

function shapeOf({ lines, voids }: Check): unknown {
  return {
    lines: lines.map(({ line, added }) => [line.lineId, added.installId]),
    voids: voids.map(({ lineId }) => lineId),
  };
}

/** Each run is two shops with a thousand ops each. */
const runsMax = 2;
const turn = fc.tuple(fc.nat(clientsMax - 1), fc.integer({ min: 1, max: 15 }), fc.nat(5));
const days = fc.array(turn, { maxLength: 120 });

test('CH1, CH2, CH3 two waiters on one check: 20 clients, 1,000 line ops, 5 checks, any partitions: every line once', () => {
  fc.assert(
    fc.property(days, days, (one, other) => {
      const shapes = [one, other].map((turns) => {
        const shop = openShop({ store: { walStartBytes: 0 } });
        try {
          const { waiters, live, struck } = orders(shop);
          arrive(shop, waiters, turns);
          const checks = shop.store.checks.open(checksMax);
          const shown = checks.flatMap((check) => unpaidLines(check).map(({ line }) => line.lineId));
          const kept = checks.flatMap(({ lines }) => lines.map(({ line }) => line.lineId));
          expect(shown.toSorted()).toEqual([...live].toSorted());
          expect(kept.toSorted()).toEqual([...live, ...struck].toSorted());
          expect(verifyStore({ path: shop.store.path, key: shop.key }).ok).toBe(true);
          return checks.map(shapeOf);
        } finally {
          closeShop(shop);
        }
      });
      // Ids come from the same clock in both shops, so the same checks are the same text.
      expect(shapes[0]).toHaveLength(checksMax);
      expect(JSON.stringify(shapes[1])).toBe(JSON.stringify(shapes[0]));
    }),
    { numRuns: runsMax },
  );
}, 120_000);
