import type { Server } from 'node:https';
import type { Socket } from 'node:net';
import { FloodGate, type PaceLimit } from '../sync/flood-gate.ts';

/** How much of the network one address may take, and all together. */
export interface NetworkLimits {
  /** Connections at the same time. */
  readonly connectionsMax: number;
  readonly connectionsPerAddressMax: number;
  /** New connections of one address: a TLS handshake costs the hub more than the one who asks. */
  readonly connectPace: PaceLimit;
  /** Requests of one address that prove nothing: hello, files, pairing, failed proofs. */
  readonly openPace: PaceLimit;
  readonly socketsMax: number;
  readonly socketsPerInstallMax: number;
}

/** For a shop of fifty handhelds with an address each. */
export const networkLimitsDefault: NetworkLimits = {
  connectionsMax: 512,
  connectionsPerAddressMax: 32,
  connectPace: { burst: 64, perSecond: 16 },
  openPace: { burst: 120, perSecond: 20 },
  socketsMax: 128,
  socketsPerInstallMax: 2,
};

/** A client has this long for its TLS handshake, its headers, its whole request; all in milliseconds. */
export const handshakeMsMax = 5_000;
export const headersMsMax = 5_000;
export const networkRequestMsMax = 15_000;
/** A connection on which nothing moves is closed after this, in milliseconds. */
export const quietMsMax = 65_000;

/** Turns connections away before the handshake: too many of one address, too fast, or too many of all. */
export function limitConnections(server: Server, limits: NetworkLimits, now: () => number): void {
  const pace = new FloodGate(now, limits.connectPace);
  const open = new Map<string, number>();
  server.maxConnections = limits.connectionsMax;
  server.prependListener('connection', (socket: Socket) => {
    const address = socket.remoteAddress ?? '';
    const count = (open.get(address) ?? 0) + 1;
    if (count > limits.connectionsPerAddressMax || pace.enter(address) !== null) {
      socket.destroy();
      return;
    }
    open.set(address, count);
    socket.once('close', () => {
      const left = (open.get(address) ?? 1) - 1;
      if (left <= 0) open.delete(address);
      else open.set(address, left);
    });
  });
}
