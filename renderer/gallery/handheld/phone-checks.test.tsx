import '../../kit/theme.css';
import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { accept, refuse } from '../../../domain/outcome.ts';
import { atTableFive, held, isThere, keyed, phone, texts } from '../../../tests/handheld/check-rig.tsx';
import { galleryNow } from '../fixtures/ids.ts';
import { phoneApp, times } from './phone-rig.tsx';
import { checkIdOf, checkLineIdOf, heldBy, manyChecks, openChecks, tableFive } from './still-checks.ts';
import { heldSales, hubAway, phoneState } from './still-states.ts';

test('HV25 tables and sales on hold are one place; a table says all that is asked of it, in the order of its number', async () => {
  await phone({ state: (shop) => ({ checks: openChecks(shop), suspended: heldSales(shop) }) });
  await expect.element(page.getByTestId('place-held')).toMatchTextContent('10');
  await page.getByTestId('place-held').click();
  await expect.poll(() => texts('check-row')).toHaveLength(7);
  const rows = texts('check-row');
  expect(rows.map((row) => row.slice(0, 8))).toEqual(
    ['Table 2', 'Table 5', 'Table 8', 'Table 8', 'Table 12', 'Terrace,', 'Without '].map((name) =>
      expect.stringContaining(name),
    ),
  );
  for (const words of ['4 guests', '6 lines', '$45.60', '13:27', '3 to serve', 'not sent yet'])
    expect(rows[1]).toContain(words);
  expect(rows[2]).toContain('2 checks');
  expect(rows[0]).toContain('Being paidDewi Kartika · another device · 14:26');
  expect(rows[4]).toContain('Checked out');
  expect(rows[5]).toContain('Tomasz Nowak · this phone');
  await page.getByTestId('open-held').click();
  await expect.poll(() => texts('held-sale')).toHaveLength(3);
});

test('HV25 among many tables one is found by its number', async () => {
  await phone({ state: (shop) => ({ checks: manyChecks(shop) }) });
  await page.getByTestId('place-held').click();
  await expect.poll(() => texts('check-row')).toHaveLength(24);
  await page.getByTestId('check-find').fill('17');
  await expect.poll(() => texts('check-row')).toHaveLength(1);
  await page.getByTestId('check-find').fill('99');
  await expect.element(page.getByTestId('held')).toMatchTextContent('No table “99” is open');
});

test('HV26 a table is opened by digits of keypad and keyboard, once, and goes on to its goods', async () => {
  const opened: unknown[] = [];
  const app = await phone({
    state: () => ({ sale: null }),
    answers: {
      openCheck: async (details) => {
        opened.push(details);
        return accept(checkIdOf(5));
      },
    },
  });
  await page.getByTestId('place-held').click();
  await page.getByTestId('check-new').click();
  await page.getByTestId('key-1').click();
  await keyed('25{Backspace}', '12');
  await page.getByTestId('qty-more').click();
  await page.getByTestId('qty-more').click();
  await page.getByTestId('check-note').fill(' by the window ');
  app.engine.set({ checks: [tableFive(app.shop)] });
  const apply = page.getByTestId('apply').element() as HTMLButtonElement;
  for (let hit = 0; hit < 3; hit += 1) apply.click();
  await expect.element(page.getByTestId('ordering')).toMatchTextContent('Table 5');
  expect(opened).toEqual([{ table: '12', guests: 2, note: 'by the window' }]);
});

test('HV26 a name is typed, and what stands against opening is said in the sheet', async () => {
  const opened: string[] = [];
  await phone({
    answers: {
      openCheck: async ({ table }) => {
        opened.push(table);
        return refuse({ code: 'storage-full' });
      },
    },
  });
  await page.getByTestId('place-held').click();
  await page.getByTestId('check-new').click();
  await page.getByTestId('check-table').fill('Anna');
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByTestId('sheet-problem')).toMatchTextContent('This phone is full');
  expect(opened).toEqual(['Anna']);
});

test('HV27 keying for a table says for which, has no tender and no places, and puts it on once', async () => {
  const { act, answer } = held();
  const app = await atTableFive({ answers: { addToCheck: act } });
  await page.getByTestId('check-add').click();
  await expect.element(page.getByTestId('ordering')).toMatchTextContent('Adding items forTable 5');
  expect(isThere('pay') || isThere('place-sell')).toBe(false);
  const bar = page.getByTestId('sale-bar').getByTestId('put-on-check');
  await expect.element(bar).toBeDisabled();
  app.engine.set({ sale: phoneState(app.shop).sale });
  await page.getByTestId('open-sale').click();
  const sheet = page.getByTestId('sale-sheet');
  expect(sheet.element().querySelectorAll('[data-testid="hold"], [data-testid="sale-discount"]')).toHaveLength(0);
  const put = sheet.getByTestId('put-on-check').element() as HTMLButtonElement;
  for (let hit = 0; hit < 3; hit += 1) put.click();
  await expect.element(bar).toBeDisabled();
  answer(accept(null));
  app.engine.set({ sale: null });
  await expect.element(page.getByTestId('check')).toBeVisible();
  expect(times(app, 'addToCheck')).toBe(1);
  expect(times(app, 'tender')).toBe(0);
});

test('HV27 the table is kept under the lock, and given up by the way back alone', async () => {
  const app = await atTableFive();
  await page.getByTestId('check-add').click();
  app.engine.set({ phase: { kind: 'locked', problem: null, waitUntil: null } });
  await expect.element(page.getByText('Who are you?')).toBeVisible();
  app.engine.set({ phase: { kind: 'signed-on' } });
  await expect.element(page.getByTestId('ordering')).toMatchTextContent('Table 5');
  await page.getByTestId('leave-ordering').click();
  await page.getByTestId('back').click();
  await page.getByTestId('back').click();
  await expect.element(page.getByTestId('sell')).toBeVisible();
  expect(isThere('ordering')).toBe(false);
});

test('HV27 a table that goes while goods are keyed for it leaves them rung, and that is said', async () => {
  const app = await atTableFive();
  await page.getByTestId('check-add').click();
  app.engine.set({ sale: phoneState(app.shop).sale, checks: [] });
  await expect.element(page.getByTestId('feedback')).toMatchTextContent('is kept in the sale');
  await expect.element(page.getByTestId('sale-bar').getByTestId('pay')).toBeEnabled();
});

test('HV27 what is rung already is asked about, and goes on the table only by that', async () => {
  const app = await atTableFive({ state: (shop) => ({ sale: phoneState(shop).sale }) });
  await expect.element(page.getByTestId('check-rung')).toMatchTextContent('5 lines are rung already');
  await page.getByTestId('check-add').click();
  await expect.element(page.getByTestId('rung-sheet')).toBeVisible();
  expect(times(app, 'addToCheck')).toBe(0);
  await page.getByTestId('rung-put').click();
  await expect.poll(() => times(app, 'addToCheck')).toBe(1);
  await page.getByTestId('check-pay').click();
  await page.getByTestId('rung-sale').click();
  await expect.element(page.getByTestId('sell')).toBeVisible();
  expect(times(app, 'takeCheck')).toBe(0);
});

test('HV28 rounds stand by time with who keyed them; a tap serves a line, another a whole round', async () => {
  const served: unknown[] = [];
  const app = await atTableFive({
    answers: {
      serveCheckLine: async (_, lineId) => {
        served.push(lineId);
        return accept(null);
      },
    },
  });
  expect(texts('check-round').map((round) => round.slice(0, 20))).toEqual([
    expect.stringContaining('13:34 · Tomasz Nowak'),
    expect.stringContaining('13:59 · Aylin Yıldız'),
    expect.stringContaining('14:28 · Tomasz Nowak'),
  ]);
  expect(texts('check-line')[4]).toContain('with oat milknot sent yet$7.80');
  await page.getByTestId('serve-round').click();
  await expect.poll(() => served).toEqual([checkLineIdOf(5, 4), checkLineIdOf(5, 5)]);
  await page.getByRole('button', { name: 'Served: Cinnamon roll' }).click();
  await expect.poll(() => served).toEqual([checkLineIdOf(5, 4), checkLineIdOf(5, 5), checkLineIdOf(5, 3)]);
  await expect.element(page.getByRole('button', { name: 'Served: Espresso' })).toBeDisabled();
  expect(times(app, 'serveCheckLine')).toBe(3);
});

test('HV28 a long check is opened with its newest round in sight, and what comes in moves nothing', async () => {
  await page.viewport(360, 640);
  const app = phoneApp({ state: (shop) => ({ sale: null, checks: [tableFive(shop)] }) });
  await render(app.element);
  await page.getByTestId('place-held').click();
  await page.getByTestId('check-row').click();
  const last = page.getByTestId('check-line').nth(5).element();
  const top = last.getBoundingClientRect().top;
  const footer = page.getByTestId('check-total').element().getBoundingClientRect().top;
  expect(last.getBoundingClientRect().bottom).toBeLessThanOrEqual(footer);
  const five = tableFive(app.shop);
  const [first] = five.lines;
  if (first === undefined) throw new Error('table 5 has no line');
  const late = { ...first, line: { ...first.line, lineId: checkLineIdOf(5, 9) }, addedAt: galleryNow };
  app.engine.set({ checks: [{ ...five, lines: [...five.lines, late] }] });
  await expect.poll(() => texts('check-line')).toHaveLength(7);
  expect(last.getBoundingClientRect().top).toBe(top);
});

test('HV28 a line is struck off with a reason, never without', async () => {
  const struck: unknown[] = [];
  const app = await atTableFive({
    answers: {
      voidCheckLine: async (...input) => {
        struck.push(input);
        return accept(null);
      },
    },
  });
  await page.getByTestId('open-check-line').nth(4).click();
  await page.getByTestId('strike').click();
  expect(times(app, 'voidCheckLine')).toBe(0);
  await page.getByTestId('reason-keyed-wrong').click();
  await expect.poll(() => struck).toEqual([[checkIdOf(5), checkLineIdOf(5, 4), 'keyed-wrong']]);
  await expect.poll(() => isThere('check-line-sheet')).toBe(false);
});

test('HV32 a check is taken along and given back, each saying what it means', async () => {
  const app = await atTableFive();
  await expect.element(page.getByTestId('check-check-out')).toMatchTextContent('only this phone can add to it');
  await page.getByTestId('check-check-out').click();
  await expect.poll(() => times(app, 'checkOutCheck')).toBe(1);
  app.engine.set({ hub: hubAway, checks: [tableFive(app.shop, heldBy('checked-out', true))] });
  await expect.element(page.getByTestId('check-pay')).toBeEnabled();
  await page.getByTestId('check-give-back').click();
  await expect.poll(() => times(app, 'giveBackCheck')).toBe(1);
});

test('HV32 a supervisor takes over what another device has; a cashier is told who can', async () => {
  const app = await atTableFive({ state: (shop) => ({ checks: [tableFive(shop, heldBy('checked-out'))] }) });
  await expect.element(page.getByTestId('check')).toMatchTextContent('A supervisor can take it over');
  expect(isThere('check-take-over')).toBe(false);
  app.engine.set({ may: new Map([...app.engine.state().may, ['check.transfer', 'allow']]) });
  await page.getByTestId('check-take-over').click();
  await expect.poll(() => times(app, 'takeOverCheck')).toBe(1);
});

test('HV32 table, guests and note are changed; a check is closed with a reason once nothing on it is unpaid', async () => {
  const said: unknown[] = [];
  const app = await atTableFive({
    answers: {
      changeCheck: async (_, details) => {
        said.push(details);
        return accept(null);
      },
      closeCheck: async (_, reason) => {
        said.push(reason);
        return accept(null);
      },
    },
  });
  expect(isThere('check-close')).toBe(false);
  await page.getByTestId('check-edit').click();
  await keyed('{Backspace}7', '7');
  await page.getByTestId('qty-less').click();
  await page.getByTestId('apply').click();
  await expect.poll(() => said).toEqual([{ table: '7', guests: 3, note: 'Birthday, candle with dessert' }]);
  app.engine.set({ checks: [{ ...tableFive(app.shop), lines: [] }] });
  await page.getByTestId('check-close').click();
  await page.getByTestId('reason-keyed-wrong').click();
  await expect.poll(() => said.at(-1)).toBe('keyed-wrong');
});

test('HV33 what is rung goes onto an open table, or a new one, from where it would be held', async () => {
  const put: unknown[] = [];
  const app = await phone({
    state: (shop) => ({ checks: openChecks(shop) }),
    answers: {
      addToCheck: async (checkId) => {
        put.push(checkId);
        return accept(null);
      },
    },
  });
  await page.getByTestId('open-sale').click();
  await page.getByTestId('sale-sheet').getByTestId('hold').click();
  await expect.element(page.getByTestId('hold-table').first()).toBeDisabled();
  await page.getByTestId('hold-table').nth(1).click();
  await expect.element(page.getByTestId('feedback')).toMatchTextContent('Put on: Table 5');
  await page.getByTestId('open-sale').click();
  await page.getByTestId('sale-sheet').getByTestId('hold').click();
  await page.getByTestId('hold-new-table').click();
  await keyed('31', '31');
  await page.getByTestId('apply').click();
  await expect.element(page.getByTestId('feedback')).toMatchTextContent('Put on: Table 31');
  expect(put).toEqual([checkIdOf(5), expect.any(String)]);
  expect(times(app, 'openCheck')).toBe(1);
  expect(times(app, 'suspend')).toBe(0);
});

test('HV33 what can not go onto a check is said before a table is opened for it', async () => {
  const app = await phone({ answers: { mayPutOn: () => refuse({ code: 'check-sale-discount' }) } });
  await page.getByTestId('open-sale').click();
  await page.getByTestId('sale-sheet').getByTestId('hold').click();
  await page.getByTestId('hold-new-table').click();
  await expect.element(page.getByTestId('hold-sheet')).toMatchTextContent('cannot go onto a check');
  expect(times(app, 'openCheck')).toBe(0);
});
