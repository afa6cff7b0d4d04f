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

test('YN71 there are at least sixteen of them', () => {
  expect(new Set(mutants.map(({ name }) => name)).size).toBeGreaterThanOrEqual(16);
});
