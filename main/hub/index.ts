import { type ParentLink, serveParent } from '../../contracts/parent-link.ts';
import { type HubConfig, type HubReady, hubConfig, hubToApp } from '../../contracts/process-messages.ts';
import { finishRestore } from '../store/backup/finish-restore.ts';
import { keepDataKey, openDataKey } from '../store/key/data-key.ts';
import { AppKeystore } from './app-keystore.ts';
import { fillWithDemo } from './first-run.ts';
import { type RunningHub, startHub } from './start-hub.ts';

/** Version of the program, told by the build or the package. */
const version = process.env['npm_package_version'] ?? '0.1.0';

let running: RunningHub | null = null;
const keystore = new AppKeystore((message) => link.send('app', hubToApp.parse(message)));

/** The hub process: asks the app for the key, opens the store and serves it until it is told to stop. */
async function start(config: HubConfig): Promise<HubReady> {
  const { dataDir, osKeystore } = config;
  finishRestore(dataDir);
  const os = osKeystore ? keystore : null;
  const opened = await openDataKey({ dir: dataDir, os });
  running = await startHub({
    ...config,
    version,
    key: opened.key,
    keyStorage: opened.storage,
    toDevices: (message) => link.send('devices', message),
    toApp: (message) => link.send('app', hubToApp.parse(message)),
    keepKey: async (dir, dataKey) => void (await keepDataKey({ dir, os }, dataKey)),
    onRestored: () => setTimeout(() => void endRestored(), restartAfterMs),
  });
  if (config.demoShop !== null) {
    const pin = await fillWithDemo(running.hub, config.demoShop);
    if (pin !== null) console.log(`The demo shop "${config.demoShop}" is ready. Sign on as Demo with PIN ${pin}.`);
  }
  return running.ready;
}

/** The answer to whoever asked for the restore goes out first; the supervisor starts the hub again. */
const restartAfterMs = 300;

async function endRestored(): Promise<void> {
  await running?.close();
  process.exit(0);
}

const link: ParentLink = serveParent(process, {
  start: (config) => start(hubConfig.parse(config)),
  deliver: (from, body) => {
    if (from === 'app' && keystore.receive(body)) return;
    if (from !== 'hub') running?.receive(from, body);
  },
  stop: async () => {
    await running?.close();
  },
});
