import { expect, test } from 'vitest';
import { afterSecondTry, countPlaywright, countVitest } from '../tools/test-suites.mjs';

test('a test file that could not be loaded counts as a failure', () => {
  const report = {
    testResults: [
      { name: 'a.test.ts', status: 'failed', message: 'SyntaxError: x\nat y', assertionResults: [] },
      {
        name: 'b.test.ts',
        status: 'failed',
        message: '',
        assertionResults: [
          { status: 'passed', fullName: 'one', failureMessages: [] },
          { status: 'failed', fullName: 'two', failureMessages: ['expected 1\nto be 2'] },
          { status: 'skipped', fullName: 'three', failureMessages: [] },
        ],
      },
    ],
  };
  const outcome = countVitest(report);
  expect([outcome.passed, outcome.failed, outcome.skipped]).toEqual([1, 2, 1]);
  expect(outcome.failures[0]).toBe('a.test.ts: SyntaxError: x');
  expect(outcome.skips).toEqual(['b.test.ts: three (its condition does not hold on this machine)']);
});

test('an error outside any end-to-end test is a failure; a test that passed when run again is named', () => {
  const run = { error: { message: 'timeout\nat z' } };
  const report = {
    errors: [{ message: 'no config' }],
    suites: [
      {
        specs: [{ file: 'a.spec.ts', title: 'one', tests: [{ status: 'expected', results: [], annotations: [] }] }],
        suites: [
          {
            specs: [
              { file: 'a.spec.ts', title: 'two', tests: [{ status: 'flaky', results: [run], annotations: [] }] },
              {
                file: 'a.spec.ts',
                title: 'three',
                tests: [
                  { status: 'skipped', results: [], annotations: [{ type: 'skip', description: 'no printer here' }] },
                ],
              },
            ],
          },
        ],
      },
    ],
  };
  const outcome = countPlaywright(report);
  expect([outcome.passed, outcome.failed, outcome.skipped]).toEqual([2, 1, 1]);
  expect(outcome.skips).toEqual(['a.spec.ts: three (no printer here)']);
  expect(outcome.unstable).toEqual(['a.spec.ts: two\n      timeout']);
});

test('what passed only when run again is named, and what failed twice or did not run again stays failed', () => {
  const first = { passed: 8, failed: 1, skipped: 0, failures: ['a.test.ts: one'], skips: [], unstable: [] };
  const second = { passed: 3, failed: 0, skipped: 0, failures: [], skips: [], unstable: [] };
  expect(afterSecondTry(first, second)).toMatchObject({
    passed: 9,
    failed: 0,
    failures: [],
    unstable: ['a.test.ts: one'],
  });
  const again = { ...second, failed: 1, failures: ['a.test.ts: one'] };
  expect(afterSecondTry(first, again)).toMatchObject({ passed: 8, failed: 1 });
  expect(afterSecondTry(first, { ...second, passed: 0 })).toMatchObject({ passed: 8, failed: 1 });
});
