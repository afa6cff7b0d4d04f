import '../../kit/theme.css';
import type { ReactElement } from 'react';
import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import type { BackupEntry, RestoreFacts } from '../../../contracts/backup.ts';
import { LostNumbers } from '../store/lost-numbers.tsx';
import { RestoreSheet } from '../store/restore-sheet.tsx';
import { StoreText } from '../store/store-text.tsx';
import { GoBackSheet } from './go-back-sheet.tsx';

const nothing = (): void => undefined;
const now = 1_795_271_000_000;

async function show(element: ReactElement): Promise<void> {
  await page.viewport(1366, 768);
  await render(
    <StoreText language="en" currency="EUR" timeZone="UTC">
      {element}
    </StoreText>,
  );
}

const entry: BackupEntry = {
  ...{ backupId: 'b1', fileName: 'a', takenAt: now, gen: 0, logNo: 1, bytes: 1, verifiedAt: now, problem: null },
};
const found: RestoreFacts = {
  ...{ backupId: 'b1', fileName: 'a', storeName: 'Nova', takenAt: now, gen: 0, ops: 9, warnings: [] },
  ...{ lost: [{ series: 'A1', from: 4, to: 5 }], knownUntil: now },
};

test('BK61 what is picked in the dialog is what is shown, and asked for', async () => {
  const onLook = vi.fn();
  const onChoose = vi.fn(async (kind: string) => (kind === 'folder' ? '/media/usb' : null));
  await show(
    <RestoreSheet
      {...{ onLook, onChoose }}
      found={null}
      problem={null}
      isBusy={false}
      onRestore={nothing}
      onClose={nothing}
    />,
  );
  await page.getByText('Choose a folder…').click();
  await expect.element(page.getByTestId('restore-path')).toHaveValue('/media/usb');
  await page.getByText('Choose a file…').click();
  await expect.element(page.getByTestId('restore-path')).toHaveValue('/media/usb');
  await page.getByTestId('restore-passphrase').fill('three green lamps');
  await page.getByTestId('restore-go').click();
  expect(onLook).toHaveBeenCalledExactlyOnceWith({ path: '/media/usb', passphrase: 'three green lamps' });
});

test('BK60 going back says what it means before the passphrase, and what is lost before it is done', async () => {
  const onLook = vi.fn();
  const onGoBack = vi.fn();
  const sheet = (facts: RestoreFacts | null): ReactElement => (
    <GoBackSheet {...{ entry, onLook, onGoBack }} found={facts} problem={null} isBusy={false} onClose={nothing} />
  );
  await show(sheet(null));
  await expect.element(page.getByText('First a backup of now is made', { exact: false })).toBeVisible();
  await expect.element(page.getByTestId('go-back-go')).toBeDisabled();
  await userEvent.keyboard('three green lamps{Enter}');
  expect(onLook).toHaveBeenCalledExactlyOnceWith('three green lamps');
  expect(onGoBack).not.toHaveBeenCalled();
});

test('BK60 the receipts that are lost are named before the last button', async () => {
  const onGoBack = vi.fn();
  await show(
    <GoBackSheet {...{ entry, found, onGoBack }} problem={null} isBusy={false} onLook={nothing} onClose={nothing} />,
  );
  await expect.element(page.getByText('2 receipts of this counter are lost')).toBeVisible();
  await expect.element(page.getByText('A1-000004 – A1-000005')).toBeVisible();
  await page.getByTestId('go-back-go').click();
  expect(onGoBack).toHaveBeenCalledOnce();
});

test('BK59 a restore that cannot tell what was lost says so instead of none', async () => {
  await show(<LostNumbers lost={[]} knownUntil={null} />);
  await expect.element(page.getByText('cannot be told', { exact: false })).toBeVisible();
});
