import type { StaffId } from '../../../../domain/id.ts';
import { accept, type Outcome, refuse } from '../../../../domain/outcome.ts';
import type { Role } from '../../../../domain/staff/permission.ts';
import { type FailedTries, signOnGate } from '../../../../domain/staff/pin.ts';
import { documentKeys, readDocument, writeDocument } from '../disk/documents.ts';
import { type HandheldDatabase, writeStrictly } from '../disk/handheld-database.ts';

/** What is kept of a PIN: not the PIN, and useless without the key that never leaves this browser. */
interface PinVerifier {
  readonly salt: string;
  readonly rounds: number;
  readonly digits: number;
  readonly bytes: ArrayBuffer;
}
const pepperName = 'pin-pepper';
type Tries = Readonly<Record<string, FailedTries>>;

export interface PinRefused {
  readonly code: 'pin-wrong' | 'pin-wait' | 'pin-locked' | 'pin-needs-hub';
  /** Own clock: when the next try is taken. */
  readonly waitUntil: number | null;
}

/** PINs while the hub is away: PBKDF2 over an HMAC with a key of this device, and the same back-off as at the hub (HE13). */
export class OfflinePins {
  readonly #database: HandheldDatabase;
  readonly #now: () => number;
  #wrongPins = 0;

  constructor(database: HandheldDatabase, now: () => number) {
    this.#database = database;
    this.#now = now;
  }

  /** Keeps a verifier of a PIN the hub just took; a short one is not kept. */
  async learn(
    staffId: StaffId,
    pin: string,
    rule: { readonly salt: string; readonly rounds: number; readonly digitsMin: number },
  ): Promise<void> {
    await this.#forgetTries(staffId);
    if (pin.length < rule.digitsMin) return await this.forget(staffId);
    const { salt, rounds } = rule;
    const verifier: PinVerifier = { salt, rounds, digits: pin.length, bytes: await this.#derived(pin, salt, rounds) };
    await writeStrictly(this.#database, ['verifiers'], (transaction) => {
      transaction.objectStore('verifiers').put({ staffId, verifier });
    });
  }

  async forget(staffId: StaffId): Promise<void> {
    await this.#database.verifiers.delete(staffId);
  }

  /** Wrong PINs since this was asked last, for the hub. */
  takeWrongPins(): number {
    const count = this.#wrongPins;
    this.#wrongPins = 0;
    return count;
  }

  /** Is this the person's PIN? A try is on the disk before it is judged, so killing the program gives none for free. */
  async check(
    { staffId, role }: { readonly staffId: StaffId; readonly role: Role },
    pin: string,
  ): Promise<Outcome<null, PinRefused>> {
    const kept = await this.#database.verifiers.get(staffId);
    if (kept === undefined) return refuse({ code: 'pin-needs-hub', waitUntil: null });
    const tries = (await readDocument<Tries>(this.#database, documentKeys.tries)) ?? {};
    const own = tries[staffId] ?? { failures: 0, lastAt: 0 };
    const gate = signOnGate(role, own, this.#now());
    if (gate.state === 'locked') return refuse({ code: 'pin-locked', waitUntil: null });
    if (gate.state === 'wait') return refuse({ code: 'pin-wait', waitUntil: this.#now() + gate.waitMs });
    const failed = { failures: own.failures + 1, lastAt: this.#now() };
    await writeDocument(this.#database, documentKeys.tries, { ...tries, [staffId]: failed });
    const verifier = kept.verifier as PinVerifier;
    if (areEqual(await this.#derived(pin, verifier.salt, verifier.rounds), verifier.bytes)) {
      await this.#forgetTries(staffId);
      return accept(null);
    }
    this.#wrongPins += 1;
    return refuse({ code: 'pin-wrong', waitUntil: null });
  }

  async #forgetTries(staffId: StaffId): Promise<void> {
    const tries = (await readDocument<Tries>(this.#database, documentKeys.tries)) ?? {};
    const { [staffId]: _own, ...others } = tries;
    await writeDocument(this.#database, documentKeys.tries, others);
  }

  async #derived(pin: string, salt: string, rounds: number): Promise<ArrayBuffer> {
    const text = new TextEncoder();
    const peppered = await crypto.subtle.sign('HMAC', await this.#pepper(), text.encode(pin));
    const key = await crypto.subtle.importKey('raw', peppered, 'PBKDF2', false, ['deriveBits']);
    const how = { name: 'PBKDF2', hash: 'SHA-256', salt: text.encode(salt), iterations: rounds };
    return await crypto.subtle.deriveBits(how, key, 256);
  }

  async #pepper(): Promise<CryptoKey> {
    const kept = await this.#database.keys.get(pepperName);
    if (kept !== undefined) return kept.pair as CryptoKey;
    const pair = await crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
    await writeStrictly(this.#database, ['keys'], (transaction) => {
      transaction.objectStore('keys').put({ key: pepperName, pair });
    });
    return pair;
  }
}

/** Compares without telling by its time where they differ. */
function areEqual(a: ArrayBuffer, b: ArrayBuffer): boolean {
  const [left, right] = [new Uint8Array(a), new Uint8Array(b)];
  let different = left.length ^ right.length;
  for (const [at, byte] of left.entries()) different |= byte ^ (right[at] ?? 0);
  return different === 0;
}
