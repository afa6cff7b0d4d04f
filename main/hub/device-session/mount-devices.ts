import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { proofHeader, staffHeader } from '../../../contracts/device-session.ts';
import type { Hub } from '../hub.ts';
import type { DeviceRequest } from './device-gate.ts';
import { type DeviceRoute, deviceRoutes } from './device-routes.ts';

/** Who sends a request, as its headers say; a header that came twice says nothing. */
export function deviceRequestOf({ method, url, headers }: FastifyRequest): DeviceRequest {
  const one = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? undefined : value);
  const path = url.split('?', 1)[0] ?? '';
  const proof = one(headers[proofHeader]);
  return { method, path, authorization: headers.authorization, proof, staffToken: one(headers[staffHeader]) };
}

/** Puts the routes of pairing and device sessions on the listener of the network. */
export function mountDevices(app: FastifyInstance, hub: Hub): void {
  for (const route of deviceRoutes()) {
    const { method, path: url } = route;
    app.route({ method, url, handler: (request, reply) => serve(hub, route, { request, reply }) });
  }
}

async function serve(
  hub: Hub,
  route: DeviceRoute,
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
): Promise<FastifyReply> {
  const { status, body, headers = {} } = await route.run(hub, deviceRequestOf(request), request.body ?? null);
  return reply
    .code(status)
    .headers({ ...headers, 'cache-control': 'no-store' })
    .send(body);
}
