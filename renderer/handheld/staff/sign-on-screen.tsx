import { type ReactElement, useState } from 'react';
import type { StaffId } from '../../../domain/id.ts';
import { useRefusalText } from '../app/refusal-text.ts';
import { useNow } from '../app/use-now.ts';
import type { HandheldEngine } from '../engine/handheld-engine.ts';
import type { HandheldPhase, HandheldState } from '../engine/handheld-state.ts';
import { SignOnView } from './sign-on-view.tsx';

export interface SignOnScreenProps {
  readonly engine: HandheldEngine;
  readonly state: HandheldState;
  readonly phase: Extract<HandheldPhase, { kind: 'locked' }>;
}

/** Signs a person on, also without the hub. */
export function SignOnScreen({ engine, state, phase }: SignOnScreenProps): ReactElement {
  const refusalText = useRefusalText();
  const now = useNow();
  const only = state.people.length === 1 ? (state.people[0]?.staffId ?? null) : null;
  const [chosen, setChosen] = useState<StaffId | null>(state.staff?.staffId ?? only);
  const [pin, setPin] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(phase.problem);
  const enter = async (): Promise<void> => {
    if (chosen === null || isBusy) return;
    setBusy(true);
    const done = await engine.signOn(chosen, pin);
    setPin('');
    setProblem(done.ok ? null : done.refusal.code);
    setBusy(false);
  };
  const waitSec = phase.waitUntil === null ? 0 : Math.max(0, Math.ceil((phase.waitUntil - now) / 1_000));
  const choose = (staffId: StaffId): void => {
    setChosen(staffId);
    setPin('');
    setProblem(null);
  };
  return (
    <SignOnView
      storeName={state.settings?.storeName ?? 'Kaunter'}
      isOffline={state.hub.standing === 'away'}
      people={state.people}
      chosen={chosen}
      pin={pin}
      problem={problem === null ? null : refusalText({ code: problem })}
      waitSec={waitSec}
      isSaleKept={(state.sale?.open.lines.length ?? 0) > 0}
      isBusy={isBusy}
      onChoose={choose}
      onPin={setPin}
      onEnter={() => void enter()}
    />
  );
}
