import '../../kit/theme.css';
import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import type { Item } from '../../../domain/catalog/item.ts';
import { brandId, type ItemId } from '../../../domain/id.ts';
import { minor } from '../../../domain/money/minor.ts';
import { StoreText } from '../store/store-text.tsx';
import { itemOf } from './new-item-sheet.tsx';
import { UnknownCodeSheet, type UnknownCodeSheetProps } from './unknown-code-sheet.tsx';

const mug: Item = {
  itemId: brandId<ItemId>('0194b5c0-0000-7000-8000-000000000001'),
  sku: 'S01',
  name: 'Mug',
  brand: '',
  size: '',
  category: '',
  taxCategory: 'standard',
  unitPrice: minor(1800),
  unit: 'each',
  unitCost: null,
  barcodes: [],
  labelCode: '',
  stockTracked: true,
  active: true,
  gridPlace: null,
  colour: '',
};
const tax = { code: 'standard', name: 'Standard', taxIds: { 'take-away': [], 'eat-in': [] } };

async function show(change: Partial<UnknownCodeSheetProps>): Promise<void> {
  const nothing = (): void => undefined;
  const assign = { text: 'mu', onText: nothing, hits: [mug], onAssign: nothing };
  await page.viewport(1366, 768);
  await render(
    <StoreText language="en" currency="EUR" timeZone="UTC">
      <UnknownCodeSheet
        code="04012345678949"
        taxCategories={[tax]}
        problem={null}
        onCreate={nothing}
        assign={assign}
        onClose={nothing}
        {...change}
      />
    </StoreText>,
  );
}

test('an item needs a name and a price, then Enter makes it', async () => {
  const onCreate = vi.fn();
  await show({ onCreate });
  await userEvent.keyboard('Teapot{Enter}');
  expect(onCreate).not.toHaveBeenCalled();
  await page.getByTestId('new-price').fill('24.90');
  await userEvent.keyboard('{Enter}');
  const form = { name: 'Teapot', price: '24.90', taxCategory: 'standard', category: '' };
  expect(onCreate).toHaveBeenCalledExactlyOnceWith(form);
});

test('a code can be given to an item there is: Enter takes the first that was found', async () => {
  const onAssign = vi.fn();
  await show({ assign: { text: 'mu', onText: () => undefined, hits: [mug], onAssign } });
  await page.getByTestId('unknown-way-assign').click();
  await page.getByTestId('assign-search').click();
  await userEvent.keyboard('{Enter}');
  expect(onAssign).toHaveBeenCalledExactlyOnceWith(mug);
});

test('when nothing was found, Enter gives the code to nobody', async () => {
  const onAssign = vi.fn();
  await show({ startWith: 'assign', assign: { text: 'zz', onText: () => undefined, hits: [], onAssign } });
  await page.getByTestId('assign-search').click();
  await userEvent.keyboard('{Enter}');
  expect(onAssign).not.toHaveBeenCalled();
  await expect.element(page.getByText('Nothing found for “zz”')).toBeVisible();
});

test('CA19 an item made at the counter has no stock nobody counted', () => {
  const form = { name: ' Teapot ', price: '24.90', taxCategory: 'standard', category: '' };
  const { itemId } = mug;
  const taxTable = { rates: [], categories: [tax] };
  expect(itemOf(form, { itemId, unitPrice: minor(2490), barcode: '04006381333931', taxTable })).toMatchObject({
    name: 'Teapot',
    unitPrice: 2490,
    barcodes: ['04006381333931'],
    stockTracked: false,
  });
});
