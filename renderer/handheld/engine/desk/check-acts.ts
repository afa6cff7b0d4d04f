import { refuse } from '../../../../domain/outcome.ts';
import type { CheckEngine } from '../check-engine.ts';
import type { Done } from '../handheld-engine.ts';
import type { HandheldCore } from './handheld-core.ts';

/** What a person does with open checks (`docs/spec/check.md`). */
export class CheckActs implements CheckEngine {
  readonly #core: HandheldCore;

  constructor(core: HandheldCore) {
    this.#core = core;
  }

  readonly openCheck: CheckEngine['openCheck'] = async () => refuse(this.#away());
  readonly changeCheck = async (): Promise<Done> => refuse(this.#away());
  readonly addToCheck = async (): Promise<Done> => refuse(this.#away());
  readonly voidCheckLine = async (): Promise<Done> => refuse(this.#away());
  readonly serveCheckLine = async (): Promise<Done> => refuse(this.#away());
  readonly takeCheck = async (): Promise<Done> => refuse(this.#away());
  readonly putBackCheck = async (): Promise<Done> => refuse(this.#away());
  readonly checkOutCheck = async (): Promise<Done> => refuse(this.#away());
  readonly giveBackCheck = async (): Promise<Done> => refuse(this.#away());
  readonly takeOverCheck = async (): Promise<Done> => refuse(this.#away());
  readonly closeCheck = async (): Promise<Done> => refuse(this.#away());

  #away() {
    return { code: this.#core.staff === null ? 'not-signed-on' : 'hub-away' };
  }
}
