import './theme.css';
import { useEffect, useState } from 'react';
import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { Keypad, pressKey } from './keypad.tsx';

function Keyed() {
  const [digits, setDigits] = useState('');
  const [entered, setEntered] = useState(0);
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.key === 'Enter') setEntered((now) => now + 1);
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
  return (
    <>
      <Keypad onKey={(key) => setDigits((now) => pressKey(now, key, 6))} backLabel="Back" withDoubleZero />
      <output data-testid="digits">{digits}</output>
      <output data-testid="entered">{entered}</output>
    </>
  );
}

test('what is tapped is keyed, back takes the last digit, and no more than the most fits', async () => {
  await render(<Keyed />);
  for (const key of ['7', '00', '5', 'back', '1', '2', '3']) await page.getByTestId(`key-${key}`).click();
  await expect.element(page.getByTestId('digits')).toHaveTextContent('700123');
});

test('a tapped key keeps no focus: Enter on the keyboard afterwards enters, and types no digit again', async () => {
  await render(<Keyed />);
  await page.getByTestId('key-4').click();
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByTestId('entered')).toHaveTextContent('1');
  expect(page.getByTestId('digits').element().textContent).toBe('4');
});
