import { type ChildProcess, fork } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { childToApp, type HubReady, hubReady } from '../../contracts/process-messages.ts';
import { projectDir } from '../source-files.ts';

/** A hub as the app runs it: its own process, spoken to by process messages. */
export interface HubProcess {
  readonly child: ChildProcess;
  readonly ready: HubReady;
  readonly url: string;
}

/** Starts `main/hub/index.ts` from source and waits until it is ready. */
export async function startHubProcess(dataDir: string): Promise<HubProcess> {
  mkdirSync(dataDir, { recursive: true });
  const child = fork(join(projectDir, 'main/hub/index.ts'), {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ready = new Promise<HubReady>((resolve, reject) => {
    child.on('message', (raw) => {
      const message = childToApp.parse(raw);
      if (message.kind === 'ready') resolve(hubReady.parse(message.info));
      if (message.kind === 'fault') reject(new Error(`${message.code}: ${message.detail}`));
    });
    child.on('exit', (code, signal) => reject(new Error(`the hub ended with ${code ?? signal}`)));
  });
  const config = {
    dataDir,
    resourcesDir: join(projectDir, 'resources'),
    migrationsDir: join(projectDir, 'migrations'),
    host: '127.0.0.1',
    port: 0,
    origins: [],
    demoShop: null,
    osKeystore: false,
  };
  child.send({ kind: 'start', config });
  const info = await ready;
  return { child, ready: info, url: `https://127.0.0.1:${info.port}` };
}

/** `kill -9`, and waits until the process is gone. */
export async function killHub({ child }: HubProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}

/** Stops in order, as the app does. */
export async function stopHub({ child }: HubProcess): Promise<number | null> {
  const gone = new Promise<number | null>((resolve) => child.once('exit', resolve));
  child.send({ kind: 'stop' });
  return await gone;
}
