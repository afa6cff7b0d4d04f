import { type ReactElement, useState } from 'react';
import { useText } from '../../kit/text.tsx';
import type { PageTools } from '../app/page-tools.ts';
import { useRefusalText } from '../app/refusal-text.ts';
import { useNow } from '../app/use-now.ts';
import type { HandheldEngine } from '../engine/handheld-engine.ts';
import type { HandheldState } from '../engine/handheld-state.ts';
import { LineNotices } from './line-notices.tsx';
import { OutboxView } from './outbox-view.tsx';

export interface OutboxScreenProps {
  readonly engine: HandheldEngine;
  readonly state: HandheldState;
  readonly tools: PageTools;
  readonly onBack: () => void;
}

/** Writes the sealed outbox into a file; says what became of it. */
export function useExport(
  engine: HandheldEngine,
  tools: PageTools,
): { readonly said: string | null; readonly run: () => void } {
  const t = useText();
  const refusalText = useRefusalText();
  const [said, setSaid] = useState<string | null>(null);
  const save = async (): Promise<void> => {
    const sealed = await engine.exportOutbox();
    if (sealed.ok) tools.saveFile(sealed.value.fileName, sealed.value.text);
    setSaid(sealed.ok ? t('outbox.exported', { file: sealed.value.fileName }) : refusalText(sealed.refusal));
  };
  return { said, run: () => void save() };
}

export function OutboxScreen({ engine, state, tools, onBack }: OutboxScreenProps): ReactElement {
  const refusalText = useRefusalText();
  const now = useNow(10_000);
  const file = useExport(engine, tools);
  const [refused, setRefused] = useState<string | null>(null);
  const update = (): void => {
    const done = engine.activateUpdate();
    setRefused(done.ok ? null : refusalText(done.refusal));
  };
  return (
    <OutboxView
      outbox={state.outbox}
      now={now}
      notices={<LineNotices state={state} now={now} onUpdate={update} />}
      isOffline={state.hub.standing === 'away'}
      said={refused ?? file.said}
      onSync={engine.syncNow}
      onExport={file.run}
      onBack={onBack}
    />
  );
}
