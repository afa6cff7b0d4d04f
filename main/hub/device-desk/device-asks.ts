import type { AnswerTo, AskRefusal, DeviceAnswer, DeviceAsk } from '../../../contracts/device-ask.ts';
import { askMsMax, asksMax } from '../../../contracts/device-ask.ts';
import type { HubToDevices } from '../../../contracts/device-messages.ts';
import { assert } from '../../../domain/assert.ts';
import { accept, type Outcome, refuse } from '../../../domain/outcome.ts';

/** Why there is no answer: nobody is there (any more), too many questions wait, or the devices said no. */
export type NoAnswer = 'devices-away' | 'devices-busy' | AskRefusal;
type Answered = Outcome<DeviceAnswer, NoAnswer>;

/** Questions to the device process that wait for their answer. */
export class DeviceAsks {
  readonly #waiting = new Map<string, (answer: Answered) => void>();
  readonly #newId: () => string;
  readonly #send: (message: HubToDevices) => void;

  constructor(newId: () => string, send: (message: HubToDevices) => void) {
    this.#newId = newId;
    this.#send = send;
  }

  async ask<Ask extends DeviceAsk['ask']>(
    question: Extract<DeviceAsk, { readonly ask: Ask }>,
  ): Promise<Outcome<AnswerTo<Ask>, NoAnswer>> {
    if (this.#waiting.size >= asksMax) return refuse('devices-busy');
    const requestId = this.#newId();
    const outcome = await new Promise<Answered>((resolve) => {
      const timer = setTimeout(() => this.#settle(requestId, refuse('devices-away')), askMsMax);
      this.#waiting.set(requestId, (answer) => {
        clearTimeout(timer);
        resolve(answer);
      });
      this.#send({ kind: 'device.ask', requestId, ask: question });
    });
    if (!outcome.ok) return outcome;
    const answer = outcome.value;
    if (answer.ask === 'refused') return refuse(answer.refusal);
    assert(answer.ask === question.ask, 'an answer belongs to its question');
    return accept(answer as unknown as AnswerTo<Ask>);
  }

  answered(requestId: string, answer: DeviceAnswer): void {
    this.#settle(requestId, accept(answer));
  }

  /** Nobody will answer any more. */
  giveUp(): void {
    for (const requestId of [...this.#waiting.keys()]) this.#settle(requestId, refuse('devices-away'));
  }

  #settle(requestId: string, answer: Answered): void {
    const resolve = this.#waiting.get(requestId);
    this.#waiting.delete(requestId);
    resolve?.(answer);
  }
}
