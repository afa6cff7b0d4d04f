import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { StaffId } from '../../domain/id.ts';
import { colleague, ownerPin, removeHub } from '../hub/test-hub.ts';
import { browserTimes, builtApp, soonMsMax } from './chromium.ts';
import { fingerMs, lacksTrust, lineTone, openShift, Phone, ring, sold } from './trusted-phone.ts';
import { openedShop, pairedByCode, reopened, type Shop } from './trusted-shop.ts';

vi.setConfig({ ...browserTimes, testTimeout: 120_000 });

const title = 'people and a phone that trusts the hub';
const poll = { timeout: soonMsMax } as const;
const dayMs = 86_400_000;

describe.skipIf(lacksTrust !== null)(lacksTrust === null ? title : `${title}: left out, ${lacksTrust}`, () => {
  let app: ReturnType<typeof builtApp>;
  let shop: Shop;
  let phone: Phone;
  let page: Page;
  let cashier: { readonly staffId: StaffId; readonly pin: string };
  beforeAll(async () => {
    app = builtApp();
    shop = await openedShop({ handheldDir: app.dir });
    cashier = (await colleague(shop.hub, shop.till, 'cashier')) as never;
    phone = new Phone({ name: shop.name, port: shop.proxy.port }).trust(shop.hub.ready.caPem);
    page = await (await phone.open()).newPage();
  }, 120_000);
  afterAll(async () => {
    await phone.close();
    await shop.proxy.close();
    await shop.hub.close();
    removeHub(shop.hub);
    app.remove();
  }, 60_000);

  const inHub = (number: string) => shop.hub.hub.store.sales.byNumber(number);
  const device = () => shop.hub.hub.handhelds.list()[0];
  const signOnAs = async (name: string, pin: string): Promise<void> => {
    await page.locator(`[data-testid=person][data-name="${name}"]`).click();
    await page.keyboard.type(pin, { delay: fingerMs });
    await page.getByTestId('sign-on-enter').click();
    await page.getByTestId('sell').waitFor();
  };
  const asOwner = () => signOnAs('Olga', ownerPin);
  const asCashier = () => signOnAs('Test cashier', cashier.pin);
  const cutOff = async (): Promise<void> => {
    shop.proxy.chaos = { silent: true };
    await expect.poll(() => lineTone(page), poll).toBe('warn');
  };
  const backOn = (): void => {
    shop.proxy.cut();
    shop.proxy.chaos = {};
  };

  test('HE60 PA7 HV44 wrong digits are told, the right ones pair without a camera', async () => {
    await page.goto(`${shop.origin}/`);
    const wrong = async (): Promise<void> => {
      await shop.till.api.pairing.open({ pin: ownerPin });
      await page.getByTestId('pair-code').fill('0000 0000');
      await page.getByTestId('pair-typed').click();
      await page.getByTestId('pair-problem').waitFor();
    };
    await wrong();
    expect(await page.getByTestId('pair-problem').textContent()).toContain('digits');
    await pairedByCode(shop, page);
    await asOwner();
    await openShift(page);
    expect(device()).toMatchObject({ state: 'paired', name: 'Yard phone' });
  });

  test('HE51 PA60 PA61 HV41 HV42 a finger made known at the phone consents there to a big discount and to a void, and is taken away again', async () => {
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('WebAuthn.enable');
    const options = {
      protocol: 'ctap2',
      transport: 'internal',
      ...{ hasResidentKey: true, hasUserVerification: true },
      ...{ isUserVerified: true, automaticPresenceSimulation: true },
    } as const;
    const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', { options });
    await page.getByTestId('place-shift').click();
    await page.getByTestId('open-passkeys').click();
    await page.getByTestId('passkey-add').click();
    await page.getByTestId('passkey-sheet').waitFor();
    await page.keyboard.type(ownerPin, { delay: fingerMs });
    await page.getByTestId('passkey-make').click();
    await page.getByTestId('passkeys').waitFor();
    const { credentials } = await cdp.send('WebAuthn.getCredentials', { authenticatorId });
    expect(credentials).toMatchObject([{ rpId: shop.name }]);
    await page.getByTestId('back').click();
    await page.getByTestId('shift-lock').click();
    await asCashier();
    await ring(page);
    await page.getByTestId('open-sale').click();
    await page.getByTestId('sale-sheet').getByTestId('sale-discount').click();
    await page.getByTestId('discount-kind-amount').click();
    await page.keyboard.type('200', { delay: fingerMs });
    await page.locator('[data-testid^=reason-]').first().click();
    await page.getByTestId('apply').click();
    await page.getByTestId('consent-passkey').click();
    await expect.poll(() => page.getByTestId('consent-sheet').count(), poll).toBe(0);
    const discounted = await sold(page, { rings: false });
    await expect.poll(() => inHub(discounted.number)?.flags, poll).toEqual([]);
    const overrides = inHub(discounted.number)?.sale.overrides ?? [];
    expect(overrides).toMatchObject([{ permission: 'discount.sale', approverId: shop.till.staffId }]);
    await ring(page);
    await page.getByTestId('open-sale').click();
    await page.getByTestId('sale-sheet').getByTestId('void-sale').click();
    await page.getByTestId('void-sheet').locator('[data-testid^=reason-]').first().click();
    await page.getByTestId('consent-passkey').click();
    const voided = () => shop.hub.hub.store.ops.page(0, 1_000).find(({ kind }) => kind === 'sale.voided');
    await expect.poll(() => voided()?.staffId, poll).toBe(cashier.staffId);
    await page.getByTestId('lock').click();
    await asOwner();
    await page.getByTestId('place-shift').click();
    await page.getByTestId('open-passkeys').click();
    await page.getByTestId('passkey-remove').click();
    await page.getByTestId('passkey-remove').click();
    await expect.poll(() => page.getByTestId('passkeys').count(), poll).toBe(0);
    expect(shop.hub.hub.store.handhelds.passkeys(shop.till.staffId!)).toEqual([]);
    await page.getByTestId('back').click();
    await page.getByTestId('back').click();
  });

  test('HE54 signed on without the hub: when it is back it knows who asks, and nobody typed anything', async () => {
    await page.getByTestId('lock').click();
    await cutOffLocked();
    shop.hub.hub.sessions.endInstall(device()?.installId as never, 'asked');
    await asOwner();
    const { number } = await sold(page);
    expect(shop.hub.hub.sessions.staffAt(device()?.installId as never)).toBeNull();
    backOn();
    await expect.poll(() => inHub(number)?.flags, poll).toEqual([]);
    await expect.poll(() => shop.hub.hub.sessions.staffAt(device()?.installId as never), poll).toBe(shop.till.staffId);
    await page.getByTestId('place-return').click();
    await page.getByTestId('receipt-number').fill(number);
    await page.getByTestId('find-receipt').click();
    await page.getByTestId('return-lines').waitFor();
    await page.getByTestId('back').click();
  });

  test('HE55 a hub that was started anew asks for the PIN once, says why, and the open sale is kept', async () => {
    await ring(page);
    shop = await reopened(shop, app.dir);
    await expect.poll(() => lineTone(page), poll).not.toBe('warn');
    await page.getByTestId('place-return').click();
    await page.getByTestId('receipt-number').fill('A2-000001');
    await page.getByTestId('find-receipt').click();
    await page.getByTestId('pin-problem').waitFor();
    expect(await page.getByTestId('pin-problem').textContent()).toContain('noch einmal');
    await asOwner();
    await page.locator('[data-testid=open-sale]').getByText('1').first().waitFor();
    await page.getByTestId('place-return').click();
    await page.getByTestId('receipt-number').fill('A2-000001');
    await page.getByTestId('find-receipt').click();
    await page.getByTestId('return-lines').waitFor();
    await page.getByTestId('back').click();
    await sold(page, { rings: false });
  });

  test('HE52 HE53 a phone given up after its lease keeps its sale sealed, and hands it in when it is paired again', async () => {
    await cutOff();
    const { number } = await sold(page);
    const lastSeq = shop.hub.hub.store.lastSeq(device()?.installId as never);
    await page.clock.setSystemTime(Date.now() + 9 * dayMs);
    for (let look = 0; look < 25; look += 1)
      await page.evaluate(() => void document.dispatchEvent(new Event('visibilitychange')));
    await page.locator('[data-standing=wiped]').waitFor();
    await page.clock.setSystemTime(Date.now());
    expect(inHub(number)).toBeNull();
    backOn();
    await page.getByTestId('standing-act').click();
    await page.getByTestId('pair-sealed').waitFor();
    const { typedCode } = await shop.till.api.pairing.open({ pin: ownerPin });
    await page.getByTestId('pair-code').fill(typedCode);
    await page.getByTestId('pair-typed').click();
    await page.getByTestId('pair-problem').getByText('takes it off there first').waitFor();
    await shop.till.api.fleet.command({ do: 'unpair', deviceId: device()?.deviceId ?? '', force: true });
    await pairedByCode(shop, page);
    await expect.poll(() => inHub(number)?.flags, poll).toEqual([]);
    expect(shop.hub.hub.store.lastSeq(device()?.installId as never)).toBeGreaterThan(lastSeq);
    await asOwner();
    await expect.poll(() => lineTone(page), poll).toBe('ok');
    const next = await sold(page);
    expect(next.number).not.toBe(number);
    await expect.poll(() => inHub(next.number)?.flags, poll).toEqual([]);
  });

  test('HE52 HE53 PA43 a phone told to clear itself hands in what it holds, sealed, and leaves nothing', async () => {
    await cutOff();
    const { number } = await sold(page);
    const { deviceId = '' } = device() ?? {};
    await shop.till.api.fleet.command({ do: 'wipe', deviceId });
    backOn();
    await page.locator('[data-standing=wiped]').waitFor();
    await expect.poll(() => device()?.state, poll).toBe('wiped');
    expect(inHub(number)).toBeNull();
    expect(shop.hub.hub.store.sync.aside(50).some((row) => JSON.stringify(row).includes(number))).toBe(true);
    const names = () => page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
    await expect.poll(names, poll).toEqual([]);
  });

  /** The line is gone before anybody signs on: the sign-on screen says so. */
  async function cutOffLocked(): Promise<void> {
    shop.proxy.chaos = { silent: true };
    await page.getByTestId('sign-on').getByText('Offline').first().waitFor();
  }
});
