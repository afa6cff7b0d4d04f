import { Agent, request as httpsRequest } from 'node:https';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { WebSocket } from 'ws';
import type { Api } from '../../contracts/api.ts';

export type HubApi = ContractRouterClient<Api>;

/** How a test reaches a hub. */
export interface HubAddress {
  readonly url: string;
  readonly caPem: string;
}

/** `fetch` over node:https that trusts one authority, since the global one takes no certificates. */
export function fetchFrom(caPem: string, agent = new Agent({ ca: caPem, keepAlive: true })) {
  return async (request: Request): Promise<Response> => {
    const body = Buffer.from(await request.arrayBuffer());
    return await new Promise((resolve, reject) => {
      const headers: Record<string, string> = {
        ...Object.fromEntries(request.headers),
        'content-length': String(body.length),
      };
      const sent = httpsRequest(request.url, { method: request.method, headers, agent }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () => {
          const status = answer.statusCode ?? 0;
          const text = status === 204 ? null : Buffer.concat(chunks);
          resolve(new Response(text, { status, headers: { 'content-type': answer.headers['content-type'] ?? '' } }));
        });
      });
      sent.on('error', reject);
      sent.end(body);
    });
  };
}

/** The API over HTTPS; `token` is asked with each call, so a test can sign on and off. */
export function httpsApi({ url, caPem }: HubAddress, token: () => string | null): HubApi {
  const send = fetchFrom(caPem);
  const headers = (): Record<string, string> => {
    const bearer = token();
    return bearer === null ? {} : { authorization: `Bearer ${bearer}` };
  };
  return createORPCClient(new RPCLink({ url: `${url}/api/rpc`, headers, fetch: (request) => send(request) }));
}

/** The API over a WebSocket opened with a ticket. */
export async function socketApi(
  { url, caPem }: HubAddress,
  ticket: string,
  token: () => string | null,
): Promise<{ readonly api: HubApi; readonly socket: WebSocket }> {
  const socket = new WebSocket(`${url.replace('https', 'wss')}/api/ws?ticket=${ticket}`, { ca: caPem });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve());
    socket.once('error', reject);
  });
  const headers = (): Record<string, string> => {
    const bearer = token();
    return bearer === null ? {} : { authorization: `Bearer ${bearer}` };
  };
  const link = new SocketLink({ websocket: socket as unknown as globalThis.WebSocket, headers });
  return { api: createORPCClient(link), socket };
}

/** One raw HTTPS exchange, for what no well-behaved client sends. */
export function rawCall(
  { url, caPem }: HubAddress,
  options: {
    readonly path: string;
    readonly method?: string;
    readonly headers?: Readonly<Record<string, string | string[]>>;
    readonly body?: string | Buffer;
  },
): Promise<{ readonly status: number; readonly text: string }> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const sent = httpsRequest(
      {
        hostname,
        port,
        ca: caPem,
        path: options.path,
        method: options.method ?? 'GET',
        headers: options.headers,
        agent: false,
      },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (chunk: string) => {
          text += chunk;
        });
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
        answer.on('error', reject);
      },
    );
    sent.on('error', reject);
    sent.end(options.body);
  });
}
