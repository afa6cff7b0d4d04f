import { expect } from 'vitest';
import { judge } from './oracle.ts';
import { templateShop } from './sim-hub.ts';
import { type Mutant, World } from './sim-world.ts';

/** Seeds of a whole run; `npm test -- --quick` sets fewer. */
export const seedsMax = Number(process.env['KAUNTER_SEEDS'] ?? 2_000);
/** A mutant has to be noticed within so many seeds. */
export const mutantSeedsMax = 200;
/** In every so manieth life the store is encrypted and its hash chain is walked. */
const sealedEvery = 20;

/** Lives one life and says what went wrong in it. */
async function lived(world: World, seed: number): Promise<string[]> {
  try {
    await world.live();
    return judge(world, { chain: seed % sealedEvery === 0 });
  } catch (error) {
    return [`THREW ${error instanceof Error ? error.message : String(error)}`];
  } finally {
    world.hub.close();
    // The stores of a life have timers, which let go of them only when the loop turns.
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Lives through these seeds; each has to keep every promise. Gives what they were made of. */
export async function liveSeeds(from: number, to: number) {
  const shops = { inClear: templateShop('in-clear'), sealed: templateShop('sealed') };
  const sum = { lives: 0, ops: 0, restores: 0, restarts: 0 };
  const broken: string[] = [];
  for (let seed = from; seed <= to; seed += 1) {
    const world = new World({ shop: seed % sealedEvery === 0 ? shops.sealed : shops.inClear, seed });
    const wrong = await lived(world, seed);
    if (wrong.length > 0) broken.push(`seed ${seed}: ${wrong.join(', ')}`);
    sum.lives += 1;
    sum.ops += world.created.length;
    sum.restores += world.hub.restores;
    sum.restarts += world.hub.restarts;
  }
  for (const shop of Object.values(shops)) shop.remove();
  expect(broken).toEqual([]);
  console.log(
    `simulation: ${sum.lives} lives, ${sum.ops} acts, ${sum.restores} restores, ${sum.restarts} kills of the hub`,
  );
  return sum;
}

/** The first seed in which a mutant does harm; null when none of them notices it. */
export async function firstNoticed(mutant: Mutant): Promise<number | null> {
  const shop = templateShop('in-clear');
  try {
    for (let seed = 1; seed <= mutantSeedsMax; seed += 1) {
      if ((await lived(new World({ shop, seed, mutant }), seed)).length > 0) return seed;
    }
    return null;
  } finally {
    shop.remove();
  }
}
