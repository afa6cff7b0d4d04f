import '../../kit/theme.css';
import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { StoreText } from '../store/store-text.tsx';
import { DoneView, type DoneViewProps } from './done-view.tsx';
import { changeShownMsMin } from './use-enter-pause.ts';

async function show(onNext: () => void, more: Partial<DoneViewProps> = {}): Promise<void> {
  await page.viewport(1366, 768);
  await render(
    <StoreText language="en" currency="EUR" timeZone="UTC">
      <DoneView
        transactionNumber="A1-000001"
        total={450}
        direction="taken"
        received={1000}
        change={550}
        receipt={null}
        drawerReason={null}
        otherPrinters={[]}
        onReroute={vi.fn()}
        onPrint={vi.fn()}
        onNext={onNext}
        {...more}
      />
    </StoreText>,
  );
}

test('TL17 Enter struck again and again to pay does not take the change away; Enter after a look does', async () => {
  const clock = vi.spyOn(performance, 'now').mockReturnValue(1_000);
  const onNext = vi.fn();
  await show(onNext);
  clock.mockReturnValue(1_000 + changeShownMsMin - 1);
  await userEvent.keyboard('{Enter}{Enter}{Enter}');
  expect(onNext).not.toHaveBeenCalled();
  await expect.element(page.getByTestId('change')).toHaveTextContent('€5.50');
  clock.mockReturnValue(1_000 + changeShownMsMin);
  await userEvent.keyboard('{Enter}');
  clock.mockRestore();
  expect(onNext).toHaveBeenCalledOnce();
});

test('TL17 an Enter that is held down never takes the change away, a tap does at once', async () => {
  const onNext = vi.fn();
  await show(onNext);
  const held = { key: 'Enter', repeat: true, bubbles: true, cancelable: true };
  const isTaken = !(document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', held));
  expect(isTaken).toBe(true);
  expect(onNext).not.toHaveBeenCalled();
  await page.getByTestId('next-sale').click();
  expect(onNext).toHaveBeenCalledOnce();
});

test('DR4 a drawer that did not open is told with its reason, and the receipt can go to another printer', async () => {
  const onReroute = vi.fn();
  const receipt = { state: 'queued', tone: 'info', reason: 'The paper is out.' } as const;
  await show(vi.fn(), { receipt, drawerReason: 'No paper there.', otherPrinters: ['spare-1'], onReroute });
  await expect
    .element(page.getByTestId('drawer-state'))
    .toHaveTextContent('The drawer was not opened: use its keyNo paper there.');
  await expect.element(page.getByText('The paper is out.')).toBeVisible();
  await page.getByTestId('reroute-spare-1').click();
  expect(onReroute).toHaveBeenCalledExactlyOnceWith('spare-1');
});
