import { Check, FileText, Inbox } from 'lucide-react';
import { type ReactElement, type ReactNode, useState } from 'react';
import type { Finding, FindingAbout, FindingDetail } from '../../../contracts/finding.ts';
import { Button } from '../../kit/button.tsx';
import { MoneyText } from '../../kit/money-text.tsx';
import { Card } from '../../kit/panel.tsx';
import { Banner } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import { When } from '../store/when.tsx';
import { findingOrigin, findingSentences, findingTitle, findingTones } from './finding-word.ts';

export interface FindingPaneProps {
  readonly detail: FindingDetail;
  readonly canSettle: boolean;
  readonly onSeen: () => void;
  readonly onTake: () => void;
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }): ReactElement {
  return (
    <>
      <dt className="text-soft">{label}</dt>
      <dd className="m-0 min-w-0 select-text break-words">{children}</dd>
    </>
  );
}

function Facts({ finding }: { readonly finding: Finding }): ReactElement {
  const t = useText();
  const { staffName, at, receivedAt, amount, isOwn } = finding;
  return (
    <Card title={t('finding.facts')}>
      <dl className="m-0 grid grid-cols-[auto_1fr] gap-x-6 gap-y-2 text-[15px]">
        <Fact label={t('finding.from')}>{findingOrigin(t, finding)}</Fact>
        <Fact label={t('finding.who')}>{staffName ?? t(isOwn ? 'finding.itself' : 'finding.nobody')}</Fact>
        <Fact label={t('finding.happened')}>{at === null ? t('finding.unknown-time') : <When at={at} />}</Fact>
        <Fact label={t('finding.received')}>
          <When at={receivedAt} />
        </Fact>
        {amount === null ? null : (
          <Fact label={t('finding.amount')}>
            <MoneyText minor={amount} />
          </Fact>
        )}
      </dl>
    </Card>
  );
}

function aboutText(t: ReturnType<typeof useText>, { what, text }: FindingAbout): string {
  return what === 'line' ? text : t(`finding.about.${what}`, { text });
}

function About({ about }: { readonly about: readonly FindingAbout[] }): ReactElement | null {
  const t = useText();
  if (about.length === 0) return null;
  return (
    <Card title={t('finding.about')}>
      <ul className="m-0 flex list-none flex-col gap-2 p-0 text-[15px]">
        {about.map((each, index) => (
          // Lines of an op stand where they stand: nothing else names them.
          // biome-ignore lint/suspicious/noArrayIndexKey: the list of one op never changes
          <li key={index} className="flex gap-4">
            <span className="min-w-0 flex-1 select-text break-words">{aboutText(t, each)}</span>
            {each.amount === null ? null : <MoneyText minor={each.amount} />}
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** The op as it came: for whoever has to know exactly. */
function Raw({ raw }: { readonly raw: string }): ReactElement {
  const t = useText();
  const [isShown, setShown] = useState(false);
  return (
    <div className="flex flex-col items-start gap-3">
      <Button
        tone="quiet"
        icon={<FileText size={18} aria-hidden="true" />}
        onPress={() => setShown(!isShown)}
        testId="finding-raw-toggle"
      >
        {t(isShown ? 'finding.hide-raw' : 'finding.show-raw')}
      </Button>
      {isShown ? (
        <section
          aria-label={t('finding.raw')}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a long op must scroll from the keyboard too
          tabIndex={0}
          className="max-h-96 w-full overflow-auto rounded-card bg-sunken p-4"
        >
          <pre className="m-0 select-text font-mono text-[13px]" data-testid="finding-raw">
            {raw}
          </pre>
        </section>
      ) : null}
    </div>
  );
}

function Acts({ detail, onSeen, onTake }: FindingPaneProps): ReactElement | null {
  const t = useText();
  const { canTake, settled } = detail.finding;
  if (settled !== null) return null;
  return (
    <div className="flex flex-wrap gap-3">
      {canTake ? (
        <Button tone="primary" icon={<Inbox size={18} aria-hidden="true" />} onPress={onTake} testId="finding-take">
          {t('finding.take')}
        </Button>
      ) : null}
      <Button
        tone={canTake ? 'plain' : 'primary'}
        icon={<Check size={18} aria-hidden="true" />}
        hint="S"
        onPress={onSeen}
        testId="finding-seen"
      >
        {t('finding.seen')}
      </Button>
    </div>
  );
}

function Settled({ finding }: { readonly finding: Finding }): ReactElement | null {
  const t = useText();
  const { settled } = finding;
  if (settled === null) return null;
  const name = settled.staffName ?? t('finding.nobody');
  return (
    <p className="text-[15px] text-soft" data-testid="finding-settled">
      {t(`finding.settled-by.${settled.how}`, { name })} · <When at={settled.at} />
      {settled.note === '' ? '' : ` · ${settled.note}`}
    </p>
  );
}

/** One finding: what is wrong and what to do, then the facts, then the op itself. */
export function FindingPane(props: FindingPaneProps): ReactElement {
  const t = useText();
  const { detail, canSettle } = props;
  const { finding, about, raw } = detail;
  const tone = finding.settled === null ? findingTones[finding.kind] : 'idle';
  return (
    <div className="flex h-full min-h-0 flex-col gap-4 overflow-auto pe-1" data-testid="finding-pane">
      <header>
        <h2 className="truncate text-xl font-semibold">{findingTitle(t, finding)}</h2>
        <p className="text-[15px] text-soft">{t(`finding.kind-text.${finding.kind}`)}</p>
      </header>
      {findingSentences(t, finding).map(({ code, what, step }) => (
        <Banner key={code} tone={tone} title={what} text={step} testId={`finding-code-${code}`} />
      ))}
      {canSettle ? <Acts {...props} /> : null}
      <Settled finding={finding} />
      <div className="grid items-start gap-4 xl:grid-cols-2">
        <Facts finding={finding} />
        <About about={about} />
      </div>
      <Raw key={finding.findingId} raw={raw} />
    </div>
  );
}
