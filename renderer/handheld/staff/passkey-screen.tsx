import { type ReactElement, useCallback, useEffect, useState } from 'react';
import type { OwnPasskey } from '../../../contracts/device-session.ts';
import { useRefusalText } from '../app/refusal-text.ts';
import { useNow } from '../app/use-now.ts';
import type { Done, HandheldEngine } from '../engine/handheld-engine.ts';
import type { HandheldState } from '../engine/handheld-state.ts';
import { PasskeyView } from './passkey-view.tsx';

export interface PasskeyScreenProps {
  readonly engine: HandheldEngine;
  readonly state: HandheldState;
  readonly onBack: () => void;
}

/** Own passkeys of who is signed on; the hub holds them, so it has to be there. */
export function PasskeyScreen({ engine, state, onBack }: PasskeyScreenProps): ReactElement {
  const refusalText = useRefusalText();
  const now = useNow(60_000);
  const [own, setOwn] = useState<readonly OwnPasskey[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isAdding, setAdding] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const isOffline = state.hub.standing === 'away';
  const load = useCallback(async (): Promise<void> => {
    const said = await engine.passkeys();
    if (said.ok) setOwn(said.value.own);
  }, [engine]);
  useEffect(() => {
    if (!isOffline) void load();
  }, [isOffline, load]);
  const act = async (done: Promise<Done>): Promise<void> => {
    setBusy(true);
    const said = await done;
    setBusy(false);
    setProblem(said.ok ? null : refusalText(said.refusal));
    if (said.ok) setAdding(false);
    await load();
  };
  return (
    <PasskeyView
      {...{ own, isOffline, problem, isAdding, isBusy, now, onBack }}
      onAdd={() => {
        setProblem(null);
        setAdding(true);
      }}
      onPin={(pin) => void act(engine.addPasskey(pin))}
      onCancel={() => setAdding(false)}
      onRemove={(credentialId) => void act(engine.removePasskey(credentialId))}
    />
  );
}
