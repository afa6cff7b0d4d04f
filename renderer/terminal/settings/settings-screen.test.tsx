import '../../kit/theme.css';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { type Permission, permissions } from '../../../domain/staff/permission.ts';
import { presetOf, settingsFromPreset } from '../../../domain/store/country-presets.ts';
import type { StoreSettings } from '../../../domain/store/store-settings.ts';
import { type Terminal, TerminalContext } from '../app/terminal.tsx';
import { StoreText } from '../store/store-text.tsx';
import { SettingsScreen } from './settings-screen.tsx';

const settings: StoreSettings = { ...settingsFromPreset(presetOf('DE'), 'Corner Shop'), language: 'en' };
const applied = { status: 'applied' };

interface Shown {
  readonly send: ReturnType<typeof vi.fn>;
  readonly onBack: ReturnType<typeof vi.fn>;
  readonly onTheme: ReturnType<typeof vi.fn>;
}

/** The screen with a hub that answers what it is told to; `allowed` are the permissions of whoever is signed on. */
async function show(answer: unknown = applied, allowed: readonly Permission[] = permissions): Promise<Shown> {
  await page.viewport(1366, 768);
  const [send, onBack, onTheme] = [vi.fn(() => Promise.resolve(answer)), vi.fn(), vi.fn()];
  const taxUse = [{ taxCategory: 'drink', items: 7 }];
  const client = {
    settings: { get: () => Promise.resolve({ ...settings, devices: [] }) },
    staff: { list: () => Promise.resolve([]) },
    store: { info: () => new Promise(() => undefined) },
    catalog: { taxUse: () => Promise.resolve(taxUse) },
  };
  const grants = Object.fromEntries(
    permissions.map((each) => [each, { answer: allowed.includes(each) ? 'allow' : 'hidden', limit: null }]),
  );
  const terminal = {
    client,
    sender: { send },
    settings,
    session: { permissions: grants },
    ambient: { now: () => Date.UTC(2026, 10, 21, 12), newId: () => 'id' },
    reloadSettings: () => Promise.resolve(),
  } as unknown as Terminal;
  await render(
    <QueryClientProvider client={new QueryClient()}>
      <StoreText language="en" currency="EUR" timeZone="Europe/Berlin">
        <TerminalContext.Provider value={terminal}>
          <SettingsScreen
            theme="light"
            onTheme={onTheme}
            onImport={vi.fn()}
            onDevices={vi.fn()}
            onFleet={vi.fn()}
            onBack={onBack}
          />
        </TerminalContext.Provider>
      </StoreText>
    </QueryClientProvider>,
  );
  return { send, onBack, onTheme };
}
const sentSettings = ({ send }: Shown): { settings: StoreSettings; taxMoves?: unknown } => send.mock.calls[0]?.[1];

test('SG2 Esc with changes asks; Save keeps them and leaves', async () => {
  const shown = await show();
  await page.getByTestId('set-store-name').fill('Nova');
  await userEvent.keyboard('{Escape}');
  expect(shown.onBack).not.toHaveBeenCalled();
  await page.getByTestId('save-and-leave').click();
  await expect.poll(() => shown.onBack.mock.calls.length).toBe(1);
  expect(sentSettings(shown).settings).toMatchObject({ storeName: 'Nova', devices: [] });
});

test('SG2 Discard lets the changes go, Esc on the question goes on changing', async () => {
  const shown = await show();
  await page.getByTestId('set-store-name').fill('Nova');
  await userEvent.keyboard('{Escape}');
  await expect.element(page.getByTestId('discard-settings')).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await expect.element(page.getByTestId('set-store-name')).toHaveValue('Nova');
  expect(shown.onBack).not.toHaveBeenCalled();
  await page.getByTestId('back').click();
  await page.getByTestId('discard-settings').click();
  expect([shown.onBack.mock.calls.length, shown.send.mock.calls.length]).toEqual([1, 0]);
});

/** A save that ends when the test says so. */
async function showSaving(): Promise<Shown & { readonly end: (answer: unknown) => void }> {
  let end: (answer: unknown) => void = () => undefined;
  const shown = await show(
    new Promise((resolve) => {
      end = resolve;
    }),
  );
  await page.getByTestId('set-store-name').fill('Nova');
  await userEvent.keyboard('{F12}');
  await expect.poll(() => shown.send.mock.calls.length).toBe(1);
  return { ...shown, end };
}
const pressEscape = () => window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', cancelable: true }));

test('SG2 Esc while a save is under way waits for it and leaves without a question', async () => {
  const shown = await showSaving();
  await userEvent.keyboard('{Escape}');
  await expect.element(page.getByTestId('set-store-name')).toBeVisible();
  expect(shown.onBack).not.toHaveBeenCalled();
  expect(page.getByTestId('discard-settings').query()).toBeNull();
  shown.end(applied);
  await expect.poll(() => shown.onBack.mock.calls.length).toBe(1);
  expect(page.getByTestId('discard-settings').query()).toBeNull();
});

test('SG2 Esc in the moment a save has ended and is not drawn yet asks nothing', async () => {
  const shown = await showSaving();
  shown.onTheme.mockImplementation(async () => {
    for (let turn = 0; turn < 8; turn += 1) await Promise.resolve();
    pressEscape();
  });
  shown.end(applied);
  await expect.poll(() => shown.onBack.mock.calls.length).toBe(1);
  expect(page.getByTestId('discard-settings').query()).toBeNull();
});

test('SG2 what is changed while a save is under way is kept, and Esc asks about it', async () => {
  const shown = await showSaving();
  await page.getByTestId('set-store-name').fill('Nova Two');
  await userEvent.keyboard('{Escape}');
  shown.end(applied);
  await expect.element(page.getByTestId('discard-settings')).toBeVisible();
  expect(shown.onBack).not.toHaveBeenCalled();
  await page.getByTestId('save-and-leave').click();
  await expect.poll(() => shown.send.mock.calls.length).toBe(2);
  expect(shown.send.mock.calls[1]?.[1].settings.storeName).toBe('Nova Two');
});

test('SG2 Esc while a save is under way that is refused stays, with what was typed', async () => {
  const shown = await showSaving();
  await userEvent.keyboard('{Escape}');
  shown.end({ status: 'refused', refusal: 'body-invalid', detail: '' });
  await expect.element(page.getByTestId('settings-message')).toBeVisible();
  await expect.element(page.getByTestId('set-store-name')).toHaveValue('Nova');
  expect(shown.onBack).not.toHaveBeenCalled();
});

test('SG2 the look of the screen waits for the same save as everything else', async () => {
  const shown = await show();
  await page.getByTestId('theme-dark').click();
  expect(shown.onTheme).not.toHaveBeenCalled();
  await page.getByTestId('save-settings').click();
  await expect.poll(() => shown.onTheme.mock.calls).toEqual([['dark']]);
  expect(shown.send).not.toHaveBeenCalled();
});

test('SG4 a refused save is told as a refusal, in a sentence, and keeps what was typed', async () => {
  await show({ status: 'refused', refusal: 'body-invalid', detail: '' });
  await page.getByTestId('set-store-name').fill('Nova');
  await page.getByTestId('save-settings').click();
  const message = page.getByTestId('settings-message');
  await expect.element(message).toHaveAttribute('role', 'alert');
  await expect.element(message).toHaveTextContent('One of the fields cannot be kept as it is. Nothing was changed');
  await expect.element(page.getByTestId('set-store-name')).toHaveValue('Nova');
});

test('SG3 a cashier is told who may change the settings, and sees them switched off', async () => {
  await show(applied, ['printer.test']);
  await expect.element(page.getByTestId('read-only')).toBeVisible();
  await expect.element(page.getByTestId('set-store-name')).toBeDisabled();
  await page.getByTestId('tab-tax').click();
  await expect.element(page.getByTestId('add-rate')).toBeDisabled();
  await page.getByTestId('tab-printer').click();
  await expect.element(page.getByTestId('scanner-prefix')).toBeDisabled();
  await expect.element(page.getByTestId('test-page')).toBeEnabled();
  expect(page.getByTestId('tab-staff').elements()).toEqual([]);
  expect(page.getByTestId('tab-catalog').elements()).toEqual([]);
});

test('a rate and a class that carries it are added and sent with one save', async () => {
  const shown = await show();
  await page.getByTestId('tab-tax').click();
  await page.getByTestId('add-rate').click();
  await page.getByTestId('rate-apply').click();
  await expect.element(page.getByText('0 to 100, at most 4 decimals')).toBeVisible();
  await page.getByTestId('rate-name').fill('Sekt');
  await page.getByTestId('rate-percent').fill('5,5');
  await page.getByTestId('rate-apply').click();
  await page.getByTestId('add-class').click();
  await page.getByTestId('class-name').fill('Sparkling wine');
  await page.getByTestId('class-taxes-vat-standard').click();
  await page.getByTestId('class-taxes-sekt').click();
  await expect
    .element(page.getByTestId('class-example'))
    .toHaveTextContent('Example: price on the shelf€100.00Net€80.32MwSt 19 %€15.26Sekt€4.42The customer pays€100.00');
  await page.getByTestId('class-apply').click();
  await page.getByTestId('save-settings').click();
  await expect.poll(() => shown.send.mock.calls.length).toBe(1);
  const { taxTable } = sentSettings(shown).settings;
  expect(taxTable.rates.at(-1)).toMatchObject({ taxId: 'sekt', name: 'Sekt', ratePpm: 55_000, included: true });
  expect(taxTable.categories.at(-1)).toMatchObject({
    code: 'sparkling-wine',
    taxIds: { 'take-away': ['vat-standard', 'sekt'], 'eat-in': ['vat-standard', 'sekt'] },
  });
});

test('TX22 a new rate from a day on ends the old one the day before', async () => {
  const shown = await show();
  await page.getByTestId('tab-tax').click();
  await page.getByTestId('change-rate-0').click();
  await page.getByTestId('rate-successor').click();
  await page.getByTestId('rate-name').fill('MwSt 21 %');
  await page.getByTestId('rate-percent').fill('21');
  await page.getByTestId('rate-apply').click();
  await expect.element(page.getByText('Pick a day')).toBeVisible();
  await page.getByTestId('rate-from').fill('2027-01-01');
  await page.getByTestId('rate-apply').click();
  await userEvent.keyboard('{F12}');
  await expect.poll(() => shown.send.mock.calls.length).toBe(1);
  expect(sentSettings(shown).settings.taxTable.rates.slice(0, 2)).toMatchObject([
    { taxId: 'vat-standard', ratePpm: 190_000, validFrom: null, validTo: '2026-12-31' },
    { taxId: 'vat-standard', ratePpm: 210_000, validFrom: '2027-01-01', validTo: null },
  ]);
});

test('TX18 two rates of a tax on one day do not leave the sheet', async () => {
  await show();
  await page.getByTestId('tab-tax').click();
  await page.getByTestId('change-rate-0').click();
  await page.getByTestId('rate-from').fill('2027-01-01');
  await page.getByTestId('rate-to').fill('2026-01-01');
  await page.getByTestId('rate-apply').click();
  await expect.element(page.getByTestId('sheet-problem')).toHaveTextContent('A tax ends before it begins');
});

test('TX23 a class with items goes with the class they get instead', async () => {
  const shown = await show();
  await page.getByTestId('tab-tax').click();
  await page.getByTestId('change-class-drink').click();
  await expect.element(page.getByText('7 items have this class and get instead')).toBeVisible();
  await page.getByTestId('class-remove').click();
  await page.getByTestId('save-settings').click();
  await expect.poll(() => shown.send.mock.calls.length).toBe(1);
  expect(sentSettings(shown).taxMoves).toEqual([{ from: 'drink', to: 'standard' }]);
  expect(sentSettings(shown).settings.taxTable.categories.map(({ code }) => code)).toEqual([
    'standard',
    'food',
    'exempt',
  ]);
});

test('the scanner prefix and the layout of the store’s own scale are set', async () => {
  const shown = await show();
  await page.getByTestId('tab-printer').click();
  await page.getByTestId('scanner-prefix').fill('~');
  await page.getByTestId('label-region').getByRole('button').click();
  await page.getByRole('option', { name: 'as my scale prints them' }).click();
  await page.getByTestId('own-prefix').fill('27');
  await page.getByTestId('try-label').fill('2712345012508');
  await expect.element(page.getByText('Item 12345, weight 1.250')).toBeVisible();
  await page.getByTestId('save-settings').click();
  await expect.poll(() => shown.send.mock.calls.length).toBe(1);
  expect(sentSettings(shown).settings).toMatchObject({
    scanner: { prefix: '~', suffix: '' },
    labelRegion: 'weight-27IIIIIVVVVV.3',
  });
});
