import { useState } from 'react';
import { type SealedFileTaken, sealedFileCharsMax } from '../../../contracts/device-session.ts';
import { pushBytesMax } from '../../../contracts/op.ts';
import { type Translate, useText } from '../../kit/text.tsx';
import { useRefusalText } from '../app/refusal-text.ts';
import { useTerminal } from '../app/terminal.tsx';
import { bridgeCodeOf } from '../hub/refusal-code.ts';

/** What is said above the list: what happened, and what follows from it. */
export interface FleetMessage {
  readonly tone: 'ok' | 'warn' | 'bad' | 'info';
  readonly text: string;
  readonly step?: string;
}

/** What came of a saved file, in words. */
export function takenMessage(t: Translate, taken: SealedFileTaken): FleetMessage {
  const { deviceName: name, already, unopened, behindGap } = taken;
  const steps = [
    already > 0 && t('fleet.file-already', { count: already }),
    unopened > 0 && t('fleet.file-unopened', { count: unopened }),
    behindGap > 0 && t('fleet.file-behind-gap', { count: behindGap }),
  ];
  return {
    tone: unopened + behindGap > 0 ? 'warn' : 'ok',
    text: t('fleet.file-taken', { name, count: taken.taken }),
    step: steps.filter((step) => step !== false).join(' '),
  };
}

/** The file as text; null when it is none. */
function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** The line to the hub is cut by a message that is too large: it is not sent. */
function isTooLarge(text: string): boolean {
  if (text.length > sealedFileCharsMax) return true;
  return new TextEncoder().encode(JSON.stringify(text)).byteLength > pushBytesMax;
}

/** Lets a person pick a file a handheld saved, has the hub take it in, and says what came of it. */
export function useSealedFile(): { readonly message: FleetMessage | null; readonly run: () => Promise<void> } {
  const { client } = useTerminal();
  const t = useText();
  const refusalText = useRefusalText();
  const [message, setMessage] = useState<FleetMessage | null>(null);
  const refuse = (code: string): void => setMessage({ tone: 'bad', text: refusalText(code) });
  const take = async (): Promise<void> => {
    const file = await window.kaunter.openFile('sealed');
    if (file === null) return;
    const text = textOf(file.bytes);
    if (text === null) refuse('not-sealed-file');
    else if (isTooLarge(text)) refuse('sealed-file-too-large');
    else setMessage(takenMessage(t, await client.fleet.takeSealed({ text })));
  };
  const run = async (): Promise<void> => {
    setMessage(null);
    await take().catch((error: unknown) => refuse(bridgeCodeOf(error)));
  };
  return { message, run };
}
