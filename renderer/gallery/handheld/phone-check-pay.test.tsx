import '../../kit/theme.css';
import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { accept, refuse } from '../../../domain/outcome.ts';
import { atTableFive, held, isThere, phone } from '../../../tests/handheld/check-rig.tsx';
import { times } from './phone-rig.tsx';
import { checksAway, heldBy, saleOfTable, tableFive } from './still-checks.ts';
import { hubAway } from './still-states.ts';

test('HV29 paying takes the check once, then asks what stands against money, then offers a tender', async () => {
  const { act, answer } = held();
  const app = await atTableFive({ answers: { takeCheck: act } });
  const pay = page.getByTestId('check-pay').element() as HTMLButtonElement;
  for (let hit = 0; hit < 3; hit += 1) pay.click();
  expect(isThere('tender')).toBe(false);
  app.engine.set({ sale: saleOfTable(app.shop) });
  answer(accept(null));
  await expect.element(page.getByTestId('amount-due')).toMatchTextContent('$45.60');
  expect(app.engine.asked.filter((name) => name === 'takeCheck' || name === 'mayTakeMoney')).toEqual([
    'takeCheck',
    'mayTakeMoney',
  ]);
});

test('HV29 a check that can not be had, and money that may not be taken, end before the tender', async () => {
  let isRefused = true;
  await atTableFive({
    answers: {
      takeCheck: async () => (isRefused ? refuse({ code: 'check-claimed' }) : accept(null)),
      mayTakeMoney: () => refuse({ code: 'no-shift' }),
    },
  });
  await page.getByTestId('check-pay').click();
  await expect.element(page.getByTestId('check-problem')).toMatchTextContent('Somebody else is taking the money');
  isRefused = false;
  await page.getByTestId('check-pay').click();
  await expect.element(page.getByTestId('feedback')).toMatchTextContent('Open your shift first');
  expect(isThere('tender')).toBe(false);
});

test('HV30 away from the counter what others opened is added to and not paid, each said where it is barred', async () => {
  const app = await phone({ state: (shop) => ({ sale: null, checks: checksAway(shop), hub: hubAway }) });
  await page.getByTestId('place-held').click();
  await expect.element(page.getByTestId('checks-offline')).toMatchTextContent('open tables and add to them');
  await page.getByTestId('check-row').nth(2).click();
  await expect.element(page.getByTestId('check-barred')).toMatchTextContent('only be taken with the counter in reach');
  await expect.element(page.getByTestId('check-pay')).toBeDisabled();
  await expect.element(page.getByTestId('check-check-out')).toBeDisabled();
  await expect.element(page.getByTestId('check-check-out')).toMatchTextContent('Needs the counter');
  await page.getByTestId('check-add').click();
  await expect.element(page.getByTestId('ordering')).toMatchTextContent('Table 8');
  expect(times(app, 'takeCheck')).toBe(0);
});

test('HV30 a check somebody else has bars adding, striking and paying with its reason, not bringing, also while it is looked at', async () => {
  const app = await atTableFive();
  await expect.element(page.getByTestId('check-pay')).toBeEnabled();
  app.engine.set({ checks: [tableFive(app.shop, heldBy('claimed'))] });
  await expect.element(page.getByTestId('check-barred')).toMatchTextContent('Somebody else is taking the money');
  for (const act of ['check-add', 'check-pay']) await expect.element(page.getByTestId(act)).toBeDisabled();
  await page.getByTestId('serve-mark').nth(3).click();
  await expect.poll(() => times(app, 'serveCheckLine')).toBe(1);
  await page.getByTestId('open-check-line').first().click();
  await expect.element(page.getByTestId('sheet-problem')).toMatchTextContent('Somebody else is taking the money');
  await expect.element(page.getByTestId('strike')).toBeDisabled();
  await page.getByTestId('close-sheet').click();
  app.engine.set({ checks: [] });
  await expect.element(page.getByTestId('check-gone')).toMatchTextContent('no longer open');
});

test('HV31 the sale of a check names it, and goes back beside the money', async () => {
  const app = await phone({
    state: (shop) => ({ sale: saleOfTable(shop), checks: [tableFive(shop, heldBy('claimed', true))] }),
  });
  await expect.element(page.getByTestId('sale-check').last()).toMatchTextContent('Table 5Taken for payment');
  await page.getByTestId('open-sale').click();
  const tools = page.getByTestId('sale-sheet').element();
  expect(tools.querySelectorAll('[data-testid="hold"], [data-testid="void-sale"]')).toHaveLength(0);
  await page.getByTestId('sale-sheet').getByTestId('put-back').click();
  await expect.poll(() => times(app, 'putBackCheck')).toBe(1);
  await expect.element(page.getByTestId('check')).toBeVisible();
});

test('HV31 losing the check is told while selling and while money is taken, and no money is taken', async () => {
  const app = await phone({
    state: (shop) => ({ sale: saleOfTable(shop), checks: [tableFive(shop, heldBy('claimed', true))] }),
  });
  const pay = page.getByTestId('sale-bar').getByTestId('pay');
  await pay.click();
  await expect.element(page.getByTestId('pay-cash')).toBeEnabled();
  app.engine.set({ sale: saleOfTable(app.shop, 'check-token-stale') });
  await expect.element(page.getByTestId('tender-problem')).toMatchTextContent('Take no money');
  await expect.element(page.getByTestId('pay-cash')).toBeDisabled();
  await userEvent.keyboard('5000{Enter}');
  expect(times(app, 'tender')).toBe(0);
  await page.getByTestId('back').click();
  await expect.element(page.getByTestId('sale-check').last()).toHaveAttribute('data-lost', 'true');
  await expect.element(pay).toBeDisabled();
  app.engine.set({ sale: saleOfTable(app.shop, 'check-paid'), checks: [] });
  await expect.element(page.getByTestId('sale-check').last()).toMatchTextContent('paid or closed elsewhere');
  await expect.element(pay).toBeDisabled();
  await page.getByTestId('put-back').last().click();
  await expect.element(page.getByTestId('feedback')).toMatchTextContent('off the sale');
  expect(times(app, 'putBackCheck')).toBe(1);
});
