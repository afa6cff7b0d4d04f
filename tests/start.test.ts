import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { downloadHost, presentElectron } from '../tools/electron-binary.mjs';
import { aptCommand, librariesSentence } from '../tools/machine.mjs';
import { projectDir } from './source-files.ts';

const running: ChildProcess[] = [];
const dirs: string[] = [];
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
  for (const dir of dirs.splice(0)) rmSync(dir, { recursive: true, force: true });
  delete process.env['ELECTRON_OVERRIDE_DIST_PATH'];
});

function freshDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'kaunter-start-'));
  dirs.push(dir);
  return dir;
}

interface Started {
  readonly child: ChildProcess;
  readonly text: () => string;
  readonly exit: Promise<number | null>;
}

function start(args: readonly string[], env: Readonly<Record<string, string>>): Started {
  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...rest } = process.env;
  const child = spawn(process.execPath, [join(projectDir, 'tools/start.mjs'), ...args], {
    env: { ...rest, KAUNTER_DATA: freshDir(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.push(child);
  let text = '';
  const collect = (bytes: Buffer): void => {
    text += bytes.toString();
  };
  child.stdout?.on('data', collect);
  child.stderr?.on('data', collect);
  return { child, text: () => text, exit: new Promise((resolve) => child.once('exit', resolve)) };
}

test.runIf(process.platform === 'linux')(
  'PS13 without a display the hub runs headless, says where it is, and stops in order',
  async () => {
    const { child, text, exit } = start([], {});
    await expect.poll(text, { timeout: 15_000 }).toContain('ready at https://127.0.0.1:');
    expect(text()).toContain('There is no display');
    expect(text()).toMatch(/curl .*https:\/\/127\.0\.0\.1:\d+\/api\/health/);
    child.kill('SIGTERM');
    expect(await exit).toBe(0);
    expect(text()).toContain('everything that was completed is on disk');
  },
);

test('PS15 a second hub on data that is open says who has it and what to do, and ends', async () => {
  const dir = freshDir();
  const first = start(['--headless'], { KAUNTER_DATA: dir });
  await expect.poll(first.text, { timeout: 15_000 }).toContain('ready at https://127.0.0.1:');
  const second = start(['--headless'], { KAUNTER_DATA: dir });
  expect(await second.exit).toBe(1);
  expect(second.text()).toMatch(/already open on this data: process \d+ has this store open/);
  expect(second.text()).toContain('KAUNTER_DATA=<directory>');
  expect(first.child.exitCode).toBeNull();
}, 30_000);

test('PS13 a senseless setting ends the start with a sentence, not with a stack', async () => {
  const { text, exit } = start(['--headless'], { KAUNTER_PORT: 'eighty' });
  expect(await exit).toBe(1);
  expect(text()).toContain('KAUNTER_PORT must be a port from 1024 to 65535, not "eighty".');
  expect(text()).not.toMatch(/^\s+at /m);
});

test('PS13 hot reload without a display names the way to one', async () => {
  if (process.platform !== 'linux') return;
  const { text, exit } = start(['--dev'], {});
  expect(await exit).toBe(1);
  expect(text()).toContain('xvfb-run -a npm run dev');
});

test('PS14 an Electron named by hand comes first, and a wrong name is told', () => {
  const dir = freshDir();
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] = dir;
  expect(() => presentElectron()).toThrow(dir);
  const name = process.platform === 'win32' ? 'electron.exe' : 'electron';
  if (process.platform === 'darwin') mkdirSync(join(dir, 'Electron.app/Contents/MacOS'), { recursive: true });
  const file = process.platform === 'darwin' ? join(dir, 'Electron.app/Contents/MacOS/Electron') : join(dir, name);
  writeFileSync(file, '');
  chmodSync(file, 0o755);
  writeFileSync(join(dir, 'version'), 'v45.4.1\n');
  expect(presentElectron()).toEqual({ file, dir, version: '45.4.1', source: 'override' });
});

test('PS14 the download server is the one the machine would use: proxy before mirror before the usual one', () => {
  expect(downloadHost({})).toEqual({ host: 'github.com', port: 443 });
  expect(downloadHost({ ELECTRON_MIRROR: 'https://mirror.example/electron/' })).toEqual({
    host: 'mirror.example',
    port: 443,
  });
  const both = { ELECTRON_MIRROR: 'https://mirror.example/', HTTPS_PROXY: 'http://proxy.example:3128' };
  expect(downloadHost(both)).toEqual({ host: 'proxy.example', port: 3_128 });
});

test('PS14 missing system libraries are named with the command that brings them', () => {
  const sentence = librariesSentence(['libgtk-3.so.0', 'libgdk-3.so.0', 'libnss3.so', 'libunheard.so.9']);
  expect(sentence).toContain('libunheard.so.9');
  expect(sentence).toContain(aptCommand(['libgtk-3-0', 'libnss3']));
});
