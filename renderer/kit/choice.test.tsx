import './theme.css';
import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { Choice } from './choice.tsx';

test('the focus is shown once on a list to choose from, not around its label too', async () => {
  const options = [{ value: 'a', label: 'One' }];
  await render(<Choice label="Reason" value="a" options={options} onChange={() => undefined} testId="choice" />);
  await userEvent.keyboard('{Tab}');
  const choice = page.getByTestId('choice').element();
  const ringed = [choice, ...choice.querySelectorAll('*')].filter(
    (each) => getComputedStyle(each).outlineStyle !== 'none' && each.getBoundingClientRect().width > 1,
  );
  expect(ringed.map(({ tagName }) => tagName)).toEqual(['BUTTON']);
});
