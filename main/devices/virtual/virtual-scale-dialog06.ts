import type { ScalePan } from './scale-pan.ts';
import type { VirtualDevice } from './virtual-port.ts';

/** The lock of a scale for trade: the polynomial it was given, and the random numbers it asks with, in turn. */
export interface ScaleLock {
  readonly polynomial: number;
  readonly randoms: readonly number[];
  /** How many pairs it wants. */
  readonly pairs: number;
}

/** After so many weighings it asks for the checksums again. */
const weighingsToChallenge = 50;

/**
 * A price-computing scale that speaks Dialog 06, with its checksum challenge: after it was switched on, after 50 weighings,
 * and after an error of the proof. It reckons the proof in its own way (bit strings), so that it checks the till's.
 */
export class VirtualScaleDialog06 implements VirtualDevice {
  readonly #pan: ScalePan;
  readonly #lock: ScaleLock | null;
  #held = '';
  #isProven: boolean;
  #weighings = 0;
  #challenges = 0;
  #asked: number | null = null;
  /** What the next enquiry brings. */
  #pending: 'nothing' | 'weight' | 'valid' | 'invalid' = 'nothing';
  #price = 0;
  #statusCode = '00';
  #mustRemove = false;
  #say: (bytes: Uint8Array) => void = () => undefined;
  /** What its display shows: the name of the goods. */
  text = '';

  constructor(pan: ScalePan, lock: ScaleLock | null = null) {
    this.#pan = pan;
    this.#lock = lock;
    this.#isProven = lock === null;
  }

  /** How often it asked for the checksums. */
  get challenges(): number {
    return this.#challenges;
  }

  connect(say: (bytes: Uint8Array) => void): void {
    this.#say = say;
  }

  /** Somebody switches it off and on. */
  powerCycle(): void {
    this.#held = '';
    this.#pending = 'nothing';
    this.#isProven = this.#lock === null;
  }

  /** From now on what was weighed has to be taken away before it weighs again. */
  wantsRemoval(): void {
    this.#mustRemove = true;
  }

  receive(bytes: Uint8Array): void {
    this.#held += String.fromCharCode(...bytes);
    for (;;) {
      const start = this.#held.lastIndexOf('\u0004');
      const said = this.#held.slice(start + 1);
      if (start < 0 || said === '') return;
      const isWhole = said === '\u0005' || (said.startsWith('\u0002') && said.endsWith('\u0003'));
      if (!isWhole) return;
      this.#held = '';
      if (said === '\u0005') this.#bring();
      else this.#take(said.slice(1, -1).split('\u001b'));
    }
  }

  #take(fields: readonly string[]): void {
    const [number = '', first = '', second = '', third = ''] = fields;
    if (number === '08') this.#send(`\u000209\u001b${this.#statusCode}\u0003`);
    else if (number === '10') this.#check(first);
    else if (['01', '03', '04', '05'].includes(number)) this.#begin(number, [first, second, third]);
    else this.#refuse('10');
  }

  #begin(number: string, [price = '', second = '', third = '']: readonly string[]): void {
    if (!this.#isProven && this.#lock !== null) {
      this.#challenge(this.#lock);
      return;
    }
    if (!/^\d{5,6}$/.test(price) || Number(price) === 0) {
      this.#refuse('11');
      return;
    }
    const tare = number === '03' || number === '05' ? second : '0000';
    if (!/^\d{4}$/.test(tare)) {
      this.#refuse('12');
      return;
    }
    this.#pan.tare(Number(tare));
    this.#price = Number(price);
    this.text = (number === '04' ? second : number === '05' ? third : '').trimEnd();
    this.#pending = 'weight';
    this.#send('\u0006');
  }

  #bring(): void {
    if (this.#pending === 'valid' || this.#pending === 'invalid') {
      this.#send(`\u000211\u001b${this.#pending === 'valid' ? '1' : '0'}\u0003`);
      this.#pending = 'nothing';
    } else if (this.#pending === 'weight') this.#weigh();
    else this.#refuse('01');
  }

  #weigh(): void {
    const pan = this.#pan;
    if (pan.isMoving) this.#refuse('20');
    else if (pan.isOver) this.#refuse('32');
    else if (pan.isUnderZero) this.#refuse('31');
    else if (pan.net < pan.minimum) this.#refuse('30');
    else if (this.#mustRemove && this.#weighings > 0) this.#refuse('21');
    else this.#result(pan.net);
  }

  #result(grams: number): void {
    this.#pending = 'nothing';
    this.#weighings += 1;
    if (this.#lock !== null && this.#weighings % weighingsToChallenge === 0) this.#isProven = false;
    const toPay = Math.round((grams * this.#price) / 1_000);
    const digits = (value: number, count: number): string => String(value).padStart(count, '0');
    const result = [digits(grams, 5), digits(this.#price, 6), digits(toPay, 6)].join('\u001b');
    this.#send(`\u000202\u001b3\u001b${result}\u0003`);
  }

  #refuse(code: string): void {
    this.#statusCode = code;
    this.#send('\u0015');
  }

  #challenge(lock: ScaleLock): void {
    const random = lock.randoms[this.#challenges % lock.randoms.length] ?? 0;
    this.#challenges += 1;
    this.#asked = random;
    this.#send(`\u000211\u001b2${random.toString(16).toUpperCase().padStart(2, '0')}\u0003`);
  }

  #check(pairs: string): void {
    const random = this.#asked;
    this.#asked = null;
    if (random === null || this.#lock === null) {
      this.#refuse('10');
      return;
    }
    const { polynomial, pairs: wanted } = this.#lock;
    const found = pairs.match(/[0-9A-F]{8}/g) ?? [];
    const isRight = pairs.length === wanted * 8 && found.every((pair) => isPairRight(pair, polynomial, random));
    this.#isProven = isRight;
    this.#pending = isRight ? 'valid' : 'invalid';
    this.#send('\u0006');
  }

  #send(text: string): void {
    this.#say(Uint8Array.from(text, (character) => character.charCodeAt(0)));
  }
}

/** Sixteen bits as text, turned back by what the random number turned them. */
function bitsOf(hex: string, turnLeft: number): string {
  const bits = Number.parseInt(hex, 16).toString(2).padStart(16, '0');
  const by = ((turnLeft % 16) + 16) % 16;
  return bits.slice(by) + bits.slice(0, by);
}

/** Divides with pencil and paper: the checksum with its value behind it leaves no rest. */
function isPairRight(pair: string, polynomial: number, random: number): boolean {
  const cs = bitsOf(pair.slice(0, 4), -(random >> 4));
  const kw = bitsOf(pair.slice(4), random & 0x0f);
  const divisor = polynomial.toString(2).split('');
  const row = (cs + kw).split('');
  for (let at = 0; at + divisor.length <= row.length; at += 1) {
    if (row[at] !== '1') continue;
    for (const [offset, bit] of divisor.entries()) row[at + offset] = row[at + offset] === bit ? '0' : '1';
  }
  return !row.includes('1');
}
