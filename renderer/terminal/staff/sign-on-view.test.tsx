import '../../kit/theme.css';
import { type ReactElement, useState } from 'react';
import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { brandId, type StaffId } from '../../../domain/id.ts';
import { StoreText } from '../store/store-text.tsx';
import { SignOnView, type StaffTile } from './sign-on-view.tsx';

const staff: readonly StaffTile[] = ['Ada', 'Ben'].map((name, index) => ({
  staffId: brandId<StaffId>(`019aa0b0-7c1e-7000-8000-00000000000${index + 1}`),
  name,
  role: 'cashier',
  locked: false,
}));

interface SigningProps {
  readonly onEnter: (name: string, pin: string) => void;
  readonly storeName?: string;
}
function Signing({ onEnter, storeName = 'Corner' }: SigningProps): ReactElement {
  const [chosen, setChosen] = useState<StaffId | null>(null);
  const [pin, setPin] = useState('');
  return (
    <StoreText language="en" currency="EUR" timeZone="UTC">
      <SignOnView
        storeName={storeName}
        isAgain={false}
        staff={staff}
        chosen={chosen}
        pin={pin}
        problem={null}
        isBusy={false}
        onChoose={(next) => {
          setChosen(next);
          setPin('');
        }}
        onPin={setPin}
        onEnter={() => onEnter(staff.find(({ staffId }) => staffId === chosen)?.name ?? '', pin)}
      />
    </StoreText>
  );
}

test('TL12 a name tapped, a PIN typed and Enter sign that person on, also with several people', async () => {
  const onEnter = vi.fn();
  await page.viewport(1366, 768);
  await render(<Signing onEnter={onEnter} />);
  await page.getByTestId('staff-tile').filter({ hasText: 'Ben' }).click();
  await userEvent.keyboard('482915{Enter}');
  expect(onEnter).toHaveBeenCalledExactlyOnceWith('Ben', '482915');
});

test('the sign beside a long store name keeps its size', async () => {
  await page.viewport(1024, 768);
  await render(
    <Signing onEnter={vi.fn()} storeName={'Toko Kelontong Sumber Rejeki Makmur Sentosa Abadi '.repeat(2)} />,
  );
  const sign = page.getByRole('heading', { level: 1 }).element().querySelector('svg');
  expect(sign?.getBoundingClientRect().width).toBe(32);
});
