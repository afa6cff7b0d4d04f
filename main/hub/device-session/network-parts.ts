import type { IncomingHttpHeaders } from 'node:http';
import { proofHeader, staffHeader } from '../../../contracts/device-session.ts';
import { deviceScope } from '../../../domain/fleet/device-state.ts';
import type { Device } from '../../store/handheld/handheld-reads.ts';
import type { Hub } from '../hub.ts';
import type {
  AskingRequest,
  DeviceGate,
  DeviceIdentity,
  DeviceRefusal,
  NetworkRoutes,
} from '../network/device-gate.ts';
import { networkAddresses } from '../network/machine-addresses.ts';
import type { NetworkDesk } from '../network/network-desk.ts';
import type { NetworkParts } from '../network/open-network.ts';
import { trustPort } from '../network/trust-server.ts';
import type { AuthNo, DeviceRequest } from './device-gate.ts';
import { deviceRoutes } from './device-routes.ts';
import { mountDevices } from './mount-devices.ts';

/** A live line stays open this long before the device has to bring a fresh ticket, in milliseconds. */
const lineMsMax = 600_000;

/** Who may speak on the network, when pairing is open, and the routes by which handhelds say who they are. */
export function handheldParts(hub: Hub): NetworkParts {
  return {
    gate: networkGate(hub),
    window: {
      isOpen: () => hub.pairing.isOpen(),
      knocked: () => hub.fleet.knock(),
      onChange: (listener) => hub.onPairing(listener),
    },
    routes: [identityRoutes(hub)],
  };
}

/** The routes check token and proof themselves: a proof works once, so nobody may look at it before. */
function identityRoutes(hub: Hub): NetworkRoutes {
  const openPaths = deviceRoutes().map(({ path }) => path);
  return { openPaths, pairingPaths: ['/v1/pair/claim'], mount: (app) => mountDevices(app, hub) };
}

function networkGate(hub: Hub): DeviceGate {
  const { gate } = hub;
  return {
    authenticate: async (request) => {
      const caller = await gate.authenticate(requestOf(request));
      if (!caller.ok) return refused(hub, caller.refusal);
      hub.fleet.seen(caller.value.device.deviceId);
      return identityOf(caller.value.device, caller.value.until);
    },
    nonce: () => gate.nonce(),
    issueTicket: ({ deviceId }) => {
      const device = hub.handhelds.get(deviceId);
      if (device === null) return { ticket: 'A'.repeat(43), expiresAt: hub.ambient.now() };
      const { secret: ticket, expiresAt } = gate.tokens.issueTicket(gate.grantOf(device));
      return { ticket, expiresAt };
    },
    takeTicket: (ticket) => {
      const grant = gate.tokens.redeem(ticket);
      const device = grant === null ? null : hub.handhelds.get(grant.deviceId);
      return device === null || device.jkt !== grant?.jkt ? null : identityOf(device, hub.ambient.now() + lineMsMax);
    },
    isWelcome: ({ deviceId }) => {
      const device = hub.handhelds.get(deviceId);
      return device !== null && deviceScope(device.state) === 'all';
    },
    reported: ({ deviceId }, report) => {
      if (report === 'came') hub.fleet.line(deviceId, 1);
      else if (report === 'went') hub.fleet.line(deviceId, -1);
      else hub.fleet.heartbeat(deviceId, report);
    },
    commanded: ({ deviceId }) => hub.fleet.seen(deviceId),
  };
}

function identityOf(device: Device, until: number): DeviceIdentity {
  const { deviceId, installId, state } = device;
  return { kind: 'device', deviceId, installId, standing: deviceScope(state) === 'all' ? 'paired' : 'amnesty', until };
}

function refused(hub: Hub, { status, code }: AuthNo): DeviceRefusal {
  const headers = { 'dpop-nonce': hub.gate.nonce(), 'www-authenticate': `DPoP error="${code}", algs="ES256"` };
  return { kind: 'refused', status, code, headers };
}

function requestOf({ method, url, headers }: AskingRequest): DeviceRequest {
  const one = (name: keyof IncomingHttpHeaders): string | undefined => {
    const value = headers[name];
    return Array.isArray(value) ? undefined : value;
  };
  const { pathname: path } = new URL(url);
  return { method, path, authorization: headers.authorization, proof: one(proofHeader), staffToken: one(staffHeader) };
}

/** Ties the hub to its network: where handhelds find it, and what they are told at once. */
export function joinNetwork(hub: Hub, network: NetworkDesk): void {
  hub.lan.origin = () => network.place?.origin ?? null;
  hub.lan.place = () => {
    const { place } = network;
    if (place === null) return null;
    const { origin, authority } = place;
    const host = networkAddresses()[0] ?? new URL(origin).hostname;
    const at = `http://${host}:${network.trustPort ?? trustPort}`;
    return { origin, trust: authority === null ? null : { origin: at, authoritySha256: authority } };
  };
  hub.handheldDesk.onWord(({ deviceId }, word) => {
    if (word === 'closed') network.live.dismiss(deviceId);
    else network.live.command(deviceId, { commandId: hub.ambient.newId(), command: word });
  });
}
