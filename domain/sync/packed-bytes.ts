import { assert } from '../assert.ts';

/** Bytes that grow. */
export class ByteWriter {
  #bytes = new Uint8Array(256);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  byte(value: number): void {
    this.#room(1);
    this.#bytes[this.#length] = value;
    this.#length += 1;
  }

  /** A whole number from 0 to 2^53 - 1, seven bits a byte, lowest first. */
  varint(value: number): void {
    let left = value;
    while (left >= 128) {
      this.byte((left % 128) | 128);
      left = Math.floor(left / 128);
    }
    this.byte(left);
  }

  /** A whole number of any sign, small magnitudes short. */
  zigzag(value: number): void {
    assert(Math.abs(value) <= zigzagMax, 'a difference that fits twice into a safe integer');
    this.varint(value >= 0 ? value * 2 : -value * 2 - 1);
  }

  bytes(values: Uint8Array): void {
    this.#room(values.length);
    this.#bytes.set(values, this.#length);
    this.#length += values.length;
  }

  done(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  #room(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const wider = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + more));
    wider.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = wider;
  }
}

/** Largest magnitude `zigzag` takes. */
export const zigzagMax = Math.floor(Number.MAX_SAFE_INTEGER / 2);

/** Thrown for bytes that are no packed value; their sender is told, nothing else happens. */
export class UnpackError extends Error {
  override name = 'UnpackError';
}

/** Reads what `ByteWriter` wrote; throws `UnpackError` at the end of the bytes. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  byte(): number {
    const value = this.#bytes[this.#at];
    if (value === undefined) throw new UnpackError('the packed bytes end too early');
    this.#at += 1;
    return value;
  }

  varint(): number {
    let value = 0;
    for (let scale = 1; scale <= Number.MAX_SAFE_INTEGER; scale *= 128) {
      const byte = this.byte();
      value += (byte & 127) * scale;
      if (value > Number.MAX_SAFE_INTEGER) break;
      if (byte < 128) return value;
    }
    throw new UnpackError('a packed number is too large');
  }

  zigzag(): number {
    const value = this.varint();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  bytes(count: number): Uint8Array {
    if (count > this.left) throw new UnpackError('the packed bytes end too early');
    this.#at += count;
    return this.#bytes.subarray(this.#at - count, this.#at);
  }
}

/** A text in UTF-8; the language itself has no other way than the one made for addresses. */
export function utf8Of(text: string): Uint8Array {
  const escaped = encodeURIComponent(text);
  const out = new ByteWriter();
  for (let at = 0; at < escaped.length; at += 1) {
    const isEscape = escaped[at] === '%';
    out.byte(isEscape ? Number.parseInt(escaped.slice(at + 1, at + 3), 16) : escaped.charCodeAt(at));
    if (isEscape) at += 2;
  }
  return out.done();
}

/** Characters made of bytes at once: a call takes no more arguments than this on any engine. */
const charsAtOnceMax = 4_096;

/** The text of UTF-8 bytes; throws for bytes that are none. */
export function textOfUtf8(bytes: Uint8Array): string {
  if (bytes.every((byte) => byte < 128)) return textOfAscii(bytes);
  let escaped = '';
  for (const byte of bytes)
    escaped += byte < 128 && byte !== 37 ? String.fromCharCode(byte) : `%${byte.toString(16).padStart(2, '0')}`;
  return decodeURIComponent(escaped);
}

function textOfAscii(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += charsAtOnceMax)
    text += String.fromCharCode(...bytes.subarray(at, at + charsAtOnceMax));
  return text;
}
