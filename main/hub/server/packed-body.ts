import { inflateRawSync } from 'node:zlib';
import { UnpackError } from '../../../domain/sync/packed-bytes.ts';
import { partsOfFrame } from '../../../domain/sync/packed-frame.ts';
import { unpackJson } from '../../../domain/sync/unpack-json.ts';

/** Largest columns after inflating, in bytes: what a full push of 100 large ops comes to. */
export const inflatedBytesMax = 4_194_304;

/**
 * The JSON value of a packed body; null for bytes that are none, or that grow beyond `inflatedBytesMax` when they are
 * inflated (YN63). Nothing of it was looked at yet: the schemas come after, as for any other body.
 */
export function unpackedBody(bytes: Uint8Array): { readonly value: unknown } | null {
  try {
    const { deflated, random } = partsOfFrame(bytes);
    const columns = inflateRawSync(deflated, { maxOutputLength: inflatedBytesMax });
    return { value: unpackJson({ columns, random }) };
  } catch (error) {
    if (error instanceof UnpackError || isZlibError(error)) return null;
    throw error;
  }
}

/** What zlib throws for bytes that are not deflated, and for too many of them. */
function isZlibError(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false;
  return String(error.code).startsWith('Z_') || error.code === 'ERR_BUFFER_TOO_LARGE';
}
