import { mkdtempSync, rmSync } from 'node:fs';
import { createServer as createPlainServer, type Server } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import expressPouch from 'express-pouchdb';
import PouchDB from 'pouchdb';
import { makeAuthority, makeLeaf } from '../../main/hub/tls/certificates.ts';
import { pemOf } from '../../main/hub/tls/kept-certificate.ts';

export interface PouchPeer {
  readonly port: number;
  /** Null: over plain HTTP. */
  readonly caPem: string | null;
  /** A directory of its own beside its databases; it goes with `close`. */
  readonly dir: string;
  readonly close: () => void;
}

/** An express-pouchdb with empty databases of these names in a directory of its own, for TLS under `localhost` or without. */
export async function openPouchPeer(names: readonly string[], line: 'tls' | 'plain' = 'tls'): Promise<PouchPeer> {
  const dir = mkdtempSync(join(tmpdir(), 'kaunter-pouch-'));
  const Databases = PouchDB.defaults({ prefix: `${dir}/` });
  const log = { inMemoryConfig: true, mode: 'minimumForPouchDB', logPath: join(dir, 'log.txt') };
  const app = expressPouch(Databases, log);
  const { server, caPem } = line === 'plain' ? { server: createPlainServer(app), caPem: null } : await secured(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  for (const name of names) await new Databases(name).info();
  const close = (): void => {
    server.closeAllConnections();
    server.close();
    rmSync(dir, { recursive: true, force: true });
  };
  return { port, caPem, dir, close };
}

async function secured(app: ReturnType<typeof expressPouch>): Promise<{ server: Server; caPem: string }> {
  const authority = await makeAuthority('localhost', Date.now());
  const leaf = await makeLeaf({ authority, names: ['localhost'], nowMs: Date.now() });
  const server = createServer({ cert: leaf.certificatePem, key: pemOf(leaf.privateKey) }, app);
  return { server, caPem: authority.certificatePem };
}
