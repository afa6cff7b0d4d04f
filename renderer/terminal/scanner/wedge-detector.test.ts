import { expect, test } from 'vitest';
import {
  foldWedgeIdle,
  foldWedgeKey,
  idleWedge,
  scanGapMsMax,
  type WedgeSettings,
  type WedgeState,
  wedgeCharsMax,
} from './wedge-detector.ts';

const bySpeed: WedgeSettings = { prefix: '', suffix: '' };

/** Types keys with one gap; gives every verdict that was not a hold, and what is still held. */
function type(keys: readonly string[], gapMs: number, settings = bySpeed): { seen: unknown[]; state: WedgeState } {
  let state = idleWedge;
  let at = 1_000;
  const seen: unknown[] = [];
  for (const key of keys) {
    if (state.held !== '' && gapMs > scanGapMsMax && !state.prefixed) {
      const idle = foldWedgeIdle(state, settings);
      seen.push(idle.verdict);
      state = idle.state;
    }
    at += gapMs;
    const step = foldWedgeKey(state, { key, at }, settings);
    state = step.state;
    if (step.verdict.kind !== 'hold') seen.push(step.verdict);
  }
  return { seen, state };
}

test('SC1 a burst that ends with Enter is one scan, and no key of it passes', () => {
  expect(type([...'4006381333931', 'Enter'], 8).seen).toEqual([{ kind: 'scan', raw: '4006381333931' }]);
});

test('SC2 what a person types is released key by key, and Enter passes', () => {
  expect(type(['a', 'b', 'Enter'], 120).seen).toEqual([
    { kind: 'pass', release: 'a' },
    { kind: 'pass', release: 'b' },
    { kind: 'pass', release: '' },
  ]);
});

test('SC2 two keys rolled over quickly are typing, in their order', () => {
  const { state } = type(['t', 'h'], 20);
  expect(foldWedgeIdle(state, bySpeed).verdict).toEqual({ kind: 'pass', release: 'th' });
});

test('SC3 a slow scanner with a prefix is a scan, however slow', () => {
  const settings = { prefix: '~', suffix: '' };
  expect(type(['~', '1', '2', '3', 'Enter'], 100, settings).seen).toEqual([{ kind: 'scan', raw: '123' }]);
});

test('SC4 a fast long code without an end is a scan when nothing follows', () => {
  const { state } = type([...'4006381333931'], 10);
  expect(foldWedgeIdle(state, bySpeed).verdict).toEqual({ kind: 'scan', raw: '4006381333931' });
});

test('SC5 a flood of keys is bounded', () => {
  const { state } = type(
    Array.from({ length: wedgeCharsMax + 500 }, () => '7'),
    1,
  );
  expect(state.held.length).toBe(wedgeCharsMax);
});
