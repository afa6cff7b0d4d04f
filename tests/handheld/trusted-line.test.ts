import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { removeHub } from '../hub/test-hub.ts';
import { builtApp } from './chromium.ts';
import {
  killed,
  lacksTrust,
  lineTone,
  openedShop,
  openShift,
  Phone,
  pairedBy,
  ring,
  type Shop,
  signOn,
  sold,
} from './trusted-shop.ts';

/** From the pulled cable to the head of the screen, in milliseconds. */
const offlineNoticedMsMax = 5_000;
/** The first request of a life has no nonce and is answered with one: the browser calls that a failure. */
const isNonceAnswer = (text: string): boolean => text.includes('status of 401');
const title = 'a phone that trusts the hub';

describe.skipIf(lacksTrust !== null)(lacksTrust === null ? title : `${title}: left out, ${lacksTrust}`, () => {
  let app: ReturnType<typeof builtApp>;
  let shop: Shop;
  let phone: Phone;
  beforeAll(async () => {
    app = builtApp();
    shop = await openedShop({ handheldDir: app.dir });
    phone = new Phone(shop).trust(shop.hub.ready.caPem);
  }, 120_000);
  afterAll(async () => {
    await phone.close();
    await shop.proxy.close();
    await shop.hub.close();
    removeHub(shop.hub);
    app.remove();
  }, 60_000);

  const inHub = (number: string) => shop.hub.hub.store.sales.byNumber(number);

  test('PA6 LN12 HE30 the address of the code opens the app, both sides show the same digits, and the browser keeps the app', async () => {
    const context = await phone.open();
    const errors: string[] = [];
    context.on('console', (message) => {
      if (message.type() === 'error' && !isNonceAnswer(message.text())) errors.push(message.text());
    });
    context.on('weberror', (error) => errors.push(error.error().message));
    const { page, phoneDigits, counterDigits, ms } = await pairedBy(shop, context);
    expect(phoneDigits).toMatch(/^\d{6}$/);
    expect(phoneDigits).toBe(counterDigits);
    expect(new URL(page.url()).hash).toBe('');
    console.log(`pairing, from the address of the code to the PIN: ${ms} ms`);
    await signOn(page);
    await openShift(page);
    await page.evaluate(async () => await navigator.serviceWorker.ready);
    expect(await page.evaluate(async () => (await fetch('/assets/zxing_reader.wasm')).status)).toBe(200);
    const isCompiled = page.evaluate(async () => {
      const bytes = await (await fetch('/assets/zxing_reader.wasm')).arrayBuffer();
      return (await WebAssembly.compile(bytes)) instanceof WebAssembly.Module;
    });
    expect(await isCompiled).toBe(true);
    expect(errors).toEqual([]);
  }, 90_000);

  test('HE1 HE3 HE4 HE9 sold in the yard, killed and opened again, back: the sale is in the hub once, with its number', async () => {
    const context = await phone.open();
    const page = context.pages().at(-1)!;
    const here = await sold(page);
    expect(here.number).toMatch(/^[A-Z]+\d+-000001$/);
    await expect.poll(() => inHub(here.number)?.flags).toEqual([]);
    shop.proxy.chaos = { silent: true };
    await expect.poll(() => lineTone(page), { timeout: 10_000 }).toBe('warn');
    const away = await sold(page);
    expect(away).toEqual({ number: here.number.replace('000001', '000002'), safe: 'here' });
    await ring(page, 'TEE-1');
    await page.locator('[data-testid=open-cart]').getByText('1').first().waitFor();
    await killed(page);
    const again = await context.newPage();
    await again.goto(`${shop.origin}/`);
    await again.getByTestId('sale-kept').waitFor();
    await signOn(again);
    expect(inHub(away.number)).toBeNull();
    await again.getByTestId('line-state').click();
    expect(await again.getByTestId('count-here').textContent()).toBe('1');
    shop.proxy.cut();
    shop.proxy.chaos = {};
    await expect.poll(() => inHub(away.number)?.flags, { timeout: 20_000 }).toEqual([]);
    await expect.poll(() => again.getByTestId('count-here').textContent(), { timeout: 10_000 }).toBe('0');
    const { total } = shop.hub.hub.store.sales.page({ limit: 50 } as never) as unknown as { total: number };
    console.log(total);
    await again.getByTestId('back').click();
  }, 120_000);
});
