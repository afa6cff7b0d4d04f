import { type ReactElement, useState } from 'react';
import type { BackupEntry, RestoreFacts } from '../../../contracts/backup.ts';
import { useRefusalText } from '../app/refusal-text.ts';
import { useTerminal } from '../app/terminal.tsx';
import { refusalCodeOf } from '../hub/refusal-code.ts';
import { GoBackSheet } from './go-back-sheet.tsx';

interface GoingBack {
  readonly open: (entry: BackupEntry) => void;
  readonly isOpen: boolean;
  readonly sheet: ReactElement | null;
}

/** Going back to a backup: looked at first, then done; the hub starts again after it, and everybody signs on anew. */
export function useGoBack(): GoingBack {
  const { client } = useTerminal();
  const refusalText = useRefusalText();
  const [entry, setEntry] = useState<BackupEntry | null>(null);
  const [found, setFound] = useState<RestoreFacts | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const open = (next: BackupEntry): void => {
    setFound(null);
    setProblem(null);
    setEntry(next);
  };
  const ask = async (asked: Promise<RestoreFacts>, then: (facts: RestoreFacts) => void): Promise<void> => {
    setBusy(true);
    setProblem(null);
    await asked.then(then, (error: unknown) => setProblem(refusalText(refusalCodeOf(error))));
    setBusy(false);
  };
  if (entry === null) return { open, isOpen: false, sheet: null };
  const { backupId } = entry;
  const sheet = (
    <GoBackSheet
      {...{ entry, found, problem, isBusy }}
      onLook={(passphrase) => void ask(client.backup.inspect({ backupId, passphrase }), setFound)}
      onGoBack={(passphrase) => void ask(client.backup.restore({ backupId, passphrase }), () => setEntry(null))}
      onClose={() => setEntry(null)}
    />
  );
  return { open, isOpen: true, sheet };
}
