import { z } from 'zod';
import { api } from './api.ts';
import { catalogChunk, catalogManifest, chunkHash } from './catalog-chunks.ts';
import { networkHello } from './hello.ts';
import { identityApi } from './identity-api.ts';
import { liveTicket } from './live.ts';
import { installProcedure, openProcedure } from './procedure.ts';

/** Header that carries the token of the person signed on, beside the device's own token and proof. */
export const staffHeader = 'kaunter-staff';

const { sync, session, override, settings, sale, check, shift, stock } = api;

/**
 * What a paired device is served at the network's origin, as plain JSON below `/v1`: everything that is not named here is
 * not there. Procedures are the contract's own; hello, identity, manifest, chunks and tickets are added.
 */
export const handheldApi = {
  hello: openProcedure()
    .route({ method: 'GET', path: '/hello', summary: 'Is this a hub, which one, and in which epoch?' })
    .output(networkHello),
  ...identityApi,
  sync: { hello: sync.hello, push: sync.push, pull: sync.pull, snapshot: sync.snapshot },
  catalog: {
    manifest: installProcedure()
      .route({ method: 'GET', path: '/catalog/manifest', summary: 'Which chunks make up the catalog now' })
      .output(catalogManifest),
    chunk: installProcedure()
      .route({ method: 'GET', path: '/catalog/chunk/{hash}', summary: 'One immutable chunk, by brotli or gzip' })
      .input(z.strictObject({ hash: chunkHash }))
      .output(catalogChunk),
    scan: api.catalog.scan,
    item: api.catalog.item,
  },
  live: {
    ticket: installProcedure()
      .route({ method: 'POST', path: '/live/ticket', summary: 'A ticket for the live socket at /v1/live, good once' })
      .output(liveTicket),
  },
  session: { staff: session.staff, signOff: session.signOff, me: session.me },
  override: { grant: override.grant },
  settings: { get: settings.get },
  sale: {
    page: sale.page,
    get: sale.get,
    byNumber: sale.byNumber,
    returnable: sale.returnable,
    suspended: sale.suspended,
  },
  check: { list: check.list, get: check.get },
  shift: { current: shift.current },
  stock: { item: stock.item },
};
export type HandheldApi = typeof handheldApi;
