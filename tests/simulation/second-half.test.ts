import { expect, test } from 'vitest';
import { liveSeeds, seedsMax } from './seeds.ts';

test('YN70 the second half of the simulated lives loses nothing, doubles nothing and comes to rest in one state', async () => {
  const { lives, restores } = await liveSeeds(Math.ceil(seedsMax / 2) + 1, seedsMax);
  expect(lives).toBeGreaterThan(10);
  expect(restores).toBeGreaterThan(0);
}, 1_200_000);
