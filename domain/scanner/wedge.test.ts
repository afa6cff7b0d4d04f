import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  foldWedgeIdle,
  foldWedgeKey,
  idleWedge,
  scanGapMsMax,
  type WedgePress,
  type WedgeSettings,
  type WedgeState,
  type WedgeVerdict,
  wedgeCharsMax,
  wedgeWaitMs,
} from './wedge.ts';

const bySpeed: WedgeSettings = { prefix: '', suffix: '' };

/** A till: what reaches the field, and which scans it heard. Its timer may be late, as on a busy main thread. */
class Till {
  field = '';
  readonly scans: string[] = [];
  broken = 0;
  #state: WedgeState = idleWedge;
  readonly #settings: WedgeSettings;

  constructor(settings: WedgeSettings) {
    this.#settings = settings;
  }

  get held(): string {
    return this.#state.held;
  }

  press(press: WedgePress, timer: 'in-time' | 'late' = 'in-time'): void {
    if (timer === 'in-time') this.pass(press.at);
    const step = foldWedgeKey(this.#state, press, this.#settings);
    this.#state = step.state;
    if (step.settled !== null) this.#act(step.settled);
    this.#act(step.verdict);
    if (step.verdict.kind !== 'pass') return;
    if (Array.from(press.key).length === 1) this.field += press.key;
    if (press.key === 'Enter') this.field += '\n';
  }

  /** Time goes on until then. */
  pass(until: number): void {
    const { held, lastAt } = this.#state;
    if (held === '' || until - lastAt <= wedgeWaitMs(this.#settings)) return;
    const step = foldWedgeIdle(this.#state, this.#settings);
    this.#state = step.state;
    this.#act(step.verdict);
  }

  #act(verdict: WedgeVerdict): void {
    if (verdict.kind === 'scan') this.scans.push(verdict.raw);
    else if (verdict.kind === 'broken') this.broken += 1;
    else this.field += verdict.release;
  }
}

/** Types keys with one gap, then waits. */
function typed(keys: readonly string[], gapMs: number, settings = bySpeed): Till {
  const till = new Till(settings);
  let at = 1_000;
  for (const key of keys) {
    at += gapMs;
    till.press({ key, at });
  }
  till.pass(at + 10_000);
  return till;
}

describe('by speed', () => {
  test('SC1 a burst that ends with Enter is one scan, and no key of it passes', () => {
    const { scans, field } = typed([...'4006381333931', 'Enter'], 8);
    expect([scans, field]).toEqual([['4006381333931'], '']);
  });
  test('SC1 a suffix ends a scan, and it is no part of it', () => {
    const hash: WedgeSettings = { prefix: '', suffix: '#' };
    expect(typed([...'4006381#'], 8, hash).scans).toEqual(['4006381']);
    expect(typed([...'4006381', 'Enter'], 8, hash).scans).toEqual(['4006381']);
  });
  test('SC2 what a person types is released key by key, and Enter passes', () => {
    const { scans, field } = typed(['a', 'b', 'Enter'], 120);
    expect([scans, field]).toEqual([[], 'ab\n']);
  });
  test('SC2 two keys rolled over quickly are typing, in their sequence', () => {
    expect(typed(['t', 'h'], 20).field).toBe('th');
  });
  test('SC2 a key held down is typing: no code of twelve sevens, and none before Enter', () => {
    const till = new Till(bySpeed);
    till.press({ key: '7', at: 1_000 });
    for (let at = 1; at < 12; at += 1) till.press({ key: '7', at: 1_000 + at * 33, repeat: true });
    till.press({ key: 'Enter', at: 1_000 + 12 * 33 });
    expect([till.field, till.scans]).toEqual([`${'7'.repeat(12)}\n`, []]);
  });
  test('SC4 a fast long code without an end is a scan when nothing follows', () => {
    expect(typed([...'4006381333931'], 10).scans).toEqual(['4006381333931']);
    expect(typed([...'4006381333931'], 10, { prefix: '', suffix: '#' }).field).toBe('4006381333931');
  });
  test('SC5 a flood of keys is bounded and dropped whole', () => {
    const till = new Till(bySpeed);
    for (let at = 0; at < wedgeCharsMax + 500; at += 1) till.press({ key: '7', at: 1_000 + at });
    expect(till.held.length).toBe(wedgeCharsMax);
    till.press({ key: 'Enter', at: 1_000 + wedgeCharsMax + 500 });
    expect([till.scans, till.field, till.broken]).toEqual([[], '', 1]);
  });
  test('SC2 SC6 keys held when the timer is late are released before the next one', () => {
    const till = new Till(bySpeed);
    for (const [at, key] of ['a', 'b', 'c', 'Enter'].entries()) till.press({ key, at: 1_000 + at * 200 }, 'late');
    expect([till.field, till.scans]).toEqual(['abc\n', []]);
  });
});

describe('by prefix', () => {
  const tilde: WedgeSettings = { prefix: '~', suffix: '' };

  test('SC3 a slow scanner with a prefix is a scan: 80 ms a key with peaks of 100', () => {
    for (const gapMs of [1, 10, 80, 100, 119]) {
      const { scans, field } = typed(['~', ...'4006381333931', 'Enter'], gapMs, tilde);
      expect([scans, field]).toEqual([['4006381333931'], '']);
    }
  });
  test('SC3 a burst without the prefix is typing, at once and however quick', () => {
    const till = new Till(tilde);
    for (const [at, key] of [...'4006381333931'].entries()) {
      till.press({ key, at: 1_000 + at * 5 });
      expect(till.held).toBe('');
    }
    expect(till.field).toBe('4006381333931');
  });
  test('SC3 with a suffix the scan ends with it, also when a part of it is data', () => {
    const framed: WedgeSettings = { prefix: '<<', suffix: '>>' };
    const { scans, field } = typed([...'<<a>b>>', ...'<<12>>'], 10, framed);
    expect([scans, field]).toEqual([['a>b', '12'], '']);
  });
  test('SC3 without an end it is over when nothing follows', () => {
    expect(typed([...'~4006381333931'], 80, tilde).scans).toEqual(['4006381333931']);
  });
  test('SC5 cut off before its suffix it is dropped whole', () => {
    const till = typed([...'<40063'], 10, { prefix: '<', suffix: '>' });
    expect([till.scans, till.field, till.broken]).toEqual([[], '', 1]);
  });
  test('SC6 a prefix typed by hand is typing: alone, before Enter, in a password', () => {
    expect(typed(['~'], 100, tilde).field).toBe('~');
    expect(typed(['~', 'Enter'], 100, tilde).field).toBe('~\n');
    expect(typed([...'se~cret', 'Enter'], 150, tilde).field).toBe('se~cret\n');
    expect(typed([...'a<b<', '<', 'x'], 300, { prefix: '<<', suffix: '' }).field).toBe('a<b<<x');
  });
  test('SC6 a key of a person beside a scan does not let it into a field', () => {
    const till = new Till(tilde);
    const keys = ['~', ...'400638', 'ArrowLeft', 'Backspace', ...'1333931', 'Enter'];
    for (const [at, key] of keys.entries()) till.press({ key, at: 1_000 + at * 10 });
    expect([till.scans, till.field]).toEqual([['4006381333931'], '']);
  });
});

/** Keys of a person: any letters but those of the prefix, and keys that are none. */
const humanKey = fc.constantFrom(...'abcxyz0123456789 ,.#@', 'Enter', 'Backspace', 'ArrowLeft', 'F5');
const code = fc.string({ unit: fc.constantFrom(...'0123456789ABCDEF-./]$ '), minLength: 1, maxLength: 40 });
const gap = (min: number, max: number) => fc.integer({ min, max });
const persons = fc.record({
  by: fc.constant('person' as const),
  keys: fc.array(fc.tuple(humanKey, gap(1, 500)), { minLength: 1, maxLength: 12 }),
});
const scanners = (gapMax: number, texts = code) =>
  fc.record({
    by: fc.constant('scanner' as const),
    text: texts,
    gaps: fc.array(gap(1, gapMax), { minLength: 60, maxLength: 60 }),
  });
const timers = fc.constantFrom('in-time' as const, 'late' as const);

function shown(key: string): string {
  if (key === 'Enter') return '\n';
  return Array.from(key).length === 1 ? key : '';
}

describe('whoever types what', () => {
  test.each(['~', '<<', '<#', '~~~'])(
    'SC6 with the prefix %s no character of a scan leaks and no key of a person is lost',
    (prefix) => {
      const suffixes = fc.constantFrom('', '>', '>>');
      fc.assert(
        fc.property(
          fc.array(fc.oneof(persons, scanners(100)), { maxLength: 12 }),
          suffixes,
          timers,
          (acts, suffix, timer) => {
            const till = new Till({ prefix, suffix });
            let at = 1_000;
            let field = '';
            const scans: string[] = [];
            for (const act of acts) {
              // A person takes the hand from one to the other; a scan begins whenever it likes.
              at += 1;
              if (act.by === 'person') {
                for (const [key, gapMs] of act.keys) {
                  at += gapMs;
                  till.press({ key, at }, timer);
                  field += shown(key);
                }
                continue;
              }
              const keys = [...prefix, ...act.text, ...(suffix === '' ? ['Enter'] : suffix)];
              for (const [index, key] of keys.entries()) {
                at += act.gaps[index] ?? 1;
                till.press({ key, at }, timer);
              }
              scans.push(act.text);
            }
            till.pass(at + 10_000);
            expect(till.scans).toEqual(scans);
            expect(till.field).toBe(field);
            expect(till.broken).toBe(0);
          },
        ),
        { numRuns: 300 },
      );
    },
  );
  test('SC6 a person who types anything, the prefix too, loses no key', () => {
    const keys = fc.array(fc.tuple(fc.constantFrom(...'ab<#>', 'Enter', 'Backspace'), gap(121, 600)), {
      maxLength: 40,
    });
    const settings = fc.constantFrom(
      { prefix: '<', suffix: '' },
      { prefix: '<#', suffix: '>' },
      { prefix: '<<', suffix: '' },
    );
    fc.assert(
      fc.property(keys, settings, timers, (pressed, each, timer) => {
        const till = new Till(each);
        let at = 1_000;
        for (const [key, gapMs] of pressed) {
          at += gapMs;
          till.press({ key, at }, timer);
        }
        till.pass(at + 10_000);
        const letters = (text: string): string => text.replaceAll('\n', '');
        expect(letters(till.field)).toBe(letters(pressed.map(([key]) => shown(key)).join('')));
        expect(till.scans).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
  test('SC1 SC2 by speed: scans of quick scanners and the typing of people are kept apart', () => {
    const slow = fc.record({
      by: fc.constant('person' as const),
      keys: fc.array(fc.tuple(humanKey, gap(scanGapMsMax + 5, 500)), { minLength: 1, maxLength: 12 }),
    });
    const codes = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 8, maxLength: 20 });
    fc.assert(
      fc.property(fc.array(fc.oneof(slow, scanners(30, codes)), { maxLength: 12 }), timers, (acts, timer) => {
        const till = new Till(bySpeed);
        let at = 1_000;
        let field = '';
        const scans: string[] = [];
        for (const act of acts) {
          at += scanGapMsMax + 20;
          if (act.by === 'person') {
            for (const [key, gapMs] of act.keys) {
              at += gapMs;
              till.press({ key, at }, timer);
              field += shown(key);
            }
            continue;
          }
          for (const [index, key] of [...act.text, 'Enter'].entries()) {
            at += act.gaps[index] ?? 1;
            till.press({ key, at }, timer);
          }
          scans.push(act.text);
        }
        till.pass(at + 10_000);
        expect(till.scans).toEqual(scans);
        expect(till.field).toBe(field);
      }),
      { numRuns: 300 },
    );
  });
});
