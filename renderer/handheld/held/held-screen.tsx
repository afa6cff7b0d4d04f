import { type ReactElement, useState } from 'react';
import type { SaleId } from '../../../domain/id.ts';
import { useRefusalText } from '../app/refusal-text.ts';
import { useNow } from '../app/use-now.ts';
import type { HandheldEngine } from '../engine/handheld-engine.ts';
import type { HandheldState } from '../engine/handheld-state.ts';
import { HeldView } from './held-view.tsx';

export interface HeldScreenProps {
  readonly engine: HandheldEngine;
  readonly state: HandheldState;
  readonly onResumed: () => void;
  readonly onBack: () => void;
}

export function HeldScreen({ engine, state, onResumed, onBack }: HeldScreenProps): ReactElement {
  const refusalText = useRefusalText();
  const now = useNow(60_000);
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const resume = async (saleId: SaleId): Promise<void> => {
    if (isBusy) return;
    setBusy(true);
    const done = await engine.resume(saleId);
    setBusy(false);
    if (done.ok) return onResumed();
    setProblem(refusalText(done.refusal));
  };
  return (
    <HeldView
      held={state.suspended}
      now={now}
      isOffline={state.hub.standing === 'away'}
      problem={problem}
      onResume={(saleId) => void resume(saleId)}
      onBack={onBack}
    />
  );
}
