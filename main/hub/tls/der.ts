/** The little DER (X.690) that name constraints need; everything else is written by the certificate library. */
const tagSequence = 0x30;

/** One value: tag, length, content. Lengths up to 65,535 bytes. */
export function derValue(tag: number, content: Uint8Array): Uint8Array<ArrayBuffer> {
  const { length } = content;
  const head =
    length < 0x80 ? [tag, length] : length < 0x100 ? [tag, 0x81, length] : [tag, 0x82, length >> 8, length & 0xff];
  return Uint8Array.from([...head, ...content]);
}

/** A SEQUENCE of values that are DER already. */
export function derSequence(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return derValue(tagSequence, Uint8Array.from(parts.flatMap((part) => [...part])));
}
