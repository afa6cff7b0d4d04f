import '../../kit/theme.css';
import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import type { WeighAnswer } from '../../../contracts/device-ask.ts';
import type { Item } from '../../../domain/catalog/item.ts';
import { brandId, type ItemId } from '../../../domain/id.ts';
import { minor } from '../../../domain/money/minor.ts';
import { SaleDesk } from '../../../domain/sale/sale-desk.ts';
import { presetOf, settingsFromPreset } from '../../../domain/store/country-presets.ts';

import { type Terminal, TerminalContext } from '../app/terminal.tsx';
import { StoreText } from '../store/store-text.tsx';
import { MeasureSheet } from './measure-sheet.tsx';

const settings = { ...settingsFromPreset(presetOf('DE'), 'Corner Shop'), language: 'en' as const };
const at = Date.UTC(2026, 10, 21, 12);
let ids = 0;
const ambient = { now: () => at, newId: () => `0194d1a0-0000-7000-8000-${String(++ids).padStart(12, '0')}` };
const beans: Item = {
  itemId: brandId<ItemId>(ambient.newId()),
  name: 'Filter beans',
  sku: 'B01',
  barcodes: [],
  brand: '',
  size: '',
  colour: '',
  gridPlace: null,
  labelCode: '',
  category: 'Coffee',
  unit: 'kg',
  unitPrice: minor(2490),
  unitCost: minor(1000),
  taxCategory: settings.taxTable.categories[0]?.code ?? '',
  stockTracked: false,
  active: true,
};

/** The sheet over an empty sale, with a scale that says this. */
async function show(answer: WeighAnswer): Promise<{ readonly desk: SaleDesk; readonly onDone: () => void }> {
  await page.viewport(1366, 768);
  const desk = new SaleDesk(ambient, settings.policy);
  const onDone = vi.fn();
  const client = { devices: { weigh: () => Promise.resolve(answer) } };
  const terminal = { client, desk, settings, ambient } as unknown as Terminal;
  await render(
    <StoreText language="en" currency="EUR" timeZone="Europe/Berlin">
      <TerminalContext.Provider value={terminal}>
        <MeasureSheet item={beans} onDone={onDone} />
      </TerminalContext.Provider>
    </StoreText>,
  );
  return { desk, onDone };
}
const linesOf = (desk: SaleDesk) => desk.state().sale.lines.map(({ quantity }) => quantity);

test('WG13 a sheet closed without a weight rings no line, nor does Enter on an empty scale', async () => {
  const { desk, onDone } = await show({ ok: false, refusal: 'nothing-on-scale' });
  await expect.element(page.getByTestId('scale-state')).toBeVisible();
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByTestId('sheet-problem')).toBeVisible();
  expect(onDone).not.toHaveBeenCalled();
  await userEvent.keyboard('{Escape}');
  expect(onDone).toHaveBeenCalledOnce();
  expect(linesOf(desk)).toEqual([]);
});

test('WG13 the weight that was keyed or taken from the scale is what the line holds', async () => {
  const weight = { kind: 'weight', milli: 312, unit: 'kg', stable: true, net: false, at } as const;
  const { desk, onDone } = await show({ ok: true, weight });
  await page.getByTestId('take-weight').click();
  expect(linesOf(desk)).toEqual([{ milli: 312, unit: 'kg' }]);
  expect(onDone).toHaveBeenCalledOnce();
});
