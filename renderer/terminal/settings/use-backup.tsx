import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { drawnPassphrase, drawnPassphraseBytes } from '../../../domain/backup/recovery-passphrase.ts';
import { useRefusalText } from '../app/refusal-text.ts';
import { useTerminal } from '../app/terminal.tsx';
import { refusalCodeOf } from '../hub/refusal-code.ts';
import type { BackupFacts, BackupWish } from './backup-tab.tsx';
import { PassphraseSheet } from './passphrase-sheet.tsx';
import { useGoBack } from './use-go-back.tsx';

/** How often the state is asked for: while a backup is made, and else, in milliseconds. */
const busyMs = 1_000;
const quietMs = 15_000;

interface Backups {
  readonly facts: BackupFacts | null;
  readonly act: (wish: BackupWish) => Promise<null>;
  readonly isEditing: boolean;
  readonly sheet: ReactElement | null;
}

/** The backups of the store, and the sheets for the passphrase and for going back. `onFolder`: a folder was picked. `act` rejects with what the hub refused. */
export function useBackup(canRead: boolean, onFolder: (folder: string) => void): Backups {
  const { client, ambient } = useTerminal();
  const refusalText = useRefusalText();
  const goBack = useGoBack();
  const [isEditing, setEditing] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const state = useQuery({
    queryKey: ['backup', 'state'],
    queryFn: () => client.backup.state(),
    enabled: canRead,
    refetchInterval: ({ state: { data } }) => (data?.running ? busyMs : quietMs),
  });
  const { running = null, plan, lastTryAt = 0 } = state.data ?? {};
  const list = useQuery({
    queryKey: ['backup', 'list', plan?.folder ?? '', lastTryAt, running],
    queryFn: () => client.backup.list().catch(() => null),
    enabled: canRead && state.data !== undefined,
  });
  const act = async (wish: BackupWish): Promise<null> => {
    if (wish.kind === 'passphrase') {
      setProblem(null);
      setEditing(true);
      return null;
    }
    if (wish.kind === 'go-back') {
      goBack.open(wish.entry);
      return null;
    }
    if (wish.kind === 'folder') {
      const folder = await window.kaunter.choosePath('folder');
      if (folder !== null) onFolder(folder);
      return null;
    }
    const asked = wish.kind === 'run' ? client.backup.run() : client.backup.verify({ backupId: wish.backupId });
    await asked.finally(() => state.refetch());
    return null;
  };
  const save = async (passphrase: string): Promise<void> => {
    const refused = await client.backup.setPassphrase({ passphrase }).then(() => null, refusalCodeOf);
    setProblem(refused === null ? null : refusalText(refused));
    if (refused !== null) return;
    setEditing(false);
    await state.refetch();
  };
  const draw = (): string => drawnPassphrase(crypto.getRandomValues(new Uint8Array(drawnPassphraseBytes)));
  const sheet = isEditing ? (
    <PassphraseSheet
      draw={draw}
      problem={problem}
      onSave={(passphrase) => void save(passphrase)}
      onClose={() => setEditing(false)}
    />
  ) : null;
  const facts = state.data === undefined ? null : { state: state.data, entries: list.data ?? null, now: ambient.now() };
  return { facts, act, isEditing: isEditing || goBack.isOpen, sheet: sheet ?? goBack.sheet };
}
