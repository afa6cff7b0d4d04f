import './theme.css';
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { MoneyFormatProvider, MoneyText } from './money-text.tsx';

const write = (minor: number): string => `${(minor / 100).toFixed(2)} €`;

function fontSize(testId: string): number {
  return Number.parseFloat(getComputedStyle(page.getByTestId(testId).element()).fontSize);
}

test('a long figure takes a smaller step of its size, so that none is cut', async () => {
  await render(
    <MoneyFormatProvider value={write}>
      {[1234, 123_456_789, 12_345_678_901_234].map((minor) => (
        <div key={minor}>
          <MoneyText minor={minor} scale="display" testId={`money-${minor}`} />
        </div>
      ))}
    </MoneyFormatProvider>,
  );
  const sizes = [1234, 123_456_789, 12_345_678_901_234].map((minor) => fontSize(`money-${minor}`));
  expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
  expect(new Set(sizes).size).toBe(3);
});

test('all digits are of one width, so that decimals stand under each other', async () => {
  await render(
    <MoneyFormatProvider value={write}>
      <MoneyText minor={11_111} testId="ones" />
      <MoneyText minor={88_888} testId="eights" />
    </MoneyFormatProvider>,
  );
  await document.fonts.ready;
  const width = (testId: string): number => page.getByTestId(testId).element().getBoundingClientRect().width;
  expect(width('ones')).toBeCloseTo(width('eights'), 1);
});

test('over and short carry their sign, the minus as wide as the plus', async () => {
  await render(
    <MoneyFormatProvider value={write}>
      <MoneyText minor={250} signed testId="over" />
      <MoneyText minor={-250} signed testId="short" />
      <MoneyText minor={0} signed testId="exact" />
    </MoneyFormatProvider>,
  );
  await expect.element(page.getByTestId('over')).toHaveTextContent('+2.50 €');
  await expect.element(page.getByTestId('short')).toHaveTextContent('−2.50 €');
  await expect.element(page.getByTestId('exact')).toHaveTextContent('0.00 €');
});
