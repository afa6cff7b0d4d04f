import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { countHeader } from '../server/request-guard.ts';
import type { PairingWindow } from './device-gate.ts';
import { pathOf } from './network-guard.ts';
import { type TrustTexts, trustPage, trustPagePolicy } from './trust-page.ts';
import { derOf, profileType, trustProfile } from './trust-profile.ts';

/** Port of the trust page: plain HTTP, since a device cannot trust the hub's certificate before it has been here. */
export const trustPort = 8_480;
/** Connections, and how long each may take, in milliseconds. */
const connectionsMax = 16;
const requestMsMax = 5_000;

export interface TrustServerParts {
  readonly window: PairingWindow;
  readonly authorityPem: string;
  readonly fingerprint: string;
  readonly hubName: string;
  readonly storeName: () => string;
  readonly origin: string;
  readonly words: () => { readonly language: string; readonly texts: TrustTexts };
  /** Addresses and names it may be asked by. */
  readonly hosts: () => readonly string[];
  /** Default `trustPort`; tests take 0. */
  readonly port?: number;
}

/** Page, certificate and profile, and nothing else: no API, no cookies. The port itself exists only while the window is open. */
export class TrustServer {
  readonly #parts: TrustServerParts;
  readonly #unfollow: () => void;
  #server: Server | null = null;

  constructor(parts: TrustServerParts) {
    this.#parts = parts;
    this.#unfollow = parts.window.onChange(() => this.#follow());
    this.#follow();
  }

  /** Port it listens on now; null while the window is closed. */
  get port(): number | null {
    return this.#server?.listening ? (this.#server.address() as AddressInfo).port : null;
  }

  close(): void {
    this.#unfollow();
    this.#shut();
  }

  #follow(): void {
    if (!this.#parts.window.isOpen()) this.#shut();
    else if (this.#server === null) this.#listen();
  }

  #listen(): void {
    const server = createServer(
      { requestTimeout: requestMsMax, headersTimeout: requestMsMax, connectionsCheckingInterval: 1_000 },
      (request, response) => this.#answer(request, response),
    );
    server.maxConnections = connectionsMax;
    server.keepAliveTimeout = 1_000;
    server.on('error', () => this.#shut());
    server.listen(this.#parts.port ?? trustPort, '0.0.0.0');
    this.#server = server;
  }

  #shut(): void {
    this.#server?.closeAllConnections();
    this.#server?.close();
    this.#server = null;
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    response.setHeader('cache-control', 'no-store').setHeader('x-content-type-options', 'nosniff');
    const isOurs = request.method === 'GET' && this.#parts.window.isOpen() && this.#isKnownHost(request);
    const file = isOurs ? this.#fileAt(pathOf(request.url)) : null;
    if (file === null) {
      response.writeHead(404, { connection: 'close' }).end();
      return;
    }
    response.setHeader('content-security-policy', trustPagePolicy).setHeader('content-type', file.type);
    if (file.name !== null) response.setHeader('content-disposition', `attachment; filename="${file.name}"`);
    response.end(file.body);
  }

  #isKnownHost(request: IncomingMessage): boolean {
    const [name = ''] = (request.headers.host ?? '').toLowerCase().split(':');
    return countHeader(request, 'host') === 1 && this.#parts.hosts().includes(name);
  }

  #fileAt(
    path: string,
  ): { readonly type: string; readonly name: string | null; readonly body: string | Buffer } | null {
    const { authorityPem, hubName, storeName, origin, fingerprint, words } = this.#parts;
    switch (path) {
      case '/t':
        return { type: 'text/html; charset=utf-8', name: null, body: trustPage({ ...words(), origin, fingerprint }) };
      case '/ca.crt':
        return { type: 'application/x-x509-ca-cert', name: 'kaunter.crt', body: derOf(authorityPem) };
      case '/kaunter.mobileconfig':
        return {
          type: profileType,
          name: 'kaunter.mobileconfig',
          body: trustProfile({ authorityPem, hubName, storeName: storeName() }),
        };
      default:
        return null;
    }
  }
}
