import { expect, test } from 'vitest';
import { liveSeeds, seedsMax } from './seeds.ts';

test('YN70 the first half of the simulated lives loses nothing, doubles nothing and comes to rest in one state', async () => {
  const { lives, restores } = await liveSeeds(1, Math.ceil(seedsMax / 2));
  expect(lives).toBeGreaterThan(10);
  expect(restores).toBeGreaterThan(0);
}, 1_200_000);
