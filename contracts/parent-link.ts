import { assertNever } from '../domain/assert.ts';
import {
  type AppToChild,
  appToChild,
  type ChildToApp,
  type ProcessAddress,
  type RoutedBody,
} from './process-messages.ts';

/** The part of a child's `process` this needs: a `utilityProcess` has `parentPort`, a forked Node child has `send`. */
export interface ChildProcessSelf {
  readonly parentPort?:
    | {
        on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
        postMessage(message: unknown): void;
      }
    | undefined;
  send?: ((message: unknown) => unknown) | undefined;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  on(event: 'disconnect' | 'SIGINT' | 'SIGTERM', listener: () => void): unknown;
  exit(code: number): never;
}

/** What a child does with its life. */
export interface ChildDuties {
  /**
   * Opens everything; what it resolves to becomes the `info` of `ready`. An error with a kebab-case `code` (a
   * `FaultError`) is told to the app as that fault, then the process ends with code 1; any other error is a bug and crashes.
   */
  readonly start: (config: unknown) => Promise<unknown>;
  /** A routed body from the app or the other child. */
  readonly deliver: (from: ProcessAddress, body: RoutedBody) => void;
  /** Closes everything; the process ends with code 0 after it. Also called when the app vanished. */
  readonly stop: () => Promise<void>;
}

/** A child's end of the line to the app. */
export interface ParentLink {
  /** Sends a routed body; dropped when the receiver is not running (jobs are kept in the store, not on the line). */
  readonly send: (to: ProcessAddress, body: RoutedBody) => void;
  /** Tells the app why this process cannot go on, and ends it with code 1. */
  readonly fail: (code: string, detail: string) => void;
}

const faultCode = /^[a-z][a-z0-9]*(-[a-z0-9]+)+$/;

/** Code of a fault, or null when the error is a bug. */
function faultCodeOf(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  return typeof error.code === 'string' && faultCode.test(error.code) ? error.code : null;
}

/** Milliseconds a last message gets to leave the process before it exits. */
const lastWordsMs = 50;

interface Line {
  readonly post: (message: ChildToApp) => void;
  readonly listen: (onMessage: (message: unknown) => void, onClose: () => void) => void;
}

function lineOf(self: ChildProcessSelf): Line {
  const { parentPort } = self;
  if (parentPort !== undefined) {
    return {
      post: (message) => parentPort.postMessage(message),
      listen: (onMessage) => void parentPort.on('message', (event) => onMessage(event.data)),
    };
  }
  if (self.send === undefined)
    throw new TypeError('this process has no parent to report to: start main/app/headless.ts');
  return {
    post: (message) => void self.send?.(message),
    listen: (onMessage, onClose) => {
      self.on('message', onMessage);
      self.on('disconnect', onClose);
    },
  };
}

/**
 * Answers the app for one child process: start once, pings, routed bodies, orderly stop. A child whose parent vanished
 * stops by itself, so that no orphan keeps the store locked. `self` is the child's `process`.
 */
export function serveParent(self: ChildProcessSelf, duties: ChildDuties): ParentLink {
  const line = lineOf(self);
  let stopping = false;
  const fail = (code: string, detail: string): void => {
    line.post({ kind: 'fault', code, detail: detail.slice(0, 2_000) });
    setTimeout(() => self.exit(1), lastWordsMs);
  };
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    void duties.stop().then(() => self.exit(0));
  };
  const start = async (config: unknown): Promise<void> => {
    try {
      line.post({ kind: 'ready', info: await duties.start(config) });
    } catch (error) {
      const code = faultCodeOf(error);
      if (code === null) throw error;
      fail(code, error instanceof Error ? error.message : '');
    }
  };
  const handle = (message: AppToChild): void => {
    switch (message.kind) {
      case 'start':
        void start(message.config);
        break;
      case 'ping':
        line.post({ kind: 'pong', no: message.no });
        break;
      case 'stop':
        stop();
        break;
      case 'deliver':
        duties.deliver(message.from, message.body);
        break;
      default:
        assertNever(message);
    }
  };
  // Ctrl+C reaches the whole process group: the app decides what it means. A shutting-down system says SIGTERM to all.
  self.on('SIGINT', () => undefined);
  self.on('SIGTERM', stop);
  line.listen((message) => handle(appToChild.parse(message)), stop);
  return { send: (to, body) => line.post({ kind: 'send', to, body }), fail };
}

declare function setTimeout(callback: () => void, ms: number): unknown;
