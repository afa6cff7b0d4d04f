import type { ReactElement } from 'react';
import type { Finding } from '../../../contracts/finding.ts';
import { MoneyText } from '../../kit/money-text.tsx';
import { Chip } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import { When } from '../store/when.tsx';
import { findingOrigin, findingSentences, findingTitle, findingTones } from './finding-word.ts';

export interface FindingListProps {
  readonly findings: readonly Finding[];
  readonly chosen: string | null;
  readonly onChoose: (findingId: string) => void;
}

interface RowProps {
  readonly finding: Finding;
  readonly isChosen: boolean;
  readonly onChoose: (findingId: string) => void;
}

function FindingRow({ finding, isChosen, onChoose }: RowProps): ReactElement {
  const t = useText();
  const [first] = findingSentences(t, finding);
  const { findingId, kind, amount, staffName, receivedAt, settled } = finding;
  return (
    <li className={`border-b border-line last:border-0 ${isChosen ? 'bg-accent-soft' : ''}`}>
      <button
        type="button"
        aria-pressed={isChosen}
        data-testid={`finding-${findingId}`}
        onClick={() => onChoose(findingId)}
        className="flex min-h-18 w-full cursor-pointer flex-col gap-1 px-4 py-2.5 text-start hover:bg-raised"
      >
        <span className="flex w-full items-baseline gap-3">
          <span className="min-w-0 flex-1 truncate font-semibold">{findingTitle(t, finding)}</span>
          {amount === null ? null : <MoneyText minor={amount} className="text-[15px]" />}
        </span>
        <span className="line-clamp-2 text-[15px]">{first?.what ?? ''}</span>
        <span className="flex w-full items-center gap-2 text-[13px] text-soft">
          <Chip tone={settled === null ? findingTones[kind] : 'idle'}>
            {t(settled === null ? `finding.kind.${kind}` : `finding.settled.${settled.how}`)}
          </Chip>
          <span className="min-w-0 flex-1 truncate">
            {findingOrigin(t, finding)}
            {staffName === null ? '' : ` · ${staffName}`}
          </span>
          <span className="shrink-0">
            <When at={receivedAt} />
          </span>
        </span>
      </button>
    </li>
  );
}

/** Findings, newest first: what it is, what is wrong, from where and by whom. */
export function FindingList({ findings, chosen, onChoose }: FindingListProps): ReactElement {
  const t = useText();
  return (
    <ul
      aria-label={t('finding.title')}
      className="m-0 min-h-0 flex-1 list-none overflow-auto rounded-card border border-line bg-surface p-0"
    >
      {findings.map((finding) => (
        <FindingRow key={finding.findingId} {...{ finding, onChoose }} isChosen={finding.findingId === chosen} />
      ))}
    </ul>
  );
}
