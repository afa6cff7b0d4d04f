import { type ReactElement, useState } from 'react';
import type { StaffId } from '../../../domain/id.ts';
import { includesRole } from '../../../domain/staff/authorise.ts';
import type { StaffMember } from '../../../domain/staff/staff-member.ts';
import { useText } from '../../kit/text.tsx';
import { useRefusalText } from '../app/refusal-text.ts';
import type { ConsentWish, HandheldEngine } from '../engine/handheld-engine.ts';
import type { HandheldState } from '../engine/handheld-state.ts';
import { ConsentSheet } from './consent-sheet.tsx';

/** What somebody else has to consent to, and what is done again once they have. */
export interface Asked {
  readonly wish: Omit<ConsentWish, 'approverId' | 'pin'>;
  readonly again: () => void;
}

/** Who could consent: others, from supervisor on; the hub knows their limits. */
function approversFor(people: readonly StaffMember[], staff: StaffMember | null): readonly StaffMember[] {
  return people.filter(({ staffId, role }) => staffId !== staff?.staffId && includesRole(role, 'supervisor'));
}

/** Asks a second person, then does what was wished. */
export function useConsent(
  engine: HandheldEngine,
  state: HandheldState,
): { readonly ask: (asked: Asked) => void; readonly sheet: ReactElement | null } {
  const t = useText();
  const refusalText = useRefusalText();
  const [asked, ask] = useState<Asked | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const close = (): void => {
    ask(null);
    setProblem(null);
  };
  const consent = async (approverId: StaffId, pin: string): Promise<void> => {
    if (asked === null || isBusy) return;
    setBusy(true);
    const done = await engine.askConsent({ ...asked.wish, approverId, pin });
    setBusy(false);
    if (!done.ok) return setProblem(refusalText(done.refusal));
    close();
    asked.again();
  };
  const sheet =
    asked === null ? null : (
      <ConsentSheet
        what={t(`consent.${asked.wish.permission}`)}
        approvers={approversFor(state.people, state.staff)}
        isOffline={state.hub.standing === 'away'}
        problem={problem}
        isBusy={isBusy}
        onConsent={(approverId, pin) => void consent(approverId, pin)}
        onClose={close}
      />
    );
  return { ask, sheet };
}
