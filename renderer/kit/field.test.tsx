import { type ReactElement, useState } from 'react';
import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { Disabled } from './disabled.tsx';
import { Field } from './field.tsx';

function Held(): ReactElement {
  const [value, change] = useState('');
  return <Field label="Name" value={value} onChange={change} testId="field" />;
}

test('SG6 control characters that are pasted become spaces, so no field holds what the hub refuses', async () => {
  await render(<Held />);
  const field = page.getByTestId('field');
  await field.fill('Corner\u0007\u001bShop\u2028x');
  await expect.element(field).toHaveValue('Corner Shop x');
  await userEvent.type(field, '!');
  await expect.element(field).toHaveValue('Corner Shop x!');
});

test('SG3 what stands inside a part that is off can be read and not be typed into', async () => {
  await render(
    <Disabled isDisabled>
      <Held />
    </Disabled>,
  );
  await expect.element(page.getByTestId('field')).toBeDisabled();
});
