/**
 * Finds `DLE EOT n` in the incoming stream wherever it stands, as a printer's receiver does: it does not know whether it
 * is inside a picture. Keeps its place over chunk borders.
 */
export class RealTimeScanner {
  #matched = 0;

  /** The `n` of every DLE EOT completed by these bytes. */
  feed(bytes: Uint8Array): number[] {
    const asked: number[] = [];
    for (const byte of bytes) {
      if (this.#matched === 2) {
        if (byte >= 1 && byte <= 4) asked.push(byte);
        this.#matched = byte === 0x10 ? 1 : 0;
      } else if (this.#matched === 1 && byte === 0x04) this.#matched = 2;
      else this.#matched = byte === 0x10 ? 1 : 0;
    }
    return asked;
  }
}
