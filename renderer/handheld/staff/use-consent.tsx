import { type ReactElement, useEffect, useState } from 'react';
import type { StaffId } from '../../../domain/id.ts';
import { includesRole } from '../../../domain/staff/authorise.ts';
import type { StaffMember } from '../../../domain/staff/staff-member.ts';
import { useText } from '../../kit/text.tsx';
import { useRefusalText } from '../app/refusal-text.ts';
import type { ConsentWish, Done, HandheldEngine } from '../engine/handheld-engine.ts';
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

/** Whose finger or face this phone knows; asked when a consent is wanted, since the hub has to be there for that anyway. */
function usePasskeyApprovers(engine: HandheldEngine, isWanted: boolean): readonly StaffId[] {
  const [approvers, setApprovers] = useState<readonly StaffId[]>([]);
  useEffect(() => {
    if (!isWanted) return;
    let isGone = false;
    void engine.passkeys().then((said) => {
      if (!isGone && said.ok) setApprovers(said.value.approvers);
    });
    return () => {
      isGone = true;
    };
  }, [engine, isWanted]);
  return approvers;
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
  const withKey = usePasskeyApprovers(engine, asked !== null && state.hub.standing !== 'away');
  const consent = async (give: (wish: Asked['wish']) => Promise<Done>): Promise<void> => {
    if (asked === null || isBusy) return;
    setBusy(true);
    const done = await give(asked.wish);
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
        withPasskey={withKey}
        isOffline={state.hub.standing === 'away'}
        problem={problem}
        isBusy={isBusy}
        onConsent={(approverId, pin) => void consent((wish) => engine.askConsent({ ...wish, approverId, pin }))}
        onPasskey={(approverId) => void consent((wish) => engine.askPasskeyConsent({ ...wish, approverId }))}
        onClose={close}
      />
    );
  return { ask, sheet };
}
