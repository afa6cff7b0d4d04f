import { type ReactElement, useEffect, useState, useSyncExternalStore } from 'react';
import { I18nProvider } from 'react-aria-components';
import type { CheckId } from '../../../domain/id.ts';
import { useLanguage } from '../../kit/text.tsx';
import type { HandheldEngine } from '../engine/handheld-engine.ts';
import type { HandheldState } from '../engine/handheld-state.ts';
import { useExport } from '../outbox/outbox-screen.tsx';
import { PairingScreen } from '../pairing/pairing-screen.tsx';
import { SignOnScreen } from '../staff/sign-on-screen.tsx';
import { CounterScreen } from './counter-screen.tsx';
import type { PageTools } from './page-tools.ts';
import { SecondTabView } from './second-tab-view.tsx';
import { type Standing, StandingView } from './standing-view.tsx';
import { StoreText } from './store-text.tsx';
import { useTheme } from './use-theme.ts';

export interface HandheldAppProps {
  readonly engine: HandheldEngine;
  readonly tools: PageTools;
}

/** Is there one thing that stands above all screens? */
function standingOf({ phase, hub }: HandheldState): Standing | null {
  switch (phase.kind) {
    case 'starting':
    case 'second-tab':
    case 'wiped':
      return phase.kind;
    case 'no-storage':
      return phase.code;
    case 'unpaired':
    case 'pairing':
      return null;
    case 'locked':
    case 'signed-on':
      return hub.halt === 'device-revoked' || hub.halt === 'device-unknown' ? hub.halt : null;
  }
}

function StandingScreen({
  engine,
  tools,
  state,
  standing,
}: HandheldAppProps & { readonly state: HandheldState; readonly standing: Standing }): ReactElement {
  const file = useExport(engine, tools);
  const pending = state.outbox.counts.here;
  const isGone = standing === 'wiped' || standing === 'device-revoked' || standing === 'device-unknown';
  const act = (): (() => void) | null => {
    if (standing === 'starting') return null;
    if (standing === 'wiped') return () => location.reload();
    if (standing === 'second-tab') return engine.takeOver;
    return isGone ? engine.syncNow : () => location.reload();
  };
  return (
    <StandingView
      standing={standing}
      pending={pending}
      said={file.said}
      onAct={act()}
      onExport={isGone && pending > 0 ? file.run : null}
    />
  );
}

function Phase({ engine, tools, state }: HandheldAppProps & { readonly state: HandheldState }): ReactElement {
  const [ordering, setOrdering] = useState<CheckId | null>(null);
  const standing = standingOf(state);
  const { phase } = state;
  if (standing === 'second-tab' && state.device !== null)
    return <SecondTabView state={state} onTakeOver={engine.takeOver} />;
  if (standing !== null) return <StandingScreen {...{ engine, tools, state, standing }} />;
  if (phase.kind === 'unpaired' || phase.kind === 'pairing')
    return <PairingScreen {...{ engine, tools, phase }} sealed={state.outbox.counts.here} />;
  if (phase.kind === 'locked') return <SignOnScreen {...{ engine, state, phase }} />;
  return <CounterScreen {...{ engine, tools, state, ordering }} onOrdering={setOrdering} />;
}

/** Lets dialogs and dates follow the store's language. */
function Localised({ children }: { readonly children: ReactElement }): ReactElement {
  const language = useLanguage();
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return <I18nProvider locale={language}>{children}</I18nProvider>;
}

/** The handheld over any engine: every screen is a function of its state. */
export function HandheldApp({ engine, tools }: HandheldAppProps): ReactElement {
  const state = useSyncExternalStore(engine.subscribe, engine.state);
  useTheme();
  // A touch or a key anywhere puts the lock off; the engine counts.
  useEffect(() => {
    const touched = (): void => engine.touched();
    window.addEventListener('pointerdown', touched, { capture: true, passive: true });
    window.addEventListener('keydown', touched, { capture: true });
    return () => {
      window.removeEventListener('pointerdown', touched, { capture: true });
      window.removeEventListener('keydown', touched, { capture: true });
    };
  }, [engine]);
  return (
    <StoreText settings={state.settings}>
      <Localised>
        <Phase engine={engine} tools={tools} state={state} />
      </Localised>
    </StoreText>
  );
}
