import { fork } from 'node:child_process';
import type { ChildHandle, Spawner } from './spawner.ts';

/** Environment of a plain Node child: Electron's own switches must not reach it. */
function childEnvironment(): NodeJS.ProcessEnv {
  const { ELECTRON_RUN_AS_NODE: _runAsNode, NODE_OPTIONS: _nodeOptions, ...rest } = process.env;
  return rest;
}

function forkNode(nodeFile: string, entryFile: string): ChildHandle {
  const child = fork(entryFile, [], {
    execPath: nodeFile,
    execArgv: ['--enable-source-maps'],
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: childEnvironment(),
  });
  // `fork` reports a failing send as an 'error' event too; the end of the child is what counts then.
  let errorListener: (error: Error) => void = () => undefined;
  child.on('error', (error) => {
    if (child.pid === undefined) errorListener(error);
  });
  return {
    pid: child.pid,
    post: (message) => {
      if (child.connected) child.send(message as object, () => undefined);
    },
    onMessage: (listener) => void child.on('message', listener),
    onEnd: (listener) => void child.once('exit', (code, signal) => listener({ code: code ?? 0, signal })),
    onError: (listener) => {
      errorListener = listener;
    },
    kill: () => void child.kill('SIGKILL'),
  };
}

/** Children as plain Node processes: headless, in tests, and under an Electron whose Node is too old for the store. */
export function nodeSpawner(nodeFile: string): Spawner {
  return { runtime: 'node', spawn: (_name, entryFile) => forkNode(nodeFile, entryFile) };
}
