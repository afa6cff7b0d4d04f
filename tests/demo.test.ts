import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DemoSummary } from '../tools/demo/leave.ts';
import { projectDir } from './source-files.ts';

const root = mkdtempSync(join(tmpdir(), 'kaunter-demo-'));
const out = join(root, 'out');
let ran: { readonly status: number | null; readonly stdout: string; readonly stderr: string };
let summary: DemoSummary;
const read = (file: string): Buffer => readFileSync(join(out, file));

beforeAll(() => {
  ran = spawnSync(process.execPath, [join(projectDir, 'tools/demo.ts'), '--out', out], {
    encoding: 'utf8',
    timeout: 60_000,
  });
  summary = JSON.parse(read('summary.json').toString());
}, 90_000);
afterAll(() => rmSync(root, { recursive: true, force: true }));

test('DM1 a whole day runs through the real processes, fits together and verifies', () => {
  expect(ran).toMatchObject({ status: 0, stderr: '' });
  expect(ran.stdout).toContain('verify    ok');
});

test('DM2 every job is confirmed and left as bytes, text and picture', () => {
  expect(summary.jobs.map(({ state }) => state)).toEqual(summary.jobs.map(() => 'confirmed'));
  for (const { file } of summary.jobs) {
    expect(read(`${file}.png`).subarray(1, 4).toString()).toBe('PNG');
    expect(read(`${file}.bin`).length).toBeGreaterThan(0);
  }
  expect(readdirSync(out).filter((file) => file.endsWith('.txt')).length).toBe(summary.jobs.length);
});

test('DM3 paper and record say the same: totals of the receipts sum to the turnover of the Z report', () => {
  const amounts = summary.jobs
    .filter(({ kind }) => kind === 'receipt')
    .map(({ file }) => {
      const lines = read(`${file}.txt`).toString().split('\n');
      const total =
        lines.find((line) => /^\s*(Summe|Erstattung|Zu zahlen|Gesamt|Rückzahlung)\b/.test(line)) ?? lines.join('|');
      const back = /Erstattung|Rückzahlung/.test(total);
      const [figure = ''] = /-?[\d.]+,\d\d/.exec(total) ?? [];
      return (back ? -1 : 1) * Number(figure.replace('.', '').replace(',', ''));
    });
  expect(amounts.reduce((all, amount) => all + amount, 0)).toBe(summary.turnoverMinor);
});

test('DM4 each cash act pulses the drawer once, with explicit times, and nothing else does', () => {
  const drawers = summary.jobs.filter(({ kind }) => kind === 'drawer');
  expect(drawers.length).toBe(summary.drawerOpenings);
  for (const { file } of drawers)
    expect(read(`${file}.bin`).includes(Buffer.from([0x1b, 0x70, 0, 25, 100]))).toBe(true);
  const papers = summary.jobs.filter(({ kind }) => kind !== 'drawer');
  for (const { file } of papers) expect(read(`${file}.bin`).includes(Buffer.from([0x1b, 0x70]))).toBe(false);
});

test('DM5 the store beside it is encrypted: nothing of the day stands in it in clear', () => {
  const files = readdirSync(join(out, 'store')).filter((file) => file.startsWith('store.db'));
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) {
    const bytes = readFileSync(join(out, 'store', file));
    for (const marker of ['SQLite format 3', 'Maren Lindner', 'Cappuccino', 'Mountain cheese'])
      expect(bytes.includes(marker)).toBe(false);
  }
});
