import type { Epoch } from '../../../domain/sync/epoch.ts';
import { nextEpoch } from '../../../domain/sync/epoch.ts';
import type { Connection } from '../sqlite/load-sqlite.ts';
import { putRow, statement } from '../sqlite/statement.ts';

/** The life of the record this file is in: read from the file, begun anew by a restore or reset. */
export interface EpochBook {
  readonly now: () => Epoch;
  /** Begins a new one; `genSeenMax` is the highest generation anybody is known to have seen. Inside a transaction. */
  readonly renew: (begin: { readonly id: string; readonly genSeenMax: number }) => Epoch;
}

/** `hubId` is the hub's own install id, which was made with the file and survives every restore. */
export function epochBook(
  connection: Connection,
  hub: { readonly hubId: string; readonly newId: () => string },
): EpochBook {
  const factOf = statement<{ name: string }, { value: string }>(connection, (query, param) =>
    query.selectFrom('store_fact').select('value').where('name', '=', param('name')),
  );
  const putFact = putRow(connection, 'store_fact');
  let known: Epoch | null = null;
  const write = (epoch: Epoch): Epoch => {
    putFact({ name: 'epoch_gen', value: String(epoch.gen) });
    putFact({ name: 'epoch_id', value: epoch.id });
    known = epoch;
    return epoch;
  };
  const read = (): Epoch => {
    const id = factOf.get({ name: 'epoch_id' })?.value;
    const gen = Number(factOf.get({ name: 'epoch_gen' })?.value ?? 0);
    return id === undefined ? write({ hubId: hub.hubId, gen: 0, id: hub.newId() }) : { hubId: hub.hubId, gen, id };
  };
  const now = (): Epoch => {
    known ??= read();
    return known;
  };
  return { now, renew: (begin) => write(nextEpoch(now(), begin)) };
}
