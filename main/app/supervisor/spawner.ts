/** How a process ended as the operating system tells it. `signal` is null when it ended by itself. */
export interface ProcessEnd {
  readonly code: number;
  readonly signal: string | null;
}

/** What the supervisor holds of a running child, whatever it is made of. */
export interface ChildHandle {
  readonly pid: number | undefined;
  /** Structured clone of `message` to the child; dropped when it is gone. */
  readonly post: (message: unknown) => void;
  readonly onMessage: (listener: (message: unknown) => void) => void;
  /** Called once. */
  readonly onEnd: (listener: (end: ProcessEnd) => void) => void;
  /** Called when the process could not even be started. */
  readonly onError: (listener: (error: Error) => void) => void;
  /** Ends it the hard way (SIGKILL). */
  readonly kill: () => void;
}

/** Starts one entry file as a child process. */
export interface Spawner {
  /** `utility`: inside Electron; `node`: a plain Node child. */
  readonly runtime: 'utility' | 'node';
  readonly spawn: (name: string, entryFile: string) => ChildHandle;
}
