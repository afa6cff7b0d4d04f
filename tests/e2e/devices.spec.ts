import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { answerOpenDialog, expectTotal, firstRun, openShift, signOn } from './fixtures/counter.ts';
import { launchTill, type RunningTill } from './fixtures/launch.ts';

const projectDir = resolve(import.meta.dirname, '../..');
const pictureDir = join(projectDir, 'test-results/devices');
let till: RunningTill;

async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(pictureDir, { recursive: true });
  await page.screenshot({ path: join(pictureDir, `${name}.png`), animations: 'disabled' });
}

async function openDevices(page: Page): Promise<void> {
  await page.keyboard.press('F10');
  await page.getByTestId('tab-printer').click();
  await page.getByTestId('open-devices').click();
  await page.getByTestId('devices').waitFor();
}

async function leaveDevices(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.getByTestId('sell').waitFor();
}

/** Binds one more device on the screen to a role, by the sheets a person uses. */
async function bindVirtual(page: Page, role: RegExp, name: string): Promise<void> {
  await page.getByTestId('find-devices').click();
  await page.getByTestId('use-virtual').click();
  await page.getByTestId('bind-role').getByRole('button').click();
  await page.getByRole('option', { name: role }).click();
  await expect(page.getByTestId('bind-name')).toHaveValue(name);
  await page.getByTestId('bind-save').click();
  await expect(page.getByTestId(`device-${name}`)).toBeVisible();
}

/** Something that befalls a device on the screen, by the buttons of the bench. */
async function befall(page: Page, name: string, act: string): Promise<void> {
  await page.getByTestId(`device-${name}`).click();
  await page.getByTestId(`twin-${act}`).click();
}

async function scanByBench(page: Page, code: string): Promise<void> {
  await page.getByTestId('device-scanner-1').click();
  await page.getByTestId('twin-code').fill(code);
  await page.getByTestId('twin-scan').click();
}

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  rmSync(pictureDir, { recursive: true, force: true });
  till = await launchTill({ env: { KAUNTER_DEV: '1' } });
  const { page } = till;
  page.setDefaultTimeout(45_000);
  await firstRun(page);
  await page.getByTestId('first-run-start').click();
  await signOn(page);
  await answerOpenDialog(till, join(projectDir, 'tests/fixtures/catalog-small.csv'));
  await page.keyboard.press('F10');
  await page.getByTestId('tab-catalog').click();
  await page.getByTestId('go-import').click();
  await page.getByTestId('import-pick').click();
  await page.getByTestId('import-run').click();
  await page.getByTestId('import-done').waitFor();
  await page.keyboard.press('Escape');
  await openShift(page, 2_000, 5);
});
test.afterAll(async () => {
  await till.close();
});

test('BD1 SU3 a new store has its printer and drawer, and devices are bound to roles by the screens', async () => {
  const { page } = till;
  await openDevices(page);
  await expect(page.getByTestId('device-receipt-1')).toHaveAttribute('data-tone', 'ok');
  await expect(page.getByTestId('device-drawer-a')).toBeVisible();
  await page.getByTestId('find-devices').click();
  await expect(page.getByTestId('searching')).toHaveCount(0);
  await picture(page, '1-find');
  await page.getByTestId('close-sheet').click();
  await bindVirtual(page, /^Scanner/, 'scanner-1');
  await bindVirtual(page, /^Scale/, 'scale-1');
  await bindVirtual(page, /^Spare printer/, 'spare-1');
  await bindVirtual(page, /^Customer display/, 'display-1');
  for (const name of ['scanner-1', 'scale-1', 'spare-1', 'display-1'])
    await expect(page.getByTestId(`device-${name}`)).not.toHaveAttribute('data-tone', 'bad');
  await expect(page.getByTestId('device-scanner-1')).toHaveAttribute('data-tone', 'ok');
  await picture(page, '2-bound');
});

test('BD12 BD13 a test page is printed and read back, the health check and the bytes prove the line', async () => {
  const { page } = till;
  await page.getByTestId('device-receipt-1').click();
  await expect(page.getByTestId('printed-paper')).toBeVisible();
  await page.getByTestId('device-test').click();
  await expect(page.getByTestId('device-message')).toBeVisible();
  await page.getByTestId('health-check').click();
  await expect(page.getByTestId('health-paper')).toHaveAttribute('data-result', 'good');
  await expect(page.getByTestId('health-confirms')).toHaveAttribute('data-result', 'good');
  await page.getByTestId('trace-load').click();
  await expect(page.getByTestId('trace')).toContainText('1b 40');
  await picture(page, '3-printer');
});

test('SU7 a scan while devices are set up is shown at its scanner and enters no sale', async () => {
  const { page } = till;
  await scanByBench(page, '4006381333931');
  await expect(page.getByTestId('last-scan')).toHaveText('4006381333931');
  await picture(page, '4-scan');
  await leaveDevices(page);
  await expect(page.getByTestId('sale-line')).toHaveCount(0);
});

test('BD6 BD7 an unplugged scanner is told, and works again when it is plugged in', async () => {
  const { page } = till;
  await openDevices(page);
  await befall(page, 'scanner-1', 'pull');
  await expect(page.getByTestId('device-scanner-1')).toHaveAttribute('data-tone', 'bad');
  await picture(page, '5-unplugged');
  await befall(page, 'scanner-1', 'plug-in');
  await expect(page.getByTestId('device-scanner-1')).toHaveAttribute('data-tone', 'ok');
  await scanByBench(page, '4012345000016');
  await expect(page.getByTestId('last-scan')).toHaveText('4012345000016');
});

test('WG1 WG13 goods are weighed by the scale, a moving scale gives no weight, and a closed sheet no line', async () => {
  const { page } = till;
  await page.getByTestId('device-scale-1').click();
  await page.getByTestId('twin-grams').fill('312');
  await page.getByTestId('twin-shake').click();
  await page.getByTestId('device-test').click();
  await expect(page.getByTestId('weighing')).toContainText('still moving');
  await page.getByTestId('twin-lay').click();
  await expect
    .poll(async () => {
      await page.getByTestId('device-test').click();
      return await page.getByTestId('weighing').getAttribute('data-milli');
    })
    .toBe('312');
  await picture(page, '6-scale');
  await leaveDevices(page);
  await page.getByRole('tab', { name: 'Counter' }).click();
  await page.getByTestId('item-tile').filter({ hasText: 'Mountain cheese' }).click();
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('sale-line')).toHaveCount(0);
  await page.getByTestId('item-tile').filter({ hasText: 'Mountain cheese' }).click();
  await expect(page.getByTestId('take-weight')).toContainText('0.312');
  await picture(page, '7-weigh');
  await page.getByTestId('take-weight').click();
  // 0.312 kg at 23.50 is 7.33, rounded half up.
  await expectTotal(page, 733);
});

test('PJ1 PQ6 paper runs out, the sale goes on, and its receipt comes out on the spare printer, marked', async () => {
  const { page } = till;
  await openDevices(page);
  await befall(page, 'receipt-1', 'paper-out');
  await expect(page.getByTestId('device-receipt-1')).toHaveAttribute('data-tone', 'bad');
  await leaveDevices(page);
  await page.keyboard.press('F12');
  await page.getByTestId('pay-cash').click();
  await page.getByTestId('done').waitFor();
  await page.getByTestId('next-sale').click();
  await expect(page.getByTestId('status-printer')).toHaveAttribute('data-tone', 'bad');
  await page.getByTestId('status-printer').click();
  const receipt = page
    .getByTestId('print-job')
    .filter({ hasText: /Receipt A1/ })
    .first();
  await expect(receipt).toHaveAttribute('data-state', 'queued');
  await receipt.click();
  await expect(page.getByTestId('print-detail')).toContainText('No paper has come out yet');
  await picture(page, '8-waiting');
  await page.getByTestId('reroute-spare-1').click();
  await expect(page.getByTestId('print-job').filter({ hasText: 'spare-1' }).first()).toHaveAttribute(
    'data-state',
    'confirmed',
  );
  await picture(page, '9-rerouted');
  await page.keyboard.press('Escape');
});

test('PQ6 after a new roll the next receipt comes out once, and nothing that was sent elsewhere comes twice', async () => {
  const { page } = till;
  await openDevices(page);
  await befall(page, 'receipt-1', 'paper-ok');
  await expect(page.getByTestId('device-receipt-1')).toHaveAttribute('data-tone', 'ok');
  await leaveDevices(page);
  await page.getByTestId('item-tile').first().click();
  await page.keyboard.press('F12');
  await page.getByTestId('pay-cash').click();
  await page.getByTestId('done').waitFor();
  await expect(page.getByTestId('receipt-state')).toHaveAttribute('data-state', 'confirmed');
  await page.getByTestId('next-sale').click();
  await page.getByTestId('status-printer').click();
  const receipts = page.getByTestId('print-job').filter({ hasText: /Receipt A1/ });
  await expect(receipts).toHaveCount(3);
  const states = await receipts.evaluateAll((rows) => rows.map((row) => row.getAttribute('data-state')).sort());
  expect(states).toEqual(['cancelled', 'confirmed', 'confirmed']);
  await picture(page, '10-tray');
  await page.keyboard.press('Escape');
  expect(till.consoleErrors).toEqual([]);
});

test('PJ8 paper ends in the middle of a receipt: after a new roll it goes on where it stopped, as the same job', async () => {
  const { page } = till;
  await openDevices(page);
  await befall(page, 'receipt-1', 'paper-ends');
  await leaveDevices(page);
  await page.getByTestId('item-tile').first().click();
  await page.keyboard.press('F12');
  await page.getByTestId('pay-cash').click();
  await page.getByTestId('done').waitFor();
  await expect(page.getByTestId('receipt-state')).toHaveAttribute('data-state', 'sent');
  await page.getByTestId('next-sale').click();
  await expect(page.getByTestId('status-printer')).toHaveAttribute('data-tone', 'bad');
  await page.getByTestId('status-printer').click();
  const receipts = page.getByTestId('print-job').filter({ hasText: /Receipt A1/ });
  await expect(receipts).toHaveCount(4);
  await expect(receipts.first()).toHaveAttribute('data-state', 'sent');
  await expect(page.getByTestId('printer-state')).toContainText(/paper/i);
  await picture(page, '11-out-in-the-middle');
  await page.keyboard.press('Escape');
  await openDevices(page);
  await befall(page, 'receipt-1', 'paper-ok');
  await expect(page.getByTestId('device-receipt-1')).toHaveAttribute('data-tone', 'ok');
  await leaveDevices(page);
  await page.getByTestId('status-printer').click();
  await expect(receipts.first()).toHaveAttribute('data-state', 'confirmed');
  await expect(receipts).toHaveCount(4);
  await picture(page, '12-resumed');
  await page.keyboard.press('Escape');
  expect(till.consoleErrors).toEqual([]);
});

test('BD17 a drawer opened by key without a reason stands in the journal', async () => {
  const { page } = till;
  // The pulse of a sale explains an opening for some seconds, and those before were quick: the first one may be explained.
  await expect(async () => {
    await openDevices(page);
    await befall(page, 'drawer-a', 'push-shut');
    await expect(page.getByTestId('device-drawer-a')).toContainText('Closed');
    await befall(page, 'drawer-a', 'open-by-key');
    await expect(page.getByTestId('device-drawer-a')).toContainText('Open');
    await leaveDevices(page);
    await page.getByTestId('go-journal').click();
    await page.getByTestId('journal-row').first().waitFor();
    const openings = await page.getByTestId('journal-opening').allTextContents();
    if (openings.length === 0) await leaveDevices(page);
    expect(openings.join()).toContain('drawer-a');
  }).toPass({ timeout: 90_000 });
  await picture(page, '13-journal');
  expect(till.consoleErrors).toEqual([]);
});
