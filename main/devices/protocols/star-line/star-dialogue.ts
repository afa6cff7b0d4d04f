import type { PrinterProfile } from '../../../../contracts/device.ts';
import { type Bytes, joinBytes } from '../bytes.ts';
import { type PrinterCondition, unknownCondition } from '../condition.ts';
import type { ConfirmationRequest, PrinterDialogue, PrinterEvent } from '../printer-protocol.ts';
import { askStatus, countBlock, tellStatusBack } from './commands.ts';
import { blockCounter, conditionOfStatus, type StarStatus, StarStatusReader } from './status.ts';

/** The ETB counter counts from 0 to 31 and begins again. */
const counterSteps = 32;

/** How far `counter` is beyond `from`, as the shorter way round. */
function ahead(counter: number, from: number): number {
  const steps = (counter - from + counterSteps) % counterSteps;
  return steps < counterSteps / 2 ? steps : steps - counterSteps;
}

/**
 * The talk with a Star printer. It is asked by ESC ACK SOH, or tells by itself and is then not asked any more, as the manual
 * wants. A job is done when the ETB counter has reached the number it will have after the job.
 */
export class StarDialogue implements PrinterDialogue {
  readonly greeting: Bytes;
  readonly questions: readonly Bytes[];
  readonly confirmsWhenAsked: boolean;
  readonly #profile: PrinterProfile;
  readonly #reader = new StarStatusReader();
  #counter: number | null = null;
  #open: { readonly token: string; readonly counter: number }[] = [];
  #tokens: number;

  constructor(profile: PrinterProfile, seed: number) {
    this.#profile = profile;
    this.#tokens = seed;
    const tells = profile.status === 'status-back';
    // Asked once before: a printer that is stopped takes the order to tell only once it goes on.
    this.greeting = tells ? joinBytes([askStatus(), tellStatusBack(true)]) : joinBytes([]);
    this.questions = tells ? [] : [askStatus()];
    this.confirmsWhenAsked = !tells;
  }

  get noiseBytes(): number {
    return this.#reader.noiseBytes;
  }

  hear(bytes: Uint8Array): PrinterEvent[] {
    return this.#reader
      .feed(bytes)
      .flatMap((status) => [
        { kind: 'condition', condition: this.#conditionOf(status) },
        { kind: 'answer', bytes: status },
        ...this.#counted(status),
      ]);
  }

  #conditionOf(status: StarStatus): PrinterCondition {
    const source = this.confirmsWhenAsked ? 'real-time' : 'status-back';
    return conditionOfStatus(status, this.#profile.drawer.openLevel, source);
  }

  #counted(status: StarStatus): PrinterEvent[] {
    const counter = blockCounter(status);
    if (counter === null) return [];
    this.#counter = counter;
    const reached = this.#open.filter((open) => ahead(counter, open.counter) >= 0);
    this.#open = this.#open.filter((open) => !reached.includes(open));
    return reached.map(({ token }) => ({ kind: 'confirmed', token }));
  }

  conditionOf(answers: readonly (readonly number[] | null)[]): PrinterCondition {
    const [status = null] = answers;
    return status === null ? unknownCondition : this.#conditionOf(status);
  }

  /** Null also while the counter was never seen: its next value would be a guess. */
  confirmation(): ConfirmationRequest | null {
    const last = this.#open.at(-1)?.counter ?? this.#counter;
    if (this.#profile.confirm !== 'etb' || last === null || this.#open.length >= counterSteps / 2 - 1) return null;
    this.#tokens += 1;
    const token = `etb ${this.#tokens}`;
    this.#open.push({ token, counter: (last + 1) % counterSteps });
    return { bytes: countBlock(), token };
  }
}
