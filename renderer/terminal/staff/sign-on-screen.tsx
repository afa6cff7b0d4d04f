import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import type { StaffId } from '../../../domain/id.ts';
import { useRefusalText } from '../app/refusal-text.ts';
import type { StaffSession } from '../app/terminal.tsx';
import type { HubClient } from '../hub/hub-link.ts';
import { refusalCodeOf } from '../hub/refusal-code.ts';
import { SignOnView } from './sign-on-view.tsx';

export interface SignOnScreenProps {
  readonly client: HubClient;
  readonly storeName: string;
  /** Somebody was signed on until the hub ended it. */
  readonly isAgain: boolean;
  readonly onSignedOn: (session: StaffSession, token: string) => void;
}

/** Signs a person on; with one person only the name is chosen already. */
export function SignOnScreen({ client, storeName, isAgain, onSignedOn }: SignOnScreenProps): ReactElement {
  const refusalText = useRefusalText();
  const staff = useQuery({ queryKey: ['session', 'staff'], queryFn: () => client.session.staff() });
  const [picked, setPicked] = useState<StaffId | null>(null);
  const [pin, setPin] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const tiles = staff.data ?? [];
  const chosen = picked ?? (tiles.length === 1 ? (tiles[0]?.staffId ?? null) : null);
  const enter = async (): Promise<void> => {
    if (chosen === null || pin.length < 4 || isBusy) return;
    setBusy(true);
    try {
      const { sessionToken, ...session } = await client.session.signOn({ staffId: chosen, pin });
      onSignedOn(session, sessionToken);
    } catch (error) {
      setProblem(refusalText(refusalCodeOf(error)));
      setPin('');
      void staff.refetch();
    }
    setBusy(false);
  };
  return (
    <SignOnView
      storeName={storeName}
      isAgain={isAgain}
      staff={tiles}
      chosen={chosen}
      pin={pin}
      problem={problem}
      isBusy={isBusy}
      onChoose={(staffId) => {
        setPicked(staffId);
        setPin('');
        setProblem(null);
      }}
      onPin={(next) => {
        setPin(next);
        if (next !== '') setProblem(null);
      }}
      onEnter={() => void enter()}
    />
  );
}
