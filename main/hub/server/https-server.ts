import type { IncomingMessage } from 'node:http';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { pushBytesMax } from '../../../contracts/op.ts';
import type { Hub } from '../hub.ts';
import type { HubIdentity } from '../tls/hub-identity.ts';
import { send, sendError } from './answers.ts';
import type { ApiHandlers } from './api-handlers.ts';
import { readJsonOnly, readPacked } from './bodies.ts';
import { type GuardRules, guardRequest } from './request-guard.ts';

/** Largest body of one request or socket message, in bytes: a full push and its envelope. */
export const bodyBytesMax = pushBytesMax + 65_536;
/** A client has this long to send its whole request, in milliseconds. */
export const requestMsMax = 30_000;
/** A quiet keep-alive connection is closed after this, in milliseconds. */
export const keepAliveMsMax = 60_000;
/** Connections at the same time. */
export const connectionsMax = 512;
const headerBytesMax = 16_384;

/** TLS 1.2 and 1.3 with authenticated encryption and forward secrecy only. */
export const tlsCiphers = [
  'TLS_AES_128_GCM_SHA256',
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-CHACHA20-POLY1305',
].join(':');

export interface HttpsServerOptions {
  readonly hub: Hub;
  readonly identity: HubIdentity;
  readonly handlers: ApiHandlers;
  /** Asked with each request, since the port is known only once the server listens. */
  readonly rules: () => GuardRules;
}

/** The HTTPS side of the hub: guard, limits, health, the RPC and the OpenAPI handler. It does not listen yet. */
export function httpsServer(options: HttpsServerOptions): FastifyInstance {
  const { hub, identity, handlers } = options;
  const app = Fastify({
    https: {
      cert: identity.certificatePem,
      key: identity.privateKeyPem,
      minVersion: 'TLSv1.2',
      ciphers: tlsCiphers,
      maxHeaderSize: headerBytesMax,
    },
    bodyLimit: bodyBytesMax,
    requestTimeout: requestMsMax,
    keepAliveTimeout: keepAliveMsMax,
    exposeHeadRoutes: false,
    forceCloseConnections: true,
  }) as unknown as FastifyInstance;
  app.server.maxConnections = connectionsMax;
  app.addHook('onRequest', async (request, reply) => guard(request, reply, options.rules()));
  readJsonOnly(app);
  readPacked(app);
  app.setErrorHandler((error, _request, reply) => sendError(error, reply, hub));
  app.setNotFoundHandler((_request, reply) => send(reply, 404, 'There is nothing at this address.'));
  app.get('/api/health', async () => ({ ok: true }));
  app.get('/api/openapi.json', async () => handlers.openApi());
  app.all('/api/rpc/*', (request, reply) => handlers.rpc(request, reply));
  app.all('/api/v1/*', (request, reply) => handlers.rest(request, reply));
  return app;
}

async function guard(
  request: FastifyRequest,
  reply: FastifyReply,
  rules: GuardRules,
): Promise<FastifyReply | undefined> {
  reply.header('cache-control', 'no-store').header('x-content-type-options', 'nosniff');
  const refused = guardRequest(request.raw, rules);
  if (refused !== null) return send(reply, refused.status, refused.message);
  const { origin } = request.headers;
  if (origin !== undefined) reply.header('access-control-allow-origin', origin).header('vary', 'origin');
  if (request.method !== 'OPTIONS') return undefined;
  reply
    .header('access-control-allow-methods', 'GET, POST')
    .header('access-control-allow-headers', 'authorization, content-type');
  return reply.code(204).send();
}

/** Token of an authorization header, or null. */
export function bearerOf(headers: IncomingMessage['headers']): string | null {
  const match = /^Bearer ([A-Za-z0-9_-]{43})$/.exec(headers.authorization ?? '');
  return match?.[1] ?? null;
}
