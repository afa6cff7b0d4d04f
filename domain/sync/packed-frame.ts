import type { PackedParts } from './pack-json.ts';
import { ByteReader, ByteWriter, UnpackError } from './packed-bytes.ts';

/** Media type of a packed body: the JSON of the same call, by columns, deflated. */
export const packedType = 'application/vnd.kaunter.packed';
/** First byte of a packed body: how the rest is to be read. */
const frameVersion = 1;

/** Puts a packed value on the wire: version, length of the deflated columns, columns, random bits as they are. */
export function frameOf(deflated: Uint8Array, random: PackedParts['random']): Uint8Array {
  const out = new ByteWriter();
  out.byte(frameVersion);
  out.varint(deflated.length);
  out.bytes(deflated);
  out.bytes(random);
  return out.done();
}

/** Takes a packed body apart; throws `UnpackError` for one that is not whole. */
export function partsOfFrame(frame: Uint8Array): { readonly deflated: Uint8Array; readonly random: Uint8Array } {
  const reader = new ByteReader(frame);
  if (reader.byte() !== frameVersion) throw new UnpackError('another version of packing');
  const deflated = reader.bytes(reader.varint());
  return { deflated, random: reader.bytes(reader.left) };
}
