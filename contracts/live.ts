import { z } from 'zod';
import { epoch } from './sync.ts';
import { epochMs, lineText } from './values.ts';

/**
 * The live socket of a handheld: a hint, never the truth. The hub pokes, the handheld tells how it is; sales go by push and
 * pull alone. Path and subprotocols as in RFC 6455; messages are JSON texts.
 */
export const livePath = '/v1/live';
/** The subprotocol the hub answers with. */
export const liveProtocol = 'kaunter.live.v1';
/** A handheld offers `liveProtocol` and this prefix with its ticket, since a browser can set no header of an upgrade. */
export const liveTicketPrefix = 'ticket.';
/** A ticket not used for this long, in milliseconds, is void. */
export const liveTicketMsMax = 30_000;
/** Largest message of a handheld, in bytes. */
export const liveMessageBytesMax = 4_096;
/** A handheld sends `beat` this often, in milliseconds, and takes the hub for gone after so long without an echo. */
export const liveBeatEveryMs = 2_000;
export const liveSilenceMsMax = 4_500;
/** A handheld tells how it is this often, in milliseconds, and at once when something of it changed. */
export const heartbeatEveryMs = 15_000;

/**
 * Why the hub closed the socket. 4401: the ticket was missing, used, late, or the session ended: ask for a new ticket. 4403:
 * this device may do nothing here any more. 4408: too slow or silent. 4429: too many messages. 4503: the hub stops.
 */
export const liveCloseCodes = {
  unauthenticated: 4401,
  forbidden: 4403,
  slow: 4408,
  flood: 4429,
  stopping: 4503,
} as const;

/** Answer of `POST /v1/live/ticket`: good once, for this device alone. */
export const liveTicket = z.strictObject({
  ticket: z.string().regex(/^[A-Za-z0-9_-]{16,128}$/),
  expiresAt: epochMs,
});
export type LiveTicket = z.output<typeof liveTicket>;

/** What a device is told to do. `lock`: ask for a PIN. `wipe`: send the outbox, then clear everything. `refresh`: pull, and look for a new program. */
export const deviceCommands = ['lock', 'wipe', 'refresh'] as const;
export type DeviceCommand = (typeof deviceCommands)[number];

/** Hub → handheld. */
export const liveToDevice = z.discriminatedUnion('kind', [
  /** First message. `renewAt`: send a fresh ticket before this, or the socket is closed with 4401. */
  z.strictObject({ kind: z.literal('welcome'), now: epochMs, renewAt: epochMs, epoch, head: z.int().min(0) }),
  /** The log has grown to `head`: push, then pull. Another epoch: ask for hello. */
  z.strictObject({ kind: z.literal('poke'), epoch, head: z.int().min(0) }),
  z.strictObject({ kind: z.literal('command'), commandId: z.string().min(1).max(64), command: z.enum(deviceCommands) }),
  /** Echo of a beat, with the hub's clock. */
  z.strictObject({ kind: z.literal('beat'), no: z.int().min(0), now: epochMs }),
  /** The session was renewed by a ticket. */
  z.strictObject({ kind: z.literal('renewed'), renewAt: epochMs }),
]);
export type LiveToDevice = z.output<typeof liveToDevice>;

/** How a handheld is, for the fleet's list. */
export const deviceReport = z.strictObject({
  /** Last `seq` it made, and how many of its ops the hub has not answered. */
  lastSeq: z.int().min(0),
  pending: z.int().min(0),
  /** When the oldest of those was made; null when none is. */
  pendingSince: epochMs.nullable(),
  /** Last number of its own series it printed or showed. */
  lastReceipt: lineText.max(40).nullable(),
  /** Whole percent; null when the browser does not tell. */
  battery: z.int().min(0).max(100).nullable(),
  charging: z.boolean().nullable(),
  /** Has the browser promised not to evict the storage? */
  persisted: z.boolean(),
  /** Version of the handheld's program. */
  version: lineText.max(40),
  /** What the browser calls the line, e.g. `4g` or `wifi`, and its round trip in milliseconds; null when it does not tell. */
  signal: z.strictObject({ type: lineText.max(16).nullable(), roundTripMs: z.int().min(0).max(600_000).nullable() }),
  /** Hub's clock less the own one, in milliseconds. */
  clockSkewMs: z.int().min(-1e12).max(1e12).nullable(),
});
export type DeviceReport = z.output<typeof deviceReport>;

/** Handheld → hub. */
export const liveToHub = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('heartbeat'), report: deviceReport }),
  z.strictObject({ kind: z.literal('beat'), no: z.int().min(0) }),
  /** A fresh ticket of the same device: the socket stays open for another session. */
  z.strictObject({ kind: z.literal('ticket'), ticket: z.string().max(128) }),
  /** A command was carried out, or could not be. */
  z.strictObject({ kind: z.literal('done'), commandId: z.string().min(1).max(64), ok: z.boolean() }),
]);
export type LiveToHub = z.output<typeof liveToHub>;
