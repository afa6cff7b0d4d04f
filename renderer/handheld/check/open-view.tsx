import { Plus, Search } from 'lucide-react';
import type { ReactElement } from 'react';
import type { CheckId, SaleId } from '../../../domain/id.ts';
import { Button } from '../../kit/button.tsx';
import { Segments } from '../../kit/choice.tsx';
import { Field } from '../../kit/field.tsx';
import { Banner } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import { HandPage } from '../app/hand-page.tsx';
import type { CheckView } from '../engine/check-engine.ts';
import type { SuspendedView } from '../engine/handheld-state.ts';
import { HeldList } from '../held/held-list.tsx';
import { CheckList } from './check-list.tsx';

/** The two kinds of things that wait. */
export type OpenSection = 'tables' | 'held';

/** From so many tables on one is looked for by its name, not by eye. */
export const findFromCount = 9;

export interface OpenViewProps {
  readonly section: OpenSection;
  /** In the order they are shown. */
  readonly checks: readonly CheckView[];
  readonly held: readonly SuspendedView[];
  readonly query: string;
  readonly now: number;
  readonly isOffline: boolean;
  readonly problem: string | null;
  readonly onSection: (section: OpenSection) => void;
  readonly onQuery: (query: string) => void;
  readonly onCheck: (checkId: CheckId) => void;
  readonly onNew: () => void;
  readonly onResume: (saleId: SaleId) => void;
  readonly onBack: () => void;
}

function matching(checks: readonly CheckView[], query: string): readonly CheckView[] {
  const wanted = query.trim().toLowerCase();
  return checks.filter(({ table, note }) => `${table} ${note}`.toLowerCase().includes(wanted));
}

function Tables(props: OpenViewProps): ReactElement {
  const t = useText();
  const { checks, query } = props;
  const shown = matching(checks, query);
  return (
    <>
      {props.isOffline ? (
        <Banner tone="info" title={t('open.offline')} text={t('open.offline-text')} testId="checks-offline" />
      ) : null}
      {checks.length < findFromCount && query === '' ? null : (
        <Field
          label={t('check.find')}
          hideLabel
          placeholder={t('check.find')}
          value={query}
          onChange={props.onQuery}
          inputMode="search"
          icon={<Search size={18} aria-hidden="true" />}
          testId="check-find"
        />
      )}
      {shown.length === 0 && query !== '' ? (
        <p className="p-8 text-center text-soft">{t('check.find-none', { text: query })}</p>
      ) : (
        <CheckList checks={shown} now={props.now} onCheck={props.onCheck} />
      )}
    </>
  );
}

function Held(props: OpenViewProps): ReactElement {
  const t = useText();
  return (
    <>
      {props.isOffline ? (
        <Banner tone="info" title={t('held.offline')} text={t('held.offline-text')} testId="held-offline" />
      ) : null}
      <HeldList held={props.held} now={props.now} onResume={props.onResume} />
    </>
  );
}

/** What is open and waits: tables and sales on hold, one tap apart. */
export function OpenView(props: OpenViewProps): ReactElement {
  const t = useText();
  const { section, checks, held, problem } = props;
  const footer = (
    <Button
      tone="primary"
      size="giant"
      wide
      icon={<Plus size={22} aria-hidden="true" />}
      onPress={props.onNew}
      testId="check-new"
    >
      {t('check.new')}
    </Button>
  );
  return (
    <HandPage
      title={t('open.title')}
      onBack={props.onBack}
      footer={section === 'tables' ? footer : undefined}
      testId="held"
    >
      <Segments
        label={t('open.title')}
        hideLabel
        value={section}
        onChange={(value) => props.onSection(value === 'held' ? 'held' : 'tables')}
        options={[
          { value: 'tables', label: t('open.tables-count', { count: checks.length }) },
          { value: 'held', label: t('open.held-count', { count: held.length }) },
        ]}
        testId="open"
      />
      {problem === null ? null : <Banner tone="warn" title={problem} testId="held-problem" />}
      {section === 'tables' ? <Tables {...props} /> : <Held {...props} />}
    </HandPage>
  );
}
