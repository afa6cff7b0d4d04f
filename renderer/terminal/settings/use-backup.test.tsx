import '../../kit/theme.css';
import { ORPCError } from '@orpc/client';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { presetOf, settingsFromPreset } from '../../../domain/store/country-presets.ts';
import { type Terminal, TerminalContext } from '../app/terminal.tsx';
import { StoreText } from '../store/store-text.tsx';
import { useBackup } from './use-backup.tsx';
import { useSettingsActs } from './use-settings-acts.ts';

const refusedAs = (refusal: string): Promise<never> =>
  Promise.reject(new ORPCError('REFUSED', { defined: true, data: { refusal, detail: '' } }));

function Asking(): ReactElement {
  const acts = useSettingsActs();
  const backup = useBackup(true, vi.fn());
  return (
    <>
      <button type="button" onClick={() => void acts.telling(() => backup.act({ kind: 'run' }))}>
        Now
      </button>
      <button type="button" onClick={() => void acts.telling(() => backup.act({ kind: 'verify', backupId: 'b1' }))}>
        Check
      </button>
      <p data-testid="said">{acts.message === null ? 'nothing' : `${acts.message.tone}: ${acts.message.text}`}</p>
    </>
  );
}

async function show(run: () => Promise<unknown>): Promise<{ readonly asked: () => number }> {
  const state = vi.fn(() => Promise.resolve({ running: null, plan: { folder: '' }, lastTryAt: null }));
  const verify = () => refusedAs('backup-running');
  const client = { backup: { state, list: () => Promise.resolve([]), run, verify } };
  const settings = settingsFromPreset(presetOf('DE'), 'Corner Shop');
  const terminal = { client, settings, ambient: { now: () => 0 }, sender: {} } as unknown as Terminal;
  await render(
    <QueryClientProvider client={new QueryClient()}>
      <StoreText language="en" currency="EUR" timeZone="UTC">
        <TerminalContext.Provider value={terminal}>
          <Asking />
        </TerminalContext.Provider>
      </StoreText>
    </QueryClientProvider>,
  );
  return { asked: () => state.mock.calls.length };
}

test('SG4 a backup that is refused is told as a refusal, in a sentence', async () => {
  await show(() => refusedAs('backup-no-folder'));
  await page.getByText('Now').click();
  await expect.element(page.getByTestId('said')).toHaveTextContent('bad: Choose a folder for backups first');
  await page.getByText('Check').click();
  await expect.element(page.getByTestId('said')).toHaveTextContent('bad: A backup is being made just now');
});

test('SG4 a backup that was begun asks how it stands and says nothing yet', async () => {
  const { asked } = await show(() => Promise.resolve({ ok: true }));
  await expect.poll(asked).toBe(1);
  await page.getByText('Now').click();
  await expect.poll(asked).toBe(2);
  await expect.element(page.getByTestId('said')).toHaveTextContent('nothing');
});
