import '../kit/theme.css';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { cleanup, render } from 'vitest-browser-react';
import type { OpenSale } from '../../domain/sale/sale.ts';
import { StoreText } from '../terminal/store/store-text.tsx';
import { longSale } from './fixtures/sales.ts';
import { galleryShop } from './fixtures/shop.ts';
import { LiveSell } from './terminal/live-sell.tsx';

/** Lines of the sale that is on the screen before anything is rung. */
const lineCount = 200;
const shop = galleryShop('en');
/** How often each row was drawn: a row reads the name of its line once each time, and nothing else reads it. */
let drawn: number[] = [];

function countingDraws(sale: OpenSale): OpenSale {
  const lines = sale.lines.map((line, index) => {
    const { name } = line;
    const read = (): string => {
      drawn[index] = (drawn[index] ?? 0) + 1;
      return name;
    };
    return Object.defineProperty({ ...line }, 'name', { enumerable: true, get: read });
  });
  return { ...sale, lines };
}

/** Rows drawn since the last look, by their place. */
function redrawn(): number[] {
  const places = drawn.flatMap((times, index) => Array<number>(times).fill(index));
  drawn = [];
  return places;
}

beforeEach(async () => {
  await page.viewport(1366, 768);
  const sale = longSale(shop, lineCount);
  drawn = [];
  await render(
    <StoreText language="en" currency={shop.settings.currency} timeZone={shop.settings.timeZone}>
      <LiveSell shop={shop} sale={countingDraws(sale)} />
    </StoreText>,
  );
  expect(redrawn()).toEqual(Array.from({ length: lineCount }, (_, index) => index));
});
afterEach(() => cleanup());

test('ringing an item draws its row and the one that was chosen before, not the other two hundred', async () => {
  await page.getByTestId('item-tile').first().click();
  await expect.poll(() => document.querySelectorAll('[data-testid="sale-line"]').length).toBe(lineCount + 1);
  expect(redrawn()).toEqual([lineCount - 1]);
});

test('choosing a line draws two rows, typing a search none', async () => {
  const third = document.querySelectorAll<HTMLElement>('[data-testid="sale-line"] > button')[2];
  third?.click();
  await expect.poll(() => third?.getAttribute('aria-pressed')).toBe('true');
  expect(redrawn()).toEqual([2, lineCount - 1]);
  await userEvent.type(page.getByTestId('search'), 'latte');
  await expect.element(page.getByTestId('search')).toHaveValue('latte');
  expect(redrawn()).toEqual([]);
});
