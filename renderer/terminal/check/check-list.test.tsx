import '../../kit/theme.css';
import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import type { CheckId } from '../../../domain/id.ts';
import { StoreText } from '../store/store-text.tsx';
import { CheckList, type CheckListProps, type CheckRow } from './check-list.tsx';

const at = Date.UTC(2026, 10, 21, 13, 5);
const row: CheckRow = {
  checkId: '0190b0c4-7a1e-7c4e-9d52-2f0f4b1f7a11' as CheckId,
  table: '5',
  openedAt: at,
  openedBy: 'Ayu',
  lineCount: 3,
  total: 1_250,
  ofTable: 1,
  holder: null,
};
const holder = {
  kind: 'checked-out',
  isHere: false,
  staffName: 'Rina',
  deviceName: 'Terrace phone',
  since: at,
} as const;

async function show(props: Partial<CheckListProps>): Promise<void> {
  await page.viewport(1024, 768);
  await render(
    <StoreText language="en" currency="EUR" timeZone="UTC">
      <CheckList rows={[row]} onTake={vi.fn()} onShow={vi.fn()} {...props} />
    </StoreText>,
  );
}

test('CH30 a check shows its table, total, who has it, since when, where, and that the table has two', async () => {
  await show({ rows: [{ ...row, ofTable: 2, holder }] });
  const shown = page.getByTestId('check-row').element().textContent;
  for (const text of ['Table 5', '2 checks', 'Checked out', 'Rina · Terrace phone · 13:05', '12.50'])
    expect(shown).toContain(text);
});

test('CH31 a free check is taken by touch or keyboard; one that somebody else has is not', async () => {
  const onTake = vi.fn();
  await show({ rows: [row], onTake });
  const take = page.getByTestId('check-take');
  await take.click();
  expect(take.element().getBoundingClientRect().height).toBeGreaterThanOrEqual(44);
  await userEvent.keyboard('{Enter}');
  expect(onTake.mock.calls).toEqual([[row.checkId], [row.checkId]]);
});

test('CH31 a check somebody has can not be taken; who may, takes over a checked-out one', async () => {
  const [onTake, onTakeOver] = [vi.fn(), vi.fn()];
  await show({ rows: [{ ...row, holder: { ...holder, kind: 'claimed' } }], onTake, onTakeOver });
  await expect.element(page.getByTestId('check-take')).toBeDisabled();
  await show({ rows: [{ ...row, holder }], onTake, onTakeOver });
  await page.getByTestId('check-take-over').click();
  expect(onTakeOver).toHaveBeenCalledWith(row.checkId);
  expect(onTake).not.toHaveBeenCalled();
});

test('CH36 a check that is kept at this counter says so, and is taken like any other', async () => {
  const [onTake, onShow] = [vi.fn(), vi.fn()];
  await show({ rows: [{ ...row, holder: { ...holder, isHere: true } }], onTake, onShow, onTakeOver: vi.fn() });
  expect(page.getByTestId('check-holder').element().textContent).toContain('Kept at the counter');
  await page.getByTestId('check-take').click();
  await page.getByTestId('check-show').click();
  expect([onTake.mock.calls, onShow.mock.calls]).toEqual([[[row.checkId]], [[row.checkId]]]);
});
