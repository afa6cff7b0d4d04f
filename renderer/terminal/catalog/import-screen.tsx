import { type ReactElement, useState } from 'react';
import { uploadPartBytesMax } from '../../../contracts/catalog.ts';
import { useText } from '../../kit/text.tsx';
import { useRefusalText } from '../app/refusal-text.ts';
import { useTerminal } from '../app/terminal.tsx';
import type { HubClient } from '../hub/hub-link.ts';
import { bridgeCodeOf } from '../hub/refusal-code.ts';
import { useTillKeys } from '../sale/use-till-keys.ts';
import { type ImportPreview, type ImportResult, ImportView } from './import-view.tsx';

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

/** Picks a CSV file, shows what it would do, imports the good rows. */
export function ImportScreen({ onBack }: { readonly onBack: () => void }): ReactElement {
  const { client } = useTerminal();
  const t = useText();
  const refusalText = useRefusalText();
  const [uploadId, setUpload] = useState('');
  const [preview, setPreview] = useState<ImportPreview | null>(null);
  const [result, setResult] = useState<ImportResult | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState<string | null>(null);
  const during = async (words: string, work: () => Promise<void>): Promise<void> => {
    setBusy(words);
    setProblem(null);
    try {
      await work();
    } catch (error) {
      setProblem(refusalText(bridgeCodeOf(error)));
    }
    setBusy(null);
  };
  const pick = (): Promise<void> =>
    during(t('import.reading'), async () => {
      const file = await window.kaunter.openFile('catalog');
      if (file === null) return;
      const id = await uploadFile(client, file);
      setUpload(id);
      setResult(null);
      setPreview(await client.catalog.importPreview({ uploadId: id, mapping: null }));
    });
  const map = (field: string, column: number): Promise<void> =>
    during(t('import.reading'), async () => {
      if (preview === null) return;
      const others = Object.fromEntries(Object.entries(preview.mapping).filter(([each]) => each !== field));
      setPreview(
        await client.catalog.importPreview({ uploadId, mapping: column < 0 ? others : { ...others, [field]: column } }),
      );
    });
  const run = (): Promise<void> =>
    during(t('import.writing'), async () => {
      if (preview !== null)
        setResult(await client.catalog.importRun({ previewId: preview.previewId, mapping: preview.mapping }));
    });
  useTillKeys({ Escape: onBack, F12: () => preview !== null && result === null && void run() });
  return (
    <ImportView
      preview={preview}
      result={result}
      problem={problem}
      busy={busy}
      onPick={() => void pick()}
      onMap={(field, column) => void map(field, column)}
      onRun={() => void run()}
      onBack={onBack}
    />
  );
}
