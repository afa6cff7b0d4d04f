import { expect, test } from 'vitest';
import { mutants } from './mutants.ts';
import { firstNoticed, mutantSeedsMax } from './seeds.ts';

test.each(mutants)(
  'YN71 noticed within 200 seeds: $name',
  async (mutant) => {
    expect(await firstNoticed(mutant)).toBeLessThanOrEqual(mutantSeedsMax);
  },
  600_000,
);

test('YN71 the sixteen bugs the protocol was designed against are all among them', () => {
  expect(mutants.flatMap(({ design }) => design ?? []).sort()).toEqual([
    'ack-before-commit',
    'code-no-gen',
    'cursor-time',
    'mem-dedupe',
    'no-echo',
    'no-epoch',
    'no-rewind',
    'order-lww',
    'poison-blocks',
    'poison-skip',
    'prune-latest-backup',
    'prune-on-ack',
    'reuse-code',
    'reuse-install',
    'stock-set',
    'watermark-only',
  ]);
});
