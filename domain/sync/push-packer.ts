import { packJson } from './pack-json.ts';
import { frameOf } from './packed-frame.ts';
import type { PushAsk } from './protocol.ts';

/** Compresses bytes to raw deflate (RFC 1951); whoever runs the packer says how. */
export type Deflate = (bytes: Uint8Array) => Promise<Uint8Array>;

interface Prepared {
  readonly ask: PushAsk;
  readonly body: Promise<Uint8Array | null>;
}

/**
 * Makes the packed bodies of pushes. While the hub works on one, the next can be made already: when it is then asked for
 * word for word, it is there; when anything differs, it is made anew.
 */
export class PushPacker {
  readonly #deflate: Deflate;
  #prepared: Prepared | null = null;

  constructor(deflate: Deflate) {
    this.#deflate = deflate;
  }

  /** The packed body of a push (`packedType`). */
  async body(ask: PushAsk): Promise<Uint8Array> {
    const prepared = this.#prepared;
    this.#prepared = null;
    const ready = prepared !== null && isSameAsk(prepared.ask, ask) ? await prepared.body : null;
    return ready ?? (await this.#made(ask));
  }

  /** Makes the body of a push that is likely to come next; only the last one is kept. One that fails is made when asked for. */
  prepare(ask: PushAsk): void {
    this.#prepared = { ask, body: this.#made(ask).catch(() => null) };
  }

  async #made(ask: PushAsk): Promise<Uint8Array> {
    const { columns, random } = packJson(ask);
    return frameOf(await this.#deflate(columns), random);
  }
}

/** Ops never change once they are made, so the same objects are the same text. */
function isSameAsk(a: PushAsk, b: PushAsk): boolean {
  const { ops, ...rest } = a;
  const { ops: others, ...other } = b;
  return (
    ops.length === others.length &&
    ops.every((op, at) => op === others[at]) &&
    JSON.stringify(rest) === JSON.stringify(other)
  );
}
