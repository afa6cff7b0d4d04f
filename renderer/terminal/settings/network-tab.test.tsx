import '../../kit/theme.css';
import type { ReactElement } from 'react';
import { expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import type { OwnDomainCheck } from '../../../contracts/network.ts';
import { StoreText } from '../store/store-text.tsx';
import { groupedFingerprint } from './network-tab.tsx';
import { OwnAuthoritySheet } from './own-authority-sheet.tsx';
import { OwnDomainSheet, type OwnDomainSheetProps } from './own-domain-sheet.tsx';

const nothing = (): void => undefined;
const now = 1_795_271_000_000;
const ownDomain = { host: 'till.shop.example', certificateFile: '/c.pem', keyFile: '/k.pem' };
const fingerprint = '9f2c61d07ab3e4485c1d0f7733b0a9e25518d3c6ab94e72f01c8d6e5a7b3f910';
const good: OwnDomainCheck = {
  problem: null,
  certificate: { subject: 'x', issuer: 'R12', names: [], fingerprint, notBefore: now, notAfter: now },
  endsSoon: false,
};

async function show(element: ReactElement): Promise<void> {
  await page.viewport(1366, 768);
  await render(
    <StoreText language="en" currency="EUR" timeZone="UTC">
      {element}
    </StoreText>,
  );
}

function sheet(change: Partial<OwnDomainSheetProps>): ReactElement {
  return (
    <OwnDomainSheet
      start={ownDomain}
      check={null}
      problem={null}
      isBusy={false}
      onChoose={async () => '/picked.pem'}
      onChange={nothing}
      onCheck={nothing}
      onUse={nothing}
      onClose={nothing}
      {...change}
    />
  );
}

test('LN24 files are checked before they can be used, and what does not fit is a sentence', async () => {
  const onCheck = vi.fn();
  const onUse = vi.fn();
  const check: OwnDomainCheck = { problem: 'own-key-differs', certificate: null, endsSoon: false };
  await show(sheet({ check, onCheck, onUse }));
  await expect.element(page.getByText('Certificate and key do not belong together')).toBeVisible();
  await page.getByTestId('own-domain-go').click();
  expect(onCheck).toHaveBeenCalledExactlyOnceWith(ownDomain);
  expect(onUse).not.toHaveBeenCalled();
});

test('LN24 a picked file has to be looked at anew', async () => {
  const onChange = vi.fn();
  await show(sheet({ check: good, onChange }));
  await page.getByRole('button', { name: 'Choose…' }).first().click();
  await expect.element(page.getByTestId('own-domain-certificate')).toHaveValue('/picked.pem');
  expect(onChange).toHaveBeenCalledOnce();
});

test('LN26 a fingerprint stands in groups of four, and a new name is said to need pairing again', async () => {
  expect(groupedFingerprint(fingerprint)).toBe(
    '9F2C 61D0 7AB3 E448 5C1D 0F77 33B0 A9E2 5518 D3C6 AB94 E72F 01C8 D6E5 A7B3 F910',
  );
  const onUse = vi.fn();
  await show(sheet({ check: good, onUse, start: { ...ownDomain, host: 'old.shop.example' } }));
  expect(page.getByText('Every handheld has to be added again').elements()).toEqual([]);
  await page.getByTestId('own-domain-host').fill(' Till.Shop.Example');
  await expect.element(page.getByText('Every handheld has to be added again')).toBeVisible();
  await page.getByTestId('own-domain-go').click();
  expect(onUse).toHaveBeenCalledExactlyOnceWith(ownDomain);
});

test('LN26 going back to the own authority is asked once, with what it means', async () => {
  const onConfirm = vi.fn();
  await show(<OwnAuthoritySheet problem={null} onConfirm={onConfirm} onClose={nothing} />);
  await expect.element(page.getByText('Every handheld has to be added again')).toBeVisible();
  await page.getByTestId('own-authority-confirm').click();
  expect(onConfirm).toHaveBeenCalledOnce();
});
