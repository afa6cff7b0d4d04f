import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { unpaidLines } from '../../domain/check/check.ts';
import { ownerPin, removeHub } from '../hub/test-hub.ts';
import { builtApp } from './chromium.ts';
import { lacksTrust, lineTone, openShift, Phone, ring, signOn } from './trusted-phone.ts';
import { openedShop, pairedBy, type Shop } from './trusted-shop.ts';

/** Longest a word may take from one device to the other, in milliseconds. */
const wordMsMax = 20_000;
const title = 'a table, by the screens of the app and the real hub';

describe.skipIf(lacksTrust !== null)(lacksTrust === null ? title : `${title}: left out, ${lacksTrust}`, () => {
  let app: ReturnType<typeof builtApp>;
  let shop: Shop;
  let phone: Phone;
  let page: Page;
  beforeAll(async () => {
    app = builtApp();
    shop = await openedShop({ handheldDir: app.dir });
    phone = new Phone({ name: shop.name, port: shop.proxy.port }).trust(shop.hub.ready.caPem);
    ({ page } = await pairedBy(shop, await phone.open()));
    await signOn(page, ownerPin);
    await openShift(page);
  }, 120_000);
  afterAll(async () => {
    await phone.close();
    await shop.proxy.close();
    await shop.hub.close();
    removeHub(shop.hub);
    app.remove();
  }, 60_000);

  const tap = (testId: string): Promise<void> => page.getByTestId(testId).first().click();
  const tapInBar = (testId: string): Promise<void> => page.getByTestId('sale-bar').getByTestId(testId).click();
  const soon = <Value>(ask: () => Value) => expect.poll(ask, { timeout: wordMsMax });
  /** The open checks as the counter has them. */
  const atCounter = async () =>
    (await shop.till.api.check.list()).map(({ check }) => ({
      table: check.table,
      lines: unpaidLines(check).map(({ line, served }) => `${line.name}${served ? ' served' : ''}`),
    }));

  test('HV26 HV27 HV28 a table is opened and ordered for; the counter sees it, and that it was served', async () => {
    await tap('place-held');
    await tap('check-new');
    await tap('key-5');
    await tap('apply');
    await page.getByTestId('ordering').waitFor();
    await ring(page);
    await tapInBar('put-on-check');
    await page.getByTestId('check').waitFor();
    await soon(atCounter).toMatchObject([{ table: '5', lines: [expect.any(String)] }]);
    await tap('serve-mark');
    await soon(async () => (await atCounter())[0]?.lines[0]).toContain(' served');
  }, 90_000);

  test('HV30 away from the counter its own table is added to, marked as not sent, and there once when the line is back', async () => {
    await tap('check-add');
    shop.proxy.chaos = { silent: true };
    await soon(() => lineTone(page)).toBe('warn');
    await ring(page, 'TEE-1');
    await tapInBar('put-on-check');
    await page.getByTestId('check-pending').first().waitFor();
    expect((await atCounter())[0]?.lines).toHaveLength(1);
    shop.proxy.cut();
    shop.proxy.chaos = {};
    await soon(async () => (await atCounter())[0]?.lines.length).toBe(2);
    await soon(() => page.getByTestId('check-pending').count()).toBe(0);
  }, 90_000);

  test('HV29 HV30 HV31 what the counter holds is barred in words, then taken, put back, and paid once', async () => {
    const [{ check } = { check: null }] = await shop.till.api.check.list();
    if (check === null) throw new Error('no check is open');
    const { checkId } = check;
    await shop.till.push('check.claimed', { checkId, token: null });
    await page.getByTestId('check-barred').waitFor();
    expect(await page.getByTestId('check-pay').isDisabled()).toBe(true);
    await shop.till.push('check.released', { checkId });
    await tap('check-pay');
    await page.getByTestId('amount-due').waitFor();
    expect(await page.getByTestId('amount-due').textContent()).toContain('7,00');
    await tap('back');
    await page.getByTestId('put-back').last().click();
    await page.getByTestId('check').waitFor();
    await tap('check-pay');
    await tap('pay-cash');
    const number = /[A-Z]+\d+-\d{6}/.exec((await page.getByTestId('done').textContent()) ?? '')?.[0] ?? '';
    await soon(() => shop.hub.hub.store.sales.byNumber(number)?.flags).toEqual([]);
    await soon(atCounter).toEqual([]);
  }, 90_000);
});
