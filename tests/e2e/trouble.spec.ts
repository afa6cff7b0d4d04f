import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { expectTotal, firstRun, openShift, ownerPin, personTypes, picture, scan, signOn } from './fixtures/counter.ts';
import { launchTill, type RunningTill } from './fixtures/launch.ts';

let till: RunningTill;
/** A code of the demonstration café. */
const otherCode = '4012345000016';
/** Nothing was written for this long: nothing more is coming, in milliseconds. */
const quietMs = 600;

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  till = await launchTill();
  till.page.setDefaultTimeout(45_000);
  await firstRun(till.page, 'cafe');
  await till.page.getByTestId('first-run-start').click();
  await signOn(till.page);
  await openShift(till.page, 2_000, 5);
});
test.afterAll(async () => {
  await till.close();
});

/** Process ids of this till's hub: the child of the program that runs the hub's bundle. */
function hubPids(): number[] {
  const all = execFileSync('ps', ['-eo', 'pid,ppid,args'], { encoding: 'utf8' }).split('\n');
  const mine = String(till.app.process().pid);
  return all
    .map((line) => line.trim().split(/\s+/))
    .filter(([, ppid, ...args]) => ppid === mine && args.some((arg) => arg.endsWith('hub.js')))
    .map(([pid]) => Number(pid));
}

/** When the store's file was last written, epoch ms. */
function lastWriteAt(dataDir: string): number {
  return Math.max(
    ...['store.db', 'store.db-wal'].map(
      (name) => statSync(join(dataDir, 'store', name), { throwIfNoEntry: false })?.mtimeMs ?? 0,
    ),
  );
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test('TR1 an unknown code says so, and can be made an item without losing the sale', async () => {
  const { page } = till;
  await scan(page, '4006381333931');
  await expect(page.getByTestId('notice')).toContainText('4006381333931');
  await picture(page, 'unknown-code');
  await page.getByTestId('notice-action').click();
  await page.getByTestId('new-name').fill('Highlighter');
  await page.getByTestId('new-price').fill('2.45678');
  await page.getByTestId('create-item').click();
  await expect(page.getByTestId('sheet-problem')).toContainText('decimals');
  await page.getByTestId('new-price').fill('2.45');
  await page.getByTestId('create-item').click();
  await expectTotal(page, 245);
});

test('TR2 a wrong check digit is told apart from an unknown code', async () => {
  const { page } = till;
  await scan(page, '4006381333932');
  await expect(page.getByTestId('notice')).toContainText('check digit');
  await expectTotal(page, 245);
  await page.keyboard.press('Escape');
});

test('TL14 a scan while a sheet is open rings its item, and the sheet stays with its own line', async () => {
  const { page } = till;
  await page.keyboard.press('F3');
  await expect(page.getByRole('dialog')).toContainText('Highlighter');
  await scan(page, otherCode);
  await expect(page.getByTestId('sale-line')).toHaveCount(2);
  await expect(page.getByRole('dialog')).toContainText('Highlighter');
  await personTypes(page, '7');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('sale-line').first().getByTestId('line-gross')).toHaveAttribute('data-minor', '1715');
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expectTotal(page, 245);
});

test('TR3 a quantity of 0 or of a typed barcode is refused with a sentence, and the line stays', async () => {
  const { page } = till;
  await page.keyboard.press('F3');
  await personTypes(page, '0');
  await page.getByTestId('apply').click();
  await expect(page.getByTestId('sheet-problem')).toBeVisible();
  await personTypes(page, '999999999');
  await page.getByTestId('apply').click();
  await expect(page.getByTestId('sheet-problem')).toContainText('too large');
  await page.keyboard.press('Escape');
  await expectTotal(page, 245);
});

test('TR4 a scan never ends in a field, whatever has the focus', async () => {
  const { page } = till;
  await page.keyboard.press('F2');
  await personTypes(page, 'cap');
  await expect(page.getByTestId('search')).toHaveValue('cap');
  await scan(page, '4006381333931');
  await expectTotal(page, 490);
  await expect(page.getByTestId('search')).not.toHaveValue(/4006/);
  await page.keyboard.press('Escape');
});

test('TR5 a hub killed in the middle of a sale loses nothing: the sale stays, and is completed once', async () => {
  const { page } = till;
  const [pid] = hubPids();
  expect(pid).toBeGreaterThan(0);
  process.kill(pid ?? 0, 'SIGKILL');
  await expect(page.getByTestId('notice').first()).toContainText('restarting');
  await picture(page, 'hub-restarting');
  await expectTotal(page, 490);
  await expect.poll(() => hubPids()[0] ?? pid, { timeout: 30_000 }).not.toBe(pid);
  // The new hub knows no session of the old one: the person signs on again, and the sale is still there.
  await page.getByTestId('sign-on').waitFor({ timeout: 30_000 });
  await signOn(page);
  await expectTotal(page, 490);
  await page.keyboard.press('F12');
  await page.getByTestId('quick-0').click();
  await page.getByTestId('done').waitFor();
  await expect(page.getByTestId('transaction-number')).toHaveText('A1-000001');
  await page.getByTestId('next-sale').click();
});

test('TR6 the whole program killed: the completed sale is in the journal, the open one comes back', async () => {
  const { page } = till;
  const clickedAt = Date.now();
  await page.getByTestId('item-tile').first().click();
  // Kept once the hub has written it, and writes no more.
  await expect
    .poll(() => {
      const wroteAt = lastWriteAt(till.dataDir);
      return wroteAt >= clickedAt && Date.now() - wroteAt > quietMs;
    })
    .toBe(true);
  const total = Number(await page.getByTestId('sale-total').getAttribute('data-minor'));
  const { dataDir } = till;
  const pids = [till.app.process().pid ?? 0, ...hubPids()];
  for (const pid of pids) process.kill(pid, 'SIGKILL');
  await expect.poll(() => pids.some(isAlive), { timeout: 20_000 }).toBe(false);
  till = await launchTill({ dataDir });
  till.page.setDefaultTimeout(45_000);
  await signOn(till.page);
  await expectTotal(till.page, total);
  await picture(till.page, 'sale-is-back');
  await till.page.keyboard.press('F7');
  await expect(till.page.locator('[data-testid="journal-row"][data-number="A1-000001"]')).toHaveCount(1);
  await till.page.keyboard.press('Escape');
});

test('TR7 a wrong PIN is refused, and after some the till asks to wait', async () => {
  const { page } = till;
  await page.keyboard.press('Control+l');
  await page.getByTestId('sign-on').waitFor();
  for (let tries = 0; tries < 6; tries += 1) {
    await personTypes(page, '111222');
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('pin-problem')).toBeVisible();
  }
  await expect(page.getByTestId('pin-problem')).toContainText(/wait/i);
  expect(ownerPin).not.toBe('111222');
  await picture(page, 'pin-wait');
});
