import { utilityProcess } from 'electron';
import type { ChildHandle, Spawner } from '../supervisor/spawner.ts';

function forkUtility(name: string, entryFile: string): ChildHandle {
  const child = utilityProcess.fork(entryFile, [], {
    serviceName: `kaunter-${name}`,
    execArgv: ['--enable-source-maps'],
    stdio: 'inherit',
  });
  let alive = true;
  child.once('exit', () => {
    alive = false;
  });
  return {
    get pid() {
      return child.pid;
    },
    post: (message) => {
      if (alive) child.postMessage(message);
    },
    onMessage: (listener) => void child.on('message', listener),
    onEnd: (listener) => void child.once('exit', (code) => listener({ code, signal: null })),
    // Electron has no event for a child that could not start: it exits, or the ready limit ends it.
    onError: () => undefined,
    kill: () => killHard(child.pid),
  };
}

/** `child.kill()` only asks (SIGTERM); a frozen event loop does not answer that. */
function killHard(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended in the meantime: what was wanted.
  }
}

/** Children inside Electron: no second Node in the package, and they end with the app. */
export const utilitySpawner: Spawner = { runtime: 'utility', spawn: forkUtility };
