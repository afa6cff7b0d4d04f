import { useQuery } from '@tanstack/react-query';
import type { CustomerDisplayState } from '../../../contracts/bridge.ts';
import { useText } from '../../kit/text.tsx';
import { useTerminal } from '../app/terminal.tsx';

export interface IdlePictureActs {
  readonly state: CustomerDisplayState | null;
  /** Resolves with what to tell the person; null when they cancelled. */
  readonly act: (act: 'choose' | 'remove') => Promise<string | null>;
}

/** How the customer display stands on this machine, and its picture. */
export function useIdlePicture(): IdlePictureActs {
  const { settings } = useTerminal();
  const t = useText();
  const state = useQuery({
    queryKey: ['customer-display', settings.customerDisplay],
    queryFn: () => window.kaunter.customerDisplayState(),
    // Screens come and go without a word to this page.
    refetchInterval: 2_000,
    staleTime: 0,
  });
  const act = async (wish: 'choose' | 'remove'): Promise<string | null> => {
    if (wish === 'choose' && !(await window.kaunter.chooseIdlePicture())) return null;
    if (wish === 'remove') await window.kaunter.removeIdlePicture();
    await state.refetch();
    return t(wish === 'choose' ? 'customer-display.picture-kept' : 'customer-display.picture-removed');
  };
  return { state: state.data ?? null, act };
}
