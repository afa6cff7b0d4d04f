import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { answerOpenDialog, askHub, firstRun, picture, scan, signOn } from './fixtures/counter.ts';
import { launchTill, type RunningTill } from './fixtures/launch.ts';

const projectDir = resolve(import.meta.dirname, '../..');
const german = JSON.parse(readFileSync(join(projectDir, 'resources/locales/de/till.json'), 'utf8'));
const filesDir = mkdtempSync(join(tmpdir(), 'kaunter-settings-'));
let till: RunningTill;

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  till = await launchTill();
  till.page.setDefaultTimeout(45_000);
});
test.afterAll(async () => {
  await till.close();
  rmSync(filesDir, { recursive: true, force: true });
});

function fileOf(name: string, text: string): string {
  const path = join(filesDir, name);
  writeFileSync(path, text);
  return path;
}

async function pickFile(path: string): Promise<void> {
  const { page } = till;
  await answerOpenDialog(till, path);
  await page.keyboard.press('F10');
  await page.getByTestId('tab-catalog').click();
  await page.getByTestId('go-import').click();
  await page.getByTestId('import-pick').click();
}

test('SG6 a store whose name was pasted with a control character is set up all the same', async () => {
  const { page } = till;
  await firstRun(page);
  await page.getByTestId('store-name').fill('Corner\u0007Shop');
  await page.getByTestId('first-run-start').click();
  await expect(page.getByTestId('sign-on')).toContainText('Corner Shop');
  await signOn(page);
});

test('a tax class is made in the settings and saved for the store', async () => {
  const { page } = till;
  await page.keyboard.press('F10');
  await page.getByTestId('tab-tax').click();
  await page.getByTestId('add-rate').click();
  await page.getByTestId('rate-name').fill('Sekt');
  await page.getByTestId('rate-percent').fill('5');
  await picture(page, 'tax-rate');
  await page.getByTestId('rate-apply').click();
  await page.getByTestId('add-class').click();
  await page.getByTestId('class-name').fill('Wine');
  await page.getByTestId('class-taxes-vat-standard').click();
  await page.getByTestId('class-taxes-sekt').click();
  await picture(page, 'tax-class');
  await page.getByTestId('class-apply').click();
  await page.getByTestId('save-settings').click();
  await expect(page.getByTestId('settings-message')).toContainText('Saved');
  await expect(page.getByTestId('save-settings')).toHaveCount(0);
  await picture(page, 'tax-tab');
  await page.keyboard.press('Escape');
  await page.getByTestId('sell').waitFor();
});

test('CA23 an empty file is told to be empty', async () => {
  await pickFile(fileOf('empty.csv', ''));
  await expect(till.page.getByTestId('import-problem')).toContainText('no rows');
  await till.page.keyboard.press('Escape');
});

test('CA22 a name of a tax nobody set up is given a class in the preview', async () => {
  const { page } = till;
  await pickFile(
    fileOf('wine.csv', 'name,price,barcode,tax\nGin,20.00,4006381333931,alcohol\nTea,2.00,4006381333948,reduced'),
  );
  await page.getByTestId('tax-name-alcohol').getByRole('button').click();
  await page.getByRole('option', { name: /^Wine/ }).click();
  await expect(page.getByTestId('import-problems')).toHaveCount(0);
  await picture(page, 'import-taxes');
  await page.getByTestId('import-run').click();
  await page.getByTestId('import-done').waitFor();
  await page.keyboard.press('Escape');
  await page.getByTestId('sell').waitFor();
  await scan(page, '4006381333931');
  await expect(page.getByTestId('sale-lines')).toContainText('Gin');
});

test('CA22 the next file with that name asks nothing', async () => {
  const { page } = till;
  await pickFile(fileOf('more.csv', 'name,price,tax\nRum,18.00,Alcohol'));
  await expect(page.getByTestId('tax-name-Alcohol').getByRole('button')).toContainText('Wine');
  await page.keyboard.press('Escape');
  await page.getByTestId('sell').waitFor();
});

test('TX23 a class that items carry goes with what they get instead', async () => {
  const { page } = till;
  await page.keyboard.press('F10');
  await page.getByTestId('tab-tax').click();
  await page.getByTestId('change-class-wine').click();
  await page.getByTestId('class-remove').click();
  await page.keyboard.press('Escape');
  await page.getByTestId('save-and-leave').click();
  await page.getByTestId('sell').waitFor();
});

test('SG1 after another language is chosen the reasons are in it', async () => {
  const { page } = till;
  await page.keyboard.press('F10');
  await page.getByTestId('set-language').getByRole('button').click();
  await page.getByRole('option', { name: 'Deutsch' }).click();
  await page.keyboard.press('F12');
  await expect(page.getByTestId('settings-message')).toContainText(german['settings.saved']);
  await picture(page, 'settings-german');
  await page.keyboard.press('Escape');
  await page.getByTestId('sell').waitFor();
  await page.keyboard.press('Delete');
  await expect(page.getByTestId('reason-keyed-wrong')).toContainText(german['reason.keyed-wrong']);
  expect(till.consoleErrors).toEqual([]);
});

test('the hub has what was set up, and sells by it', async () => {
  // Signing on from outside ends the session of the window, so this comes last.
  expect(await askHub(till.page, 'POST /catalog/scan', { raw: '4006381333931', aimId: null })).toMatchObject({
    item: { name: 'Gin', taxCategory: 'standard', stockTracked: false },
  });
  expect(await askHub(till.page, 'GET /settings')).toMatchObject({
    storeName: 'Corner Shop',
    language: 'de',
    taxNames: [{ text: 'alcohol', taxCategory: 'wine' }],
  });
});
