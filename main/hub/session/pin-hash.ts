import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * argon2id with a pepper derived from the store's key: a stolen verifier without that key is worth nothing, since a
 * 6-digit PIN alone falls to a search within hours. Cost: OWASP's minimum is m=19 MiB, t=2; we take m=64 MiB, t=3, p=1
 * (RFC 9106's second choice has p=4), about 60 ms on one core. Runs on the thread pool, so the hub goes on serving.
 */
const memoryKib = 65_536;
const passes = 3;
const saltBytes = 16;
const tagBytes = 32;
/** PIN checks at the same time: each takes 64 MiB. */
export const pinChecksAtOnceMax = 2;
/** PIN checks that may wait for one of those. */
export const pinChecksWaitingMax = 32;

const phc = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=1\$([A-Za-z0-9+/]{1,86})\$([A-Za-z0-9+/]{1,86})$/;

/** Makes and checks PIN verifiers. */
export interface PinHasher {
  /** A verifier in PHC string form with a fresh salt. */
  readonly hash: (pin: string) => Promise<string>;
  /** Is this the PIN? Null stands for somebody unknown: as much work is done, and the answer is no. */
  readonly verify: (pin: string, verifier: string | null) => Promise<boolean>;
}

/** Too many PINs at once: ask again later. */
export class PinChecksFull extends Error {
  constructor() {
    super('too many PIN checks at once');
  }
}

interface Cost {
  readonly salt: Buffer;
  readonly memory: number;
  readonly passes: number;
  readonly tagLength: number;
}

export function pinHasher(pepper: Uint8Array): PinHasher {
  const inTurn = turns(pinChecksAtOnceMax, pinChecksWaitingMax);
  const derive = (pin: string, cost: Cost): Promise<Buffer> => inTurn(() => argon2id(pin, cost, pepper));
  const strangerCost = { salt: randomBytes(saltBytes), memory: memoryKib, passes, tagLength: tagBytes };
  return {
    hash: async (pin) => {
      const salt = randomBytes(saltBytes);
      const tag = await derive(pin, { salt, memory: memoryKib, passes, tagLength: tagBytes });
      return `$argon2id$v=19$m=${memoryKib},t=${passes},p=1$${base64(salt)}$${base64(tag)}`;
    },
    verify: async (pin, verifier) => {
      const parts = verifier === null ? null : phc.exec(verifier);
      if (!parts?.[3] || !parts[4]) {
        await derive(pin, strangerCost);
        return false;
      }
      const expected = Buffer.from(parts[4], 'base64');
      const cost = { memory: Number(parts[1]), passes: Number(parts[2]), tagLength: expected.length };
      const tag = await derive(pin, { ...cost, salt: Buffer.from(parts[3], 'base64') });
      return timingSafeEqual(tag, expected);
    },
  };
}

function argon2id(pin: string, cost: Cost, pepper: Uint8Array): Promise<Buffer> {
  const parameters = {
    message: pin,
    nonce: cost.salt,
    secret: pepper,
    parallelism: 1,
    memory: cost.memory,
    passes: cost.passes,
    tagLength: cost.tagLength,
  };
  return new Promise((resolve, reject) => {
    argon2('argon2id', parameters, (error, tag) => (error === null ? resolve(tag) : reject(error)));
  });
}

/** Base64 without padding, as PHC strings want it. */
function base64(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}

/** Runs at most `atOnce` jobs; the rest wait in a line of at most `waitingMax`. */
function turns(atOnce: number, waitingMax: number): <Value>(job: () => Promise<Value>) => Promise<Value> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (job) => {
    if (running >= atOnce) {
      if (waiting.length >= waitingMax) throw new PinChecksFull();
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
    running += 1;
    try {
      return await job();
    } finally {
      running -= 1;
      waiting.shift()?.();
    }
  };
}
