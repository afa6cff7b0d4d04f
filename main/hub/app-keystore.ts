import { randomUUID } from 'node:crypto';
import { appToHub, type HubToApp, type RoutedBody } from '../../contracts/process-messages.ts';
import type { OsKeystore } from '../store/key/data-key.ts';

/** Longest wait for the keystore of the operating system: it may ask the person at the screen. */
const keystoreMsMax = 50_000;

type Answer = Awaited<ReturnType<OsKeystore['wrap']>>;

/** The keystore of the operating system, asked through the app: only the app's main process can reach it. */
export class AppKeystore implements OsKeystore {
  readonly available = true;
  readonly #send: (message: HubToApp) => void;
  readonly #waiting = new Map<string, (answer: Answer) => void>();

  constructor(send: (message: HubToApp) => void) {
    this.#send = send;
  }

  wrap(bytes: Uint8Array): Promise<Answer> {
    return this.#ask('key.wrap', bytes);
  }

  unwrap(bytes: Uint8Array): Promise<Answer> {
    return this.#ask('key.unwrap', bytes);
  }

  /** Takes an answer of the app; false when the message is for somebody else. */
  receive(body: RoutedBody): boolean {
    if (body.kind !== 'key.answer') return false;
    const message = appToHub.parse(body);
    if (message.kind !== 'key.answer') return false;
    const { requestId, bytesBase64, reason } = message;
    const resolve = this.#waiting.get(requestId);
    this.#waiting.delete(requestId);
    resolve?.(bytesBase64 === null ? { ok: false, reason } : { ok: true, bytes: Buffer.from(bytesBase64, 'base64') });
    return true;
  }

  #ask(kind: 'key.wrap' | 'key.unwrap', bytes: Uint8Array): Promise<Answer> {
    const requestId = randomUUID();
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#giveUp(requestId), keystoreMsMax);
      this.#waiting.set(requestId, (answer) => {
        clearTimeout(timer);
        resolve(answer);
      });
      this.#send({ kind, requestId, bytesBase64: Buffer.from(bytes).toString('base64') });
    });
  }

  #giveUp(requestId: string): void {
    const resolve = this.#waiting.get(requestId);
    this.#waiting.delete(requestId);
    resolve?.({ ok: false, reason: 'keystore-silent' });
  }
}
