import '../../kit/theme.css';
import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import type { OwnPasskey } from '../../../contracts/device-session.ts';
import { minor } from '../../../domain/money/minor.ts';
import { accept, refuse } from '../../../domain/outcome.ts';
import { itemNamed } from '../fixtures/shop.ts';
import { type Phone, type PhoneSetUp, phoneApp, times } from './phone-rig.tsx';
import { people, phoneState } from './still-states.ts';

async function phone(setUp?: PhoneSetUp): Promise<Phone> {
  await page.viewport(390, 844);
  const app = phoneApp(setUp);
  await render(app.element);
  return app;
}

test('HV40 goods without a price are rung with the one that is keyed, and never before', async () => {
  const rung: unknown[] = [];
  const app = await phone({
    state: (shop) => {
      const { catalog } = phoneState(shop);
      return { catalog: { ...catalog, grid: [{ ...itemNamed(shop, 'K02'), name: 'Repair', unitPrice: minor(0) }] } };
    },
    answers: {
      addItem: (_, quantity, openPrice) => {
        rung.push([quantity, openPrice]);
        return accept(null);
      },
    },
  });
  await page.getByText('Repair', { exact: true }).first().click();
  await expect.element(page.getByTestId('amount-sheet')).toBeVisible();
  await expect.element(page.getByTestId('apply')).toBeDisabled();
  expect(times(app, 'addItem')).toBe(0);
  await userEvent.keyboard('1250');
  await page.getByTestId('apply').click();
  expect(rung).toEqual([[undefined, 1_250]]);
});

test('HV41 who is known by finger or face comes first and needs no PIN; without one there is none to press', async () => {
  const [first, second] = people.filter(({ role }) => role !== 'cashier');
  const need = { permission: 'sale.void', objectId: 'sale', amount: null } as const;
  const wishes: unknown[] = [];
  const app = await phone({
    answers: {
      voidSale: async () => (wishes.length > 0 ? accept(null) : refuse({ code: 'override-needed', need })),
      passkeys: async () => accept({ own: [], approvers: second === undefined ? [] : [second.staffId] }),
      askPasskeyConsent: async (wish) => {
        wishes.push(wish);
        return accept(null);
      },
    },
  });
  expect(first).toBeDefined();
  await page.getByTestId('open-sale').click();
  await page.getByTestId('sale-sheet').getByTestId('void-sale').click();
  await page.getByTestId('void-sheet').getByTestId('reason-keyed-wrong').click();
  await page.getByTestId('consent-passkey').click();
  await expect.poll(() => times(app, 'voidSale')).toBe(2);
  expect(wishes).toEqual([{ ...need, reasonCode: 'keyed-wrong', approverId: second?.staffId }]);
  expect(times(app, 'askConsent')).toBe(0);
});

test('HV42 from supervisor on people add their finger or face with their PIN, and removing it asks once more', async () => {
  let own: OwnPasskey[] = [];
  const app = await phone({
    state: () => ({ staff: people.find(({ role }) => role === 'manager') ?? null }),
    answers: {
      passkeys: async () => accept({ own, approvers: [] }),
      addPasskey: async () => {
        own = [{ credentialId: 'a', deviceName: 'Yard', isHere: true, addedAt: 0 }];
        return accept(null);
      },
      removePasskey: async () => {
        own = [];
        return accept(null);
      },
    },
  });
  await page.getByTestId('place-shift').click();
  await page.getByTestId('open-passkeys').click();
  await page.getByTestId('passkey-add').click();
  await userEvent.keyboard('482913');
  await page.getByTestId('passkey-make').click();
  await expect.element(page.getByTestId('passkeys')).toMatchTextContent('This phone');
  await expect.element(page.getByTestId('passkey-add')).toBeDisabled();
  await page.getByTestId('passkey-remove').click();
  expect(times(app, 'removePasskey')).toBe(0);
  await page.getByTestId('passkey-remove').click();
  await expect.poll(() => page.getByTestId('passkeys').query()).toBeNull();
  app.engine.set({ staff: people.find(({ role }) => role === 'cashier') ?? null });
  await page.getByTestId('back').click();
  await expect.poll(() => page.getByTestId('open-passkeys').query()).toBeNull();
});

test('HV43 a second tab shows the sale of the first, and nothing of it can be touched', async () => {
  const app = await phone({ state: () => ({ phase: { kind: 'second-tab' } }) });
  const shown = page.getByTestId('mirrored');
  await expect.element(shown).toMatchTextContent(app.engine.state().staff?.name ?? 'nobody');
  expect(shown.getByTestId('sale-line').elements().length).toBeGreaterThan(0);
  expect(shown.element().hasAttribute('inert')).toBe(true);
  await page.getByTestId('standing-act').click();
  expect(app.engine.asked).toEqual(['takeOver']);
});

test('HV44 eight digits, in groups or not, pair; fewer do not, and what is sealed from before is said', async () => {
  const codes: string[] = [];
  await phone({
    state: (shop) => ({
      phase: { kind: 'unpaired', problem: null },
      outbox: { ...phoneState(shop).outbox, counts: { here: 12, hub: 0, backup: 0 } },
    }),
    answers: {
      pair: async (code) => {
        codes.push(code);
        return accept(null);
      },
    },
  });
  await expect.element(page.getByTestId('pair-sealed')).toMatchTextContent('12 entries');
  await page.getByTestId('pair-code').fill('4071 92');
  await expect.element(page.getByTestId('pair-typed')).toBeDisabled();
  await page.getByTestId('pair-code').fill('4071 9288');
  await page.getByTestId('pair-typed').click();
  expect(codes).toEqual(['40719288']);
});
