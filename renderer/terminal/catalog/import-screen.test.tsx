import '../../kit/theme.css';
import { expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { presetOf, settingsFromPreset } from '../../../domain/store/country-presets.ts';
import { type Terminal, TerminalContext } from '../app/terminal.tsx';
import { StoreText } from '../store/store-text.tsx';
import { ImportScreen } from './import-screen.tsx';
import type { ImportPreview } from './import-view.tsx';

const settings = settingsFromPreset(presetOf('DE'), 'Probeladen');
const found: ImportPreview = {
  previewId: 'p1',
  fileName: 'catalog.csv',
  encoding: 'utf-8',
  delimiter: ',',
  columns: [{ header: 'name', samples: ['Gin'] }],
  fields: [{ field: 'name', required: true }],
  mapping: { name: 0 },
  counts: { rows: 3, create: 3, update: 0, unchanged: 0, rejected: 0 },
  problems: [],
  problemsTotal: 267,
  remarks: [
    {
      ...{ field: 'taxCategory', code: 'tax-unknown', value: 'alcohol', severity: 'mended', instead: 'standard' },
      ...{ rows: 267, lines: [2, 5, 7, 8, 9] },
    },
  ],
  taxNames: [{ text: 'alcohol', rows: 267, taxCategory: null, source: 'unknown' }],
  sample: [],
};
const line = {
  line: 2,
  field: 'taxCategory',
  code: 'tax-unknown',
  value: '=1+1',
  severity: 'mended',
  instead: 'standard',
};

async function show(bytes: Uint8Array) {
  const catalog = {
    upload: vi.fn(() => Promise.resolve({ uploadId: 'u1', receivedBytes: 1, complete: true })),
    importPreview: vi.fn(() => Promise.resolve(found)),
    importProblems: vi.fn(({ after }: { after: number | null }) =>
      Promise.resolve({ problems: [line], next: after === null ? 2_000 : null }),
    ),
    importRun: vi.fn(() => Promise.resolve({ ...found, importId: 'i1', importedAt: 1 })),
  };
  const saved: { name: string; bytes: Uint8Array }[] = [];
  const kaunter = {
    openFile: () => Promise.resolve({ name: 'catalog.csv', bytes }),
    saveFile: (file: (typeof saved)[number]) => Promise.resolve(saved.push(file) > 0),
  };
  vi.stubGlobal('kaunter', kaunter);
  const reloadSettings = vi.fn(() => Promise.resolve());
  const ambient = { now: () => Date.UTC(2026, 10, 21, 12), newId: () => 'id' };
  const terminal = { client: { catalog }, settings, ambient, reloadSettings } as unknown as Terminal;
  await page.viewport(1366, 768);
  await render(
    <StoreText language="en" currency="EUR" timeZone="Europe/Berlin">
      <TerminalContext.Provider value={terminal}>
        <ImportScreen onBack={vi.fn()} />
      </TerminalContext.Provider>
    </StoreText>,
  );
  await page.getByTestId('import-pick').click();
  return { catalog, saved, reloadSettings };
}

test('CA23 an empty file is refused as empty, and nothing is sent', async () => {
  const { catalog } = await show(new Uint8Array());
  await expect.element(page.getByTestId('import-problem')).toHaveTextContent('The file has no rows');
  expect(catalog.upload).not.toHaveBeenCalled();
});

test('CA20 equal remarks are one line that says what the items are sold as; all of them can be saved', async () => {
  const { saved } = await show(new Uint8Array([1]));
  await expect
    .element(page.getByTestId('remark'))
    .toHaveTextContent(
      '267 ×mendedNo tax class has this name: sold as Standard · MwSt 19 % insteadalcoholLines 2, 5, 7 …',
    );
  await page.getByTestId('save-remarks').click();
  await expect.element(page.getByTestId('remarks-saved')).toBeVisible();
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(saved[0]?.bytes);
  expect([saved[0]?.name, text.split('\r\n').length]).toEqual(['catalog-remarks.csv', 3]);
  expect(text).toContain("'=1+1");
});

test('CA22 a class chosen for a name goes with the preview and with the import', async () => {
  const { catalog, reloadSettings } = await show(new Uint8Array([1]));
  await page.getByTestId('tax-name-alcohol').getByRole('button').click();
  await page.getByRole('option', { name: 'Drinks · MwSt 19 %' }).click();
  const taxNames = [{ text: 'alcohol', taxCategory: 'drink' }];
  await expect.poll(() => catalog.importPreview.mock.calls.at(-1)).toMatchObject([{ mapping: { name: 0 }, taxNames }]);
  await page.getByTestId('import-run').click();
  await expect.poll(() => reloadSettings.mock.calls.length).toBe(1);
  expect(catalog.importRun.mock.calls).toMatchObject([[{ previewId: 'p1', taxNames }]]);
});
