import '../../kit/theme.css';
import type { ReactElement } from 'react';
import { expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { type SealedFileTaken, sealedFileCharsMax } from '../../../contracts/device-session.ts';
import type { FleetDevice } from '../../../contracts/fleet.ts';
import type { InstallId } from '../../../domain/id.ts';
import { type Terminal, TerminalContext } from '../app/terminal.tsx';
import { StoreText } from '../store/store-text.tsx';
import { FleetView } from './fleet-view.tsx';
import { useSealedFile } from './use-sealed-file.ts';

const nothing = (): void => undefined;
const now = 1_795_271_000_000;
const device: FleetDevice = {
  deviceId: '0190b0c4-7a1e-7c4e-9d52-2f0f4b1f7a11',
  installId: '0190b0c4-7a1e-7c4e-9d52-2f0f4b1f7a12' as InstallId,
  ...{ deviceCode: 'A7', name: 'Market van', state: 'paired', role: 'cashier', ownerId: null, ownerName: null },
  ...{ staffName: null, platform: 'Android 16', browser: '', pairedAt: now, online: false, lastSeenAt: null },
  ...{ heartbeat: null, clockSkewMs: null, takenSeq: 0 },
};

function Desk({ canEdit }: { readonly canEdit: boolean }): ReactElement {
  const file = useSealedFile();
  const doors = { onNetwork: nothing, onFindings: nothing, onKiosk: nothing, onPick: nothing, onBulk: nothing };
  const ways = { onChoose: nothing, onPair: nothing, onPolicy: nothing, onBack: nothing };
  return (
    <FleetView
      devices={[device]}
      alerts={[]}
      chosen={null}
      findings={0}
      network={null}
      picked={null}
      canPair={false}
      message={file.message}
      onTakeFile={() => void file.run()}
      {...{ now, canEdit, ...doors, ...ways }}
    >
      {null}
    </FleetView>
  );
}

const taken: SealedFileTaken = { deviceName: 'Market van', taken: 2, already: 1, unopened: 0, behindGap: 0 };

async function show(file: Uint8Array | null | Error, answer: SealedFileTaken = taken, canEdit = true) {
  const takeSealed = vi.fn(() => Promise.resolve(answer));
  const openFile = vi.fn(() =>
    file instanceof Error ? Promise.reject(file) : Promise.resolve(file && { name: 'a.sealed.json', bytes: file }),
  );
  vi.stubGlobal('kaunter', { openFile });
  const terminal = { client: { fleet: { takeSealed } } } as unknown as Terminal;
  await page.viewport(1366, 768);
  await render(
    <StoreText language="en" currency="EUR" timeZone="UTC">
      <TerminalContext.Provider value={terminal}>
        <Desk canEdit={canEdit} />
      </TerminalContext.Provider>
    </StoreText>,
  );
  if (canEdit) await page.getByTestId('fleet-take-file').click();
  return { takeSealed, openFile };
}

const message = () => page.getByTestId('fleet-message');
const bytes = new TextEncoder().encode('{"kaunter":"sealed-outbox"}');

test('FV11 a saved file goes to the hub as it is, and what came of it is said', async () => {
  const { takeSealed, openFile } = await show(bytes);
  await expect.element(message()).toHaveTextContent('Market van: 2 entries taken in1 entry was here already.');
  expect(openFile).toHaveBeenCalledExactlyOnceWith('sealed');
  expect(takeSealed).toHaveBeenCalledExactlyOnceWith({ text: '{"kaunter":"sealed-outbox"}' });
});

test('FV11 what is missing and what waits is said', async () => {
  await show(bytes, { ...taken, taken: 0, already: 0, unopened: 1, behindGap: 2 });
  const waits =
    '2 entries wait: earlier ones of this handheld are not in. Let it connect, or take in its earlier file.';
  await expect
    .element(message())
    .toHaveTextContent(`Market van: nothing new in this file1 entry is damaged and is noted as missing. ${waits}`);
});

test.each([
  ['no text', Uint8Array.of(0xff, 0xfe, 0x00), 'This is not a file that a handheld saved. Nothing was taken in.'],
  [
    'too large',
    new Uint8Array(sealedFileCharsMax + 1).fill(0x20),
    'The file is too large. Let the handheld connect: it then sends everything itself.',
  ],
  ['not readable', new Error('file-unreadable'), 'The file cannot be read'],
] as const)('FV11 a file that is %s is not sent, and why is said', async (_what, file, said) => {
  const { takeSealed } = await show(file);
  await expect.element(message()).toHaveTextContent(said);
  expect(takeSealed).not.toHaveBeenCalled();
});

test('FV11 a pick that was given up sends and says nothing', async () => {
  const { openFile, takeSealed } = await show(null);
  await expect.poll(() => openFile.mock.calls.length).toBe(1);
  expect(takeSealed).not.toHaveBeenCalled();
  expect(message().elements()).toEqual([]);
});

test('FV11 who may not change handhelds takes no file in', async () => {
  await show(null, taken, false);
  await expect.element(page.getByTestId('fleet')).toBeVisible();
  expect(page.getByTestId('fleet-take-file').elements()).toEqual([]);
});
