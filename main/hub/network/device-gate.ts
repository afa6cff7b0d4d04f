import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { Heartbeat } from '../../../contracts/fleet.ts';
import type { LiveTicket } from '../../../contracts/live.ts';
import type { InstallId } from '../../../domain/id.ts';

/** A device that proved who it is. */
export interface DeviceIdentity {
  readonly kind: 'device';
  readonly deviceId: string;
  readonly installId: InstallId;
  /** `amnesty`: out of favour; what it sends is taken aside and it is told nothing. */
  readonly standing: 'paired' | 'amnesty';
  /** When its session ends, UTC epoch ms. */
  readonly until: number;
}

/** Why a request is not let in. `headers` go out with the answer (`DPoP-Nonce`, `WWW-Authenticate`, `Clear-Site-Data`). */
export interface DeviceRefusal {
  readonly kind: 'refused';
  readonly status: 401 | 403;
  /** Kebab-case, for programs: `token-missing`, `proof-unfit`, `nonce-wanted`, `device-revoked` … */
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What of a request a device is recognised by. */
export interface AskingRequest {
  readonly method: string;
  /** Origin and path as the client saw them, without query: the `htu` of its proof. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

/** Who may speak on the network. Handed in; the network side knows nothing of keys and tokens. */
export interface DeviceGate {
  /** Looks at token and proof of a request, before its body is read. */
  readonly authenticate: (request: AskingRequest) => Promise<DeviceIdentity | DeviceRefusal>;
  /** A nonce for the next proof; null when none is used. */
  readonly nonce: () => string | null;
  /** A single-use ticket for the live socket. */
  readonly issueTicket: (device: DeviceIdentity) => LiveTicket;
  /** Whose ticket that is; it is used up by asking. Null: unknown, used or late. */
  readonly takeTicket: (ticket: string) => DeviceIdentity | null;
  /** How the device stands now; asked while a socket is open, so that a revoked one is closed. */
  readonly isWelcome: (device: DeviceIdentity) => boolean;
  /** A device told how it is, opened its socket or closed it. */
  readonly reported: (device: DeviceIdentity, report: Heartbeat | 'came' | 'went') => void;
  /** A command was carried out there, or could not be. */
  readonly commanded: (device: DeviceIdentity, done: { readonly commandId: string; readonly ok: boolean }) => void;
}

/** Is somebody pairing a device right now? Outside of it the trust page and the pairing routes do not exist. */
export interface PairingWindow {
  readonly isOpen: () => boolean;
  /** Somebody asked to be paired while it is closed. */
  readonly knocked: () => void;
  /** Tells when it opens or closes; gives back how to stop listening. */
  readonly onChange: (listener: () => void) => () => void;
}

/** Adds routes of another noun to the network's server; `open` routes need no device (pairing, tokens). */
export interface NetworkRoutes {
  /** Paths below `/v1/` that are served without a device, e.g. `/v1/auth/token`. */
  readonly openPaths: readonly string[];
  /** Those of them that are there only while the pairing window is open. */
  readonly pairingPaths: readonly string[];
  readonly mount: (app: FastifyInstance) => void;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the gate for every route that is not open. */
    device: DeviceIdentity | null;
  }
}
