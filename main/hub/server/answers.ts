import type { FastifyReply } from 'fastify';
import { packedType } from '../../../domain/sync/packed-frame.ts';
import type { Hub } from '../hub.ts';
import { bugFacts } from '../log.ts';

/** What the client did, in a sentence it may read. */
export class ClientError extends Error {
  readonly statusCode: number;
  constructor(statusCode: number, message: string) {
    super(message);
    this.statusCode = statusCode;
  }
}
/** An error of the client's, thrown while its body is read. */
export function clientError(statusCode: number, message: string): ClientError {
  return new ClientError(statusCode, message);
}

const knownMessages: Readonly<Record<number, string>> = {
  413: 'The body is larger than this hub takes.',
  415: `Bodies must be application/json or ${packedType}.`,
};

/** Errors before a procedure was reached: a clear sentence for what the client did, nothing of our insides. */
export function sendError(error: unknown, reply: FastifyReply, hub: Pick<Hub, 'log'>): FastifyReply {
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  if (status === 413) reply.header('connection', 'close');
  if (status >= 400 && status < 500) {
    const message =
      error instanceof ClientError ? error.message : (knownMessages[status] ?? 'The request could not be read.');
    return send(reply, status, message);
  }
  hub.log('bug', bugFacts(error));
  return send(reply, 500, 'The hub failed at this; it has been logged.');
}

const codes: Readonly<Record<number, string>> = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_SUPPORTED',
  413: 'PAYLOAD_TOO_LARGE',
  414: 'BAD_REQUEST',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  421: 'BAD_REQUEST',
  429: 'TOO_MANY_REQUESTS',
  431: 'BAD_REQUEST',
  503: 'SERVICE_UNAVAILABLE',
};

/** The error shape of the API, so that every client reads one kind. */
export function send(reply: FastifyReply, status: number, message: string): FastifyReply {
  return reply.code(status).send({ defined: false, code: codes[status] ?? 'INTERNAL_SERVER_ERROR', status, message });
}
