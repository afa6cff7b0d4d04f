import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { lacksTrust, openShift, Phone, signOn as signOnPhone, sold } from '../handheld/trusted-phone.ts';
import { firstRun, ownerPin, personTypes, picture, signOn } from './fixtures/counter.ts';
import { launchTill, type RunningTill } from './fixtures/launch.ts';

let till: RunningTill;
let phone: Phone | null = null;
let handheld: Page;

test.describe.configure({ mode: 'serial' });
test.skip(lacksTrust !== null, lacksTrust ?? '');
test.beforeAll(async () => {
  till = await launchTill();
  till.page.setDefaultTimeout(45_000);
  await firstRun(till.page, 'cafe');
  await till.page.getByTestId('first-run-start').click();
  await signOn(till.page);
});
test.afterAll(async () => {
  await phone?.close();
  await till.close();
});

/** The authority a person would install from the trust page. */
function authorityOf(dataDir: string): string {
  const file = readdirSync(dataDir, { recursive: true, encoding: 'utf8' }).find((path) =>
    path.endsWith('authority.pem'),
  );
  if (file === undefined) throw new Error('the hub has no authority');
  return readFileSync(join(dataDir, file), 'utf8');
}

test('PA1 PA6 PA8 the counter opens the window, the phone opens the address of its code, both show the same digits, the counter says yes', async () => {
  const { page } = till;
  await page.keyboard.press('F10');
  await page.getByTestId('tab-printer').click();
  await page.getByTestId('open-fleet').click();
  await page.getByTestId('network-switch').click();
  await expect(page.getByTestId('network')).toHaveAttribute('data-state', 'on');
  await page.getByTestId('fleet-pair').click();
  await page.getByTestId('pairing-open').waitFor();
  await personTypes(page, ownerPin);
  await page.getByTestId('pairing-open').click();
  const address = await page.getByTestId('pair-qr').getAttribute('data-text');
  await picture(page, 'pair-codes');
  const { hostname: name, port } = new URL(address ?? '');
  phone = new Phone({ name, port: Number(port) }).trust(authorityOf(till.dataDir));
  const context = await phone.open();
  handheld = await context.newPage();
  await handheld.goto(address ?? '');
  const digits = (await handheld.getByTestId('pair-digits').getAttribute('data-digits')) ?? '';
  await expect(page.getByTestId('pairing-digits')).toContainText(new RegExp([...digits].join('\\s*')));
  await picture(page, 'pair-digits-counter');
  await picture(handheld, 'pair-digits-phone');
  await page.getByTestId('pairing-name').fill('Yard phone');
  await page.getByTestId('pairing-approve').click();
  await handheld.getByTestId('sign-on').waitFor();
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('fleet')).toContainText('Yard phone');
});

test('HE10 what the phone sells is in the journal of the counter, with its number', async () => {
  await signOnPhone(handheld, ownerPin);
  await openShift(handheld);
  const { number } = await sold(handheld);
  const { page } = till;
  await picture(page, 'fleet');
  await page.keyboard.press('Escape');
  await page.keyboard.press('F7');
  await expect(page.locator(`[data-testid="journal-row"][data-number="${number}"]`)).toHaveCount(1);
  await picture(page, 'phone-sale-at-counter');
  await picture(handheld, 'phone-sale');
  expect(till.consoleErrors).toEqual([]);
});
