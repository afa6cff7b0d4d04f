import * as crypto from 'node:crypto';
import { FaultError } from '../../../domain/fault-catalog.ts';

/**
 * argon2id over the PIN peppered with a key of the store: a stolen verifier without that key is worth nothing, since a
 * 6-digit PIN alone falls to a search within hours. Cost: OWASP's minimum is m=19 MiB, t=2; we take m=64 MiB, t=3, p=1,
 * about 60 ms on one core, on the thread pool, so the hub goes on serving. An engine without argon2 (Electron's
 * BoringSSL) makes scrypt verifiers of the same order (OWASP: N=2^16, r=8, p=2); the verifier says which it is.
 */
const argon2Cost = { memory: 65_536, passes: 3 };
const scryptCost = { N: 65_536, r: 8, p: 2 };
const scryptBytesMax = 134_217_728;
const saltBytes = 16;
const tagBytes = 32;
/** PIN checks at the same time: each takes 64 MiB. */
export const pinChecksAtOnceMax = 2;
/** PIN checks that may wait for one of those. */
export const pinChecksWaitingMax = 32;

const base64Text = '[A-Za-z0-9+/]{1,86}';
const argon2Phc = new RegExp(
  `^\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,2}),p=1\\$(${base64Text})\\$(${base64Text})$`,
);
const scryptPhc = new RegExp(`^\\$scrypt\\$n=(\\d{1,7}),r=(\\d{1,2}),p=(\\d)\\$(${base64Text})\\$(${base64Text})$`);

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

/** One way to make a tag from a peppered PIN. */
interface Recipe {
  readonly head: string;
  readonly salt: Buffer;
  readonly derive: (message: Buffer) => Promise<Buffer>;
}

/** `engine` is asked for argon2; a test hands in one that has none. */
export function pinHasher(pepper: Uint8Array, engine: Pick<typeof crypto, 'scrypt'> & object = crypto): PinHasher {
  const inTurn = turns(pinChecksAtOnceMax, pinChecksWaitingMax);
  const argon2 = 'argon2' in engine ? (engine.argon2 as typeof crypto.argon2) : null;
  const peppered = (pin: string): Buffer => crypto.createHmac('sha256', pepper).update(pin).digest();
  const tagOf = (pin: string, recipe: Recipe): Promise<Buffer> => inTurn(() => recipe.derive(peppered(pin)));
  const fresh = (): Recipe => {
    const salt = crypto.randomBytes(saltBytes);
    return argon2 === null ? scryptRecipe({ ...scryptCost, salt }) : argon2Recipe(argon2, { ...argon2Cost, salt });
  };
  const stranger = fresh();
  return {
    hash: async (pin) => {
      const recipe = fresh();
      return `${recipe.head}$${base64(recipe.salt)}$${base64(await tagOf(pin, recipe))}`;
    },
    verify: async (pin, verifier) => {
      const known = verifier === null ? null : readVerifier(verifier, argon2);
      const tag = await tagOf(pin, known?.recipe ?? stranger);
      return known !== null && tag.length === known.tag.length && crypto.timingSafeEqual(tag, known.tag);
    },
  };
}

function readVerifier(
  verifier: string,
  argon2: typeof crypto.argon2 | null,
): { readonly recipe: Recipe; readonly tag: Buffer } | null {
  const [, memory, passes, salt = '', tag = ''] = argon2Phc.exec(verifier) ?? [];
  if (memory !== undefined) {
    if (argon2 === null) throw new FaultError('argon2-missing', 'the PINs of this store need a Node with argon2');
    const cost = { memory: Number(memory), passes: Number(passes), salt: Buffer.from(salt, 'base64') };
    return { recipe: argon2Recipe(argon2, cost), tag: Buffer.from(tag, 'base64') };
  }
  const [, N, r, p, scryptSalt = '', scryptTag = ''] = scryptPhc.exec(verifier) ?? [];
  if (N === undefined) return null;
  const cost = { N: Number(N), r: Number(r), p: Number(p), salt: Buffer.from(scryptSalt, 'base64') };
  return { recipe: scryptRecipe(cost), tag: Buffer.from(scryptTag, 'base64') };
}

function argon2Recipe(
  argon2: typeof crypto.argon2,
  { memory, passes, salt }: { readonly memory: number; readonly passes: number; readonly salt: Buffer },
): Recipe {
  const derive = (message: Buffer): Promise<Buffer> => {
    const parameters = { message, nonce: salt, parallelism: 1, memory, passes, tagLength: tagBytes };
    return new Promise((resolve, reject) => {
      argon2('argon2id', parameters, (error, tag) => (error === null ? resolve(tag) : reject(error)));
    });
  };
  return { head: `$argon2id$v=19$m=${memory},t=${passes},p=1`, salt, derive };
}

function scryptRecipe({ N, r, p, salt }: { N: number; r: number; p: number; salt: Buffer }): Recipe {
  const derive = (message: Buffer): Promise<Buffer> =>
    new Promise((resolve, reject) => {
      const options = { N, r, p, maxmem: scryptBytesMax };
      crypto.scrypt(message, salt, tagBytes, options, (error, tag) => (error === null ? resolve(tag) : reject(error)));
    });
  return { head: `$scrypt$n=${N},r=${r},p=${p}`, salt, derive };
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
