/** Deepest nesting of a body: an op holds sale → lines → return → original → taxes, about 12. */
export const jsonDepthMax = 48;

const quote = 0x22;
const backslash = 0x5c;

/**
 * Does JSON text nest deeper than `most`? Looks at bytes alone (UTF-8 continuation bytes never look like brackets), so
 * that hostile nesting is turned away before any parser builds it.
 */
export function isTooDeep(bytes: Uint8Array, most: number = jsonDepthMax): boolean {
  let depth = 0;
  let inText = false;
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index];
    if (inText) {
      if (byte === backslash) index += 1;
      else if (byte === quote) inText = false;
    } else if (byte === quote) inText = true;
    else if (byte === 0x5b || byte === 0x7b) {
      depth += 1;
      if (depth > most) return true;
    } else if (byte === 0x5d || byte === 0x7d) depth -= 1;
  }
  return false;
}
