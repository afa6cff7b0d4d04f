import { spawn } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { type AppEvent, bridgeChannels, type KaunterBridge } from '../../contracts/bridge.ts';
import { makeAuthority, makeLeaf } from '../../main/hub/tls/certificates.ts';
import { electronArguments, electronFile, launchTill, type RunningTill } from './fixtures/launch.ts';
import { descendantsOf, descendantWith } from './fixtures/processes.ts';

/** The page's `window`, as far as these tests look at it. */
interface TillWindow {
  readonly kaunter: KaunterBridge;
  __heard?: AppEvent[];
  __ran?: boolean;
  require?: unknown;
  process?: unknown;
}
declare const window: TillWindow & Window;

let till: RunningTill;
/** Longest an orderly end may take, in milliseconds. */
const quitMsMax = 30_000;
/** Preferences that must be off (Electron's security checklist, items 2, 6, 8, 9, 11). */
const dangerous = [
  'nodeIntegration',
  'nodeIntegrationInWorker',
  'nodeIntegrationInSubFrames',
  'allowRunningInsecureContent',
  'experimentalFeatures',
  'webviewTag',
  'plugins',
];

/** Collects the app's events in the page from now on. */
async function listen(): Promise<void> {
  await till.page.evaluate(() => {
    const heard: AppEvent[] = [];
    window.__heard = heard;
    window.kaunter.onEvent((event) => heard.push(event));
  });
}

/** What the page heard, in words: `hub ready`, `second-instance` … */
async function heard(): Promise<string[]> {
  const events = await till.page.evaluate(() => window.__heard ?? []);
  return events.map((event) => ('notice' in event ? `${event.kind} ${event.notice.state}` : event.kind));
}

test.beforeAll(async () => {
  till = await launchTill();
});
test.afterAll(async () => {
  await till.close();
});

test('WN1 the window shows its own page by app://till with a strict policy', async () => {
  expect(till.page.url()).toBe('app://till/terminal/index.html');
  const headers = await till.page.evaluate(async () => {
    const answer = await fetch('app://till/terminal/index.html');
    return Object.fromEntries(answer.headers);
  });
  expect(headers['content-security-policy']).toContain("default-src 'none'");
  expect(headers['x-content-type-options']).toBe('nosniff');
});

test('WN2 files outside the page are not served', async () => {
  const paths = ['/../main/index.js', '/%2e%2e/main/hub.js', '/..%2f..%2fpackage.json', '/terminal/none.html', '/'];
  const codes = await till.page.evaluate(
    (urls) => Promise.all(urls.map((url) => fetch(`app://till${url}`).then((answer) => answer.status))),
    paths,
  );
  expect(codes).toEqual(paths.map(() => 404));
  const posted = await till.page.evaluate(() =>
    fetch('app://till/terminal/index.html', { method: 'POST' }).then((answer) => answer.status),
  );
  expect(posted).toBe(405);
});

test('WN3 inline scripts, eval, markup from strings and foreign addresses are stopped by the policy', async () => {
  const inline = await till.page.evaluate(() => {
    const script = document.createElement('script');
    try {
      script.textContent = 'window.__ran = true';
      document.body.append(script);
    } catch {
      return 'refused';
    }
    return window.__ran ?? 'not run';
  });
  expect(inline).not.toBe(true);
  const markup = await till.page.evaluate(() => {
    try {
      document.createElement('div').innerHTML = '<img src=x onerror="window.__ran = true">';
      return 'made';
    } catch (error) {
      return error instanceof TypeError ? 'refused' : 'other';
    }
  });
  expect(markup).toBe('refused');
  const foreign = await till.page.evaluate(() =>
    fetch('https://example.org/').then(
      () => 'reached',
      () => 'refused',
    ),
  );
  expect(foreign).toBe('refused');
});

test('WN4 the window reaches the hub over its pinned certificate, and nobody else on this machine', async () => {
  const answer = await till.page.evaluate(async () => {
    const { url } = await window.kaunter.connection();
    return await fetch(`${url}/api/health`, { mode: 'no-cors' }).then(
      () => 'reached',
      (error: unknown) => String(error),
    );
  });
  expect(answer).toBe('reached');
});

test('WN4 a stranger on this machine is refused, whatever its certificate says', async () => {
  const authority = await makeAuthority('Kaunter hub', Date.now());
  const leaf = await makeLeaf({ authority, names: ['127.0.0.1', 'localhost'], nowMs: Date.now() });
  const key = createPrivateKey({ key: leaf.privateKey, format: 'der', type: 'pkcs8' }).export({
    format: 'pem',
    type: 'pkcs8',
  });
  let served = 0;
  const stranger = createServer({ key, cert: leaf.certificatePem }, (_request, response) => {
    served += 1;
    response.end('{}');
  });
  await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
  const address = stranger.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  // Asked from the app's side of the session: there the policy of the page does not stand in the way.
  const ask = (url: string): Promise<string> =>
    till.app.evaluate(
      ({ session }, target) =>
        session.defaultSession.fetch(target).then(
          () => 'answered',
          (error: Error) => error.message,
        ),
      url,
    );
  const hubUrl = await till.page.evaluate(async () => (await window.kaunter.connection()).url);
  expect(await ask(`https://127.0.0.1:${port}/`)).toMatch(/ERR_(CERT|FAILED|SSL)/);
  expect(served).toBe(0);
  expect(await ask(`${hubUrl}/api/health`)).toBe('answered');
  await new Promise<void>((resolve) => stranger.close(() => resolve()));
});

test('WN3 the page itself never breaks its own policy', async () => {
  // What the tests above provoked on purpose is not the page's own.
  till.consoleErrors.length = 0;
  await till.page.reload();
  await expect.poll(() => till.page.evaluate(() => document.body.innerText.length)).toBeGreaterThan(0);
  await till.page.evaluate(() => window.kaunter.connection());
  expect(till.consoleErrors.filter((text) => /Content Security Policy|Trusted/i.test(text))).toEqual([]);
});

test('WN5 every window is sandboxed and isolated, and the page knows no Node', async () => {
  const preferences = await till.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((browserWindow) => {
      // Electron's own reader of what a window really runs with; it is not in its typings.
      const contents = browserWindow.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> };
      return contents.getLastWebPreferences();
    }),
  );
  expect(preferences.length).toBeGreaterThan(0);
  for (const preference of preferences) {
    const on = Object.entries(preference).filter(([, value]) => value === true);
    const names = on.map(([name]) => name);
    expect(names).toEqual(expect.arrayContaining(['sandbox', 'contextIsolation', 'webSecurity']));
    expect(names.filter((name) => dangerous.includes(name))).toEqual([]);
    expect(preference['enableBlinkFeatures'] ?? '').toBe('');
  }
  const globals = await till.page.evaluate(() => [typeof window.require, typeof window.process]);
  expect(globals).toEqual(['undefined', 'undefined']);
});

test('WN6 no permission is granted, no window opens, no page is left', async () => {
  const outcome = await till.page.evaluate(async () => {
    const names = ['geolocation', 'notifications', 'camera', 'microphone', 'midi'] as PermissionName[];
    const states = await Promise.all(names.map((name) => navigator.permissions.query({ name })));
    const opened = window.open('https://example.org/') === null;
    window.location.href = 'https://example.org/';
    return { states: states.map(({ state }) => state), opened };
  });
  expect(outcome.states.filter((state) => state === 'granted')).toEqual([]);
  expect(outcome.opened).toBe(true);
  await expect.poll(() => till.page.url()).toBe('app://till/terminal/index.html');
  const count = await till.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
  expect(count).toBe(1);
});

test('WN7 the bridge gives its functions and nothing of Electron', async () => {
  const given = await till.page.evaluate(() => ({
    names: Object.keys(window.kaunter).sort(),
    types: [...new Set(Object.values(window.kaunter).map((value) => typeof value))],
  }));
  const ofTheDisplay = ['chooseIdlePicture', 'customerDisplayState', 'removeIdlePicture', 'showCustomer'];
  const all = [
    ...ofTheDisplay,
    'choosePath',
    'connection',
    'facts',
    'onEvent',
    'openFile',
    'quit',
    'retry',
    'saveFile',
  ];
  expect(given.names).toEqual(all.sort());
  expect(given.types).toEqual(['function']);
  const refused = await till.page.evaluate(() =>
    (window.kaunter.openFile as unknown as (filter: unknown) => Promise<unknown>)({ path: '/etc/passwd' }).then(
      () => 'answered',
      (error: Error) => error.message,
    ),
  );
  expect(refused).toContain('argument-refused');
});

test('WN7 a file picked by a person reaches the page as bytes and a name, without its path', async () => {
  const file = join(till.dataDir, 'items.csv');
  const bytes = 'name;price\nKopi;3,50\n';
  await till.app.evaluate(
    async ({ dialog }, { path }) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: path });
    },
    { path: file },
  );
  const saved = await till.page.evaluate(
    (text) => window.kaunter.saveFile({ name: 'items.csv', bytes: new TextEncoder().encode(text) }),
    bytes,
  );
  expect(saved).toBe(true);
  expect(readFileSync(file, 'utf8')).toBe(bytes);
  const opened = await till.page.evaluate(async () => {
    const answer = await window.kaunter.openFile('catalog');
    return answer === null ? null : { name: answer.name, text: new TextDecoder().decode(answer.bytes) };
  });
  expect(opened).toEqual({ name: 'items.csv', text: bytes });
});

test('PS6 PS7 a hub killed under the window is told to it and comes back at the same address', async () => {
  const before = await till.page.evaluate(async () => (await window.kaunter.connection()).url);
  await listen();
  const hubPid = descendantWith(till.app.process().pid ?? 0, 'hub.js');
  process.kill(hubPid, 'SIGKILL');
  await expect
    .poll(async () => (await heard()).filter((words) => words.startsWith('hub')))
    .toEqual(['hub ready', 'hub restarting', 'hub restarting', 'hub ready']);
  const after = await till.page.evaluate(async () => (await window.kaunter.connection()).url);
  expect(after).toBe(before);
});

test('PS12 a second start brings the first window to the front, says so and ends', async () => {
  await listen();
  const second = spawn(electronFile(), electronArguments(), {
    env: { ...process.env, KAUNTER_DATA: till.dataDir },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let said = '';
  second.stdout.on('data', (bytes: Buffer) => {
    said += bytes.toString();
  });
  const code = await new Promise<number | null>((resolve) => second.once('exit', resolve));
  expect(code).toBe(0);
  expect(said).toContain('already open');
  await expect.poll(heard).toContain('second-instance');
});

/** What of these processes is still there, whoever their parent is now. */
function leftOf(pids: readonly number[]): number[] {
  return descendantsOf(1)
    .map(({ pid }) => pid)
    .filter((pid) => pids.includes(pid));
}

test('PS4 the window asked to quit stops the processes behind it', async () => {
  const own = await launchTill();
  const program = own.app.process();
  await own.page.getByTestId('first-run').waitFor();
  const behind = ['hub.js', 'devices.js'].map((name) => descendantWith(program.pid ?? 0, name));
  // Not awaited: the answer to an evaluation may be lost with the page that it closes.
  void own.page.evaluate(() => window.kaunter.quit()).catch(() => undefined);
  await expect.poll(() => leftOf(behind), { timeout: quitMsMax }).toEqual([]);
  // Playwright's debugger in the main process can keep an ended program waiting for ever: no business of the product.
  program.kill('SIGKILL');
  rmSync(own.dataDir, { recursive: true, force: true });
});

test('PS4 a program that is told to end stops every process in order and leaves the data private', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'kaunter-quit-'));
  const env = { ...process.env, KAUNTER_DATA: dataDir };
  const program = spawn(electronFile(), electronArguments(), { env, stdio: 'ignore' });
  const family = (): string =>
    descendantsOf(program.pid ?? 0)
      .map(({ commandLine }) => commandLine)
      .join();
  await expect.poll(family, { timeout: quitMsMax }).toMatch(/hub\.js.*--type=renderer/s);
  await expect.poll(() => existsSync(join(dataDir, 'store')), { timeout: quitMsMax }).toBe(true);
  const children = descendantsOf(program.pid ?? 0).map(({ pid }) => pid);
  program.kill('SIGTERM');
  await expect.poll(() => program.exitCode ?? program.signalCode, { timeout: quitMsMax }).toBe(0);
  await expect.poll(() => leftOf(children)).toEqual([]);
  expect(statSync(join(dataDir, 'store')).mode & 0o077).toBe(0);
  rmSync(dataDir, { recursive: true, force: true });
});

test('WN7 the names in the preload are those of the contract', async () => {
  const text = readFileSync(join(import.meta.dirname, '../../preload/terminal.ts'), 'utf8');
  const names = [...text.matchAll(/'(kaunter:[a-z-]+)'/g)].map((match) => match[1]);
  expect([...new Set(names)].sort()).toEqual([...Object.values(bridgeChannels)].sort());
  expect(text.split('\n').length).toBeLessThan(60);
});
