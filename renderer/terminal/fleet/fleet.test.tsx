import '../../kit/theme.css';
import type { ReactElement } from 'react';
import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { devicePolicyDefault, type FleetDevice } from '../../../contracts/fleet.ts';
import type { NetworkStatus } from '../../../contracts/network.ts';
import type { InstallId, StaffId } from '../../../domain/id.ts';
import { translator } from '../../kit/text.tsx';
import { StoreText } from '../store/store-text.tsx';
import { BulkBar, BulkSheet, fitFor } from './bulk-bar.tsx';
import { ConfirmAct } from './edit-view.tsx';
import { FleetPane } from './fleet-pane.tsx';
import { agoText, fleetWord, silentAfterMs, unsentText } from './fleet-word.ts';
import { KioskSheet } from './kiosk-sheet.tsx';
import { NetworkNote } from './network-note.tsx';
import { PairView, type PairViewProps } from './pair-view.tsx';
import { PolicyView } from './policy-view.tsx';

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

const device: FleetDevice = {
  deviceId: '0190b0c4-7a1e-7c4e-9d52-2f0f4b1f7a11',
  installId: '0190b0c4-7a1e-7c4e-9d52-2f0f4b1f7a12' as InstallId,
  deviceCode: 'A7',
  name: 'Market van',
  state: 'paired',
  role: 'cashier',
  ownerId: null,
  ownerName: null,
  staffName: null,
  platform: 'Android 16',
  browser: '',
  pairedAt: now,
  online: false,
  lastSeenAt: null,
  heartbeat: null,
  clockSkewMs: null,
  takenSeq: 0,
};

const claim = {
  digits: '482913',
  info: { platform: 'Android 16', browser: 'Chrome 156', persisted: true, appVersion: '0.1.0' },
  known: null,
};
function pairing(change: Partial<PairViewProps>): ReactElement {
  return (
    <PairView
      state={{ kind: 'closed', last: null }}
      opened={null}
      now={now}
      staff={[{ staffId: 's1' as StaffId, name: 'Maya' }]}
      problem={null}
      onOpen={nothing}
      onApprove={nothing}
      onRefuse={nothing}
      onClose={nothing}
      {...change}
    />
  );
}

test('FV1 a handheld is let in with the digits on this screen, a name and a role', async () => {
  const onApprove = vi.fn();
  await show(pairing({ state: { kind: 'claimed', expiresAt: now + 60_000, claim }, onApprove }));
  await expect.element(page.getByTestId('pairing-digits')).toHaveTextContent('482 913');
  await expect.element(page.getByTestId('pairing-approve')).toBeDisabled();
  await page.getByTestId('pairing-name').fill('  Yard  ');
  await page.getByTestId('pairing-owner').getByRole('button').click();
  await page.getByRole('option', { name: 'Maya' }).click();
  await page.getByTestId('pairing-approve').click();
  const approval = { digits: '482913', name: 'Yard', ownerId: 's1', role: 'cashier' };
  expect(onApprove).toHaveBeenCalledExactlyOnceWith(approval);
});

test('FV1 the window opens with the PIN typed again, which is never shown', async () => {
  const onOpen = vi.fn();
  await show(pairing({ onOpen }));
  await userEvent.keyboard('482{Enter}');
  expect(onOpen).not.toHaveBeenCalled();
  await userEvent.keyboard('4829{Enter}');
  expect(onOpen).toHaveBeenCalledExactlyOnceWith('4829');
  expect(document.body.textContent).not.toContain('4829');
});

test('FV2 clearing a handheld is asked once, with what becomes of its sales', async () => {
  const onConfirm = vi.fn();
  await show(<ConfirmAct device={device} act="wipe" problem={null} onConfirm={onConfirm} onClose={nothing} />);
  await expect.element(page.getByText('Its sales are taken in first', { exact: false })).toBeVisible();
  await page.getByTestId('fleet-confirm').click();
  expect(onConfirm).toHaveBeenCalledOnce();
});

test('FV3 codes are shown where the window was opened, with the time left, and nowhere else', async () => {
  const state = { kind: 'open', expiresAt: now + 245_000, triesLeft: 5 } as const;
  const pairUrl =
    'https://kaunter-7f3a.local:8443/pair#1.0190b0c4-7a1e-7c4e-9d52-2f0f4b1f7a11.QmFzZTY0dXJsU2VjcmV0MQ.1';
  const opened = { pairUrl, trustUrl: null, fingerprint: null, typedCode: '48291307', expiresAt: state.expiresAt };
  await show(pairing({ state, opened }));
  await expect.element(page.getByTestId('pair-qr')).toHaveAttribute('data-text', pairUrl);
  await expect.element(page.getByTestId('typed-code')).toHaveTextContent('4829 1307');
  await expect.element(page.getByText('Open for 4:05')).toBeVisible();
});

test('FV10 Esc leaves the sheet also when the PIN gave way to the codes, and the focus with it', async () => {
  const onClose = vi.fn();
  const state = { kind: 'open', expiresAt: now + 245_000, triesLeft: 5 } as const;
  const url = 'https://kaunter-7f3a.local:8443/pair#1';
  const opened = { pairUrl: url, trustUrl: null, fingerprint: null, typedCode: '48291307', expiresAt: state.expiresAt };
  const sheet = (change: Partial<PairViewProps>): ReactElement => (
    <StoreText language="en" currency="EUR" timeZone="UTC">
      {pairing({ onClose, ...change })}
    </StoreText>
  );
  const { rerender } = await render(sheet({}));
  await userEvent.keyboard('4829');
  await page.getByTestId('pairing-open').click();
  await expect.element(page.getByTestId('pairing-open')).toBeDisabled();
  (document.activeElement as HTMLElement | null)?.blur();
  await rerender(sheet({ state, opened }));
  await expect.element(page.getByTestId('pairing-codes')).toBeVisible();
  expect(page.getByRole('dialog').element().contains(document.activeElement)).toBe(true);
  await userEvent.keyboard('{Escape}');
  expect(onClose).toHaveBeenCalledOnce();
});

test('FV3 another screen is told that a window is open, and gets no code', async () => {
  await show(pairing({ state: { kind: 'open', expiresAt: now + 245_000, triesLeft: 5 } }));
  await expect.element(page.getByTestId('pairing-elsewhere')).toBeVisible();
  expect(page.getByTestId('pair-qr').elements()).toEqual([]);
});

test('FV4 what a handheld did not tell is said to be not told', async () => {
  await show(<FleetPane device={device} canEdit={false} now={now} onEdit={nothing} onAct={nothing} />);
  await expect.element(page.getByText('Not told').first()).toBeVisible();
  await expect.element(page.getByText('Never')).toBeVisible();
  expect(page.getByTestId('fleet-wipe').elements()).toEqual([]);
  const t = translator('en', {});
  expect(fleetWord(t, device, now)).toEqual({ tone: 'idle', text: 'fleet.away' });
  expect(fleetWord(t, { ...device, state: 'revoked' }, now)).toEqual({ tone: 'bad', text: 'fleet.state.revoked' });
});

const beat = {
  ...{ batteryPercent: null, charging: null, roundTripMs: null, appVersion: '0.1.0', persisted: null, pending: 0 },
  ...{ pendingSince: null, lastSeq: 7, lastReceipt: null, now, wrongPins: 0, docked: null },
};

test('FV9 what a handheld holds that is not heard is said as of when it last was', () => {
  const t = translator('en', {
    'fleet.nothing-unsent': 'Nothing',
    'fleet.pending': '{count} to send',
    'fleet.unsent-then': '{told} when last heard',
    'fleet.not-told': 'Not told',
  });
  const heard = { ...device, online: true, lastSeenAt: now, heartbeat: beat };
  expect(unsentText(t, heard, now)).toBe('Nothing');
  expect(unsentText(t, { ...heard, online: false }, now)).toBe('Nothing when last heard');
  expect(unsentText(t, heard, now + silentAfterMs + 1)).toBe('Nothing when last heard');
  const holding = { ...heard, online: false, heartbeat: { ...beat, pending: 3 } };
  expect(unsentText(t, holding, now)).toBe('3 to send when last heard');
  expect(unsentText(t, device, now)).toBe('Not told');
});

test('FV9 a connection that has brought nothing for two heartbeats is not green', () => {
  const t = translator('en', {});
  const heard = { ...device, online: true, lastSeenAt: now };
  expect(fleetWord(t, heard, now + silentAfterMs)).toEqual({ tone: 'ok', text: 'fleet.here' });
  expect(fleetWord(t, heard, now + silentAfterMs + 1)).toEqual({ tone: 'idle', text: 'fleet.silent' });
});

test('FV4 how long ago is said in the largest unit that fits', () => {
  expect(agoText('en', 9_999)).toBe('9 sec. ago');
  expect(agoText('en', 61_000)).toBe('1 min. ago');
  expect(agoText('en', 7_200_000)).toBe('2 hr. ago');
  expect(agoText('de', 172_800_000)).toBe('vor 2 Tagen');
  expect(agoText('en', -5)).toBe('0 sec. ago');
});

const off: NetworkStatus = {
  state: 'off',
  origin: null,
  addresses: [],
  authority: null,
  notAfter: null,
  sockets: 0,
  problems: [],
};

test('FV5 while the network is off that is said, with the switch beside it', async () => {
  const onSwitch = vi.fn();
  await show(<NetworkNote network={off} canEdit onSwitch={onSwitch} />);
  await expect.element(page.getByText('The network for handhelds is off')).toBeVisible();
  await page.getByTestId('network-switch').click();
  expect(onSwitch).toHaveBeenCalledExactlyOnceWith(true);
});

test('FV5 what keeps the hub off the network is said with its next step', async () => {
  await show(
    <NetworkNote network={{ ...off, state: 'failed', problems: ['port-taken'] }} canEdit onSwitch={nothing} />,
  );
  await expect.element(page.getByText('Another program uses the port of the handhelds')).toBeVisible();
  await expect.element(page.getByText('Close that program', { exact: false })).toBeVisible();
});

test('FV6 one function fewer offline changes nothing else of the policy', async () => {
  const onSave = vi.fn();
  await show(<PolicyView policy={devicePolicyDefault} problem={null} onSave={onSave} onClose={nothing} />);
  await page.getByTestId('policy-offline-refund').click();
  await page.getByTestId('policy-save').click();
  const offline = ['sale', 'discount', 'suspend', 'count'];
  expect(onSave).toHaveBeenCalledExactlyOnceWith({ ...devicePolicyDefault, offline });
});

const three: readonly FleetDevice[] = (['paired', 'locked', 'revoked'] as const).map((state, no) => ({
  ...device,
  deviceId: `0190b0c4-7a1e-7c4e-9d52-2f0f4b1f7a2${no}`,
  name: `Phone ${no}`,
  state,
}));

test('FV7 an act on several handhelds touches those it makes sense for, by name, asked once', async () => {
  expect(fitFor('lock', three).map(({ name }) => name)).toEqual(['Phone 0']);
  expect(fitFor('revoke', three).map(({ name }) => name)).toEqual(['Phone 0', 'Phone 1']);
  expect(fitFor('amnesty', three).map(({ name }) => name)).toEqual(['Phone 2']);
  const onAct = vi.fn();
  await show(<BulkBar picked={three} onPick={nothing} onAct={onAct} />);
  await page.getByTestId('bulk-revoke').click();
  expect(onAct).toHaveBeenCalledExactlyOnceWith('revoke');
});

test('FV7 nothing is done to none, and what is done names each of them', async () => {
  const onConfirm = vi.fn();
  await show(<BulkBar picked={[]} onPick={nothing} onAct={nothing} />);
  await expect.element(page.getByTestId('bulk-amnesty')).toBeDisabled();
  await show(<BulkSheet act="amnesty" devices={three} problem={null} onConfirm={onConfirm} onClose={nothing} />);
  await expect.element(page.getByText('Phone 1 (A7)')).toBeVisible();
  await page.getByTestId('bulk-confirm').click();
  expect(onConfirm).toHaveBeenCalledOnce();
});

test('FV8 how a handheld is kept to this app is told for both kinds, by hand and managed', async () => {
  await show(<KioskSheet onClose={nothing} />);
  await expect.element(page.getByText('Guided Access', { exact: false })).toBeVisible();
  await expect.element(page.getByText('web clip', { exact: false })).toBeVisible();
  await page.getByTestId('kiosk-platform-android').click();
  await expect.element(page.getByText('App pinning', { exact: false })).toBeVisible();
  await expect.element(page.getByText('Android Enterprise', { exact: false })).toBeVisible();
});
