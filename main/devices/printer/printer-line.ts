import type { PrinterProfile } from '../../../contracts/device.ts';
import { assertNever } from '../../../domain/assert.ts';
import { type Clock, pause, within } from '../clock.ts';
import { type PrinterChannel, sentBytesOf } from '../printer-channel.ts';
import { blockedBy, type PrinterCondition, unknownCondition } from '../protocols/condition.ts';
import type { PrinterDialogue, PrinterEvent } from '../protocols/printer-protocol.ts';
import { protocolOf } from '../protocols/protocol-of.ts';
import { foldBabble, printerReadBytesMax, quiet } from './babble-guard.ts';

/** Longest wait for the answer to one status question, in milliseconds. */
export const statusAnswerMsMax = 400;

/**
 * A printer that must be asked cannot be while it takes no bytes: the question would wait behind them, or fall into a
 * picture. It may only be out of paper, so it is given this many times as long as one that would tell.
 */
const unaskedStallsMax = 20;

/** What became of bytes that were handed over. `none`: not one of them left. */
export type WriteResult = { readonly ok: true } | { readonly ok: false; readonly left: 'none' | 'some' };

/** Bytes that ask for a confirmation, and the promise of its coming. */
export interface AskedConfirmation {
  readonly bytes: Uint8Array;
  readonly came: Promise<true>;
}

/** What a line is made of. */
export interface PrinterLineParts {
  readonly channel: PrinterChannel;
  readonly profile: PrinterProfile;
  readonly clock: Clock;
  /** Longest wait without the printer taking a byte, in milliseconds, while nothing is known to stand in the way. */
  readonly stallMs: number;
  /** Called with every condition the printer tells of without being asked. */
  readonly onCondition: (condition: PrinterCondition) => void;
}

/** What is known of a printer that babbles: only that. */
export const garbledCondition: PrinterCondition = { ...unknownCondition, error: 'garbled', source: 'connection' };

/** It ended the connection instead of answering: what listens there may be no printer. */
const hungUpCondition: PrinterCondition = { ...unknownCondition, error: 'hangs-up', source: 'connection' };
/** It takes no bytes, and nothing it told says why. */
export const notReadingCondition: PrinterCondition = {
  ...unknownCondition,
  error: 'not-reading',
  source: 'connection',
};

/** One open connection to a printer: writes paced bytes, asks for status, waits for confirmations. */
export class PrinterLine {
  readonly #parts: PrinterLineParts;
  readonly #dialogue: PrinterDialogue;
  readonly #confirmations = new Map<string, () => void>();
  readonly #gone: Promise<void>;
  #isGone = false;
  /** Was it the printer that ended the connection? */
  #hasHungUp = false;
  #babble = quiet;
  #told: PrinterCondition | null = null;
  #answered: ((bytes: readonly number[]) => void) | null = null;
  #toldOnce: () => void = () => undefined;

  constructor(parts: PrinterLineParts) {
    this.#parts = parts;
    this.#dialogue = protocolOf(parts.profile).converse(parts.profile, parts.clock.now());
    parts.channel.onData((bytes) => this.#heard(bytes));
    this.#gone = new Promise((resolve) => {
      parts.channel.onClose(() => {
        this.#hasHungUp = !this.#isGone;
        this.#isGone = true;
        resolve();
      });
    });
  }

  /** Did it say so much, or so little that makes sense, that the connection was given up (PJ15)? */
  get babbles(): boolean {
    return this.#babble.babbles;
  }

  get isGone(): boolean {
    return this.#isGone;
  }

  /** Resolves when the connection is gone, for whatever reason. */
  get gone(): Promise<void> {
    return this.#gone;
  }

  async open(): Promise<void> {
    await this.#parts.channel.open();
    if (this.#dialogue.greeting.length > 0) await this.#parts.channel.write(this.#dialogue.greeting);
  }

  /** Half-closes and waits until the printer has read everything; answers whether it did. */
  async drain(): Promise<boolean> {
    try {
      await this.#parts.channel.drain();
      return true;
    } catch {
      return false;
    } finally {
      this.#isGone = true;
    }
  }

  async close(): Promise<void> {
    this.#isGone = true;
    await this.#parts.channel.close().catch(() => undefined);
  }

  /** Writes in chunks at the profile's pace. */
  async write(bytes: Uint8Array): Promise<WriteResult> {
    const { channel, profile, clock } = this.#parts;
    const { chunkBytes, gapMs } = profile.pace;
    for (let at = 0; at < bytes.length; at += chunkBytes) {
      try {
        await this.#taken(channel.write(bytes.subarray(at, at + chunkBytes)));
      } catch (error) {
        // What is stuck on the way must not come out later as a surprise.
        await this.close();
        return { ok: false, left: at === 0 && sentBytesOf(error) === 0 ? 'none' : 'some' };
      }
      if (gapMs > 0) await pause(clock, gapMs);
    }
    return { ok: true };
  }

  /** Waits until the printer takes the bytes; time without paper or with an open cover does not count (PJ7). */
  async #taken(writing: Promise<number>): Promise<void> {
    const { clock, stallMs, profile } = this.#parts;
    const done = writing.then(() => true);
    let stallsLeft = profile.status === 'status-back' ? 1 : unaskedStallsMax;
    while ((await within(clock, stallMs, done)) === null) {
      if (this.#told === null || blockedBy(this.#told) === null) {
        stallsLeft -= 1;
        this.#parts.onCondition(notReadingCondition);
      }
      if (stallsLeft > 0) continue;
      done.catch(() => undefined);
      throw new Error('the printer takes no more bytes');
    }
  }

  /** Must the printer be asked before it tells that a job is done? */
  get confirmsWhenAsked(): boolean {
    return this.#dialogue.confirmsWhenAsked;
  }

  /** Asks the dialect's questions one after the other: answers may look alike, so never two at once. */
  async askCondition(): Promise<PrinterCondition> {
    const condition = await this.#askedCondition();
    if (this.babbles) return garbledCondition;
    return condition.source === 'none' && this.#hasHungUp ? hungUpCondition : condition;
  }

  async #askedCondition(): Promise<PrinterCondition> {
    if (this.#parts.profile.status === 'none' || this.#isGone) return unknownCondition;
    const { questions } = this.#dialogue;
    if (questions.length === 0) return this.#told ?? (await this.#toldSoon());
    const answers: (readonly number[] | null)[] = [];
    for (const question of questions) {
      const answer = await this.#ask(question);
      // A printer that does not answer the first question will not answer the others; what it told by itself still holds.
      if (answer === null && answers.length === 0) return this.#told ?? unknownCondition;
      answers.push(answer);
    }
    return this.#dialogue.conditionOf(answers);
  }

  /** Null when this printer cannot confirm. Take it before writing: the answer may be quick. */
  confirmation(): AskedConfirmation | null {
    const request = this.#dialogue.confirmation();
    if (request === null) return null;
    const came = new Promise<true>((resolve) => {
      this.#confirmations.set(request.token, () => resolve(true));
    });
    return { bytes: request.bytes, came };
  }

  /** Waits a moment for the first condition of a printer that tells by itself. */
  async #toldSoon(): Promise<PrinterCondition> {
    const told = new Promise<void>((resolve) => {
      this.#toldOnce = resolve;
    });
    await within(this.#parts.clock, statusAnswerMsMax, told);
    return this.#told ?? unknownCondition;
  }

  async #ask(question: Uint8Array): Promise<readonly number[] | null> {
    const { clock, channel } = this.#parts;
    const answer = new Promise<readonly number[]>((resolve) => {
      this.#answered = resolve;
    });
    const asked = channel.write(question).catch(() => 0);
    const heard = await within(clock, statusAnswerMsMax, Promise.all([answer, asked]));
    this.#answered = null;
    return heard?.[0] ?? null;
  }

  /** Nothing of a read that is mostly noise is believed, and nothing after it. */
  #heard(bytes: Uint8Array): void {
    if (this.#babble.babbles) return;
    const noiseBefore = this.#dialogue.noiseBytes;
    const events = this.#dialogue.hear(bytes.subarray(0, printerReadBytesMax));
    const noiseBytes = this.#dialogue.noiseBytes - noiseBefore;
    this.#babble = foldBabble(this.#babble, { at: this.#parts.clock.now(), bytes: bytes.length, noiseBytes });
    if (this.#babble.babbles) this.#giveUp();
    else this.#tellAll(events);
  }

  #giveUp(): void {
    this.#told = garbledCondition;
    this.#parts.onCondition(garbledCondition);
    void this.close();
  }

  #tellAll(events: readonly PrinterEvent[]): void {
    for (const event of events) {
      switch (event.kind) {
        case 'condition':
          this.#told = event.condition;
          this.#toldOnce();
          this.#parts.onCondition(event.condition);
          break;
        case 'answer':
          this.#answered?.(event.bytes);
          break;
        case 'confirmed':
          this.#confirmations.get(event.token)?.();
          this.#confirmations.delete(event.token);
          break;
        default:
          assertNever(event);
      }
    }
  }
}
