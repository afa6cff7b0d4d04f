import { type ReactElement, useState } from 'react';
import type { CheckId, SaleId } from '../../../domain/id.ts';
import { useLanguage, useText } from '../../kit/text.tsx';
import { useRefusalText } from '../app/refusal-text.ts';
import { useNow } from '../app/use-now.ts';
import type { CheckDetails } from '../engine/check-engine.ts';
import type { HandheldEngine } from '../engine/handheld-engine.ts';
import type { HandheldState } from '../engine/handheld-state.ts';
import { CheckDetailsSheet } from './check-details-sheet.tsx';
import { inTableOrder } from './check-name.ts';
import { type OpenSection, OpenView } from './open-view.tsx';
import { useOnce } from './use-once.ts';

export interface OpenScreenProps {
  readonly engine: HandheldEngine;
  readonly state: HandheldState;
  readonly onCheck: (checkId: CheckId) => void;
  /** A check was opened: on to its goods. */
  readonly onOpened: (checkId: CheckId) => void;
  readonly onResumed: () => void;
  readonly onBack: () => void;
}

/** Nothing known of the guests yet. */
export const newCheck: CheckDetails = { table: '', guests: 0, note: '' };

/** A shop that only ever holds sales sees those first. */
function startSection({ checks, suspended }: HandheldState): OpenSection {
  return checks.length === 0 && suspended.length > 0 ? 'held' : 'tables';
}

/** Everything that is open and waits: tables, and sales on hold. */
export function OpenScreen({ engine, state, ...props }: OpenScreenProps): ReactElement {
  const t = useText();
  const language = useLanguage();
  const refusalText = useRefusalText();
  const now = useNow(30_000);
  const { isBusy, run } = useOnce();
  const [section, setSection] = useState(() => startSection(state));
  const [query, setQuery] = useState('');
  const [isNew, setNew] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const turn = (change: () => void): void => {
    setProblem(null);
    change();
  };
  const resume = (saleId: SaleId): void =>
    run(async () => {
      const done = await engine.resume(saleId);
      if (done.ok) props.onResumed();
      else setProblem(refusalText(done.refusal));
    });
  const openCheck = (details: CheckDetails): void =>
    run(async () => {
      const opened = await engine.openCheck(details);
      if (opened.ok) props.onOpened(opened.value);
      else setProblem(refusalText(opened.refusal));
    });
  return (
    <>
      <OpenView
        {...{ section, query, now }}
        checks={inTableOrder(state.checks, language)}
        held={state.suspended}
        isOffline={state.hub.standing === 'away'}
        problem={isNew ? null : problem}
        onSection={(next) => turn(() => setSection(next))}
        onQuery={setQuery}
        onCheck={props.onCheck}
        onNew={() => turn(() => setNew(true))}
        onResume={resume}
        onBack={props.onBack}
      />
      {isNew ? (
        <CheckDetailsSheet
          {...{ problem, isBusy }}
          title={t('check.new')}
          act={t('check.open')}
          start={newCheck}
          onApply={openCheck}
          onClose={() => turn(() => setNew(false))}
        />
      ) : null}
    </>
  );
}
