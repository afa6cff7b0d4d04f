import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright';
import { build } from 'vite';
import { newId } from '../hub/test-hub.ts';
import { projectDir } from '../source-files.ts';
import type { StubHub } from './stub-hub.ts';
import { systemChromium } from './trusted-phone.ts';

/** Of a test in a real browser: a machine that builds other things beside it is many times slower than a quiet one. */
export const browserTimes = { testTimeout: 60_000, hookTimeout: 120_000 } as const;
/** For what is looked at again and again, in milliseconds: below the time of a test, so that the look says what it missed. */
export const soonMsMax = 30_000;

export async function launchChromium(): Promise<Browser> {
  return await chromium.launch({
    ...(existsSync(systemChromium) ? { executablePath: systemChromium } : {}),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
}

/** Builds the page that holds the engine and nothing else; gives the directory and how to remove it. */
export async function builtHarness(): Promise<{ readonly dir: string; readonly remove: () => void }> {
  const dir = mkdtempSync(join(tmpdir(), 'kaunter-handheld-'));
  await build({
    root: join(projectDir, 'tests/handheld/harness'),
    configFile: false,
    logLevel: 'error',
    build: { outDir: dir, emptyOutDir: true, minify: true, modulePreload: { polyfill: false } },
  });
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) };
}

/** Builds the app itself, service worker and list of files included; gives the directory and how to remove it. */
export function builtApp(): { readonly dir: string; readonly remove: () => void } {
  const dir = mkdtempSync(join(tmpdir(), 'kaunter-app-'));
  const vite = join(projectDir, 'node_modules/vite/bin/vite.js');
  const config = ['build', '--config', 'vite.handheld.config.ts', '--logLevel', 'error'];
  const env = { ...process.env, KAUNTER_HANDHELD_OUT: dir, NODE_ENV: 'production' };
  execFileSync(process.execPath, [vite, ...config], { cwd: projectDir, timeout: 90_000, env });
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) };
}

/** A page of a handheld that was paired before: its disk is filled, and it is opened. */
export async function pairedPage(context: BrowserContext, hub: StubHub): Promise<Page> {
  const page = await context.newPage();
  await page.goto(hub.origin);
  const installId = newId();
  await page.evaluate(
    async ({ install, device }) => {
      const { HandheldDatabase, saveSync, writeDocument } = window.engineParts;
      const database = new HandheldDatabase();
      await database.open();
      await writeDocument(database, 'install', install);
      await writeDocument(database, 'device', device);
      const meta = {
        installId: install as never,
        lastSeq: 0,
        acked: 0,
        keepFrom: 1,
        epoch: null,
        cursor: 0,
        mirrorWhole: false,
        receipts: { series: device.deviceCode, last: 0 },
        skewMs: 0,
        outcomes: [],
      };
      await saveSync(database, { meta, put: [], dropBefore: null, changes: [], newMirror: false });
      database.close();
    },
    { install: installId, device: hub.device(installId) },
  );
  return page;
}

/** Starts the engine and signs the owner on, with a shift open. */
export async function signedOn(page: Page, hub: StubHub): Promise<void> {
  await page.evaluate(() => window.handheld.start());
  await page.waitForFunction(() => window.handheld.state().people.length > 0);
  await page.waitForFunction(() => window.handheld.state().catalog.items > 0);
  const done = await page.evaluate(async (staffId) => {
    const on = await window.handheld.signOn(staffId as never, '917204');
    if (window.handheld.state().shift === null) await window.handheld.openShift(10_000 as never);
    return on;
  }, hub.staffId);
  if (!done.ok) throw new Error(done.refusal.code);
}
