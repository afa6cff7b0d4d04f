import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { listPackage } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { chromium, expect, test } from '@playwright/test';
import type { KaunterBridge } from '../../contracts/bridge.ts';
import { debugPages, freePort, terminalPage } from './fixtures/debug-port.ts';

declare const window: { readonly kaunter: KaunterBridge } & Window;

const projectDir = resolve(import.meta.dirname, '../..');
const outDir = join(projectDir, '.cache/package-test');
const unpackedDir = join(outDir, 'linux-unpacked');
const program = join(unpackedDir, 'kaunter');

test.skip(process.platform !== 'linux', 'the package is made and started for Linux here');
test.beforeAll(() => {
  rmSync(outDir, { recursive: true, force: true });
  execFileSync(process.execPath, [join(projectDir, 'tools/package.mjs'), '--out', outDir], { stdio: 'pipe' });
});
test.afterAll(() => rmSync(outDir, { recursive: true, force: true }));

test('WN8 the fuses of the packaged program are the safe ones', async () => {
  const wire = await getCurrentFuseWire(program);
  const off = [
    FuseV1Options.RunAsNode,
    FuseV1Options.EnableNodeOptionsEnvironmentVariable,
    FuseV1Options.EnableNodeCliInspectArguments,
    FuseV1Options.LoadBrowserProcessSpecificV8Snapshot,
    FuseV1Options.GrantFileProtocolExtraPrivileges,
  ];
  expect(off.map((fuse) => wire[fuse])).toEqual(off.map(() => FuseState.DISABLE));
  const on = [FuseV1Options.EnableCookieEncryption, FuseV1Options.OnlyLoadAppFromAsar];
  expect(on.map((fuse) => wire[fuse])).toEqual(on.map(() => FuseState.ENABLE));
});

test('WN8 the package holds the program and nothing of its making', () => {
  const files = listPackage(join(unpackedDir, 'resources/app.asar'), { isPack: false });
  expect(files).toContain('/out/main/index.js');
  expect(files).toContain('/out/preload/terminal.cjs');
  expect(
    files.filter((file) =>
      /\.map$|\.tsx?$|\/gallery\/|^\/(tests|tools|docs|node_modules\/(vite|electron))\b/.test(file),
    ),
  ).toEqual([]);
  expect(existsSync(join(unpackedDir, 'resources/default_app.asar'))).toBe(false);
  expect(readdirSync(join(unpackedDir, 'resources/migrations')).some((file) => file.endsWith('.sql'))).toBe(true);
});

test('PS11 the packaged program opens its window and reaches its hub', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'kaunter-package-'));
  const port = await freePort();
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const till = spawn(program, [...root, `--remote-debugging-port=${port}`], {
    env: { ...process.env, KAUNTER_DATA: dataDir, KAUNTER_NODE: '' },
    stdio: 'ignore',
  });
  try {
    await expect.poll(() => debugPages(port), { timeout: 20_000 }).toEqual([terminalPage]);
    // Inspecting Node is fused off, so Playwright attaches to the window alone.
    const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
    const pages = () => browser.contexts().flatMap((context) => context.pages());
    const facts = await pages()[0]?.evaluate(async () => ({
      facts: await window.kaunter.facts(),
      url: (await window.kaunter.connection()).url,
    }));
    expect(facts?.facts.packaged).toBe(true);
    expect(facts?.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    await browser.close();
  } finally {
    till.kill('SIGTERM');
    await new Promise((done) => till.once('exit', done));
    rmSync(dataDir, { recursive: true, force: true });
  }
});
