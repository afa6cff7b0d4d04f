// From the start of the program to the first screen a person can use, and the memory of all its processes; beside it the
// bare engine's first frame (the same Electron with an empty page). Needs the build and an Electron (npm test brings both),
// and a display: `xvfb-run -a npm run bench -- start`.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication } from 'playwright';
import { electronArguments, electronFile, launchTill } from '../tests/e2e/fixtures/launch.ts';
import { median, report } from './report.ts';

const rounds = 5;

/** All processes below one, by the process table. */
function familyOf(root: number): number[] {
  const table = execFileSync('ps', ['-eo', 'pid,ppid'], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/).map(Number));
  const found = [root];
  for (let at = 0; at < found.length; at += 1)
    for (const [pid = 0, ppid] of table) if (ppid === found[at]) found.push(pid);
  return found;
}

/** Proportional memory of a process family in MiB: pages that several share are counted once. */
function memoryMib(root: number): number {
  const kib = familyOf(root).map((pid) => {
    try {
      return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
    } catch {
      return 0;
    }
  });
  return kib.reduce((all, each) => all + each, 0) / 1024;
}

interface Start {
  readonly ms: number;
  readonly mib: number;
}

/** The product, on an empty store: until the first-run page stands. */
async function startTill(): Promise<Start> {
  const began = performance.now();
  const till = await launchTill();
  await till.page.getByTestId('first-run').waitFor();
  const ms = performance.now() - began;
  const mib = memoryMib(till.app.process().pid ?? 0);
  await till.close();
  return { ms, mib };
}

/** An application with one window and nothing in it. */
function bareProgram(): string {
  const dir = mkdtempSync(join(tmpdir(), 'kaunter-bare-'));
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, 'package.json'), JSON.stringify({ name: 'bare', main: 'main.cjs' }));
  const lines = [
    "const { app, BrowserWindow } = require('electron');",
    "app.whenReady().then(() => new BrowserWindow({ width: 1366, height: 768 }).loadURL('data:text/html,<p id=p>here</p>'));",
  ];
  writeFileSync(join(dir, 'main.cjs'), lines.join('\n'));
  return dir;
}

async function startBare(dir: string): Promise<Start> {
  const began = performance.now();
  const args = [...electronArguments().slice(0, -1), `--user-data-dir=${join(dir, 'data')}`, dir];
  const app: ElectronApplication = await _electron.launch({ executablePath: electronFile(), args });
  const page = await app.firstWindow();
  await page.locator('#p').waitFor();
  const ms = performance.now() - began;
  const mib = memoryMib(app.process().pid ?? 0);
  await app.close();
  return { ms, mib };
}

const bareDir = bareProgram();
const tills: Start[] = [];
const bares: Start[] = [];
// The first round warms the page cache and does not count; both take turns.
for (let round = 0; round <= rounds; round += 1) {
  const [till, bare] = [await startTill(), await startBare(bareDir)];
  if (round === 0) continue;
  tills.push(till);
  bares.push(bare);
}
rmSync(bareDir, { recursive: true, force: true });

const middle = (starts: readonly Start[], of: keyof Start): number =>
  Math.round(median(starts.map((start) => start[of])));
report({
  bench: 'start',
  figures: [
    { name: 'first-usable-ms', value: middle(tills, 'ms'), goal: null, better: 'lower' },
    { name: 'bare-engine-ms', value: middle(bares, 'ms'), goal: null, better: 'lower' },
    { name: 'memory-mib', value: middle(tills, 'mib'), goal: null, better: 'lower' },
    { name: 'bare-engine-memory-mib', value: middle(bares, 'mib'), goal: null, better: 'lower' },
  ],
});
process.exit(0);
