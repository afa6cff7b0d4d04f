import { hkdfSync, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { devicesToHub, type HubToDevices } from '../../contracts/device-messages.ts';
import type { CertificateFacts, NetworkStatus } from '../../contracts/network.ts';
import { appToHub, type HubReady, type HubToApp } from '../../contracts/process-messages.ts';
import type { Ambient } from '../../domain/ambient.ts';
import { assert } from '../../domain/assert.ts';
import { FaultError } from '../../domain/fault-catalog.ts';
import { type InstallId, uuidV7 } from '../../domain/id.ts';
import { openStore } from '../store/store.ts';
import type { BackupWorker } from './backup/backup-worker.ts';
import { composeHub } from './compose-hub.ts';
import { handheldParts, joinNetwork } from './device-session/network-parts.ts';
import type { Hub, KeyStorage } from './hub.ts';
import { type Log, stderrLog } from './log.ts';
import type { NetworkDesk } from './network/network-desk.ts';
import { networkStatusOff } from './network/network-desk.ts';
import { type NetworkDifferences, type NetworkParts, openNetwork } from './network/open-network.ts';
import { apiHandlers } from './server/api-handlers.ts';
import { httpsServer } from './server/https-server.ts';
import { listen } from './server/listen.ts';
import type { GuardRules } from './server/request-guard.ts';
import { type SocketServer, socketServer } from './server/socket-server.ts';
import type { DeviceStanding } from './sync/sync-desk.ts';
import { terminalInstall } from './terminal-install.ts';
import { type HubIdentity, openIdentity } from './tls/hub-identity.ts';

/** How often sessions are looked through, in milliseconds. */
const sweepMs = 30_000;
/** How often the plan of backups is looked at, and how far the numbers are noted beside them, in milliseconds. */
const backupLookMs = 60_000;
const backupMarkMs = 5_000;

export interface HubOptions {
  readonly dataDir: string;
  readonly resourcesDir: string;
  readonly migrationsDir: string;
  readonly host: string;
  /** May virtual devices be handled by hand? */
  readonly devMode?: boolean | undefined;
  /** 0 takes 8453 or the next free one. */
  readonly port: number;
  readonly origins: readonly string[];
  readonly version: string;
  /** The store's data key, 32 bytes; null only for a bench without encryption. */
  readonly key: Uint8Array | null;
  readonly keyStorage: KeyStorage;
  readonly toDevices: (message: HubToDevices) => void;
  readonly toApp: (message: HubToApp) => void;
  readonly ambient?: Ambient;
  readonly log?: Log;
  /** How a device stands with the hub; without a registry every install with a token is paired. */
  readonly standingOf?: (installId: InstallId) => DeviceStanding;
  /** How pushes are committed; anything but `shared` is for the bench that shows what sharing is worth. */
  readonly commits?: Commits;
  /** Where backups are made; default: a thread for each. */
  readonly backupWorker?: BackupWorker;
  /** Wraps the data key out of a backup for this machine into a directory. */
  readonly keepKey?: (dir: string, dataKey: Buffer) => Promise<void>;
  /** A restored store lies ready: this hub is to end and to be started again. */
  readonly onRestored?: () => void;
  /** Built program of the handhelds; absent serves none. */
  readonly handheldDir?: string | undefined;
  /** Who may speak on the network, made once the hub is composed; default: paired handhelds. */
  readonly networkParts?: (hub: Hub) => NetworkParts;
  readonly networkDifferences?: NetworkDifferences;
}

/**
 * `shared`: pushes of one turn share a commit, records are folded in batches. `own`: a commit each, records in batches.
 * `single`: a commit each with the records in it, as a store does that shares nothing.
 */
export type Commits = 'shared' | 'own' | 'single';

/** A hub that serves. */
export interface RunningHub {
  readonly ready: HubReady;
  readonly hub: Hub;
  readonly network: NetworkDesk;
  /** A routed body from the app or the devices. */
  readonly receive: (from: 'app' | 'devices', body: unknown) => void;
  readonly close: () => Promise<void>;
}

/** The machine's clock, and UUIDv7 ids with its randomness. */
export const machineAmbient: Ambient = {
  now: () => Date.now(),
  newId: () => uuidV7(Date.now(), randomBytes(10)),
};

/** Longest wait for another hub to let go of the store, and how often it is tried, in milliseconds. */
const releaseMsMax = 6_000;
const releaseTryMs = 150;

/** A hub whose program was killed takes a moment to end: its successor waits for it instead of giving up at once. */
async function whenReleased<Value>(open: () => Value): Promise<Value> {
  const deadline = performance.now() + releaseMsMax;
  for (;;) {
    try {
      return open();
    } catch (error) {
      const isHeld = error instanceof FaultError && error.code === 'store-in-use';
      if (!isHeld || performance.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, releaseTryMs));
    }
  }
}

/** Opens the store, composes the hub and serves it. Everything that was opened is closed again when a step fails. */
export async function startHub(options: HubOptions): Promise<RunningHub> {
  const { ambient = machineAmbient, key } = options;
  const log = options.log ?? stderrLog(ambient.now);
  const secret = (purpose: string): Buffer => derivedKey(key, purpose);
  const installId = terminalInstall(options.dataDir, ambient.newId);
  const pepper = secret('pin pepper');
  const composed = await whenReleased(() =>
    composeHub({ ...options, ambient, log, pepper, tillInstallId: installId }, (store) =>
      openStore({ ...store, checkpointAside: true }),
    ),
  );
  try {
    const hubName = `kaunter-${composed.store.hubInstallId.slice(-4)}.local`;
    const { host } = options;
    const dir = join(options.dataDir, 'tls');
    const identity = await openIdentity({ dir, wrapKey: secret('tls keys'), hubName, host, nowMs: ambient.now() });
    let network: NetworkDesk | null = null;
    const status = (): NetworkStatus => network?.status() ?? networkStatusOff;
    const certificates = (): CertificateFacts => {
      assert(network !== null, 'nobody asks before the network is there');
      return network.certificates();
    };
    const hub: Hub = { ...composed, identity, terminalInstallId: installId, network: status, certificates };
    network = openNetwork({
      hub,
      hubName,
      keys: { dir, wrapKey: secret('tls keys') },
      resourcesDir: options.resourcesDir,
      handheldDir: options.handheldDir ?? null,
      parts: (options.networkParts ?? handheldParts)(hub),
      differences: options.networkDifferences ?? {},
    });
    joinNetwork(hub, network);
    return await serve(hub, { identity, network }, options);
  } catch (error) {
    composed.closeHandhelds();
    composed.store.close();
    throw error;
  }
}

/** A key for one purpose, which tells nothing of the data key. Without encryption (bench) it is a fixed one. */
function derivedKey(key: Uint8Array | null, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key ?? Buffer.alloc(32), '', `kaunter ${purpose}`, 32));
}

async function serve(
  hub: Hub,
  { identity, network }: { readonly identity: HubIdentity; readonly network: NetworkDesk },
  options: HubOptions,
): Promise<RunningHub> {
  const { host, origins, version } = options;
  let rules: GuardRules = { port: 0, names: identity.names, origins };
  const handlers = apiHandlers(hub, version);
  const app = httpsServer({ hub, identity, handlers, rules: () => rules });
  const sockets = socketServer({ hub, server: app.server, handlers, rules: () => rules });
  hub.print.open();
  const port = await listen(app, host, options.port);
  rules = { ...rules, port };
  await network.follow();
  const timers = startTimers(hub);
  const ready: HubReady = {
    host: host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host,
    port,
    fingerprint: identity.fingerprint,
    caPem: identity.authorityPem,
    installId: hub.terminalInstallId,
    terminalTicket: hub.sessions.issueTicket(hub.terminalInstallId),
  };
  return {
    ready,
    hub,
    network,
    receive: (from, body) => receive(hub, options.toApp, { from, body }),
    close: () => closeHub({ hub, app, sockets, timers, network }),
  };
}

function receive(
  hub: Hub,
  toApp: HubOptions['toApp'],
  { from, body }: { readonly from: 'app' | 'devices'; readonly body: unknown },
): void {
  if (from === 'devices') {
    receiveDevices(hub, body);
    return;
  }
  const message = appToHub.parse(body);
  if (message.kind === 'peer') {
    hub.devices.peer(message.up);
    hub.print.peer(message.up);
  }
  if (message.kind !== 'ticket.request') return;
  const { requestId } = message;
  toApp({ kind: 'ticket.issued', requestId, ticket: hub.sessions.issueTicket(hub.terminalInstallId) });
}

function receiveDevices(hub: Hub, body: unknown): void {
  const message = devicesToHub.parse(body);
  switch (message.kind) {
    case 'print.claim':
    case 'print.state':
    case 'paper.answer':
      hub.print.receive(message);
      break;
    default:
      hub.devices.receive(message);
  }
}

/** What is looked at again and again; none of it keeps a process alive. */
function startTimers(hub: Hub): readonly NodeJS.Timeout[] {
  const timers = [
    setInterval(() => {
      hub.sessions.sweep();
      hub.print.expire();
    }, sweepMs),
    setInterval(() => hub.backup.tick(), backupLookMs),
    setInterval(() => void hub.backup.mark(), backupMarkMs),
  ];
  for (const timer of timers) timer.unref();
  return timers;
}

interface OpenParts {
  readonly hub: Hub;
  readonly app: FastifyInstance;
  readonly sockets: SocketServer;
  readonly timers: readonly NodeJS.Timeout[];
  readonly network: NetworkDesk;
}

async function closeHub({ hub, app, sockets, timers, network }: OpenParts): Promise<void> {
  for (const timer of timers) clearInterval(timer);
  await hub.backup.mark();
  hub.backup.close();
  hub.board.close();
  hub.devices.close();
  hub.print.close();
  sockets.close();
  await network.close();
  await app.close();
  hub.closeHandhelds();
  hub.store.close();
}
