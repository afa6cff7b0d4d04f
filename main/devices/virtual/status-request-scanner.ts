const request = [0x1b, 0x06, 0x01] as const;

/** Finds Star's `ESC ACK SOH` in the incoming stream wherever it stands. Keeps its place over chunk borders. */
export class StatusRequestScanner {
  #matched = 0;

  /** How many requests these bytes complete. */
  feed(bytes: Uint8Array): number {
    let asked = 0;
    for (const byte of bytes) {
      if (byte === request[this.#matched]) this.#matched += 1;
      else this.#matched = byte === request[0] ? 1 : 0;
      if (this.#matched < request.length) continue;
      asked += 1;
      this.#matched = 0;
    }
    return asked;
  }
}
