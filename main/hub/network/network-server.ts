import type { Server } from 'node:https';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { ChunkShelf } from '../catalog-chunks/chunk-shelf.ts';
import type { Hub } from '../hub.ts';
import { send, sendError } from '../server/answers.ts';
import { readJsonOnly, readPacked } from '../server/bodies.ts';
import { keepAliveMsMax, tlsCiphers } from '../server/https-server.ts';
import { FloodGate } from '../sync/flood-gate.ts';
import type { ServingCertificate } from '../tls/network-leaf.ts';
import {
  handshakeMsMax,
  headersMsMax,
  limitConnections,
  type NetworkLimits,
  networkRequestMsMax,
  quietMsMax,
} from './connection-limits.ts';
import type { DeviceGate, NetworkRoutes, PairingWindow } from './device-gate.ts';
import { guardNetwork, isApiPath, type NetworkOrigin, originOf, pathOf } from './network-guard.ts';
import { everyAnswer } from './network-headers.ts';
import { addRoutes } from './network-routes.ts';
import type { StaticShelf } from './static-shelf.ts';

/** Largest body of a request from the network, in bytes: a full push of 256 KiB as JSON and its envelope. */
export const networkBodyBytesMax = 524_288;
const headerBytesMax = 16_384;

export interface NetworkServerParts {
  readonly hub: Hub;
  readonly certificate: ServingCertificate;
  /** SHA-256 of the authority's certificate; null with a certificate of an own domain. */
  readonly authority: string | null;
  readonly at: NetworkOrigin;
  readonly gate: DeviceGate;
  readonly window: PairingWindow;
  readonly routes: readonly NetworkRoutes[];
  readonly shelf: StaticShelf;
  readonly chunks: ChunkShelf;
  readonly limits: NetworkLimits;
}

/** The hub's side towards the network: one origin, handhelds that prove who they are, limits on everything. */
export function networkServer(parts: NetworkServerParts): FastifyInstance {
  const { certificate, hub, limits } = parts;
  const app = Fastify({
    https: {
      cert: certificate.certificatePem,
      key: certificate.privateKeyPem,
      minVersion: 'TLSv1.2',
      ciphers: tlsCiphers,
      maxHeaderSize: headerBytesMax,
      handshakeTimeout: handshakeMsMax,
      headersTimeout: headersMsMax,
      connectionsCheckingInterval: 1_000,
    },
    bodyLimit: networkBodyBytesMax,
    requestTimeout: networkRequestMsMax,
    keepAliveTimeout: keepAliveMsMax,
    exposeHeadRoutes: false,
    forceCloseConnections: true,
  }) as unknown as FastifyInstance;
  const server = app.server as unknown as Server;
  server.timeout = quietMsMax;
  server.on('tlsClientError', (_error, socket) => socket.destroy());
  limitConnections(server, limits, () => performance.now());
  app.decorateRequest('device', null);
  const admit = admission(parts);
  app.addHook('onRequest', async (request, reply) => await admit(request, reply));
  readJsonOnly(app);
  readPacked(app);
  app.setErrorHandler((error, _request, reply) => sendError(error, reply, hub));
  app.setNotFoundHandler((_request, reply) => send(reply, 404, 'There is nothing at this address.'));
  addRoutes(app, parts);
  for (const routes of parts.routes) routes.mount(app);
  return app;
}

/** Where a request ends up before anything of its body is read: turned away, open to all, or a device's. */
function admission(parts: NetworkServerParts) {
  const { at, gate, limits, window } = parts;
  const open = new Set(['/v1/hello', ...parts.routes.flatMap(({ openPaths }) => openPaths)]);
  const pairing = new Set(parts.routes.flatMap(({ pairingPaths }) => pairingPaths));
  const pace = new FloodGate(() => performance.now(), limits.openPace);
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const path = pathOf(request.raw.url);
    reply.headers(everyAnswer);
    if (isApiPath(path)) reply.header('cache-control', 'no-store');
    const refused = guardNetwork(request.raw, at);
    if (refused !== null) return turnAway(reply, refused);
    const address = request.raw.socket.remoteAddress ?? '';
    if (pairing.has(path) && !window.isOpen()) {
      const tooFast = paced(reply, pace, address);
      if (tooFast === undefined) window.knocked();
      return tooFast ?? turnAway(reply, nothing);
    }
    if (!isApiPath(path) || open.has(path)) return paced(reply, pace, address);
    const asked = { method: request.method, url: `${originOf(at)}${path}`, headers: request.headers };
    const device = await gate.authenticate(asked);
    if (device.kind === 'refused') {
      const tooFast = paced(reply, pace, address);
      reply.headers(device.headers);
      return tooFast ?? turnAway(reply, deviceRefused(device.status, device.code));
    }
    if (device.standing === 'amnesty' && !amnestyPaths.has(path))
      return turnAway(reply, deviceRefused(403, 'device-revoked'));
    request.device = device;
    return undefined;
  };
}

/** What a device out of favour may still ask for. */
const amnestyPaths: ReadonlySet<string> = new Set(['/v1/sync/push', '/v1/sync/hello']);

function paced(reply: FastifyReply, pace: FloodGate, address: string): FastifyReply | undefined {
  const until = pace.enter(address);
  if (until === null) return undefined;
  reply.header('retry-after', '1');
  return turnAway(reply, { status: 429, message: 'Too many requests at once; come again in a moment.' });
}

interface Answer {
  readonly status: number;
  readonly message: string;
  readonly code?: string;
}
const nothing: Answer = { status: 404, message: 'There is nothing at this address.' };

/** A body that nobody will read is not waited for: the connection ends with the answer. */
function turnAway(reply: FastifyReply, { status, message, code }: Answer): FastifyReply {
  if (reply.request.method !== 'GET') reply.header('connection', 'close');
  if (code === undefined) return send(reply, status, message);
  return reply.code(status).send({ defined: false, code, status, message });
}

const sentences: Readonly<Record<string, string>> = {
  'device-revoked': 'This device may do nothing here any more.',
  'device-unknown': 'The hub does not know this device; pair it again, what it holds stays.',
};
function deviceRefused(status: number, code: string): Answer {
  return { status, code, message: sentences[code] ?? 'This device did not prove who it is.' };
}
