import {
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
} from '@simplewebauthn/browser';
import type { StaffId } from '../../../../domain/id.ts';
import { accept, type Outcome, refuse } from '../../../../domain/outcome.ts';
import type { Done, HandheldEngine, HandheldRefusal, PasskeyList } from '../handheld-engine.ts';
import type { HubCalls } from '../line/hub-calls.ts';
import type { HandheldCore } from './handheld-core.ts';

type PasskeyActNames = 'passkeys' | 'addPasskey' | 'removePasskey' | 'askPasskeyConsent';

/** What the browser's own dialog ended with. WebAuthn tells no more on purpose (W3C WebAuthn §14.5). */
const browserRefusals: Readonly<Record<string, string>> = {
  NotAllowedError: 'passkey-cancelled',
  AbortError: 'passkey-cancelled',
  InvalidStateError: 'passkey-exists',
};

/**
 * A manager's finger or face instead of their PIN, typed in front of everybody: made at this device for the hub's own name,
 * good for one act each time, and judged by the hub (PA60 … PA66).
 */
export class PasskeyActs implements Pick<HandheldEngine, PasskeyActNames> {
  readonly #core: HandheldCore;

  constructor(core: HandheldCore) {
    this.#core = core;
  }

  readonly passkeys = (): Promise<Outcome<PasskeyList, HandheldRefusal>> =>
    this.#asked(async (calls) => {
      const { own, approvers } = await calls.passkeys();
      return accept({ own, approvers: approvers as StaffId[] });
    });

  readonly addPasskey = (pin: string): Promise<Done> =>
    this.#asked(async (calls) => {
      const { options } = await calls.passkeyOptions({ for: 'registration', pin });
      const optionsJSON = options as unknown as PublicKeyCredentialCreationOptionsJSON;
      const response = await inBrowser(() => startRegistration({ optionsJSON }));
      if (!response.ok) return response;
      await calls.passkeyRegister({ challenge: optionsJSON.challenge, response: { ...response.value } });
      return accept(null);
    });

  readonly removePasskey = (credentialId: string): Promise<Done> =>
    this.#asked(async (calls) => {
      await calls.passkeyRemove(credentialId);
      return accept(null);
    });

  readonly askPasskeyConsent: HandheldEngine['askPasskeyConsent'] = (act) =>
    this.#asked(async (calls) => {
      const { options } = await calls.passkeyOptions({ for: 'act', act });
      const optionsJSON = options as unknown as PublicKeyCredentialRequestOptionsJSON;
      const response = await inBrowser(() => startAuthentication({ optionsJSON }));
      if (!response.ok) return response;
      const answer = { challenge: optionsJSON.challenge, response: { ...response.value } };
      return this.#core.consented(await calls.passkeyApprove(answer), act.amount);
    });

  async #asked<Value>(
    ask: (calls: HubCalls) => Promise<Outcome<Value, HandheldRefusal>>,
  ): Promise<Outcome<Value, HandheldRefusal>> {
    const { calls, isHubHere } = this.#core;
    if (calls === null || !isHubHere) return refuse({ code: 'hub-away' });
    try {
      return await ask(calls);
    } catch (error) {
      return refuse(this.#core.refusalOf(error));
    }
  }
}

async function inBrowser<Value>(ask: () => Promise<Value>): Promise<Outcome<Value, HandheldRefusal>> {
  try {
    return accept(await ask());
  } catch (error) {
    // The library wraps what the browser threw, under the same name.
    const name = error instanceof Error ? error.name : '';
    return refuse({ code: browserRefusals[name] ?? 'passkey-unsupported' });
  }
}
