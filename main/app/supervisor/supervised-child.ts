import { type AppToChild, type ChildToApp, childToApp, type ProcessRole } from '../../../contracts/process-messages.ts';
import { assertNever } from '../../../domain/assert.ts';
import { recoveredAfterMs } from './back-off.ts';
import type { ExitReason } from './exit-reason.ts';
import type { ChildHandle, Spawner } from './spawner.ts';

/** What a supervised child is doing. `backing-off`: it ended and will be started again after `waitMs`. */
export type ChildState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'starting'; readonly failures: number }
  | { readonly kind: 'ready'; readonly info: unknown }
  | { readonly kind: 'backing-off'; readonly reason: ExitReason; readonly waitMs: number }
  | { readonly kind: 'given-up'; readonly reason: ExitReason }
  | { readonly kind: 'stopping' }
  | { readonly kind: 'stopped' };

/** Time limits, in milliseconds; those of a real counter are `counterLimits`. */
export interface ChildLimits {
  readonly readyMsMax: number;
  readonly heartbeatEveryMs: number;
  readonly silenceMsMax: number;
  readonly stopMsMax: number;
  /** Wait before start number `failures + 1`; null = give up. */
  readonly restartWaitMs: (failures: number) => number | null;
}

export interface ChildPlan {
  readonly role: ProcessRole;
  readonly entryFile: string;
  readonly spawner: Spawner;
  readonly limits: ChildLimits;
  /** Asked before every start: a restarted hub shall take the port it had. */
  readonly config: () => unknown;
  readonly onState: (state: ChildState) => void;
  /** `send` messages of the child; pongs and the like stay here. */
  readonly onSend: (message: Extract<ChildToApp, { kind: 'send' }>) => void;
}

interface Run {
  readonly handle: ChildHandle;
  pingNo: number;
  lastPongAt: number;
  readyAt: number | null;
  /** Why the supervisor itself ended this run, if it did; else the way the process ended decides. */
  doom: ExitReason | null;
  timers: NodeJS.Timeout[];
}

/** Keeps one child process alive: ready handshake, heartbeat, restart with back-off and a cap, orderly stop. */
export class SupervisedChild {
  readonly #plan: ChildPlan;
  #state: ChildState = { kind: 'idle' };
  #run: Run | null = null;
  #failures = 0;
  #restartTimer: NodeJS.Timeout | null = null;
  #stopped: PromiseWithResolvers | null = null;

  constructor(plan: ChildPlan) {
    this.#plan = plan;
  }

  get state(): ChildState {
    return this.#state;
  }

  /** Process id of the running child, for diagnosis and crash tests. */
  get pid(): number | undefined {
    return this.#run?.handle.pid;
  }

  /** Starts the child; also after it had given up or was stopped. */
  open(): void {
    if (this.#run !== null || this.#restartTimer !== null) return;
    this.#failures = 0;
    this.#start();
  }

  /** Hands a message over when the child is up; says whether it was. */
  post(message: AppToChild): boolean {
    if (this.#run === null) return false;
    this.#run.handle.post(message);
    return true;
  }

  /** Asks the child to stop, kills it after the limit, and resolves once it is gone. */
  async close(): Promise<void> {
    if (this.#restartTimer !== null) clearTimeout(this.#restartTimer);
    this.#restartTimer = null;
    const run = this.#run;
    if (run === null) {
      this.#enter({ kind: 'stopped' });
      return;
    }
    this.#stopped ??= promiseWithResolvers();
    if (this.#state.kind !== 'stopping') {
      this.#enter({ kind: 'stopping' });
      run.handle.post({ kind: 'stop' } satisfies AppToChild);
      run.timers.push(setTimeout(() => run.handle.kill(), this.#plan.limits.stopMsMax));
    }
    await this.#stopped.promise;
  }

  #start(): void {
    this.#restartTimer = null;
    this.#enter({ kind: 'starting', failures: this.#failures });
    const { limits, spawner, role, entryFile } = this.#plan;
    const handle = spawner.spawn(role, entryFile);
    const run: Run = { handle, pingNo: 0, lastPongAt: Date.now(), readyAt: null, doom: null, timers: [] };
    this.#run = run;
    handle.onMessage((message) => this.#hear(run, message));
    handle.onEnd((end) => {
      const own: ExitReason =
        end.signal === null ? { kind: 'exited', code: end.code } : { kind: 'killed', signal: end.signal };
      this.#ended(run, run.doom ?? own);
    });
    handle.onError((error) => this.#ended(run, { kind: 'not-spawned', detail: error.message }));
    handle.post({ kind: 'start', config: this.#plan.config() } satisfies AppToChild);
    const readyTimer = setTimeout(() => {
      if (run.readyAt === null) this.#doom(run, { kind: 'not-ready', afterMs: limits.readyMsMax });
    }, limits.readyMsMax);
    run.timers.push(readyTimer);
  }

  #hear(run: Run, raw: unknown): void {
    const parsed = childToApp.safeParse(raw);
    if (parsed.success) this.#obey(run, parsed.data);
    else this.#doom(run, { kind: 'bad-message', detail: parsed.error.message.slice(0, 500) });
  }

  #obey(run: Run, message: ChildToApp): void {
    switch (message.kind) {
      case 'ready':
        this.#becameReady(run, message.info);
        break;
      case 'pong':
        run.lastPongAt = Date.now();
        break;
      case 'send':
        this.#plan.onSend(message);
        break;
      case 'fault':
        run.doom ??= message;
        break;
      default:
        assertNever(message);
    }
  }

  #becameReady(run: Run, info: unknown): void {
    if (run.readyAt !== null || this.#state.kind !== 'starting') return;
    run.readyAt = Date.now();
    run.lastPongAt = run.readyAt;
    run.timers.push(setInterval(() => this.#beat(run), this.#plan.limits.heartbeatEveryMs));
    this.#enter({ kind: 'ready', info });
  }

  #beat(run: Run): void {
    const silentMs = Date.now() - run.lastPongAt;
    if (silentMs > this.#plan.limits.silenceMsMax) {
      this.#doom(run, { kind: 'no-heartbeat', silentMs });
      return;
    }
    run.pingNo += 1;
    run.handle.post({ kind: 'ping', no: run.pingNo } satisfies AppToChild);
  }

  #doom(run: Run, reason: ExitReason): void {
    run.doom ??= reason;
    run.handle.kill();
  }

  #ended(run: Run, reason: ExitReason): void {
    if (this.#run !== run) return;
    this.#run = null;
    for (const timer of run.timers) clearTimeout(timer);
    if (this.#state.kind === 'stopping') this.#hasStopped();
    else this.#failed(run, reason);
  }

  #failed(run: Run, reason: ExitReason): void {
    if (run.readyAt !== null && Date.now() - run.readyAt >= recoveredAfterMs) this.#failures = 0;
    this.#failures += 1;
    const waitMs = this.#plan.limits.restartWaitMs(this.#failures);
    if (waitMs === null) {
      this.#enter({ kind: 'given-up', reason });
      return;
    }
    this.#restartTimer = setTimeout(() => this.#start(), waitMs);
    this.#enter({ kind: 'backing-off', reason, waitMs });
  }

  #hasStopped(): void {
    this.#enter({ kind: 'stopped' });
    this.#stopped?.resolve();
    this.#stopped = null;
  }

  #enter(state: ChildState): void {
    this.#state = state;
    this.#plan.onState(state);
  }
}

interface PromiseWithResolvers {
  readonly promise: Promise<void>;
  readonly resolve: () => void;
}

/** `Promise.withResolvers` is younger than the Node inside the oldest Electron this runs on. */
function promiseWithResolvers(): PromiseWithResolvers {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
