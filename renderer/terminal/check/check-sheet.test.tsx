import '../../kit/theme.css';
import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import type { CheckId, LineId } from '../../../domain/id.ts';
import { StoreText } from '../store/store-text.tsx';
import { type CheckLineRow, CheckSheet, type CheckSheetProps } from './check-sheet.tsx';
import { DetailsSheet, type DetailsSheetProps } from './details-sheet.tsx';

const at = Date.UTC(2026, 10, 21, 13, 5);
const row = {
  ...{ checkId: '0190b0c4-7a1e-7c4e-9d52-2f0f4b1f7a11' as CheckId, table: '5', openedAt: at, openedBy: 'Ayu' },
  ...{ lineCount: 2, total: 1_250, ofTable: 1, holder: null },
};
const line = (no: number): CheckLineRow => ({
  ...{ lineId: `line-${no}` as LineId, name: `Soup ${no}`, quantity: '1', gross: 625, addedAt: at, served: false },
});

async function show(props: Partial<CheckSheetProps>): Promise<void> {
  await page.viewport(1024, 768);
  const rest = { row, guests: 2, note: '', lines: [line(1), line(2)], problem: null };
  await render(
    <StoreText language="en" currency="EUR" timeZone="UTC">
      <CheckSheet {...rest} onServe={vi.fn()} onClose={vi.fn()} {...props} />
    </StoreText>,
  );
}

test('CH36 a line is marked as served by touch or by its number, and only once', async () => {
  const onServe = vi.fn();
  await show({ lines: [line(1), line(2), { ...line(3), served: true }], onServe });
  expect(page.getByTestId('check-line').elements()).toHaveLength(3);
  const serve = page.getByTestId('check-serve');
  expect(serve.elements()).toHaveLength(2);
  expect(serve.first().element().getBoundingClientRect().height).toBeGreaterThanOrEqual(44);
  await serve.first().click();
  await userEvent.keyboard('23');
  expect(onServe.mock.calls).toEqual([['line-1'], ['line-2']]);
});

test('CH31 CH36 what can be done has a button and a key; what can not is not there', async () => {
  const acts = { onTake: vi.fn(), onKeep: vi.fn(), onChange: vi.fn() };
  await show(acts);
  expect(page.getByTestId('check-onAdd').elements()).toEqual([]);
  expect(page.getByTestId('check-onCloseCheck').elements()).toEqual([]);
  await userEvent.keyboard('ke{Enter}');
  await page.getByTestId('check-onKeep').click();
  await page.getByTestId('check-onTake').click();
  expect([acts.onTake, acts.onKeep, acts.onChange].map(({ mock }) => mock.calls.length)).toEqual([2, 2, 1]);
});

async function showDetails(props: Partial<DetailsSheetProps>): Promise<void> {
  await render(
    <StoreText language="en" currency="EUR" timeZone="UTC">
      <DetailsSheet start={null} problem={null} onSave={vi.fn()} onClose={vi.fn()} {...props} />
    </StoreText>,
  );
}

test('CH35 a check is opened with a table, guests and a note, by keyboard alone; no guests are none', async () => {
  const onSave = vi.fn();
  await showDetails({ onSave });
  await userEvent.keyboard(' Garden 5 {Enter}');
  await page.getByTestId('check-guests').fill('3');
  await page.getByTestId('check-note').fill('birthday');
  await userEvent.keyboard('{Enter}');
  expect(onSave.mock.calls).toEqual([
    [{ table: 'Garden 5', guests: 0, note: '' }],
    [{ table: 'Garden 5', guests: 3, note: 'birthday' }],
  ]);
});

test('CH35 what is no number of guests is said at the field, and not saved', async () => {
  const onSave = vi.fn();
  await showDetails({ onSave, start: { table: '5', guests: 2, note: '' } });
  await page.getByTestId('check-guests').fill('2,5');
  await expect.element(page.getByText('A whole number up to 999')).toBeVisible();
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByTestId('save-check')).toBeDisabled();
  expect(onSave).not.toHaveBeenCalled();
});
