import { CheckCheck, ListChecks, SearchCheck } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import type { FindingPage } from '../../../contracts/finding.ts';
import { Button } from '../../kit/button.tsx';
import { Segments } from '../../kit/choice.tsx';
import { Page } from '../../kit/panel.tsx';
import { EmptyState } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import { FindingList } from './finding-list.tsx';

export interface FindingViewProps {
  readonly page: FindingPage;
  /** Are those shown that somebody is done with? */
  readonly isSettled: boolean;
  readonly chosen: string | null;
  readonly canSettle: boolean;
  readonly onSettled: (isSettled: boolean) => void;
  readonly onChoose: (findingId: string) => void;
  readonly onAllSeen: () => void;
  readonly onBack: () => void;
  /** The pane of the chosen finding. */
  readonly children: ReactNode;
}

function Rest({ page, isSettled }: FindingViewProps): ReactElement | null {
  const t = useText();
  const hidden = page.open - page.findings.length;
  if (isSettled || hidden <= 0) return null;
  return <p className="text-[13px] text-soft">{t('finding.more', { count: hidden })}</p>;
}

/** What somebody should look at: a list on one side, what it is and what to do on the other. */
export function FindingView(props: FindingViewProps): ReactElement {
  const t = useText();
  const { page, isSettled, chosen, canSettle, onChoose } = props;
  const { findings } = page;
  const canAll = canSettle && !isSettled && findings.length > 1;
  return (
    <Page
      title={t('finding.title')}
      backLabel={t('back')}
      onBack={props.onBack}
      width="full"
      actions={
        canAll ? (
          <Button
            icon={<CheckCheck size={18} aria-hidden="true" />}
            onPress={props.onAllSeen}
            testId="finding-all-seen"
          >
            {t('finding.all-seen')}
          </Button>
        ) : undefined
      }
    >
      <div className="grid h-full min-h-0 grid-cols-[26rem_1fr] gap-6" data-testid="findings">
        <section className="flex min-h-0 flex-col gap-3">
          <Segments
            label={t('finding.shown')}
            hideLabel
            value={isSettled ? 'settled' : 'open'}
            onChange={(value) => props.onSettled(value === 'settled')}
            options={[
              { value: 'open', label: t('finding.open', { count: page.open }) },
              { value: 'settled', label: t('finding.done') },
            ]}
            testId="finding-shown"
          />
          {findings.length === 0 ? (
            <EmptyState
              icon={<ListChecks size={52} strokeWidth={1.25} aria-hidden="true" />}
              title={t(isSettled ? 'finding.none-done' : 'finding.none-title')}
              text={t('finding.none-text')}
            />
          ) : (
            <FindingList {...{ findings, chosen, onChoose }} />
          )}
          <Rest {...props} />
        </section>
        <section className="min-h-0">
          {chosen === null ? (
            <EmptyState
              icon={<SearchCheck size={52} strokeWidth={1.25} aria-hidden="true" />}
              title={t('finding.pick-title')}
              text={t('finding.pick-text')}
            />
          ) : (
            props.children
          )}
        </section>
      </div>
    </Page>
  );
}
