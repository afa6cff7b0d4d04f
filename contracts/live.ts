import { z } from 'zod';
import { deviceCommands, heartbeat } from './fleet.ts';
import { epoch } from './sync.ts';
import { epochMs } from './values.ts';

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

/** Handheld → hub. */
export const liveToHub = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('heartbeat'), report: heartbeat }),
  z.strictObject({ kind: z.literal('beat'), no: z.int().min(0) }),
  /** A fresh ticket of the same device: the socket stays open for another session. */
  z.strictObject({ kind: z.literal('ticket'), ticket: z.string().max(128) }),
  /** A command was carried out, or could not be. */
  z.strictObject({ kind: z.literal('done'), commandId: z.string().min(1).max(64), ok: z.boolean() }),
]);
export type LiveToHub = z.output<typeof liveToHub>;
