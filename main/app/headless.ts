import type { ProcessNotice } from '../../contracts/bridge.ts';
import type { HubReady, ProcessRole } from '../../contracts/process-messages.ts';
import { counterConfig, terminalOrigin } from './counter-plan.ts';
import { CounterProcesses } from './counter-processes.ts';
import { reachableHosts } from './hub-address.ts';
import { noKeystore } from './keystore.ts';
import { dataRoot, findNode, layoutFrom } from './program-layout.ts';
import { nodeSpawner } from './supervisor/node-spawner.ts';

/** The counter without a window: the hub and the device process under their supervisor. Runs until SIGINT or SIGTERM. */
function startHeadless(): void {
  const startedFile = import.meta.filename;
  const nodeFile = findNode(startedFile, null);
  if (nodeFile === null) {
    console.error('No Node 24 found for the hub. Run `npm ci`, or set KAUNTER_NODE to one.');
    process.exitCode = 1;
    return;
  }
  const root = dataRoot();
  const counter = new CounterProcesses({
    ...counterConfig(layoutFrom(startedFile, null), root, { origins: [terminalOrigin], osKeystore: false }),
    spawner: nodeSpawner(nodeFile),
    keystore: noKeystore,
    onNotice: (role, notice) => reportNotice(role, notice),
    onHubReady: (ready) => reportHub(ready, root),
  });
  stopOnSignal(counter);
  counter.open();
}

function stopOnSignal(counter: CounterProcesses): void {
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    console.log('Stopping: everything that was completed is on disk.');
    void counter.close().then(() => process.exit(0));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  process.on('disconnect', stop);
}

function reportNotice(role: ProcessRole, notice: ProcessNotice): void {
  // Trying again would not help: the other one keeps it until somebody closes it.
  if (notice.code === 'store-in-use') {
    console.error(`Kaunter is already open on this data: ${notice.detail.replace(/^.*?: /, '')}.`);
    console.error('Use that one, close it first, or give this one a directory of its own: KAUNTER_DATA=<directory>.');
    process.exit(1);
  }
  if (notice.state === 'restarting' && notice.detail !== '')
    console.error(`The ${role} process ${notice.detail}; starting it again.`);
  if (notice.state !== 'given-up') return;
  console.error(`The ${role} process ${notice.detail}. It failed too often and is not started again.`);
  if (role === 'hub') process.exit(1);
}

/** Also tells a parent process, so that tests and tools need not read the text. */
function reportHub(ready: HubReady, root: string): void {
  const [url = '', ...more] = reachableHosts(process.env['KAUNTER_HOST'] || ready.host).map(
    (host) => `https://${host}:${ready.port}`,
  );
  process.send?.({ kind: 'hub-ready', ready });
  console.log(
    [
      `The hub of this counter is ready at ${url}`,
      ...more.map((address) => `  from other machines  ${address}`),
      `  certificate SHA-256  ${ready.fingerprint}`,
      `  data                 ${root}`,
      `  try it               curl -k ${url}/api/health`,
      '  stop it              Ctrl+C',
    ].join('\n'),
  );
}

try {
  startHeadless();
} catch (error) {
  // A senseless setting is the person's to mend: its sentence, no stack.
  if (!(error instanceof RangeError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
