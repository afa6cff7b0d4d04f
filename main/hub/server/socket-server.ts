import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { InstallId } from '../../../domain/id.ts';
import type { Hub } from '../hub.ts';
import { bugFacts } from '../log.ts';
import type { ApiHandlers } from './api-handlers.ts';
import { bodyBytesMax } from './https-server.ts';
import { isTooDeep } from './json-depth.ts';
import { type GuardRules, guardRequest } from './request-guard.ts';

/** Open sockets at the same time. */
export const socketsMax = 64;
/** Each socket is asked for a sign of life this often, in milliseconds; without one it is closed. */
export const socketPingMs = 15_000;
/** WebSocket close codes, RFC 6455 §7.4.1. */
const closeUnsupported = 1003;
const closePolicy = 1008;

export interface SocketServerOptions {
  readonly hub: Hub;
  readonly server: Server;
  readonly handlers: ApiHandlers;
  readonly rules: () => GuardRules;
}

export interface SocketServer {
  readonly close: () => void;
}

/** RPC over WebSocket at `/api/ws?ticket=…`: the ticket, good once, says which install this is. */
export function socketServer(options: SocketServerOptions): SocketServer {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: bodyBytesMax, perMessageDeflate: false });
  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    socket.on('error', () => socket.destroy());
    const refused = refuseUpgrade(request, sockets.clients.size, options.rules());
    const installId = refused === null ? installOfTicket(request, options.hub) : null;
    if (installId === null) {
      turnAway(socket, refused ?? '401 Unauthorized');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      watch(webSocket, options.hub);
      options.handlers.socket(webSocket, { installId, unsentBytes: () => webSocket.bufferedAmount });
    });
  };
  options.server.on('upgrade', upgrade);
  const timer = setInterval(() => askForLife(sockets.clients), socketPingMs);
  timer.unref();
  return {
    close: () => {
      clearInterval(timer);
      options.server.off('upgrade', upgrade);
      for (const webSocket of sockets.clients) webSocket.terminate();
      sockets.close();
    },
  };
}

/** The install of the ticket in the address; the ticket is used up by it. */
function installOfTicket(request: IncomingMessage, hub: Hub): InstallId | null {
  const ticket = new URL(request.url ?? '', 'https://hub').searchParams.get('ticket');
  return ticket === null ? null : hub.sessions.takeTicket(ticket);
}

const reasons: Readonly<Record<number, string>> = {
  400: '400 Bad Request',
  403: '403 Forbidden',
  404: '404 Not Found',
  405: '405 Method Not Allowed',
  414: '414 URI Too Long',
  421: '421 Misdirected Request',
};

function refuseUpgrade(request: IncomingMessage, open: number, rules: GuardRules): string | null {
  const refused = guardRequest(request, rules);
  if (refused !== null) return reasons[refused.status] ?? '400 Bad Request';
  if ((request.url ?? '').split('?', 1)[0] !== '/api/ws') return '404 Not Found';
  return open >= socketsMax ? '503 Service Unavailable' : null;
}

function turnAway(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}

const alive = new WeakSet<WebSocket>();

/** Looks at each message before the API does: text only, and not nested without end. */
function watch(webSocket: WebSocket, hub: Hub): void {
  alive.add(webSocket);
  webSocket.on('pong', () => alive.add(webSocket));
  webSocket.on('error', (error) => hub.log('socket-error', bugFacts(error)));
  const emit = webSocket.emit.bind(webSocket);
  webSocket.emit = (event: string | symbol, ...args: unknown[]): boolean => {
    if (event !== 'message') return emit(event, ...args);
    const [data, isBinary] = args;
    if (isBinary === true || !(data instanceof Buffer)) return turnOff(webSocket, closeUnsupported);
    return isTooDeep(data) ? turnOff(webSocket, closePolicy) : emit(event, ...args);
  };
}

function turnOff(webSocket: WebSocket, code: number): boolean {
  webSocket.close(code);
  return true;
}

function askForLife(clients: ReadonlySet<WebSocket>): void {
  for (const webSocket of clients) {
    if (!alive.has(webSocket)) {
      webSocket.terminate();
      continue;
    }
    alive.delete(webSocket);
    webSocket.ping();
  }
}
