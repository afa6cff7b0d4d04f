import '../../kit/theme.css';
import type { ReactElement } from 'react';
import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { cleanup, render } from 'vitest-browser-react';
import type { Language, Reason } from '../../../domain/store/store-settings.ts';
import { StoreText } from '../store/store-text.tsx';
import { DiscountSheet, PriceSheet, QuantitySheet } from './amount-sheets.tsx';
import { ReasonSheet } from './reason-sheet.tsx';
import { ScaleReading } from './scale-reading.tsx';

const reasons: readonly Reason[] = [
  { code: 'faulty', label: 'Faulty', for: [] },
  { code: 'regular', label: 'Regular customer', for: [] },
];
const [faulty] = reasons;
/** A single reason is chosen already. */
const single: readonly Reason[] = faulty === undefined ? [] : [faulty];
const nothing = (): void => undefined;

async function show(sheet: ReactElement, currency = 'EUR', language: Language = 'en'): Promise<void> {
  await page.viewport(1366, 768);
  await render(
    <StoreText language={language} currency={currency} timeZone="UTC">
      {sheet}
    </StoreText>,
  );
}

test('a discount in percent is keyed on the keyboard and given with Enter, with its reason', async () => {
  const onApply = vi.fn();
  await show(
    <DiscountSheet target="sale" name="" reasons={single} problem={null} onApply={onApply} onClose={nothing} />,
  );
  await userEvent.keyboard('12');
  await expect.element(page.getByTestId('sheet-value')).toHaveTextContent('12 %');
  await userEvent.keyboard('{Enter}');
  expect(onApply).toHaveBeenCalledExactlyOnceWith({ kind: 'percent', value: 120_000, reasonCode: 'faulty' });
});

test('a percentage above all there is becomes all there is', async () => {
  const onApply = vi.fn();
  await show(
    <DiscountSheet target="sale" name="" reasons={single} problem={null} onApply={onApply} onClose={nothing} />,
  );
  await userEvent.keyboard('999{Enter}');
  expect(onApply).toHaveBeenCalledExactlyOnceWith({ kind: 'percent', value: 1_000_000, reasonCode: 'faulty' });
});

test('changing from percent to amount starts the figure again', async () => {
  const onApply = vi.fn();
  await show(
    <DiscountSheet target="line" name="Mug" reasons={single} problem={null} onApply={onApply} onClose={nothing} />,
  );
  await page.getByTestId('percent-50').click();
  await page.getByTestId('discount-kind-amount').click();
  await expect.element(page.getByTestId('sheet-value')).toHaveTextContent('€0.00');
  for (const key of ['2', '5', '0']) await page.getByTestId(`key-${key}`).click();
  await page.getByTestId('apply').click();
  expect(onApply).toHaveBeenCalledExactlyOnceWith({ kind: 'amount', value: 250, reasonCode: 'faulty' });
});

test('rupiah are keyed without their sen', async () => {
  const onApply = vi.fn();
  const sheet = (
    <PriceSheet name="Cangkir" now={1_800_000} reasons={single} problem={null} onApply={onApply} onClose={nothing} />
  );
  await show(sheet, 'IDR', 'id');
  await userEvent.keyboard('15000');
  await expect.element(page.getByTestId('sheet-value')).toHaveTextContent('Rp 15.000');
  await userEvent.keyboard('{Enter}');
  expect(onApply).toHaveBeenCalledExactlyOnceWith(1_500_000, 'faulty');
});

test('pieces are keyed whole, measured goods in thousandths', async () => {
  const onPieces = vi.fn();
  await show(<QuantitySheet name="Roll" unit="each" problem={null} onApply={onPieces} onClose={nothing} />);
  await userEvent.keyboard('12{Enter}');
  expect(onPieces).toHaveBeenCalledExactlyOnceWith(12_000);
});

test('a weight shows its thousandths while it is keyed', async () => {
  const onWeight = vi.fn();
  await show(<QuantitySheet name="Beans" unit="kg" problem={null} onApply={onWeight} onClose={nothing} />, 'EUR', 'de');
  await userEvent.keyboard('1250');
  await expect.element(page.getByTestId('sheet-value')).toHaveTextContent('1,250 kg');
  await userEvent.keyboard('{Enter}');
  expect(onWeight).toHaveBeenCalledExactlyOnceWith(1250);
});

test('a reason is picked by its number', async () => {
  const onPick = vi.fn();
  await show(<ReasonSheet title="Void" reasons={reasons} onPick={onPick} onClose={nothing} />);
  await userEvent.keyboard('7');
  expect(onPick).not.toHaveBeenCalled();
  await userEvent.keyboard('2');
  expect(onPick).toHaveBeenCalledExactlyOnceWith('regular');
});

test('a sheet is left with Escape and changes nothing', async () => {
  const onApply = vi.fn();
  const onClose = vi.fn();
  await show(<PriceSheet name="Mug" now={100} reasons={[]} problem={null} onApply={onApply} onClose={onClose} />);
  await userEvent.keyboard('5{Escape}');
  expect(onClose).toHaveBeenCalledOnce();
  expect(onApply).not.toHaveBeenCalled();
});

test('TL12 Enter gives the discount also right after a tap on a percentage or on the kind', async () => {
  const onApply = vi.fn();
  await show(
    <DiscountSheet target="line" name="Mug" reasons={single} problem={null} onApply={onApply} onClose={nothing} />,
  );
  await page.getByTestId('percent-10').click();
  await userEvent.keyboard('{Enter}');
  expect(onApply).toHaveBeenCalledExactlyOnceWith({ kind: 'percent', value: 100_000, reasonCode: 'faulty' });
  await page.getByTestId('discount-kind-amount').click();
  await userEvent.keyboard('250{Enter}');
  expect(onApply).toHaveBeenLastCalledWith({ kind: 'amount', value: 250, reasonCode: 'faulty' });
});

test('TL12 who walks to a button by keyboard presses that button', async () => {
  const onApply = vi.fn();
  await show(
    <DiscountSheet target="line" name="Mug" reasons={single} problem={null} onApply={onApply} onClose={nothing} />,
  );
  await userEvent.keyboard('7');
  page.getByTestId('percent-20').element().focus();
  await userEvent.keyboard('{Tab}{Shift>}{Tab}{/Shift}{Enter}');
  expect(onApply).not.toHaveBeenCalled();
  await expect.element(page.getByTestId('sheet-value')).toHaveTextContent('20 %');
});

test('TL13 a price typed with its point is that price, and a decimal too many is refused in words', async () => {
  const onApply = vi.fn();
  await show(<PriceSheet name="Mug" now={900} reasons={single} problem={null} onApply={onApply} onClose={nothing} />);
  await userEvent.keyboard('4.5');
  await expect.element(page.getByTestId('sheet-value')).toHaveTextContent('€4.50');
  await userEvent.keyboard('06');
  await expect.element(page.getByTestId('sheet-problem')).toBeVisible();
  await expect.element(page.getByTestId('sheet-value')).toHaveTextContent('€4.50');
  await userEvent.keyboard('{Enter}');
  expect(onApply).toHaveBeenCalledExactlyOnceWith(450, 'faulty');
});

test('TL15 without a reason nothing is given, and the sheet asks for one', async () => {
  const onApply = vi.fn();
  await show(
    <DiscountSheet target="sale" name="" reasons={reasons} problem={null} onApply={onApply} onClose={nothing} />,
  );
  await userEvent.keyboard('12{Enter}');
  await expect.element(page.getByTestId('sheet-problem')).toHaveTextContent('Choose a reason first');
  expect(onApply).not.toHaveBeenCalled();
  await page.getByTestId('reason').getByRole('button').click();
  await page.getByRole('option', { name: 'Regular customer' }).click();
  await userEvent.keyboard('{Enter}');
  expect(onApply).toHaveBeenCalledExactlyOnceWith({ kind: 'percent', value: 120_000, reasonCode: 'regular' });
});

test('TL13 pieces typed with a point are refused in words and do not become ten times as many', async () => {
  const onPieces = vi.fn();
  await show(<QuantitySheet name="Roll" unit="each" problem={null} onApply={onPieces} onClose={nothing} />);
  await userEvent.keyboard('2.');
  await expect.element(page.getByTestId('sheet-problem')).toHaveTextContent('This item is sold in whole pieces');
  await expect.element(page.getByTestId('sheet-value')).toHaveTextContent('2');
  expect(onPieces).not.toHaveBeenCalled();
});

test('TL16 the key for several zeros has three where prices have no decimals, two elsewhere', async () => {
  const sheet = <PriceSheet name="Kopi" now={0} reasons={single} problem={null} onApply={nothing} onClose={nothing} />;
  await show(sheet, 'IDR', 'id');
  await page.getByTestId('key-2').click();
  await page.getByTestId('key-5').click();
  await page.getByTestId('key-000').click();
  await expect.element(page.getByTestId('sheet-value')).toHaveTextContent('Rp 25.000');
  await cleanup();
  await show(sheet);
  await expect.element(page.getByTestId('key-00')).toBeVisible();
});

test('WG12 Enter takes the weight on the scale while nothing is keyed, and what is keyed wins', async () => {
  const onWeight = vi.fn();
  const weighed = (
    <QuantitySheet name="Cheese" unit="kg" problem={null} weighedMilli={312} onApply={onWeight} onClose={nothing} />
  );
  await show(weighed);
  await userEvent.keyboard('{Enter}');
  expect(onWeight).toHaveBeenLastCalledWith(312);
  await userEvent.keyboard('0.5{Enter}');
  expect(onWeight).toHaveBeenLastCalledWith(500);
});

test('WG12 a scale that gives no weight says why in a sentence, and offers nothing to take', async () => {
  await show(<ScaleReading now={{ ok: false, refusal: 'moving' }} unit="kg" onTake={nothing} />);
  await expect.element(page.getByTestId('scale-state')).toHaveTextContent('The scale is still moving');
  expect(page.getByTestId('take-weight').elements()).toEqual([]);
});

test('WG12 a weight is offered in the unit of the goods; without a scale nothing is said', async () => {
  const onTake = vi.fn();
  const weight = { kind: 'weight', milli: 312, unit: 'kg', stable: true, net: false, at: 0 } as const;
  await show(<ScaleReading now={{ ok: true, weight }} unit="g" onTake={onTake} />);
  await page.getByTestId('take-weight').click();
  expect(onTake).toHaveBeenCalledExactlyOnceWith(312_000);
  await cleanup();
  await show(<ScaleReading now={{ ok: false, refusal: 'no-scale' }} unit="g" onTake={onTake} />);
  expect(page.getByTestId('scale-state').elements()).toEqual([]);
});
