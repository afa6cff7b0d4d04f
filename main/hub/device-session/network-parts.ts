import type { IncomingHttpHeaders } from 'node:http';
import { proofHeader, socketTicketMs, staffHeader } from '../../../contracts/device-session.ts';
import type { Heartbeat } from '../../../contracts/fleet.ts';
import type { DeviceReport } from '../../../contracts/live.ts';
import { deviceScope } from '../../../domain/fleet/device-state.ts';
import type { Device } from '../../store/device/device-reads.ts';
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
import type { DeviceRequest } from './device-gate.ts';
import { deviceRoutes } from './device-routes.ts';
import { mountDevices } from './mount-devices.ts';

/** A live line stays open this long before the device has to bring a fresh ticket, in milliseconds. */
const lineMsMax = 600_000;

/** Who may speak on the network, when pairing is open, and the routes by which handhelds say who they are. */
export function handheldParts(hub: Hub): NetworkParts {
  return {
    gate: networkGate(hub),
    window: { isOpen: () => hub.pairing.isOpen(), onChange: (listener) => hub.onPairing(listener) },
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
      const device = hub.devices.get(deviceId);
      if (device === null) return { ticket: 'A'.repeat(43), expiresAt: hub.ambient.now() - socketTicketMs };
      const { secret: ticket, expiresAt } = gate.tokens.issueTicket(gate.grantOf(device));
      return { ticket, expiresAt };
    },
    takeTicket: (ticket) => {
      const grant = gate.tokens.redeem(ticket);
      const device = grant === null ? null : hub.devices.get(grant.deviceId);
      return device === null || device.jkt !== grant?.jkt ? null : identityOf(device, hub.ambient.now() + lineMsMax);
    },
    isWelcome: ({ deviceId }) => {
      const device = hub.devices.get(deviceId);
      return device !== null && deviceScope(device.state) === 'all';
    },
    reported: ({ deviceId }, report) => {
      if (report === 'came') hub.fleet.line(deviceId, 1);
      else if (report === 'went') hub.fleet.line(deviceId, -1);
      else hub.fleet.heartbeat(deviceId, heartbeatOf(report, hub.ambient.now()));
    },
    commanded: ({ deviceId }) => hub.fleet.seen(deviceId),
  };
}

function identityOf(device: Device, until: number): DeviceIdentity {
  const { deviceId, installId, state } = device;
  return { kind: 'device', deviceId, installId, standing: deviceScope(state) === 'all' ? 'paired' : 'amnesty', until };
}

function refused(hub: Hub, { status, error }: { readonly status: 401 | 403; readonly error: string }): DeviceRefusal {
  const headers = { 'dpop-nonce': hub.gate.nonce(), 'www-authenticate': `DPoP error="${error}", algs="ES256"` };
  return { kind: 'refused', status, code: error, headers };
}

function requestOf({ method, url, headers }: AskingRequest): DeviceRequest {
  const one = (name: keyof IncomingHttpHeaders): string | undefined => {
    const value = headers[name];
    return Array.isArray(value) ? undefined : value;
  };
  const { pathname: path } = new URL(url);
  return { method, path, authorization: headers.authorization, proof: one(proofHeader), staffToken: one(staffHeader) };
}

/** A report of the live line as a heartbeat of the fleet; the line says the difference of the clocks, not the time. */
function heartbeatOf(report: DeviceReport, now: number): Heartbeat {
  const { battery, charging, signal, version, persisted, pending, pendingSince, lastSeq, lastReceipt } = report;
  const facts = { charging, persisted, pending, pendingSince, lastSeq };
  return {
    ...facts,
    batteryPercent: battery,
    roundTripMs: signal.roundTripMs,
    appVersion: version.replaceAll(/[^a-z0-9._-]/gi, '-').replace(/^[^a-z0-9]/i, '0') || '0',
    lastReceipt: lastReceipt?.slice(0, 20) ?? null,
    now: now - (report.clockSkewMs ?? 0),
    wrongPins: 0,
    docked: null,
  };
}

/** Ties the hub to its network: where handhelds find it, and what they are told at once. */
export function joinNetwork(hub: Hub, network: NetworkDesk): void {
  hub.lan.origin = () => network.place?.origin ?? null;
  hub.lan.place = () => {
    const { place } = network;
    if (place === null) return null;
    const { origin, authority } = place;
    const host = networkAddresses()[0] ?? new URL(origin).hostname;
    const at = `http://${host.includes(':') ? `[${host}]` : host}:${network.trustPort ?? trustPort}`;
    return { origin, trust: authority === null ? null : { origin: at, authoritySha256: authority } };
  };
  hub.deviceDesk.onWord(({ deviceId }, word) => {
    if (word === 'closed') network.live.dismiss(deviceId);
    else network.live.command(deviceId, { commandId: hub.ambient.newId(), command: word });
  });
}
