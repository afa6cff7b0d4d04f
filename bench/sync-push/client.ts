import { Agent } from 'node:https';
import { performance } from 'node:perf_hooks';
import PouchDB from 'pouchdb';
import { syncEachWrite } from '../pouch/sync-each-write.ts';
import { pushAll } from './hub-client.ts';
import type { Command, Ran } from './messages.ts';

type PouchCommand = Extract<Command, { readonly kind: 'pouch' }>;

/** The handheld's side of both, in a process of its own. */
async function replicate(command: PouchCommand): Promise<Ran> {
  const undo = command.synced ? syncEachWrite() : () => undefined;
  const source = new PouchDB(command.dir);
  await source.bulkDocs(command.docs);
  const { target, close } = targetOf(command);
  const start = performance.now();
  const { docs_written } = await source.replicate.to(target, { batch_size: command.batch, batches_limit: 10 });
  const tookMs = performance.now() - start;
  if (docs_written !== command.docs.length) throw new Error(`${docs_written} of ${command.docs.length} documents`);
  await source.close();
  close();
  undo();
  return { tookMs, wireBytes: 0, requests: 0 };
}

function targetOf({ url, caPem }: PouchCommand) {
  if (caPem === null) return { target: new PouchDB(url), close: () => undefined };
  const agent = new Agent({ ca: caPem, keepAlive: true });
  const fetch = (input: string, init: object) => PouchDB.fetch(input, { ...init, agent });
  return { target: new PouchDB(url, { fetch }), close: () => agent.destroy() };
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
