import * as crypto from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, type BrowserWindow, session } from 'electron';
import { counterConfig, terminalOrigin } from '../counter-plan.ts';
import { CounterProcesses } from '../counter-processes.ts';
import { HubGate } from '../hub-gate.ts';
import { IdlePicture } from '../idle-picture.ts';
import { dataRoot, findNode, layoutFrom, napiVersionMin } from '../program-layout.ts';
import { nodeSpawner } from '../supervisor/node-spawner.ts';
import type { Spawner } from '../supervisor/spawner.ts';
import { customerDisplayUrl, terminalUrl } from '../window-files.ts';
import { registerAppScheme, serveApp } from './app-protocol.ts';
import { pinHubCertificate } from './certificate-pin.ts';
import { serveCustomerDisplay } from './customer-display-bridge.ts';
import { CustomerDisplayWindow } from './customer-display-window.ts';
import { denyPermissions, guardAllContents, ownPages, pagesOf } from './guards.ts';
import { osKeystore } from './os-keystore.ts';
import { sendEvent, serveBridge } from './terminal-bridge.ts';
import { utilitySpawner } from './utility-spawner.ts';
import { createWindow, focusWindow, showPage } from './windows.ts';

/** Longest the window waits for the hub before it opens anyway and shows what is wrong, in milliseconds. */
const firstPageMsMax = 8_000;

const startedFile = import.meta.filename;
const outDir = join(import.meta.dirname, '..');
const packagedResources = app.isPackaged ? process.resourcesPath : null;
const devUrl = app.isPackaged ? null : (process.env['ELECTRON_RENDERER_URL'] ?? null);
const firstPage = devUrl === null ? terminalUrl : `${devUrl}/terminal/index.html`;
const customerPage = devUrl === null ? customerDisplayUrl : `${devUrl}/customer-display/index.html`;
const root = dataRoot();
const isOwn = ownPages(devUrl);
const gate = new HubGate();
let window: BrowserWindow | null = null;
let counter: CounterProcesses | null = null;
let isStopping = false;

/**
 * `KAUNTER_NODE` decides; else Electron's own Node where it is new enough for the store and has argon2 (PINs and keys made
 * by another Node must open here too; Electron's crypto engine lacks it); else a Node 24 beside it; else what there is.
 */
function chooseSpawner(): Spawner {
  const isNewEnough = !process.env['KAUNTER_NODE'] && Number(process.versions['napi']) >= napiVersionMin;
  if (isNewEnough && 'argon2' in crypto) return utilitySpawner;
  const nodeFile = findNode(startedFile, packagedResources);
  if (nodeFile !== null) return nodeSpawner(nodeFile);
  if (isNewEnough) return utilitySpawner;
  throw new Error('No Node 24 found for the hub. Run `npm ci`, or set KAUNTER_NODE to one.');
}

/** The hub moved to another port (its old one was taken): the policy of the loaded page forbids it, so load it again. */
function reloadWhenHubMoved(port: number): void {
  const page = window?.webContents;
  const loadedPort = loadedForPort;
  loadedForPort = port;
  if (page !== undefined && loadedPort !== null && loadedPort !== port) page.reload();
}
let loadedForPort: number | null = null;

function makeCounter(spawner: Spawner): CounterProcesses {
  const layout = layoutFrom(startedFile, packagedResources);
  const keystore = osKeystore();
  const origins = devUrl === null ? [terminalOrigin] : [terminalOrigin, new URL(devUrl).origin];
  return new CounterProcesses({
    ...counterConfig(layout, root, { origins, osKeystore: keystore.available }),
    spawner,
    keystore,
    onNotice: (kind, notice) => {
      if (kind === 'hub') gate.notice(notice);
      if (notice.detail !== '') console.error(`The ${kind} process ${notice.detail}`);
      sendEvent(window, { kind, notice });
    },
    onHubReady: (ready) => {
      gate.ready(ready);
      reloadWhenHubMoved(ready.port);
    },
  });
}

/** The second window of the counter; it comes with the first message of the till and goes with the till's window. */
function openCustomerDisplay(till: BrowserWindow): CustomerDisplayWindow {
  const preloadFile = join(outDir, 'preload/customer-display.cjs');
  const customerDisplay = new CustomerDisplayWindow(till, { preloadFile, pageUrl: customerPage });
  const picture = new IdlePicture(join(root, 'customer-display', 'idle-picture'));
  serveCustomerDisplay({
    display: customerDisplay,
    picture,
    showLine: (display) => counter?.showCustomer(display),
    fromTill: pagesOf(isOwn, 'terminal'),
    fromDisplay: pagesOf(isOwn, 'customer-display'),
  });
  return customerDisplay;
}

async function openTerminal(): Promise<void> {
  window = createWindow({ preloadFile: join(outDir, 'preload/terminal.cjs'), pageUrl: firstPage });
  const customerDisplay = openCustomerDisplay(window);
  window.once('closed', () => {
    customerDisplay.close();
    window = null;
  });
  await gate.wait(firstPageMsMax).catch(() => undefined);
  loadedForPort = gate.present?.port ?? 0;
  if (window !== null) showPage(window, firstPage);
}

async function run(): Promise<void> {
  await app.whenReady();
  denyPermissions(session.defaultSession);
  pinHubCertificate(session.defaultSession, () => gate.present);
  serveApp(join(outDir, 'renderer'), () => gate.present);
  const spawner = chooseSpawner();
  counter = makeCounter(spawner);
  serveBridge({
    counter,
    isOwn: pagesOf(isOwn, 'terminal'),
    hubReady: (limitMs) => gate.wait(limitMs),
    runtime: spawner.runtime,
  });
  counter.open();
  await openTerminal();
}

/** The processes stop in order before the app ends; a second signal does not wait. */
function stopInOrder(event: { preventDefault: () => void }): void {
  if (counter === null || isStopping) return;
  event.preventDefault();
  isStopping = true;
  void counter.close().then(() => app.exit(0));
}

function crash(error: unknown): void {
  console.error(error);
  app.exit(1);
}

/** Everything that must be said before Electron is ready. */
function beginLife(): void {
  process.setSourceMapsEnabled(true);
  mkdirSync(join(root, 'window'), { recursive: true, mode: 0o700 });
  app.setPath('userData', join(root, 'window'));
  if (!app.requestSingleInstanceLock()) {
    console.log('Kaunter is already open on this machine; its window was brought to the front.');
    app.exit(0);
    return;
  }
  // Root runs with --no-sandbox, against which this would stop every child of Chromium; windows ask for it themselves.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  registerAppScheme();
  guardAllContents(isOwn);
  app.on('second-instance', () => {
    if (window !== null) focusWindow(window);
    sendEvent(window, { kind: 'second-instance' });
  });
  app.on('window-all-closed', () => app.quit());
  app.on('before-quit', stopInOrder);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit());
  run().catch(crash);
}

beginLife();
