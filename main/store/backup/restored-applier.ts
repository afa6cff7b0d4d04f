import type { Appliers } from '../op/applier.ts';

/**
 * A restore stands in the log alone, as the first op of its generation. One that lost numbers, or cannot say whether it did,
 * is for a person to look at (BK59).
 */
export function restoredAppliers(): Pick<Appliers, 'store.restored'> {
  return {
    'store.restored': {
      lags: () => true,
      decide: ({ body: { lost, knownUntil } }) => ({
        problems: [],
        notes: lost.length > 0 || knownUntil === null ? ['sales-lost'] : [],
      }),
      record: () => undefined,
    },
  };
}
