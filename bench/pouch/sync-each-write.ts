import { createRequire } from 'node:module';

type Batch = (ops: unknown, options: object, done: unknown) => unknown;

/**
 * From here on each write of PouchDB's LevelDB in this process is on the disk before it is answered, as with us. PouchDB
 * hands LevelDB no `sync`; without it an answer means nothing after a power cut. What is given back undoes it.
 */
export function syncEachWrite(): () => void {
  const fromPouch = createRequire(createRequire(import.meta.url).resolve('pouchdb'));
  const { prototype } = fromPouch('leveldown') as { prototype: { _batch: Batch } };
  const { _batch: batch } = prototype;
  prototype._batch = function synced(ops, options, done) {
    return batch.call(this, ops, { ...options, sync: true }, done);
  };
  return () => {
    prototype._batch = batch;
  };
}
