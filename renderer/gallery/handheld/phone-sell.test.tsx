import '../../kit/theme.css';
import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { accept, refuse } from '../../../domain/outcome.ts';
import type { DoneSale } from '../../handheld/engine/handheld-state.ts';
import { itemNamed } from '../fixtures/shop.ts';
import { type Phone, type PhoneSetUp, phoneApp, times } from './phone-rig.tsx';
import { hubAway, hubHere, outboxOf, paidState } from './still-states.ts';

/** A scan as a fast wedge types it: keys with hardly a gap, then Enter. */
function wedge(code: string): void {
  const target = document.activeElement ?? document.body;
  for (const key of [...code, 'Enter'])
    target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
}

async function phone(setUp?: PhoneSetUp): Promise<Phone> {
  await page.viewport(390, 844);
  const app = phoneApp(setUp);
  await render(app.element);
  return app;
}

test('HV6, HV24 a tap rings an item; goods by weight are rung with the weight that is keyed, however fast', async () => {
  const rung: unknown[] = [];
  await phone({
    answers: {
      addItem: (_, quantity) => {
        rung.push(quantity);
        return accept(null);
      },
    },
  });
  await page.getByText('Espresso', { exact: true }).click();
  expect(rung).toEqual([undefined]);
  await page.getByText('Gayo beans', { exact: true }).first().click();
  await expect.element(page.getByTestId('quantity-sheet')).toBeVisible();
  await expect.element(page.getByTestId('apply')).toBeDisabled();
  expect(rung).toHaveLength(1);
  await userEvent.keyboard('1250');
  await expect.element(page.getByTestId('sheet-value')).toMatchTextContent('1.250 kg');
  await page.getByTestId('apply').click();
  expect(rung).toEqual([undefined, { milli: 1_250, unit: 'kg' }]);
});

test('HV7 a scan is told by word and nudge, and is not heard while money is taken', async () => {
  const app = await phone({
    answers: {
      scan: (raw) => {
        if (raw === '4711471147114') return { kind: 'rung', item: itemNamed(app.shop, 'K02') };
        if (raw.startsWith('B7')) return { kind: 'receipt', number: raw };
        return { kind: 'unknown', text: raw, reason: 'unknown', barcode: raw };
      },
    },
  });
  wedge('4711471147114');
  await expect.element(page.getByTestId('feedback')).toMatchTextContent('Added: Flat white');
  wedge('9999999999999');
  await expect.element(page.getByTestId('feedback')).toMatchTextContent('not known');
  expect(app.tools.felt).toEqual(['ok', 'bad']);
  await page.getByTestId('sale-bar').getByTestId('pay').click();
  await expect.element(page.getByTestId('tender')).toBeVisible();
  wedge('4711471147114');
  expect(times(app, 'scan')).toBe(2);
  await page.getByTestId('back').click();
  wedge('B7-000127');
  await expect.element(page.getByTestId('receipt-number')).toHaveValue('B7-000127');
});

test('HV8 the scanner says why there is no picture, and closes the camera with the screen', async () => {
  let open = 0;
  const stop = (): void => {
    open -= 1;
  };
  const openCamera = async () => {
    open += 1;
    return { stop, torch: async () => true };
  };
  await phone({ tools: { openCamera } });
  await page.getByTestId('camera').click();
  await expect.poll(() => open).toBe(1);
  await page.getByTestId('scan-close').click();
  await expect.poll(() => open).toBe(0);
});

test.each([
  ['camera-denied', 'may not be used'],
  ['camera-missing', 'no camera'],
  ['camera-busy', 'Another app'],
] as const)('HV8 %s is said with what works instead', async (trouble, words) => {
  await phone({ tools: { trouble } });
  await page.getByTestId('camera').click();
  await expect.element(page.getByTestId('scan-view')).toMatchTextContent(words);
  expect(document.querySelector('video')).toBeNull();
});

test('HV9 what stands against the sale is said before any tender is offered', async () => {
  await phone({ answers: { mayTakeMoney: () => refuse({ code: 'lease-no-sales' }) } });
  await page.getByTestId('sale-bar').getByTestId('pay').click();
  await expect.element(page.getByTestId('feedback')).toMatchTextContent('sells again once it was near');
  expect(document.querySelector('[data-testid="tender"]')).toBeNull();
});

test('HV10 a double tap on the cash takes money once, and the next sale is asked for once', async () => {
  let answer: (done: DoneSale) => void = () => undefined;
  const app = await phone({
    answers: { tender: () => new Promise((resolve) => (answer = (done) => resolve(accept(done)))) },
  });
  await page.getByTestId('sale-bar').getByTestId('pay').click();
  const cash = page.getByTestId('pay-cash').element() as HTMLButtonElement;
  for (let hit = 0; hit < 3; hit += 1) cash.click();
  expect(times(app, 'tender')).toBe(1);
  const done = paidState(app.shop);
  answer(done);
  app.engine.set({ done, sale: null });
  await expect.element(page.getByTestId('change')).toMatchTextContent('$1.30');
  await page.getByTestId('next-sale').dblClick();
  app.engine.set({ done: null });
  await expect.element(page.getByTestId('sell')).toBeVisible();
});

test('HV11 a card is booked after it was confirmed, as the part that was keyed, with its slip', async () => {
  const taken: unknown[] = [];
  await phone({
    answers: {
      tender: async (...input) => {
        taken.push(input);
        return accept(null);
      },
    },
  });
  await page.getByTestId('sale-bar').getByTestId('pay').click();
  await userEvent.keyboard('1000');
  await expect.element(page.getByTestId('entered')).toMatchTextContent('$10.00');
  await page.getByTestId('pay-card').click();
  expect(taken).toEqual([]);
  await expect.element(page.getByTestId('card-amount')).toMatchTextContent('$10.00');
  await page.getByTestId('card-reference').fill('004512');
  await page.getByTestId('card-taken').click();
  await expect.poll(() => taken).toEqual([['card-manual', 1_000, '004512']]);
});

test('HV12 the finished sale: the change largest, where it is safe, a code for the customer, no print that fails silently', async () => {
  const app = await phone({
    state: (shop) => ({ done: paidState(shop), outbox: outboxOf(shop, 4), hub: hubAway }),
    answers: { printAtCounter: async () => refuse({ code: 'hub-away' }) },
  });
  const size = (id: string): number => Number.parseFloat(getComputedStyle(page.getByTestId(id).element()).fontSize);
  await expect.element(page.getByTestId('safe-at')).toHaveAttribute('data-safe', 'here');
  expect(size('change')).toBeGreaterThan(2 * size('safe-at'));
  await expect.element(page.getByTestId('receipt-qr')).toBeVisible();
  await page.getByTestId('print').click();
  await expect.element(page.getByTestId('print-state')).toMatchTextContent('nothing was printed');
  app.engine.set({ outbox: outboxOf(app.shop, 0) });
  await expect.element(page.getByTestId('safe-at')).toHaveAttribute('data-safe', 'hub');
});

test('HV13 the state of the line is in sight, the most pressing first', async () => {
  const app = await phone({ state: (shop) => ({ outbox: outboxOf(shop, 2) }) });
  const line = page.getByTestId('line-state');
  await expect.element(line).toMatchTextContent('Sending 2');
  app.engine.set({ hub: hubAway, outbox: outboxOf(app.shop, 7) });
  await expect.element(line).toMatchTextContent('Offline since 14:20 · 7 here');
  app.engine.set({ lease: { state: 'no-refunds', nextAt: null } });
  await expect.element(line).toMatchTextContent('No refunds');
  app.engine.set({ lease: { state: 'no-sales', nextAt: null } });
  await expect.element(line).toMatchTextContent('No sales');
  app.engine.set({ hub: { ...hubHere, halt: 'hub-forked' } });
  await expect.element(line).toMatchTextContent('Not connected');
  app.engine.set({ hub: hubHere, lease: { state: 'fresh', nextAt: null }, outbox: outboxOf(app.shop, 0) });
  await expect.element(line).toMatchTextContent('All safe');
});

test('HV16 a discount above the role is given after another person consented, never before', async () => {
  let isConsented = false;
  const need = { permission: 'discount.sale', objectId: 'sale', amount: 250_000 } as const;
  const app = await phone({
    answers: {
      discount: () => (isConsented ? accept(null) : refuse({ code: 'override-needed', need })),
      askConsent: async () => {
        isConsented = true;
        return accept(null);
      },
    },
  });
  await page.getByTestId('open-sale').click();
  await page.getByTestId('sale-sheet').getByTestId('sale-discount').click();
  await userEvent.keyboard('25');
  await page.getByTestId('reason-regular').click();
  await page.getByTestId('apply').click();
  await expect.element(page.getByTestId('consent-sheet')).toBeVisible();
  expect(times(app, 'discount')).toBe(1);
  await userEvent.keyboard('482913');
  await page.getByTestId('consent').click();
  await expect.poll(() => times(app, 'discount')).toBe(2);
  expect(app.engine.asked.slice(-2)).toEqual(['askConsent', 'discount']);
});

test('HV23 letters of every field are large enough that no phone zooms into it', async () => {
  await phone();
  const sizeOf = (id: string): number => Number.parseFloat(getComputedStyle(page.getByTestId(id).element()).fontSize);
  expect(sizeOf('search')).toBeGreaterThanOrEqual(16);
  await page.getByTestId('place-return').click();
  expect(sizeOf('receipt-number')).toBeGreaterThanOrEqual(16);
});
