/**
 * Finds `DLE EOT n` in the incoming stream wherever it stands, as a printer's receiver does: it does not know whether it
 * is inside a picture. Also counts `DLE DC4 1 m t`, which drives the drawer from there. Keeps its place over chunk borders.
 */
export class RealTimeScanner {
  #matched = 0;
  #kicks = 0;
  #kick: number[] = [];

  /** Drawer pulses asked for in real time so far. */
  get kicks(): number {
    return this.#kicks;
  }

  /** The `n` of every DLE EOT completed by these bytes. */
  feed(bytes: Uint8Array): number[] {
    const asked: number[] = [];
    for (const byte of bytes) {
      this.#watchKick(byte);
      if (this.#matched === 2) {
        if (byte >= 1 && byte <= 4) asked.push(byte);
        this.#matched = byte === 0x10 ? 1 : 0;
      } else if (this.#matched === 1 && byte === 0x04) this.#matched = 2;
      else this.#matched = byte === 0x10 ? 1 : 0;
    }
    return asked;
  }

  /** DLE DC4 1 with m 0 or 1 and t 1 … 8. */
  #watchKick(byte: number): void {
    const held = [...this.#kick, byte];
    const isSoFar =
      held[0] === 0x10 &&
      (held[1] ?? 0x14) === 0x14 &&
      (held[2] ?? 1) === 1 &&
      (held[3] ?? 0) <= 1 &&
      (held[4] ?? 1) >= 1 &&
      (held[4] ?? 1) <= 8;
    if (!isSoFar) this.#kick = byte === 0x10 ? [byte] : [];
    else if (held.length < 5) this.#kick = held;
    else {
      this.#kick = [];
      this.#kicks += 1;
    }
  }
}
