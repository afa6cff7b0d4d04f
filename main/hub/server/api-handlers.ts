import { OpenAPIGenerator } from '@orpc/openapi';
import { OpenAPIHandler } from '@orpc/openapi/fastify';
import { RPCHandler as FastifyRpcHandler } from '@orpc/server/fastify';
import { RPCHandler as SocketRpcHandler } from '@orpc/server/ws';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { WebSocket } from 'ws';
import { api } from '../../../contracts/api.ts';
import type { Hub } from '../hub.ts';
import type { CallStart, Line } from '../routes/call.ts';
import { hubRouter } from '../routes/hub-router.ts';
import { bearerOf } from './https-server.ts';

/** Calls of one socket that may be under way; beyond that the socket is not read until some are answered. */
export const callsUnderWayMax = 64;

/** The same router behind three doors: RPC over HTTPS, REST as OpenAPI describes it, RPC over a WebSocket. */
export interface ApiHandlers {
  readonly rpc: (request: FastifyRequest, reply: FastifyReply) => Promise<void>;
  readonly rest: (request: FastifyRequest, reply: FastifyReply) => Promise<void>;
  readonly socket: (socket: WebSocket, line: Line) => void;
  readonly openApi: () => Promise<unknown>;
}

/** Only what the socket handler needs of a WebSocket, so that messages can be looked at first. */
type SocketSide = Parameters<SocketRpcHandler<CallStart>['upgrade']>[0];

const httpsLine: Line = { installId: null, unsentBytes: () => 0 };

/** The contract's procedures behind RPC and OpenAPI, over HTTPS and the socket. */
export function apiHandlers(hub: Hub, version: string): ApiHandlers {
  const router = hubRouter();
  const rpc = new FastifyRpcHandler(router);
  const rest = new OpenAPIHandler(router);
  const contextOf = (request: FastifyRequest): CallStart => ({
    hub,
    line: { ...httpsLine, unsentBytes: () => request.raw.socket.writableLength },
    bearer: bearerOf(request.headers),
  });
  let document: Promise<unknown> | null = null;
  return {
    rpc: async (request, reply) => {
      await rpc.handle(request, reply, { prefix: '/api/rpc', context: contextOf(request) }).then(notMatched(reply));
    },
    rest: async (request, reply) => {
      await rest.handle(request, reply, { prefix: '/api/v1', context: contextOf(request) }).then(notMatched(reply));
    },
    socket: socketHandler(hub, router),
    openApi: () => {
      document ??= openApiDocument(version);
      return document;
    },
  };
}

function notMatched(reply: FastifyReply): (result: { readonly matched: boolean }) => void {
  return ({ matched }) => {
    if (!matched) reply.callNotFound();
  };
}

/** Each call of a socket brings its own token in its headers, as over HTTPS; the socket itself stands for the install. */
function socketHandler(hub: Hub, router: ReturnType<typeof hubRouter>): ApiHandlers['socket'] {
  return (socket, line) => {
    let underWay = 0;
    const handler = new SocketRpcHandler(router, {
      rootInterceptors: [
        async (options) => {
          underWay += 1;
          if (underWay >= callsUnderWayMax) socket.pause();
          try {
            const { authorization } = options.request.headers;
            const bearer = bearerOf({ authorization: Array.isArray(authorization) ? undefined : authorization });
            return await options.next({ ...options, context: { ...options.context, bearer } });
          } finally {
            underWay -= 1;
            if (underWay < callsUnderWayMax && socket.isPaused) socket.resume();
          }
        },
      ],
    });
    void handler.upgrade(socket as SocketSide, { context: { hub, line, bearer: null } });
  };
}

async function openApiDocument(version: string): Promise<unknown> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  return await generator.generate(api, {
    info: { title: 'Kaunter hub', version, description: 'Point of sale hub: one contract for every client.' },
    servers: [{ url: '/api/v1' }],
    security: [{ bearer: [] }],
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
  });
}
