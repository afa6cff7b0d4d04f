import '../../kit/theme.css';
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { StoreText } from '../store/store-text.tsx';
import { type OverrideAbout, OverrideSheet } from './override-sheet.tsx';

const nothing = (): void => undefined;

async function show(about: OverrideAbout): Promise<void> {
  const people = { asker: 'Budi', approvers: [{ staffId: 's1' as never, name: 'Maya' }] };
  await render(
    <StoreText language="en" currency="EUR" timeZone="UTC">
      <OverrideSheet
        {...{ ...people, about }}
        action="A discount above your limit"
        reasons={[]}
        problem={null}
        onGrant={nothing}
        onClose={nothing}
      />
    </StoreText>,
  );
}

test('PM14 who consents to a discount is told its share, of which goods, and who asks', async () => {
  await show({ name: 'Cappuccino', figure: { kind: 'percent', ratePpm: 125_000 } });
  const asked = page.getByTestId('override-asked').element().textContent;
  for (const text of ['12.5%', 'Cappuccino', 'Asked by Budi']) expect(asked).toContain(text);
});

test('PM14 an amount off the whole sale is told as money', async () => {
  await show({ name: '', figure: { kind: 'amount', amount: 1_250 } });
  const asked = page.getByTestId('override-asked').element().textContent;
  for (const text of ['12.50', 'whole sale']) expect(asked).toContain(text);
});
