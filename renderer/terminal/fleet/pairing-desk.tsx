import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import type { StaffId } from '../../../domain/id.ts';
import { useRefusalText } from '../app/refusal-text.ts';
import { useLiveState, useTerminal } from '../app/terminal.tsx';
import { useNow } from '../app/use-now.ts';
import { refusalCodeOf } from '../hub/refusal-code.ts';
import { type PairingOpened, PairView } from './pair-view.tsx';

const secondMs = 1_000;

export interface PairingDeskProps {
  readonly staff: readonly { readonly staffId: StaffId; readonly name: string }[];
  readonly onClose: () => void;
}

/** The pairing window as the hub has it. Closing the sheet closes the window: nobody gets in behind one's back. */
export function PairingDesk({ staff, onClose }: PairingDeskProps): ReactElement | null {
  const { client, feed } = useTerminal();
  const { pairing } = useLiveState(feed);
  const refusalText = useRefusalText();
  const now = useNow(secondMs);
  const [opened, setOpened] = useState<PairingOpened | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const state = useQuery({
    queryKey: ['live', 'pairing', pairing],
    queryFn: () => client.pairing.state(),
    placeholderData: (before) => before,
    refetchInterval: secondMs,
  });
  const telling = async (work: () => Promise<void>): Promise<void> => {
    setProblem(null);
    try {
      await work();
      await state.refetch();
    } catch (error) {
      setProblem(refusalText(refusalCodeOf(error)));
    }
  };
  const close = (): void => {
    void client.pairing.close().catch(() => undefined);
    onClose();
  };
  if (state.data === undefined) return null;
  return (
    <PairView
      {...{ staff, now, problem, opened }}
      state={state.data}
      onOpen={(pin) => void telling(async () => setOpened(await client.pairing.open({ pin })))}
      onApprove={(approval) =>
        void telling(async () => {
          await client.pairing.approve(approval);
          setOpened(null);
        })
      }
      onRefuse={() =>
        void telling(async () => {
          await client.pairing.refuse();
          setOpened(null);
        })
      }
      onClose={close}
    />
  );
}
