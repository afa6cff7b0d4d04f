import '../../kit/theme.css';
import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { refuse } from '../../../domain/outcome.ts';
import { browserTools } from '../../handheld/app/page-tools.ts';
import { galleryNow } from '../fixtures/ids.ts';
import { type Phone, type PhoneSetUp, phoneApp, times } from './phone-rig.tsx';
import { outboxOf, people } from './still-states.ts';

const locked = { phase: { kind: 'locked', problem: null, waitUntil: null } } as const;
const unpaired = { phase: { kind: 'unpaired', problem: null }, settings: null } as const;

async function phone(setUp?: PhoneSetUp): Promise<Phone> {
  await page.viewport(390, 844);
  const app = phoneApp(setUp);
  await render(app.element);
  return app;
}

test('HV1 the code of the counter pairs once, and its secret leaves the address', async () => {
  history.replaceState(null, '', `${location.pathname}${location.search}#v1.secret`);
  const search = location.search;
  const url = browserTools.takePairUrl();
  expect(url).toContain('#v1.secret');
  expect(location.href).not.toContain('secret');
  expect(browserTools.takePairUrl()).toBeNull();
  history.replaceState(null, '', `${location.pathname}${search}`);
  const app = await phone({ state: () => unpaired, tools: { takePairUrl: () => url } });
  await expect.poll(() => times(app, 'pair')).toBe(1);
  app.engine.set({ phase: { kind: 'unpaired', problem: 'pair-refused' } });
  await expect.element(page.getByTestId('pair-problem')).toMatchTextContent('did not approve');
  expect(times(app, 'pair')).toBe(1);
});

test('HV2 the six digits stand large between connecting and approval, and can be left', async () => {
  const step = { kind: 'pairing', step: 'compare', digits: '407192', expiresAt: galleryNow } as const;
  const app = await phone({ state: () => ({ ...unpaired, phase: step }) });
  const digits = page.getByTestId('pair-digits');
  await expect.element(digits).toMatchTextContent('407192');
  expect(Number.parseFloat(getComputedStyle(digits.element()).fontSize)).toBeGreaterThan(60);
  await page.getByTestId('pair-cancel').click();
  expect(times(app, 'cancelPairing')).toBe(1);
  for (const [problem, words] of [
    ['pair-window-closed', 'too old'],
    ['pair-hub-unproved', 'Nothing was paired'],
    ['pair-url-wrong', 'not a code'],
  ] as const) {
    app.engine.set({ phase: { kind: 'unpaired', problem } });
    await expect.element(page.getByTestId('pair-problem')).toMatchTextContent(words);
  }
});

test('HV3 without trust in the certificate nothing is scanned, and the help is open', async () => {
  await phone({ state: () => unpaired, tools: { isTrusted: async () => false } });
  await expect.element(page.getByTestId('pair-untrusted')).toBeVisible();
  await expect.element(page.getByTestId('pair-scan')).toBeDisabled();
  await expect.element(page.getByTestId('trust-help')).toHaveAttribute('open');
});

test('HV4 a name and a PIN by keyboard sign on; the PIN is never on the screen', async () => {
  const tried: string[] = [];
  const app = await phone({
    state: () => ({ ...locked, staff: null, sale: null }),
    answers: {
      signOn: async (staffId, pin) => {
        tried.push(`${staffId} ${pin}`);
        return refuse({ code: 'pin-wrong' });
      },
    },
  });
  await page.getByText('Aylin Yıldız').click();
  await userEvent.keyboard('482913');
  await expect.element(page.getByTestId('pin-dots')).toHaveAttribute('data-length', '6');
  expect(document.body.textContent).not.toContain('482913');
  await page.getByTestId('sign-on-enter').click();
  await expect.element(page.getByTestId('pin-problem')).toMatchTextContent('Wrong PIN');
  await expect.element(page.getByTestId('pin-dots')).toHaveAttribute('data-length', '0');
  expect(tried).toEqual([`${people[4]?.staffId} 482913`]);
  app.engine.set({ phase: { kind: 'locked', problem: 'pin-wrong', waitUntil: Date.now() + 30_000 } });
  await expect.element(page.getByTestId('pin-problem')).toMatchTextContent(/in (30|29|28) seconds/);
  await userEvent.keyboard('482913');
  await expect.element(page.getByTestId('sign-on-enter')).toBeDisabled();
});

test('HV5 every touch puts the lock off, the lock locks at once, and the sale is kept', async () => {
  let touches = 0;
  const touched = (): void => {
    touches += 1;
  };
  const app = await phone({ answers: { touched } });
  await page.getByTestId('category').first().click();
  expect(touches).toBeGreaterThan(0);
  await page.getByTestId('lock').click();
  expect(times(app, 'lock')).toBe(1);
  app.engine.set(locked);
  await expect.element(page.getByTestId('sale-kept')).toBeVisible();
});

test('HV17 what stops the phone is a screen of its own; unsent work is counted and can be saved', async () => {
  const app = await phone({ state: () => ({ phase: { kind: 'starting' } }) });
  const standing = page.getByTestId('standing');
  await expect.element(standing).toHaveAttribute('data-standing', 'starting');
  app.engine.set({ phase: { kind: 'no-storage', code: 'storage-private' } });
  await expect.element(standing).toMatchTextContent('normal window');
  app.engine.set({ phase: { kind: 'second-tab' } });
  await page.getByTestId('standing-act').click();
  expect(times(app, 'takeOver')).toBe(1);
  app.engine.set({ phase: { kind: 'wiped' }, outbox: outboxOf(app.shop, 3) });
  await expect.element(page.getByTestId('standing-pending')).toMatchTextContent('3 entries');
  await page.getByTestId('standing-export').click();
  await expect.poll(() => app.tools.saved).toEqual(['kaunter-B7.sealed']);
  const { hub } = app.engine.state();
  app.engine.set({ phase: { kind: 'signed-on' }, hub: { ...hub, halt: 'device-revoked' } });
  await expect.element(standing).toHaveAttribute('data-standing', 'device-revoked');
  expect(document.querySelector('[data-testid=standing-sent]')).toBeNull();
  app.engine.set({ outbox: outboxOf(app.shop, 0) });
  await expect.element(page.getByTestId('standing-sent')).toMatchTextContent('Everything is at the counter');
});
