import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { chunkHash, chunkPath } from '../../../contracts/catalog-chunks.ts';
import type { NetworkHello } from '../../../contracts/hello.ts';
import { assert } from '../../../domain/assert.ts';
import { syncProto } from '../../../domain/sync/protocol.ts';
import type { ChunkEncoding } from '../catalog-chunks/chunk-shelf.ts';
import { send } from '../server/answers.ts';
import { clientVersionMin } from '../sync/sync-desk.ts';
import type { DeviceIdentity } from './device-gate.ts';
import { networkApi, networkDocument } from './network-api.ts';
import { pathOf } from './network-guard.ts';
import { handheldPolicy } from './network-headers.ts';
import type { NetworkServerParts } from './network-server.ts';
import type { StaticFile } from './static-shelf.ts';

/** Hello, catalog, ticket, the contract's procedures, and the files of the handheld's program. */
export function addRoutes(app: FastifyInstance, parts: NetworkServerParts): void {
  const { hub, chunks, gate } = parts;
  app.get('/v1/hello', async () => hello(parts));
  app.get('/v1/openapi.json', async () => await networkDocument());
  app.get('/v1/catalog/manifest', async (request, reply) => {
    if (isTooFast(request, reply, parts)) return reply;
    return await chunks.manifest();
  });
  app.get(`${chunkPath}/:hash`, async (request, reply) => {
    if (isTooFast(request, reply, parts)) return reply;
    return await sendChunk(request, reply, parts);
  });
  app.post('/v1/live/ticket', async (request, reply) => {
    if (isTooFast(request, reply, parts)) return reply;
    return gate.issueTicket(deviceOf(request));
  });
  const procedures = networkApi(hub);
  app.all('/v1/*', (request, reply) => procedures(request, reply));
  app.get('/*', async (request, reply) => sendFile(request, reply, parts));
}

/** The device of a request the gate let through. */
function deviceOf({ device }: FastifyRequest): DeviceIdentity {
  assert(device !== null, 'the gate lets no stranger through here');
  return device;
}

function isTooFast(request: FastifyRequest, reply: FastifyReply, { hub }: NetworkServerParts): boolean {
  const until = hub.flood.enter(deviceOf(request).installId);
  if (until === null) return false;
  void reply.header('retry-after', '1');
  void send(reply, 429, 'Too many requests at once; come again in a moment.');
  return true;
}

function hello({ hub, authority, gate }: NetworkServerParts): NetworkHello {
  return {
    program: 'kaunter',
    authority,
    epoch: hub.store.sync.epoch(),
    proto: { min: syncProto, max: syncProto },
    version: hub.version,
    versionMin: clientVersionMin,
    now: hub.ambient.now(),
    nonce: gate.nonce(),
  };
}

/** A chunk never changes under its name, so that it may be kept for ever. */
async function sendChunk(
  request: FastifyRequest,
  reply: FastifyReply,
  { chunks }: NetworkServerParts,
): Promise<FastifyReply> {
  const { hash } = request.params as { readonly hash: string };
  const encoding = encodingOf(request);
  const bytes = chunkHash.safeParse(hash).success ? await chunks.chunk(hash, encoding) : null;
  if (bytes === null) return send(reply, 404, 'There is no such chunk any more; ask for the manifest.');
  if (encoding !== 'identity') reply.header('content-encoding', encoding);
  return reply
    .header('cache-control', 'private, max-age=31536000, immutable')
    .header('vary', 'accept-encoding')
    .type('application/json')
    .send(bytes);
}

function encodingOf({ headers }: FastifyRequest): ChunkEncoding {
  const accepted = (headers['accept-encoding'] ?? '').toString().toLowerCase();
  if (/\bbr\b/.test(accepted)) return 'br';
  return /\bgzip\b/.test(accepted) ? 'gzip' : 'identity';
}

/** A file of the handheld's program; the page and its worker come with the policy. */
function sendFile(request: FastifyRequest, reply: FastifyReply, parts: NetworkServerParts): FastifyReply {
  const { shelf, at } = parts;
  const file = shelf.file(pathOf(request.raw.url));
  if (file === null) return send(reply, 404, 'There is nothing at this address.');
  reply
    .header('cache-control', file.cacheControl)
    .header('etag', file.etag)
    .header('vary', 'accept-encoding')
    .header('content-security-policy', handheldPolicy(at, shelf))
    .type(file.type);
  if (request.headers['if-none-match'] === file.etag) return reply.code(304).send();
  return reply.send(encoded(request, reply, file));
}

function encoded(request: FastifyRequest, reply: FastifyReply, file: StaticFile): Buffer {
  if (file.brotli === null || encodingOf(request) !== 'br') return file.bytes;
  reply.header('content-encoding', 'br');
  return file.brotli;
}
