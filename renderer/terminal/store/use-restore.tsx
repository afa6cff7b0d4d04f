import { type ReactElement, useState } from 'react';
import type { RestoreFacts } from '../../../contracts/backup.ts';
import { useRefusalText } from '../app/refusal-text.ts';
import type { HubClient } from '../hub/hub-link.ts';
import { refusalCodeOf } from '../hub/refusal-code.ts';
import { type RestoreAsked, RestoreSheet } from './restore-sheet.tsx';

interface Restoring {
  readonly open: () => void;
  readonly isOpen: boolean;
  readonly sheet: ReactElement | null;
}

/**
 * Restoring from the first-run screen. After it the hub starts again, and the till finds a store that is set up; until then
 * the sheet stays, so that nobody sets the store up anew meanwhile.
 */
export function useRestore(client: HubClient): Restoring {
  const refusalText = useRefusalText();
  const [isOpen, setOpen] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [isDone, setDone] = useState(false);
  const [found, setFound] = useState<RestoreFacts | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const ask = async (asked: Promise<RestoreFacts>, then: (facts: RestoreFacts) => void): Promise<void> => {
    setBusy(true);
    setProblem(null);
    await asked.then(then, (error: unknown) => setProblem(refusalText(refusalCodeOf(error))));
    setBusy(false);
  };
  const open = (): void => {
    setFound(null);
    setProblem(null);
    setDone(false);
    setOpen(true);
  };
  const sheet = isOpen ? (
    <RestoreSheet
      {...{ found, problem, isDone }}
      isBusy={isBusy || isDone}
      onChoose={(kind) => window.kaunter.choosePath(kind)}
      onLook={(asked: RestoreAsked) => void ask(client.restore.inspect(asked), setFound)}
      onRestore={(asked: RestoreAsked) => void ask(client.restore.run(asked), () => setDone(true))}
      onClose={() => setOpen(false)}
    />
  ) : null;
  return { open, isOpen, sheet };
}
