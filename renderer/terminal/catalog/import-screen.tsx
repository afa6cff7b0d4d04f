import { type ReactElement, useState } from 'react';
import type { FileToSave } from '../../../contracts/bridge.ts';
import { uploadPartBytesMax } from '../../../contracts/catalog.ts';
import { exportRow } from '../../../domain/catalog/export-items.ts';
import { foldTaxName, type TaxName } from '../../../domain/tax/tax-name.ts';
import { useText } from '../../kit/text.tsx';
import { useRefusalText } from '../app/refusal-text.ts';
import { useTerminal } from '../app/terminal.tsx';
import type { HubClient } from '../hub/hub-link.ts';
import { bridgeCodeOf } from '../hub/refusal-code.ts';
import { useTillKeys } from '../sale/use-till-keys.ts';
import { storeDate, taxClassLabel } from '../store/tax-label.ts';
import { problemText } from './import-remarks.tsx';
import { type ImportPreview, type ImportResult, ImportView, type TaxClassOption } from './import-view.tsx';

function base64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 32_768) text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
  return btoa(text);
}

/** Sends a file up in parts, so that no message is large; gives its upload id. */
export async function uploadFile(
  client: HubClient,
  file: { readonly name: string; readonly bytes: Uint8Array },
): Promise<string> {
  let uploadId: string | null = null;
  const totalBytes = file.bytes.byteLength;
  for (let offset = 0; uploadId === null || offset < totalBytes; offset += uploadPartBytesMax) {
    const part = file.bytes.subarray(offset, offset + uploadPartBytesMax);
    const answer = await client.catalog.upload({
      uploadId,
      fileName: file.name.slice(0, 200),
      totalBytes: Math.max(1, totalBytes),
      offset,
      bytesBase64: base64(part),
    });
    uploadId = answer.uploadId;
  }
  return uploadId;
}

type ProblemLine = ImportPreview['problems'][number];

/** Every problem line of a file as CSV, in the words of the till; fetched part by part. */
export async function remarksFile(
  client: HubClient,
  { previewId, fileName }: ImportPreview,
  cellsOf: (problem: ProblemLine) => readonly string[],
): Promise<FileToSave> {
  const rows: string[] = [];
  let after: number | null = null;
  do {
    const part: { readonly problems: ProblemLine[]; readonly next: number | null } =
      await client.catalog.importProblems({ previewId, after });
    rows.push(...part.problems.map((problem) => exportRow(cellsOf(problem))));
    after = part.next;
  } while (after !== null);
  const name = `${fileName.replace(/\.[^.]*$/, '')}-remarks.csv`;
  return { name, bytes: new TextEncoder().encode(`\ufeff${rows.join('')}`) };
}

/** Puts one decision about the name of a tax among the others. */
export function withDecision(names: readonly TaxName[], decided: TaxName): TaxName[] {
  return [...names.filter(({ text }) => foldTaxName(text) !== foldTaxName(decided.text)), decided];
}

interface Importing {
  readonly preview: ImportPreview | null;
  readonly result: ImportResult | null;
  readonly problem: string | null;
  readonly busy: string | null;
  readonly isSaved: boolean;
  readonly pick: () => Promise<void>;
  readonly map: (field: string, column: number) => Promise<void>;
  readonly decide: (text: string, taxCategory: string) => Promise<void>;
  readonly saveRemarks: () => Promise<void>;
  readonly run: () => Promise<void>;
}

interface Step {
  readonly problem: string | null;
  readonly busy: string | null;
  /** Does a step and says what it is while it takes a while; what goes wrong is told in a sentence. */
  readonly during: (words: string, work: () => Promise<void>) => Promise<void>;
  readonly refuse: (code: string) => void;
}

function useStep(): Step {
  const refusalText = useRefusalText();
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState<string | null>(null);
  const refuse = (code: string): void => setProblem(refusalText(code));
  const during = async (words: string, work: () => Promise<void>): Promise<void> => {
    setBusy(words);
    setProblem(null);
    await work().catch((error: unknown) => refuse(bridgeCodeOf(error)));
    setBusy(null);
  };
  return { problem, busy, during, refuse };
}

/** What the person sees of the file, and what was decided about it. */
interface Seen {
  readonly uploadId: string;
  readonly preview: ImportPreview | null;
  readonly result: ImportResult | null;
  readonly taxNames: readonly TaxName[];
  readonly isSaved: boolean;
}
const nothingSeen: Seen = { uploadId: '', preview: null, result: null, taxNames: [], isSaved: false };

function useImport(classes: readonly TaxClassOption[]): Importing {
  const { client, reloadSettings } = useTerminal();
  const t = useText();
  const { problem, busy, during, refuse } = useStep();
  const [seen, setSeen] = useState<Seen>(nothingSeen);
  const { uploadId, preview, result, taxNames, isSaved } = seen;
  const look = async (next: Seen, mapping: Record<string, number> | null): Promise<void> => {
    const found = await client.catalog.importPreview({
      uploadId: next.uploadId,
      mapping,
      taxNames: [...next.taxNames],
    });
    setSeen({ ...next, preview: found, result: null, isSaved: false });
  };
  const pick = (): Promise<void> =>
    during(t('import.reading'), async () => {
      const file = await window.kaunter.openFile('catalog');
      if (file === null) return;
      if (file.bytes.byteLength === 0) refuse('file-empty');
      else await look({ ...nothingSeen, uploadId: await uploadFile(client, file) }, null);
    });
  const map = (field: string, column: number): Promise<void> =>
    during(t('import.reading'), async () => {
      if (preview === null) return;
      const others = Object.fromEntries(Object.entries(preview.mapping).filter(([each]) => each !== field));
      await look(seen, column < 0 ? others : { ...others, [field]: column });
    });
  const decide = (text: string, taxCategory: string): Promise<void> =>
    during(t('import.reading'), async () => {
      if (preview !== null)
        await look({ ...seen, taxNames: withDecision(taxNames, { text, taxCategory }) }, preview.mapping);
    });
  const saveRemarks = (): Promise<void> =>
    during(t('import.reading'), async () => {
      if (preview === null) return;
      const file = await remarksFile(client, preview, (each) => [
        t('import.line', { line: each.line }),
        each.field === null ? '' : t(`import.field.${each.field}`),
        t(`import.severity.${each.severity}`),
        problemText(t, each, classes),
        each.value,
      ]);
      setSeen({ ...seen, isSaved: await window.kaunter.saveFile(file) });
    });
  const run = (): Promise<void> =>
    during(t('import.writing'), async () => {
      if (preview === null || result !== null) return;
      const { previewId, mapping } = preview;
      const done = await client.catalog.importRun({ previewId, mapping, taxNames: [...taxNames] });
      setSeen({ ...seen, uploadId, result: done, isSaved: false });
      await reloadSettings();
    });
  return { preview, result, problem, busy, isSaved, pick, map, decide, saveRemarks, run };
}

/** Picks a CSV file, shows what it would do, imports the good rows. */
export function ImportScreen({ onBack }: { readonly onBack: () => void }): ReactElement {
  const { settings, ambient } = useTerminal();
  const t = useText();
  const table = settings.taxTable;
  const businessDate = storeDate(ambient.now(), settings);
  const taxClasses = table.categories.map((each) => ({
    value: each.code,
    label: taxClassLabel(t, each, { table, businessDate }),
  }));
  const { preview, result, problem, busy, isSaved, ...acts } = useImport(taxClasses);
  useTillKeys({ Escape: onBack, F12: () => preview !== null && result === null && busy === null && void acts.run() });
  return (
    <ImportView
      {...{ preview, result, problem, busy, isSaved, taxClasses, onBack }}
      onPick={() => void acts.pick()}
      onMap={(field, column) => void acts.map(field, column)}
      onTaxName={(text, code) => void acts.decide(text, code)}
      onSaveRemarks={() => void acts.saveRemarks()}
      onRun={() => void acts.run()}
    />
  );
}
