import '../../kit/theme.css';
import { expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { drawnPassphrase } from '../../../domain/backup/recovery-passphrase.ts';
import { StoreText } from '../store/store-text.tsx';
import { PassphraseSheet } from './passphrase-sheet.tsx';

const drawn = drawnPassphrase(Uint8Array.from({ length: 15 }, (_, index) => index * 17 + 3));

const said = [
  { language: 'en', kinds: 'Four words that do not belong together, or a suggested code', never: 'sentence' },
  {
    language: 'de',
    kinds: 'Vier Wörter, die nichts miteinander zu tun haben, oder ein vorgeschlagener Code',
    never: 'satz',
  },
  { language: 'id', kinds: 'Empat kata yang tidak berhubungan, atau kode yang dibuatkan', never: 'kalimat' },
] as const;

test.each(said)('BK13 the sheet names both kinds of passphrase in $language, and takes the drawn one', async (each) => {
  await page.viewport(1024, 768);
  const onSave = vi.fn();
  await render(
    <StoreText language={each.language} currency="EUR" timeZone="UTC">
      <PassphraseSheet draw={() => drawn} problem={null} onSave={onSave} onClose={vi.fn()} />
    </StoreText>,
  );
  await expect.element(page.getByText(each.kinds)).toBeVisible();
  await page.getByTestId('draw-passphrase').click();
  await page.getByTestId('passphrase-again').fill(drawn);
  await page.getByTestId('save-passphrase').click();
  expect(onSave).toHaveBeenCalledExactlyOnceWith(drawn);
  expect(document.body.textContent.toLowerCase()).not.toContain(each.never);
});
