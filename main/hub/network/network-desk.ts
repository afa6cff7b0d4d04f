import type { IncomingMessage, Server } from 'node:http';
import type { Server as TlsServer } from 'node:https';
import type { Duplex } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { livePath } from '../../../contracts/live.ts';
import type { CertificateFacts, NetworkProblem, NetworkStatus } from '../../../contracts/network.ts';
import { type NetworkSettings, networkOf } from '../../../domain/store/network-settings.ts';
import { ChunkShelf } from '../catalog-chunks/chunk-shelf.ts';
import type { Hub } from '../hub.ts';
import { LiveDesk } from '../live/live-desk.ts';
import { bugFacts } from '../log.ts';
import { certificateFacts } from './certificate-facts.ts';
import { type NetworkLimits, networkLimitsDefault } from './connection-limits.ts';
import type { DeviceGate, NetworkRoutes, PairingWindow } from './device-gate.ts';
import { certifiedAddresses, networkAddresses } from './machine-addresses.ts';
import { NameService } from './name-service.ts';
import { guardNetwork, type NetworkOrigin, originOf, pathOf } from './network-guard.ts';
import { networkServer } from './network-server.ts';
import { type Serving, servingCertificate } from './serving-certificate.ts';
import type { StaticShelf } from './static-shelf.ts';
import type { TrustTexts } from './trust-page.ts';
import { TrustServer } from './trust-server.ts';

/** Certificate and addresses are looked at this often, in milliseconds, also in a hub that runs for months. */
export const certificateCheckEveryMs = 600_000;

export interface NetworkDeskParts {
  readonly hub: Hub;
  readonly hubName: string;
  /** Directory and wrapping key of the hub's certificates. */
  readonly keys: { readonly dir: string; readonly wrapKey: Uint8Array };
  readonly gate: DeviceGate;
  readonly window: PairingWindow;
  readonly routes: readonly NetworkRoutes[];
  readonly shelf: StaticShelf;
  readonly words: () => { readonly language: string; readonly texts: TrustTexts };
  readonly limits?: NetworkLimits;
  /** Default `0.0.0.0`. */
  readonly host?: string;
  /** Default: announce the name; tests and benches do not. */
  readonly announces?: boolean;
  readonly trustPort?: number;
  readonly checkEveryMs?: number;
}

/** How a hub stands that was not put on the network yet. */
export const networkStatusOff: NetworkStatus = {
  state: 'off',
  origin: null,
  addresses: [],
  authority: null,
  notAfter: null,
  sockets: 0,
  problems: [],
};

interface Open {
  readonly app: FastifyInstance;
  readonly at: NetworkOrigin;
  readonly names: NameService | null;
  readonly trust: TrustServer | null;
  readonly timer: NodeJS.Timeout;
  serving: Serving & { readonly ok: true };
}

/** The hub on the network: opens and closes with the settings, renews its certificate while it runs, says what is wrong. */
export class NetworkDesk {
  readonly live: LiveDesk;
  readonly chunks: ChunkShelf;
  readonly #parts: NetworkDeskParts;
  #settings: NetworkSettings | null = null;
  #open: Open | null = null;
  #problems: readonly NetworkProblem[] = [];
  #turn: Promise<void> = Promise.resolve();

  constructor(parts: NetworkDeskParts) {
    this.#parts = parts;
    const { hub, gate, limits = networkLimitsDefault } = parts;
    const { store, ambient } = hub;
    const epoch = () => store.sync.epoch();
    const head = () => store.head().no;
    this.chunks = new ChunkShelf({ chunks: store.chunks, epoch, head, settings: () => store.settings() });
    this.live = new LiveDesk({ gate, now: ambient.now, epoch, head, limits });
  }

  /** Does what the settings say now; nothing when they say what is done already. One change after the other. */
  follow(): Promise<void> {
    return this.#inTurn(() => this.#apply());
  }

  status(): NetworkStatus {
    const open = this.#open;
    const failed = this.#settings?.enabled === true && open === null;
    const name = open?.names?.state;
    const addresses = networkAddresses();
    const found: NetworkProblem[] = [...this.#problems];
    if (open?.serving.problem) found.push(open.serving.problem);
    if (open?.serving.endsSoon === true) found.push('own-ends-soon');
    if (name === 'taken') found.push('name-taken');
    if (name === 'silent') found.push('name-silent');
    if (open !== null && addresses.length === 0) found.push('no-address');
    return {
      state: open === null ? (failed ? 'failed' : 'off') : 'on',
      origin: open === null ? null : originOf(open.at),
      addresses,
      authority: open?.serving.authority ?? null,
      notAfter: open?.serving.certificate.notAfter ?? null,
      sockets: this.live.size,
      problems: found,
    };
  }

  /** By which certificates devices know this hub, whether it is on the network or not. */
  certificates(): CertificateFacts {
    const { hub, hubName } = this.#parts;
    const { ownDomain } = networkOf(hub.store.settings());
    const served = this.#open?.serving.certificate ?? null;
    return certificateFacts({ hubName, authorityPem: hub.identity.authorityPem, served, ownDomain });
  }

  async close(): Promise<void> {
    await this.#inTurn(async () => {
      this.live.close();
      await this.#shut();
    });
  }

  /** Opening, renewing and closing never cross: a certificate is not written into a directory that is being given up. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    this.#turn = this.#turn.then(work).catch((error: unknown) => this.#parts.hub.log('bug', bugFacts(error)));
    return this.#turn;
  }

  async #apply(): Promise<void> {
    const settings = networkOf(this.#parts.hub.store.settings());
    if (JSON.stringify(settings) === JSON.stringify(this.#settings) && this.#problems.length === 0) return;
    this.#settings = settings;
    await this.#shut();
    this.#problems = [];
    if (!settings.enabled) return;
    const serving = await this.#certificate(settings);
    if (serving.ok) await this.#listen(settings, serving);
    else this.#fail(serving.problem);
  }

  #fail(problem: NetworkProblem): void {
    this.#problems = [problem];
    this.#parts.hub.log('network', { problem });
  }

  #certificate(settings: NetworkSettings): Promise<Serving> {
    const { keys, hubName, hub } = this.#parts;
    const { ownDomain } = settings;
    return servingCertificate({
      ...keys,
      hubName,
      ownDomain,
      addresses: certifiedAddresses(),
      nowMs: hub.ambient.now(),
    });
  }

  async #listen(settings: NetworkSettings, serving: Serving & { readonly ok: true }): Promise<void> {
    const { hubName, limits = networkLimitsDefault, host = '0.0.0.0', hub } = this.#parts;
    const at = { name: settings.ownDomain?.host ?? hubName, port: settings.port };
    const { certificate, authority } = serving;
    const app = networkServer({ ...this.#parts, certificate, authority, at, limits, chunks: this.chunks });
    try {
      await app.listen({ host, port: at.port });
    } catch (error) {
      const problem = listenProblem(error);
      if (problem === null) throw error;
      await app.close();
      this.#fail(problem);
      return;
    }
    app.server.on('upgrade', (request, socket, head) => this.#upgrade({ request, socket, head }, at));
    const timer = setInterval(() => void this.renew(), this.#parts.checkEveryMs ?? certificateCheckEveryMs);
    timer.unref();
    this.#open = { app, at, serving, timer, names: this.#announced(at), trust: this.#trust(at, serving) };
    hub.log('network', { origin: originOf(at) });
  }

  /** Looks at certificate and addresses; a better certificate is served from the next handshake on, open lines stay. */
  renew(): Promise<void> {
    return this.#inTurn(() => this.#renew());
  }

  async #renew(): Promise<void> {
    const open = this.#open;
    const settings = this.#settings;
    if (open === null || settings === null) return;
    const serving = await this.#certificate(settings);
    if (!serving.ok) {
      this.#problems = [serving.problem];
      return;
    }
    this.#problems = [];
    const { certificatePem, privateKeyPem, fingerprint } = serving.certificate;
    const isNew = fingerprint !== open.serving.certificate.fingerprint;
    open.serving = serving;
    if (!isNew) return;
    (open.app.server as Server as TlsServer).setSecureContext({ cert: certificatePem, key: privateKeyPem });
    this.#parts.hub.log('network', { renewed: fingerprint.slice(0, 16) });
  }

  #announced({ name, port }: NetworkOrigin): NameService | null {
    if (this.#parts.announces === false || !name.endsWith('.local')) return null;
    const onState = (state: string): void => this.#parts.hub.log('network', { name: state });
    return new NameService({ name, port, addresses: networkAddresses, onState });
  }

  #trust(at: NetworkOrigin, { authority, authorityPem }: Serving & { readonly ok: true }): TrustServer | null {
    if (authority === null || authorityPem === null) return null;
    const { window, words, hub, trustPort } = this.#parts;
    return new TrustServer({
      window,
      words,
      authorityPem,
      fingerprint: authority,
      hubName: at.name,
      storeName: () => hub.store.settings()?.storeName ?? '',
      origin: originOf(at),
      hosts: () => [at.name, ...networkAddresses(), '127.0.0.1'],
      ...(trustPort === undefined ? {} : { port: trustPort }),
    });
  }

  #upgrade(asked: { request: IncomingMessage; socket: Duplex; head: Buffer }, at: NetworkOrigin): void {
    const { request, socket, head } = asked;
    socket.on('error', () => socket.destroy());
    const refused = guardNetwork(request, at);
    const isLive = pathOf(request.url) === livePath && request.headers.origin === originOf(at);
    const answer =
      refused !== null ? `${refused.status} Refused` : isLive ? this.live.open(request, socket, head) : '403 Forbidden';
    if (answer !== null) socket.end(`HTTP/1.1 ${answer}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
  }

  /** Origin and authority while the hub is on the network. */
  get place(): { readonly origin: string; readonly authority: string | null } | null {
    return this.#open === null ? null : { origin: originOf(this.#open.at), authority: this.#open.serving.authority };
  }

  /** Port of the trust page while it is there. */
  get trustPort(): number | null {
    return this.#open?.trust?.port ?? null;
  }

  async #shut(): Promise<void> {
    const open = this.#open;
    this.#open = null;
    if (open === null) return;
    clearInterval(open.timer);
    open.trust?.close();
    this.live.dismissAll();
    await Promise.all([open.app.close(), open.names?.close()]);
  }
}

function listenProblem(error: unknown): NetworkProblem | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  if (error.code === 'EADDRINUSE') return 'port-taken';
  return error.code === 'EACCES' ? 'port-forbidden' : null;
}
