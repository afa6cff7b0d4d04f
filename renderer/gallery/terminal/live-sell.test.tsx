import '../../kit/theme.css';
import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import type { OpenSale } from '../../../domain/sale/sale.ts';
import { longSale, typicalSale } from '../fixtures/sales.ts';
import { type GalleryShop, galleryShop } from '../fixtures/shop.ts';
import { Stage } from '../stage.tsx';
import { LiveSell } from './live-sell.tsx';

async function sell(rung?: (shop: GalleryShop) => OpenSale): Promise<void> {
  const shop = galleryShop('en');
  const sale = rung?.(shop);
  const live = (): React.ReactElement => <LiveSell shop={shop} {...(sale === undefined ? {} : { sale })} />;
  await page.viewport(1366, 768);
  await render(
    <Stage
      specimen={{ id: 'live', states: { live } }}
      state="live"
      place={{ language: 'en', theme: 'light', direction: 'ltr' }}
    />,
  );
}

/** A scan as a fast wedge types it: keys with hardly a gap, then Enter. */
function wedge(code: string): void {
  const target = document.activeElement ?? document.body;
  for (const key of [...code, 'Enter'])
    target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
}

function rows(): HTMLElement[] {
  return Array.from(document.querySelectorAll<HTMLElement>('[data-testid="sale-line"]'));
}

test('a tapped tile is a line, is in sight, and can be undone', async () => {
  await sell();
  await page.getByText('Flat white', { exact: true }).click();
  await expect.element(page.getByTestId('sale-total')).toHaveTextContent('$3.90');
  await page.getByTestId('undo').click();
  await expect.element(page.getByTestId('sale-total')).toHaveTextContent('$0.00');
  expect(rows()).toHaveLength(0);
});

test('a scan with the search focused is a line and leaves nothing in the field', async () => {
  await sell();
  await page.getByTestId('search').click();
  wedge('4012345678900');
  await expect.element(page.getByTestId('sale-total')).toHaveTextContent('$2.40');
  await expect.element(page.getByTestId('search')).toHaveValue('');
});

test('what a person types with the search focused stays in the field', async () => {
  await sell();
  await page.getByTestId('search').click();
  await userEvent.keyboard('tea');
  await expect.element(page.getByTestId('search')).toHaveValue('tea');
  await expect.element(page.getByTestId('search-hit').first()).toBeVisible();
});

test('in a sale of two hundred lines a scan changes the new row and the one chosen before, and no other', async () => {
  await sell(longSale);
  const before = rows();
  expect(before).toHaveLength(200);
  const changed = new Set<Node>();
  const observer = new MutationObserver((records) => {
    for (const { target } of records) changed.add(before.find((row) => row.contains(target)) ?? target);
  });
  const list = page.getByTestId('sale-lines').element();
  observer.observe(list, { childList: true, subtree: true, attributes: true, characterData: true });
  wedge('4012345678900');
  await expect.poll(() => rows().length).toBe(201);
  observer.disconnect();
  changed.delete(list);
  expect([...changed]).toEqual([before.at(-1)]);
});

test('the line a scan touched is whole in sight, however long the sale', async () => {
  await sell(longSale);
  wedge('4012345678900');
  await expect.poll(() => rows().length).toBe(201);
  const list = page.getByTestId('sale-lines').element().parentElement;
  await expect
    .poll(() => (rows().at(-1)?.getBoundingClientRect().bottom ?? 0) - (list?.getBoundingClientRect().bottom ?? 0))
    .toBeLessThanOrEqual(1);
});

test('a voided line stays, struck, with what it would have come to; the total is without it', async () => {
  await sell(typicalSale);
  const before = Number(page.getByTestId('sale-total').element().getAttribute('data-minor'));
  await page.getByTestId('line-void').click();
  const row = rows().at(-1);
  expect(row?.dataset['voided']).toBe('true');
  expect(row?.querySelector('[data-testid="line-gross"]')?.getAttribute('data-minor')).toBe('1150');
  expect(Number(page.getByTestId('sale-total').element().getAttribute('data-minor'))).toBe(before - 1150);
});
