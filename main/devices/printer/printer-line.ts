import type { PrinterProfile } from '../../../contracts/device.ts';
import { type Clock, pause, within } from '../clock.ts';
import { type PrinterChannel, sentBytesOf } from '../printer-channel.ts';
import { askBarrier, askProcessId, askStatus, processIdChars, tellStatusBack } from '../protocols/escpos/commands.ts';
import { type PrinterReply, ReplyReader } from '../protocols/escpos/replies.ts';
import {
  blockedBy,
  conditionOfAnswers,
  conditionOfStatusBack,
  type PrinterCondition,
  unknownCondition,
} from '../protocols/escpos/status.ts';

/** Longest wait for the answer to one status question, in milliseconds. */
export const statusAnswerMsMax = 400;

/** What became of bytes that were handed over. `none`: not one of them left. */
export type WriteResult = { readonly ok: true } | { readonly ok: false; readonly left: 'none' | 'some' };

interface Expected {
  readonly came: Promise<PrinterReply>;
  readonly forget: () => void;
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

/** One open connection to a printer: writes paced bytes, asks for status, waits for confirmations. */
export class PrinterLine {
  readonly #parts: PrinterLineParts;
  readonly #replies = new ReplyReader();
  readonly #waiting: ((reply: PrinterReply) => boolean)[] = [];
  readonly #gone: Promise<void>;
  #isGone = false;
  #told: PrinterCondition | null = null;
  #token = 0;

  constructor(parts: PrinterLineParts) {
    this.#parts = parts;
    parts.channel.onData((bytes) => {
      for (const reply of this.#replies.feed(bytes)) this.#heard(reply);
    });
    this.#gone = new Promise((resolve) => {
      parts.channel.onClose(() => {
        this.#isGone = true;
        resolve();
      });
    });
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
    if (this.#parts.profile.status === 'status-back') await this.#parts.channel.write(tellStatusBack());
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
    const done = writing.then(() => true);
    while ((await within(this.#parts.clock, this.#parts.stallMs, done)) === null) {
      if (this.#told === null || blockedBy(this.#told) === null) {
        done.catch(() => undefined);
        throw new Error('the printer takes no more bytes');
      }
    }
  }

  /** Asks DLE EOT 1–4, one after the other: the answers look alike, so never two questions at once. */
  async askCondition(): Promise<PrinterCondition> {
    if (this.#parts.profile.status === 'none' || this.#isGone) return unknownCondition;
    const printer = await this.#ask('printer');
    // A printer that does not answer the first question will not answer the others; what it told by itself still holds.
    if (printer === null) return this.#told ?? unknownCondition;
    const offlineCause = await this.#ask('offlineCause');
    const error = await this.#ask('error');
    const paper = await this.#ask('paper');
    return conditionOfAnswers({ printer, offlineCause, error, paper }, this.#parts.profile.drawer.openLevel);
  }

  /**
   * The bytes that ask for a confirmation of everything before them, and the promise of its coming; null when this
   * printer cannot confirm. Take it before writing: the answer may be quick.
   */
  confirmation(): { readonly bytes: Uint8Array; readonly came: Promise<PrinterReply> } | null {
    const { confirm } = this.#parts.profile;
    if (confirm === 'none') return null;
    if (confirm === 'barrier') {
      return { bytes: askBarrier(), came: this.#expect((reply) => reply.kind === 'barrier').came };
    }
    this.#token = (this.#token + 1) % 36 ** (processIdChars - 1);
    const token = `K${this.#token
      .toString(36)
      .toUpperCase()
      .padStart(processIdChars - 1, '0')}`;
    const isMine = (reply: PrinterReply): boolean => reply.kind === 'process-id' && reply.token === token;
    return { bytes: askProcessId(token), came: this.#expect(isMine).came };
  }

  async #ask(kind: Parameters<typeof askStatus>[0]): Promise<number | null> {
    const { clock, channel } = this.#parts;
    const answer = this.#expect((reply) => reply.kind === 'real-time');
    const asked = channel.write(askStatus(kind)).catch(() => 0);
    const heard = await within(clock, statusAnswerMsMax, Promise.all([answer.came, asked]));
    answer.forget();
    return heard !== null && heard[0].kind === 'real-time' ? heard[0].byte : null;
  }

  #expect(isIt: (reply: PrinterReply) => boolean): Expected {
    let listener: (reply: PrinterReply) => boolean = () => false;
    const came = new Promise<PrinterReply>((resolve) => {
      listener = (reply) => {
        if (!isIt(reply)) return false;
        resolve(reply);
        return true;
      };
      this.#waiting.push(listener);
    });
    const forget = (): void => {
      const at = this.#waiting.indexOf(listener);
      if (at >= 0) this.#waiting.splice(at, 1);
    };
    return { came, forget };
  }

  #heard(reply: PrinterReply): void {
    if (reply.kind === 'status-back') {
      this.#told = conditionOfStatusBack(reply.bytes, this.#parts.profile.drawer.openLevel);
      this.#parts.onCondition(this.#told);
    } else {
      const at = this.#waiting.findIndex((isIt) => isIt(reply));
      if (at >= 0) this.#waiting.splice(at, 1);
    }
  }
}
