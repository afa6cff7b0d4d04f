import { performance } from 'node:perf_hooks';
import PouchDB from 'pouchdb';
import { pushAll } from './hub-client.ts';
import type { Command, Ran } from './messages.ts';

/** The handheld's side of both, in a process of its own. */
async function replicate(command: Extract<Command, { readonly kind: 'pouch' }>): Promise<Ran> {
  const source = new PouchDB(command.dir);
  await source.bulkDocs(command.docs);
  const start = performance.now();
  const { docs_written } = await source.replicate.to(command.url, { batch_size: command.batch, batches_limit: 10 });
  const tookMs = performance.now() - start;
  if (docs_written !== command.docs.length) throw new Error(`${docs_written} of ${command.docs.length} documents`);
  await source.close();
  return { tookMs, wireBytes: 0, requests: 0 };
}

process.on('message', (command: Command) => {
  const work = command.kind === 'hub' ? pushAll(command) : replicate(command);
  work.then(
    (ran) => process.send?.(ran),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
process.on('disconnect', () => process.exit(0));
