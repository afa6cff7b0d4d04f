import '../../kit/theme.css';
import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { StoreText } from '../store/store-text.tsx';
import { TakeOverSheet } from './take-over-sheet.tsx';

const since = Date.UTC(2026, 10, 21, 13, 5);
const holder = { kind: 'checked-out', isHere: false, staffName: 'Rina', deviceName: 'Yard', since } as const;

test('CH38 taking over is asked: who has it, since when, what the device may have done; Enter leaves it there', async () => {
  const [onConfirm, onClose] = [vi.fn(), vi.fn()];
  await page.viewport(1024, 768);
  await render(
    <StoreText language="en" currency="EUR" timeZone="UTC">
      <TakeOverSheet row={{ table: '5', holder }} problem={null} onConfirm={onConfirm} onClose={onClose} />
    </StoreText>,
  );
  await expect.element(page.getByText('Rina · Yard · 13:05')).toBeVisible();
  await expect.element(page.getByText('may have taken money', { exact: false })).toBeVisible();
  await expect.element(page.getByTestId('take-over-leave')).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  expect([onConfirm, onClose].map(({ mock }) => mock.calls.length)).toEqual([0, 1]);
  await page.getByTestId('take-over-confirm').click();
  expect(onConfirm).toHaveBeenCalledOnce();
});
