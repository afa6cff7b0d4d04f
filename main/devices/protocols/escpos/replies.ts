/**
 * What a printer says by itself or in answer. Told apart by bit pattern, never by "the next byte is mine": status bytes
 * may come unasked at any moment (cover opened, paper low).
 */
export type PrinterReply =
  | { readonly kind: 'real-time'; readonly byte: number }
  | { readonly kind: 'status-back'; readonly bytes: readonly [number, number, number, number] }
  | { readonly kind: 'process-id'; readonly token: string; readonly online: boolean }
  | { readonly kind: 'barrier'; readonly byte: number };

/** Longest process id answer waited for, in bytes; anything longer is noise. */
const processIdBytesMax = 16;

/** Folds the bytes that come from a printer into replies; bytes that fit no pattern are dropped. */
export class ReplyReader {
  #held: number[] = [];
  #noiseBytes = 0;

  /** Bytes that fitted no pattern. */
  get noiseBytes(): number {
    return this.#noiseBytes;
  }

  /** Replies that are complete with these bytes. */
  feed(bytes: Uint8Array): PrinterReply[] {
    const held = [...this.#held, ...bytes];
    const replies: PrinterReply[] = [];
    let at = 0;
    for (;;) {
      const found = nextReply(held.slice(at, at + processIdBytesMax + 1));
      if (found === null) break;
      at += found.length;
      if (found.reply === null) this.#noiseBytes += found.length;
      else replies.push(found.reply);
    }
    this.#held = held.slice(at);
    return replies;
  }

  /** Forgets half a reply, for a new connection. */
  reset(): void {
    this.#held = [];
  }
}

interface Found {
  readonly length: number;
  readonly reply: PrinterReply | null;
}

function nextReply(held: readonly number[]): Found | null {
  const [first, second, third, fourth] = held;
  if (first === undefined) return null;
  if (first === 0x37) return processId(held);
  // DLE EOT answer: 0xx1xx10.
  if ((first & 0x93) === 0x12) return { length: 1, reply: { kind: 'real-time', byte: first } };
  // Automatic status: 0xx1xx00, then three bytes with bits 4 and 7 clear.
  if ((first & 0x93) === 0x10) {
    if (second === undefined || third === undefined || fourth === undefined) return null;
    if (((second | third | fourth) & 0x90) !== 0) return { length: 1, reply: null };
    return { length: 4, reply: { kind: 'status-back', bytes: [first, second, third, fourth] } };
  }
  // GS r answer: bits 4 and 7 clear.
  if ((first & 0x90) === 0) return { length: 1, reply: { kind: 'barrier', byte: first } };
  return { length: 1, reply: null };
}

/** `37 22 d1…dn 00` after processing, `37 23 … 00` when the printer was offline. */
function processId(held: readonly number[]): Found | null {
  const second = held[1];
  if (second === undefined) return null;
  if (second !== 0x22 && second !== 0x23) return { length: 1, reply: null };
  const end = held.indexOf(0, 2);
  if (end < 0) return held.length > processIdBytesMax ? { length: 1, reply: null } : null;
  const token = String.fromCharCode(...held.slice(2, end));
  return { length: end + 1, reply: { kind: 'process-id', token, online: second === 0x22 } };
}
