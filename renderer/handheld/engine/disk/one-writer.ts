/** Name of the lock that only one tab of an origin holds. */
export const writerLockName = 'kaunter-writer';

export interface WriterLock {
  /** This tab is no longer the writer, or never was; it waits in line. */
  readonly release: () => void;
  /** Takes the lock from a tab that does nothing any more. */
  readonly steal: () => void;
}

export interface WriterTurns {
  readonly onMine: () => void;
  readonly onOthers: () => void;
}

/**
 * One tab writes and syncs, all others show (HE5). Two would give the same number twice. The lock ends with its tab, so
 * the next in line takes over by itself; a tab that hangs can be robbed of it.
 */
export function oneWriter(turns: WriterTurns, locks: LockManager = navigator.locks): WriterLock {
  let release: () => void = () => undefined;
  let isClosed = false;
  const hold = (): Promise<void> =>
    new Promise((resolve) => {
      release = resolve;
      if (isClosed) resolve();
      else turns.onMine();
    });
  const wait = new AbortController();
  const inLine = async (): Promise<void> => {
    try {
      await locks.request(writerLockName, { signal: wait.signal }, hold);
    } catch {
      // Robbed by another tab, or told to wait no more: in both cases it is somebody else's turn.
      if (isClosed) return;
      turns.onOthers();
      void inLine();
    }
  };
  const first = async (): Promise<void> => {
    const isFree = await locks
      .request(writerLockName, { ifAvailable: true }, async (lock) => {
        if (lock === null) return false;
        await hold();
        return true;
      })
      .catch(() => false);
    if (isFree || isClosed) return;
    turns.onOthers();
    await inLine();
  };
  void first();
  return {
    release: () => {
      isClosed = true;
      wait.abort();
      release();
    },
    steal: () => {
      void locks.request(writerLockName, { steal: true }, hold).catch(() => (isClosed ? undefined : turns.onOthers()));
    },
  };
}
