import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { debugPages, freePort, terminalPage } from './fixtures/debug-port.ts';
import { electronArguments, electronFile } from './fixtures/launch.ts';
import { descendantsOf, descendantWith } from './fixtures/processes.ts';

test.skip(process.platform !== 'linux', 'processes are read from /proc');

// Started without Playwright: its debugger would hold the page that replaces the crashed one.
test('WN9 a crashed page comes back by itself, and the program still stops in order', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'kaunter-crash-'));
  const port = await freePort();
  const till = spawn(electronFile(), electronArguments([`--remote-debugging-port=${port}`]), {
    env: { ...process.env, KAUNTER_DATA: dataDir },
    stdio: 'ignore',
  });
  const pid = till.pid ?? 0;
  const exit = new Promise<number | null>((resolve) => till.once('exit', resolve));
  try {
    await expect.poll(() => debugPages(port), { timeout: 20_000 }).toEqual([terminalPage]);
    const crashed = descendantWith(pid, '--type=renderer');
    process.kill(crashed, 'SIGKILL');
    const renderers = (): number[] =>
      descendantsOf(pid)
        .filter(({ commandLine }) => commandLine.includes('--type=renderer'))
        .map((process) => process.pid);
    await expect.poll(() => renderers().filter((renderer) => renderer !== crashed).length).toBe(1);
    await expect.poll(() => debugPages(port)).toEqual([terminalPage]);
    const children = descendantsOf(pid).map((process) => process.pid);
    till.kill('SIGTERM');
    expect(await exit).toBe(0);
    await expect.poll(() => descendantsOf(1).filter(({ pid: left }) => children.includes(left))).toEqual([]);
  } finally {
    till.kill('SIGKILL');
    rmSync(dataDir, { recursive: true, force: true });
  }
});
