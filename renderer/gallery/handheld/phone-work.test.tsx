import '../../kit/theme.css';
import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { accept, refuse } from '../../../domain/outcome.ts';
import { returnableLines } from '../../../domain/sale/returnable.ts';
import type { ReturnableSale } from '../../handheld/engine/handheld-engine.ts';
import { completed, paidInCash, typicalSale } from '../fixtures/sales.ts';
import type { GalleryShop } from '../fixtures/shop.ts';
import { type Phone, type PhoneSetUp, phoneApp, times } from './phone-rig.tsx';
import { heldSales, hubAway, openShift, outboxOf } from './still-states.ts';

function foundIn(shop: GalleryShop): ReturnableSale {
  const sale = completed(shop, paidInCash(shop, typicalSale(shop)));
  return { saleId: sale.saleId, number: 'B7-000127', completedAt: 0, lines: returnableLines(sale, () => 0) };
}

async function phone(setUp?: PhoneSetUp): Promise<Phone> {
  await page.viewport(390, 844);
  const app = phoneApp(setUp);
  await render(app.element);
  return app;
}

test('HV14 every act is listed with the place it is safe in and what the counter said', async () => {
  const app = await phone({ state: (shop) => ({ outbox: outboxOf(shop, 7), hub: hubAway }) });
  await page.getByTestId('line-state').click();
  await expect.element(page.getByTestId('count-here')).toMatchTextContent('7');
  await expect.element(page.getByTestId('count-hub')).toMatchTextContent('3');
  await expect.element(page.getByTestId('count-backup')).toMatchTextContent('2');
  const acts = page
    .getByTestId('act')
    .elements()
    .map((each) => each.textContent ?? '');
  expect(acts).toHaveLength(12);
  expect(acts[0]).toContain('Sale B7-000128');
  expect(acts[0]).toContain('on this phone only');
  expect(acts[5]).toContain('to be looked at');
  expect(acts.at(-1)).toContain('in every backup');
  await page.getByTestId('sync-now').click();
  await page.getByTestId('export').click();
  await expect.element(page.getByTestId('outbox-said')).toMatchTextContent('Only your counter can read it');
  expect(times(app, 'syncNow')).toBe(1);
});

test('HV14 what is odd about a booked act is a sentence, also when the money came in twice', async () => {
  const twice = { status: 'flagged', codes: ['check-overpaid', 'not-recorded'] } as const;
  await phone({
    state: (shop) => {
      const { entries, ...outbox } = outboxOf(shop, 1);
      return { outbox: { ...outbox, entries: entries.slice(0, 1).map((entry) => ({ ...entry, outcome: twice })) } };
    },
  });
  await page.getByTestId('line-state').click();
  await expect
    .element(page.getByTestId('act-said'))
    .toHaveTextContent('Booked, and to be looked at: This check was paid twice, here and on another device.');
});

test('HV15 what needs the counter says so and offers nothing', async () => {
  const app = await phone({ state: (shop) => ({ hub: hubAway, suspended: heldSales(shop) }) });
  await page.getByTestId('place-held').click();
  await expect.element(page.getByTestId('held-offline')).toBeVisible();
  const barred = page.getByTestId('held-sale').nth(2);
  await expect.element(barred).toBeDisabled();
  await expect.element(barred).toMatchTextContent('Needs the counter');
  await page.getByTestId('back').click();
  app.engine.set({ lease: { state: 'no-refunds', nextAt: null } });
  await page.getByTestId('place-return').click();
  await expect.element(page.getByTestId('return-barred')).toBeVisible();
  await page.getByTestId('receipt-number').fill('B7-000127');
  await expect.element(page.getByTestId('find-receipt')).toBeDisabled();
});

test('HV18 an update says what it waits for, and is taken when the engine lets it', async () => {
  const app = await phone({
    state: (shop) => ({ outbox: outboxOf(shop, 2), update: { version: null, waitsFor: 'outbox', mayActivate: false } }),
  });
  await page.getByTestId('line-state').click();
  await expect.element(page.getByTestId('notice-update')).toMatchTextContent('until everything on this phone is sent');
  expect(document.querySelector('[data-testid="update"]')).toBeNull();
  app.engine.set({ update: { version: null, waitsFor: null, mayActivate: true } });
  await page.getByTestId('update').click();
  expect(times(app, 'activateUpdate')).toBe(1);
});

test('HV19 goods come back by receipt, never more than is left, with a reason', async () => {
  const wishes: unknown[] = [];
  const app = await phone({
    answers: {
      findReceipt: async (number) =>
        number === 'B7-000127' ? accept(foundIn(app.shop)) : refuse({ code: 'receipt-unknown' }),
      addReturn: async (wish) => {
        wishes.push({ ...wish, picks: [...wish.picks.values()] });
        return accept(null);
      },
    },
  });
  await page.getByTestId('place-return').click();
  await page.getByTestId('receipt-number').fill('nonsense');
  await page.getByTestId('find-receipt').click();
  await expect.element(page.getByTestId('return-problem')).toMatchTextContent('No receipt');
  await page.getByTestId('receipt-number').fill('B7-000127');
  await userEvent.keyboard('{Enter}');
  const first = page.getByTestId('return-line').first();
  for (let hit = 0; hit < 4; hit += 1) await first.getByTestId('qty-more').click();
  await expect.element(page.getByTestId('add-return')).toBeDisabled();
  await page.getByTestId('reason-faulty').click();
  await page.getByTestId('add-return').click();
  const wish = { number: 'B7-000127', picks: [2_000], restock: true, reasonCode: 'faulty' };
  await expect.poll(() => wishes).toEqual([wish]);
  await expect.element(page.getByTestId('sell')).toBeVisible();
});

test('HV20 stock says what its figure is worth, and a count shows nothing of what should be there', async () => {
  const counted: unknown[] = [];
  const app = await phone({
    answers: {
      countStock: async (_, quantity) => {
        counted.push(quantity);
        return accept(null);
      },
    },
  });
  app.engine.set({ may: new Map([...app.engine.state().may, ['stock.count', 'allow']]) });
  await page.getByTestId('place-stock').click();
  await page.getByTestId('stock-search').fill('flat');
  await page.getByTestId('stock-hit').first().click();
  await expect.element(page.getByTestId('on-hand')).toMatchTextContent('14on hand now');
  app.engine.set({ hub: hubAway });
  await expect.element(page.getByTestId('on-hand')).toMatchTextContent('last known');
  await page.getByTestId('stock-count').click();
  expect(page.getByTestId('count-sheet').element().textContent).not.toContain('14');
  await userEvent.keyboard('12');
  await page.getByTestId('apply').click();
  await expect.poll(() => counted).toEqual([{ milli: 12_000, unit: 'each' }]);
});

test('HV21 a shift opens with the cash carried and closes with a blind count', async () => {
  const opened: unknown[] = [];
  const closed: unknown[] = [];
  const app = await phone({
    state: () => ({ shift: null }),
    answers: {
      openShift: async (amount) => {
        opened.push(amount);
        return accept(null);
      },
      closeShift: async (count) => {
        closed.push(count);
        return accept(null);
      },
    },
  });
  const shift = openShift(app.shop);
  await page.getByTestId('place-shift').click();
  await page.getByTestId('open-shift').click();
  await userEvent.keyboard('5000');
  await page.getByTestId('apply').click();
  await expect.poll(() => opened).toEqual([5_000]);
  app.engine.set({ shift });
  await page.getByTestId('close-shift').click();
  expect(page.getByTestId('cash-count').element().textContent).not.toContain('384');
  await page.getByTestId('pieces-5000').fill('3');
  await page.getByTestId('slips-key').click();
  await userEvent.keyboard('21930');
  await page.getByTestId('apply').click();
  await page.getByTestId('commit-count').click();
  const declared = [{ kind: 'card-manual', amount: 21_930 }];
  await expect.poll(() => closed).toEqual([{ denominations: [{ value: 5_000, pieces: 3 }], declared }]);
});
