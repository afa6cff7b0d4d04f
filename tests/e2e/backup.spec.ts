import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { answerOpenDialog, firstRun, openShift, picture, signOn } from './fixtures/counter.ts';
import { launchTill, type RunningTill } from './fixtures/launch.ts';

/** A backup is verified by really restoring it: a busy machine takes its time. */
const backupMsMax = 60_000;
const passphrase = 'three green lamps over Bremen';
const folder = mkdtempSync(join(tmpdir(), 'kaunter-usb-'));
let till: RunningTill;

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  till = await launchTill();
  till.page.setDefaultTimeout(20_000);
});
test.afterAll(async () => {
  await till.close();
  rmSync(folder, { recursive: true, force: true });
});

async function sellOne(): Promise<void> {
  const { page } = till;
  await page.getByTestId('item-tile').first().click();
  await page.keyboard.press('F12');
  await page.getByTestId('quick-0').click();
  await page.getByTestId('next-sale').click();
  await page.getByTestId('sell').waitFor();
}

async function openBackup(): Promise<void> {
  await till.page.keyboard.press('F10');
  await till.page.getByTestId('tab-backup').click();
}

test('BK61 the folder of the backups is picked in the machine’s dialog, and a backup is made there', async () => {
  const { page } = till;
  await firstRun(page, 'cafe');
  await page.getByTestId('first-run-start').click();
  await signOn(page);
  await openShift(page, 5_000, 1);
  await sellOne();
  await openBackup();
  await answerOpenDialog(till, folder);
  await page.getByTestId('choose-backup-folder').click();
  await expect(page.getByTestId('backup-folder')).toHaveValue(folder);
  await page.getByTestId('save-settings').click();
  await expect(page.getByTestId('settings-message')).toContainText('Saved');
  await page.getByTestId('backup-passphrase').click();
  await page.getByTestId('passphrase').fill(passphrase);
  await page.getByTestId('passphrase-again').fill(passphrase);
  await page.getByTestId('save-passphrase').click();
  await page.getByTestId('backup-run').click();
  await expect(page.getByTestId('backup-standing')).toContainText('can be restored', { timeout: backupMsMax });
  expect(readdirSync(folder).some((name) => name.endsWith('.kbackup'))).toBe(true);
  await picture(page, 'backup-made');
});

test('BK59 BK60 going back starts the hub again, and the receipt that is lost is named', async () => {
  test.setTimeout(180_000);
  const { page } = till;
  await page.keyboard.press('Escape');
  await sellOne();
  await openBackup();
  await page.getByText('Go back to this').first().click();
  await page.getByTestId('go-back-passphrase').fill(passphrase);
  await page.getByTestId('go-back-go').click();
  await expect(page.getByTestId('lost-numbers')).toContainText('A1-000002', { timeout: backupMsMax });
  await picture(page, 'go-back');
  await page.getByTestId('go-back-go').click();
  await page.getByTestId('sign-on').waitFor({ timeout: backupMsMax });
  await signOn(page);
  await page.getByTestId('status-findings').click({ timeout: backupMsMax });
  await expect(page.getByTestId('finding-pane')).toContainText('A1-000002');
  await picture(page, 'finding-lost');
  await page.getByTestId('finding-seen').click();
  await page.getByTestId('finding-confirm').click();
  await expect(page.getByText('Nothing to look at')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByTestId('sell').waitFor();
  await expect(page.getByTestId('status-findings')).toHaveCount(0);
});

test('BK63 a new machine is restored from the first-run screen and shows the sign-on by itself', async () => {
  test.setTimeout(180_000);
  const machine = await launchTill();
  const { page } = machine;
  try {
    await page.getByTestId('first-run').waitFor();
    await page.getByTestId('language-en').click();
    await page.getByTestId('first-run-restore').click();
    await page.getByTestId('restore-path').fill(folder);
    await page.getByTestId('restore-passphrase').fill(passphrase);
    await page.getByTestId('restore-go').click();
    await page.getByTestId('restore-found').waitFor({ timeout: backupMsMax });
    await page.getByTestId('restore-go').click();
    await page.getByTestId('sign-on').waitFor({ timeout: backupMsMax });
    await signOn(page);
    await picture(page, 'restored-on-new-machine');
    await expect(page.getByTestId('first-run')).toHaveCount(0);
  } finally {
    await machine.close();
  }
});
