import { expect } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { type Phone, type PhoneSetUp, phoneApp } from '../../renderer/gallery/handheld/phone-rig.tsx';
import { tableFive } from '../../renderer/gallery/handheld/still-checks.ts';
import type { Done } from '../../renderer/handheld/engine/handheld-engine.ts';

export async function phone(setUp?: PhoneSetUp): Promise<Phone> {
  await page.viewport(390, 844);
  const app = phoneApp(setUp);
  await render(app.element);
  return app;
}

/** Table 5 is looked at; nothing is rung unless `setUp` says so. */
export async function atTableFive({ state, ...setUp }: PhoneSetUp = {}): Promise<Phone> {
  const app = await phone({
    ...setUp,
    state: (shop) => ({ sale: null, checks: [tableFive(shop)], ...state?.(shop) }),
  });
  await page.getByTestId('place-held').click();
  await page.getByTestId('check-row').click();
  return app;
}

export function texts(testId: string): string[] {
  return page
    .getByTestId(testId)
    .elements()
    .map((each) => each.textContent ?? '');
}

/** Keys, and until they stand in the table's field: the scanner's listener holds fast ones back for a moment. */
export async function keyed(keys: string, table: string): Promise<void> {
  await userEvent.keyboard(keys);
  await expect.element(page.getByTestId('check-table')).toHaveValue(table);
}

export const isThere = (testId: string): boolean => document.querySelector(`[data-testid="${testId}"]`) !== null;

/** Answers an act when the test says so. */
export function held(): { readonly act: () => Promise<Done>; readonly answer: (done: Done) => void } {
  let answer: (done: Done) => void = () => undefined;
  const act = (): Promise<Done> => new Promise((resolve) => (answer = resolve));
  return { act, answer: (done) => answer(done) };
}
