import { HandPlatter } from 'lucide-react';
import type { ReactElement } from 'react';
import type { CheckId } from '../../../domain/id.ts';
import { MoneyText } from '../../kit/money-text.tsx';
import { Chip, EmptyState } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import { When } from '../app/when.tsx';
import type { CheckView } from '../engine/check-engine.ts';
import { Guests, HolderNote, PendingMark } from './check-marks.tsx';
import { checkName } from './check-name.ts';

export interface CheckListProps {
  /** In the order they are shown. */
  readonly checks: readonly CheckView[];
  readonly now: number;
  readonly onCheck: (checkId: CheckId) => void;
}

/** How many, how long, what is still to be carried, what is not sent, and what only the counter can do: one glance. */
function Facts({ check, now }: { readonly check: CheckView; readonly now: number }): ReactElement {
  const t = useText();
  const waiting = check.lines.filter(({ served }) => !served).length;
  return (
    <span className="flex flex-wrap items-center gap-x-2.5 gap-y-0.5 text-[13px] text-soft">
      {check.openedAt === null ? null : <When at={check.openedAt} now={now} />}
      <Guests guests={check.guests} />
      <span className="whitespace-nowrap">{t('check.lines', { count: check.lines.length })}</span>
      {waiting === 0 ? null : (
        <span className="font-semibold whitespace-nowrap text-ink">{t('check.to-serve', { count: waiting })}</span>
      )}
      {check.lines.some((line) => line.isPending) ? <PendingMark /> : null}
      {check.payBarred === 'hub-away' ? <span className="text-warn">{t('check.pay-at-counter')}</span> : null}
    </span>
  );
}

/** The number of a table is read from a step away; a name has more letters. */
function nameSize(table: string): string {
  return table.trim().length > 12 ? 'text-lg' : 'text-2xl';
}

function Card({ check, now, onCheck }: Omit<CheckListProps, 'checks'> & { readonly check: CheckView }): ReactElement {
  const t = useText();
  const isElsewhere = check.holder !== null && !check.holder.isHere;
  return (
    <li className="flex">
      <button
        type="button"
        onClick={() => onCheck(check.checkId)}
        data-testid="check-row"
        className={`flex min-h-18 w-full min-w-0 cursor-pointer flex-col justify-center gap-0.5 rounded-card border border-line px-4 py-2 text-start active:bg-accent-soft ${isElsewhere ? 'bg-raised' : 'bg-surface'}`}
      >
        <span className="flex w-full flex-wrap items-center gap-x-3 gap-y-1">
          <bdi
            className={`line-clamp-2 max-w-full min-w-0 break-words leading-tight font-bold ${nameSize(check.table)}`}
          >
            {checkName(t, check.table)}
          </bdi>
          {check.ofTable > 1 ? <Chip tone="warn">{t('check.of-table', { count: check.ofTable })}</Chip> : null}
          <MoneyText minor={check.total} className="ms-auto text-xl font-semibold" />
        </span>
        <Facts check={check} now={now} />
        {check.note === '' ? null : <bdi className="line-clamp-1 text-[15px]">{check.note}</bdi>}
        <HolderNote check={check} now={now} />
      </button>
    </li>
  );
}

/** What tables have ordered and not paid yet. */
export function CheckList({ checks, ...row }: CheckListProps): ReactElement {
  const t = useText();
  if (checks.length === 0)
    return (
      <EmptyState
        icon={<HandPlatter size={48} strokeWidth={1.25} aria-hidden="true" />}
        title={t('check.none')}
        text={t('check.none-text')}
      />
    );
  return (
    <ul aria-label={t('open.tables')} className="m-0 grid list-none gap-2 p-0 md:grid-cols-2">
      {checks.map((check) => (
        <Card key={check.checkId} check={check} {...row} />
      ))}
    </ul>
  );
}
