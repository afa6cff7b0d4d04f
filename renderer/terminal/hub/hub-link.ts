import { type ClientContext, type ClientLink, type ClientOptions, createORPCClient, ORPCError } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import type { Api } from '../../../contracts/api.ts';
import type { Connection } from '../../../contracts/bridge.ts';

export type HubClient = ContractRouterClient<Api>;
/** `away`: the socket is down and is opened again by itself. */
export type LinkState = 'connecting' | 'open' | 'away';

/** Longest a call waits for the socket to come back, in milliseconds. */
export const callWaitMsMax = 8_000;
const firstRetryMs = 150;
const retryMsMax = 2_000;

/** The hub could not be reached in time. Reading again is safe; ops are repeated by their sender under the same id. */
export class HubAwayError extends Error {
  override name = 'HubAwayError';
  readonly code = 'hub-away';
}

function isSessionEnd(error: unknown): boolean {
  if (!(error instanceof ORPCError) || error.code !== 'UNAUTHORIZED') return false;
  const data: unknown = error.data;
  return typeof data === 'object' && data !== null && 'session' in data && data.session === 'staff';
}

interface Line {
  readonly socket: WebSocket;
  readonly link: RPCLink<ClientContext>;
}

/** A line to the hub that opens itself again. Calls wait a little for it; what was under way when it broke rejects. */
export class HubLink implements ClientLink<ClientContext> {
  readonly client: HubClient;
  readonly #connection: () => Promise<Connection>;
  readonly #listeners = new Set<() => void>();
  readonly #waiting = new Set<(line: Line | null) => void>();
  #line: Line | null = null;
  #state: LinkState = 'connecting';
  #retryMs = firstRetryMs;
  #closed = false;
  #token: string | null = null;
  installId = '';

  constructor(connection: () => Promise<Connection>) {
    this.#connection = connection;
    this.client = createORPCClient(this);
  }

  /** Token of the person signed on; goes along with every call. */
  set sessionToken(token: string | null) {
    this.#token = token;
  }

  readonly state = (): LinkState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Called when the hub no longer knows the person's session: it expired, or the hub started anew. */
  onSessionEnded: () => void = () => undefined;

  open(): void {
    void this.#connect();
  }

  close(): void {
    this.#closed = true;
    this.#line?.socket.close();
  }

  async call(path: readonly string[], input: unknown, options: ClientOptions<ClientContext>): Promise<unknown> {
    const line = this.#line ?? (await this.#nextLine());
    if (line === null) throw new HubAwayError('the hub is away');
    try {
      return await line.link.call(path, input, options);
    } catch (error) {
      if (isSessionEnd(error)) this.onSessionEnded();
      throw error;
    }
  }

  #nextLine(): Promise<Line | null> {
    return new Promise((resolve) => {
      const done = (line: Line | null): void => {
        clearTimeout(timer);
        this.#waiting.delete(done);
        resolve(line);
      };
      const timer = setTimeout(() => done(null), callWaitMsMax);
      this.#waiting.add(done);
    });
  }

  async #connect(): Promise<void> {
    if (this.#closed) return;
    try {
      const { url, ticket, installId } = await this.#connection();
      this.installId = installId;
      this.#use(new WebSocket(`${url.replace(/^http/, 'ws')}/api/ws?ticket=${encodeURIComponent(ticket)}`));
    } catch {
      this.#again();
    }
  }

  #use(socket: WebSocket): void {
    const headers = (): Record<string, string> =>
      this.#token === null ? {} : { authorization: `Bearer ${this.#token}` };
    const line: Line = { socket, link: new RPCLink({ websocket: socket, headers }) };
    socket.addEventListener('open', () => {
      this.#line = line;
      this.#retryMs = firstRetryMs;
      this.#become('open');
      for (const done of [...this.#waiting]) done(line);
    });
    socket.addEventListener('close', () => {
      this.#line = null;
      this.#again();
    });
  }

  #again(): void {
    if (this.#closed) return;
    this.#become('away');
    setTimeout(() => void this.#connect(), this.#retryMs);
    this.#retryMs = Math.min(this.#retryMs * 2, retryMsMax);
  }

  #become(state: LinkState): void {
    if (state === this.#state) return;
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
