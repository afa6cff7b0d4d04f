/** Bytes for a device. */
export type Bytes = Uint8Array;

/** Joins byte arrays. */
export function joinBytes(parts: readonly Bytes[]): Bytes {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** The character codes of printable ASCII text; anything else is a bug of the caller and throws. */
export function asciiBytes(text: string): number[] {
  return [...text].map((character) => {
    if (character < ' ' || character > '~')
      throw new RangeError(`not ASCII: U+${character.codePointAt(0)?.toString(16)}`);
    return character.charCodeAt(0);
  });
}
