import type { FastifyInstance } from 'fastify';
import { packedType } from '../../../domain/sync/packed-frame.ts';
import { clientError } from './answers.ts';
import { isTooDeep } from './json-depth.ts';
import { unpackedBody } from './packed-body.ts';

/** Bodies are JSON within depth and size, and nothing else. */
export function readJsonOnly(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
    const bytes = body as Buffer;
    if (bytes.length === 0) return done(null, undefined);
    if (isTooDeep(bytes)) return done(clientError(400, 'The JSON in the body is nested too deeply.'));
    try {
      done(null, JSON.parse(bytes.toString('utf8')));
    } catch {
      done(clientError(400, 'The body is not valid JSON.'));
    }
  });
}

/** The same JSON by columns, for outboxes over a slow line; from here on it is a body like any other. */
export function readPacked(app: FastifyInstance): void {
  app.addContentTypeParser(packedType, { parseAs: 'buffer' }, (request, body, done) => {
    const unpacked = unpackedBody(body as Buffer);
    if (unpacked === null) return done(clientError(400, 'The packed body could not be read.'));
    request.headers['content-type'] = 'application/json';
    done(null, unpacked.value);
  });
}
