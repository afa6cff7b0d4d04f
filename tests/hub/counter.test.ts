import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type HubReady, hubReady } from '../../contracts/process-messages.ts';
import { projectDir } from '../source-files.ts';
import { ring } from '../store/shop.ts';
import { openedStore, openedTill, type TestHub } from './test-hub.ts';

const root = mkdtempSync(join(tmpdir(), 'kaunter-counter-'));
let counter: ChildProcess | null = null;
afterAll(async () => {
  if (counter?.exitCode === null) {
    const gone = new Promise((resolve) => counter?.once('exit', resolve));
    counter.kill('SIGTERM');
    await gone;
  }
  rmSync(root, { recursive: true, force: true });
});

/** The whole counter without a window: app, hub process and device process, as `npm run hub` starts it. */
async function startCounter(): Promise<HubReady> {
  const child = fork(join(projectDir, 'main/app/headless.ts'), {
    env: { ...process.env, KAUNTER_DATA: root },
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  counter = child;
  return await new Promise((resolve, reject) => {
    child.on('message', (message: { kind?: string; ready?: unknown }) => {
      if (message.kind === 'hub-ready') resolve(hubReady.parse(message.ready));
    });
    child.on('exit', (code) => reject(new Error(`the counter ended with ${code}`)));
  });
}

test('KS2 a sale at a counter of three processes comes out of the virtual printer, confirmed, and its drawer opens once', async () => {
  const ready = await startCounter();
  const hub = { ready, url: `https://127.0.0.1:${ready.port}` } as unknown as TestHub;
  const { till, settings } = await openedStore(hub);
  await expect
    .poll(() => till.api.print.status().then(({ running, status }) => running && status !== null), { timeout: 20_000 })
    .toBe(true);
  const { side } = await openedTill(till, settings);
  const openings = async () => (await till.api.print.status()).virtualDrawerOpenings;
  await expect.poll(openings, { timeout: 20_000 }).toBe(1);
  const body = { ...ring(side, { lines: 2 }), receipt: 'print' };
  const sold = await till.push('sale.completed', body);
  expect(sold).toMatchObject({ status: 'applied' });
  const jobs = async () => (await till.api.print.jobs({ limit: 10 })).filter(({ title }) => title === 'A1-000001');
  await expect
    .poll(async () => (await jobs()).map(({ kind, state }) => `${kind} ${state}`), { timeout: 20_000 })
    .toEqual(expect.arrayContaining(['receipt confirmed', expect.stringMatching(/^drawer (sent|confirmed)$/)]));
  const receipt = (await jobs()).find(({ kind }) => kind === 'receipt');
  const paper = await till.api.print.paper({ jobId: receipt!.jobId });
  expect(paper.text).toContain('Probeladen');
  expect(paper.text).toContain('A1-000001');
  expect(Buffer.from(paper.pngBase64, 'base64').subarray(1, 4).toString()).toBe('PNG');
  await expect.poll(openings).toBe(2);
}, 90_000);
