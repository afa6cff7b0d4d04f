import { expect, test } from 'vitest';
import { countPlaywright, countVitest } from '../tools/test-suites.mjs';

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

test('a flaky end-to-end test and an error outside any test count as failures', () => {
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
  expect([outcome.passed, outcome.failed, outcome.skipped]).toEqual([1, 2, 1]);
  expect(outcome.skips).toEqual(['a.spec.ts: three (no printer here)']);
});
