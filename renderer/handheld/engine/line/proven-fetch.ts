import { generateProof, type KeyPair } from 'dpop';
import {
  type AuthError,
  nonceHeader,
  proofHeader,
  staffHeader,
  type TokenAnswer,
  tokenAnswer,
} from '../../../../contracts/device-session.ts';
import type { InstallId } from '../../../../domain/id.ts';

/** A request that brings no answer for so long is given up, in milliseconds; the machine then tries again. */
export const requestMsMax = 12_000;
/** A token is renewed this long before it ends, in milliseconds. */
const renewBeforeMs = 30_000;

/** No answer that could be used came back: no line, a lost reply, a certificate that is not trusted (all look the same). */
export class HubAwayError extends Error {
  override readonly name = 'HubAwayError';
}

/** The hub answered, and said no. `code` for programs; `until` says when to come again, UTC epoch ms by the hub's clock. */
export class HubRefusedError extends Error {
  override readonly name = 'HubRefusedError';
  readonly status: number;
  readonly code: string;
  readonly until: number | null;
  readonly limit: number | null;

  constructor(status: number, code: string, facts: { readonly until?: number | null; readonly limit?: number | null }) {
    super(`${status} ${code}`);
    this.status = status;
    this.code = code;
    this.until = facts.until ?? null;
    this.limit = facts.limit ?? null;
  }
}

export interface Exchange {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: BodyInit | undefined;
  readonly contentType?: string | undefined;
  /** Pairing and the token itself are asked for without a token. */
  readonly bare?: boolean;
  /** In the name of who is signed on: it waits until the hub knows them, and asks for their PIN when it does not any more. */
  readonly asStaff?: boolean;
  /** Given up sooner than `requestMsMax`, in milliseconds: somebody waits in front of it. */
  readonly withinMs?: number;
}

export interface ProvenSide {
  readonly origin: string;
  readonly key: KeyPair;
  readonly installId: InstallId;
  readonly appVersion: string;
  readonly now: () => number;
  readonly fetch: typeof fetch;
  /** Each new token brings what the hub has to say to this device. */
  readonly onToken: (answer: TokenAnswer, skewMs: number) => void;
  /** Something was answered, whatever it was: the hub is there. `roundTripMs` by the own clock. */
  readonly onHeard: (roundTripMs: number) => void;
  /** Before a request in a person's name: gets their token when they signed on without the hub. */
  readonly staffNow?: () => Promise<void>;
  /** The hub knows no such person here any more. True: there is a new token, and the request is made again. */
  readonly staffAgain?: () => Promise<boolean>;
}

/**
 * Requests with a DPoP proof (RFC 9449) of a key that never leaves this device: the hub's nonce in each, so a wrong clock
 * does not matter; a token of ten minutes, in memory alone, fetched anew when it ends.
 */
export class ProvenFetch {
  readonly #side: ProvenSide;
  #nonce: string | undefined;
  #token: { readonly text: string; readonly until: number } | null = null;
  #renewal: Promise<string> | null = null;
  staffToken: string | null = null;

  constructor(side: ProvenSide) {
    this.#side = side;
  }

  /** The answer to a request that was let in; anything else is a typed error. */
  async ask(exchange: Exchange): Promise<Response> {
    if (exchange.asStaff !== true) return await this.#ask(exchange);
    const { staffNow, staffAgain } = this.#side;
    await staffNow?.();
    try {
      return await this.#ask(exchange);
    } catch (error) {
      if (!isStaffGone(error)) throw error;
      if ((await staffAgain?.()) !== true) throw new HubRefusedError(error.status, 'sign-on-again', {});
      return await this.#ask(exchange);
    }
  }

  async #ask(exchange: Exchange): Promise<Response> {
    const token = exchange.bare ? null : await this.#tokenNow();
    const answer = await this.#withNonce(exchange, token);
    if (answer.ok) return answer;
    const refused = await refusalOf(answer);
    if (refused.status !== 401 || exchange.bare || !retriable.has(refused.code)) throw refused;
    this.#token = null;
    const again = await this.#withNonce(exchange, await this.#tokenNow());
    if (again.ok) return again;
    throw await refusalOf(again);
  }

  /** Signed off, locked or unpaired: nothing of the session stays in memory. */
  forget(): void {
    this.#token = null;
    this.staffToken = null;
  }

  async #tokenNow(): Promise<string> {
    if (this.#token !== null && this.#token.until - renewBeforeMs > this.#side.now()) return this.#token.text;
    this.#renewal ??= this.#renew().finally(() => {
      this.#renewal = null;
    });
    return await this.#renewal;
  }

  async #renew(): Promise<string> {
    const { installId, appVersion, now, onToken } = this.#side;
    const askedAt = now();
    const body = JSON.stringify({ installId, appVersion });
    const response = await this.ask({ method: 'POST', path: '/v1/auth/token', body, bare: true });
    const answer = tokenAnswer.parse(await response.json());
    const skewMs = Math.round(answer.now - (askedAt + now()) / 2);
    this.#token = { text: answer.accessToken, until: answer.expiresAt - skewMs };
    onToken(answer, skewMs);
    return answer.accessToken;
  }

  /** The first request of a life has no nonce yet, and a nonce ends: then the hub says so and hands a new one over. */
  async #withNonce(exchange: Exchange, token: string | null): Promise<Response> {
    const used = this.#nonce;
    const answer = await this.#send(exchange, token);
    if (answer.status !== 401 || this.#nonce === used) return answer;
    const { code } = await refusalOf(answer.clone());
    return code === 'use_dpop_nonce' ? await this.#send(exchange, token) : answer;
  }

  async #send({ method, path, body, contentType, withinMs }: Exchange, token: string | null): Promise<Response> {
    const { origin, key, now, onHeard } = this.#side;
    const url = `${origin}${path}`;
    const proof = await generateProof(key, url.split('?')[0] ?? url, method, this.#nonce, token ?? undefined);
    const headers: Record<string, string> = { [proofHeader]: proof };
    if (token !== null) headers['authorization'] = `DPoP ${token}`;
    if (this.staffToken !== null && token !== null) headers[staffHeader] = this.staffToken;
    if (body !== undefined) headers['content-type'] = contentType ?? 'application/json';
    const askedAt = now();
    const signal = AbortSignal.timeout(withinMs ?? requestMsMax);
    const sent = this.#side.fetch(url, {
      method,
      headers,
      signal,
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
      ...(body === undefined ? {} : { body }),
    });
    const answer = await sent.catch((error: unknown) => {
      throw new HubAwayError(String(error), { cause: error });
    });
    onHeard(Math.max(0, now() - askedAt));
    this.#nonce = answer.headers.get(nonceHeader) ?? this.#nonce;
    return answer;
  }
}

/** A token or nonce that ended with the hub's process, or by time, is worth another try with a fresh one. */
const retriable: ReadonlySet<string> = new Set<AuthError>(['invalid_token', 'use_dpop_nonce']);

/** No session of a person, said by a route of devices or by a procedure. */
function isStaffGone(error: unknown): error is HubRefusedError {
  if (!(error instanceof HubRefusedError) || error.status !== 401) return false;
  return error.code === 'staff-needed' || error.code === 'UNAUTHORIZED';
}

/** Reads a refusal of the hub: `{code}`, or that of a procedure, a typed refusal in `data`. */
async function refusalOf(answer: Response): Promise<HubRefusedError> {
  const text = await answer.json().catch(() => null);
  const said = isRecord(text) ? text : {};
  const data = isRecord(said['data']) ? said['data'] : {};
  const code = [data['refusal'], said['code']].find((each) => typeof each === 'string');
  const figure = (name: string): number | null => {
    const found = data[name] ?? said[name];
    return typeof found === 'number' ? found : null;
  };
  const facts = { until: figure('until'), limit: figure('limit') };
  return new HubRefusedError(answer.status, typeof code === 'string' ? code : 'no-reason', facts);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
