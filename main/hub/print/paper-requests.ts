import type { PrintedPaper } from '../../../contracts/device.ts';
import type { Ambient } from '../../../domain/ambient.ts';
import type { JobId } from '../../../domain/id.ts';
import { accept, type Outcome, refuse } from '../../../domain/outcome.ts';

/** Longest wait for a picture of paper, in milliseconds. */
export const paperMsMax = 5_000;
/** Requests for paper under way at once. */
export const paperRequestsMax = 16;

export interface AnsweredPaper {
  readonly jobId: JobId;
  readonly text: string;
  readonly pngBase64: string;
  readonly bytesBase64: string;
}
type Answer = Outcome<AnsweredPaper, 'paper-gone' | 'printer-away'>;

/** Questions to the device process that wait for their answer. */
export class PaperRequests {
  readonly #waiting = new Map<string, (answer: Answer) => void>();
  readonly #newId: Ambient['newId'];
  readonly #send: (requestId: string, jobId: JobId) => void;

  constructor(newId: Ambient['newId'], send: (requestId: string, jobId: JobId) => void) {
    this.#newId = newId;
    this.#send = send;
  }

  ask(jobId: JobId): Promise<Answer> {
    if (this.#waiting.size >= paperRequestsMax) return Promise.resolve(refuse('printer-away'));
    const requestId = this.#newId();
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#settle(requestId, refuse('printer-away')), paperMsMax);
      this.#waiting.set(requestId, (answer) => {
        clearTimeout(timer);
        resolve(answer);
      });
      this.#send(requestId, jobId);
    });
  }

  answered(requestId: string, paper: PrintedPaper | null): void {
    if (paper === null) {
      this.#settle(requestId, refuse('paper-gone'));
      return;
    }
    const { jobId, preview: text, png, bytes } = paper;
    const pngBase64 = Buffer.from(png).toString('base64');
    this.#settle(requestId, accept({ jobId, text, pngBase64, bytesBase64: Buffer.from(bytes).toString('base64') }));
  }

  /** Nobody will answer any more. */
  giveUp(): void {
    for (const requestId of [...this.#waiting.keys()]) this.#settle(requestId, refuse('printer-away'));
  }

  close(): void {
    this.giveUp();
  }

  #settle(requestId: string, answer: Answer): void {
    const resolve = this.#waiting.get(requestId);
    this.#waiting.delete(requestId);
    resolve?.(answer);
  }
}
