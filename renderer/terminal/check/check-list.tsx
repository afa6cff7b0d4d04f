import { ReceiptText } from 'lucide-react';
import type { ReactElement } from 'react';
import type { CheckId } from '../../../domain/id.ts';
import { Button } from '../../kit/button.tsx';
import { MoneyText } from '../../kit/money-text.tsx';
import { Chip } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import { When } from '../store/when.tsx';
import { type CheckHolder, Holder } from './check-holder.tsx';

/** An open check as the counter lists it. Times are UTC epoch ms, the total is minor units. */
export interface CheckRow {
  readonly checkId: CheckId;
  readonly table: string;
  readonly openedAt: number | null;
  readonly openedBy: string;
  readonly lineCount: number;
  readonly total: number;
  /** Open checks of the same table; 1 when it is alone. */
  readonly ofTable: number;
  /** Who has it, since when and on which device; null when nobody does, or the open sale of this counter. */
  readonly holder: CheckHolder | null;
}
export interface CheckListProps {
  readonly rows: readonly CheckRow[];
  readonly onTake: (checkId: CheckId) => void;
  /** Shows one check with its lines. */
  readonly onShow: (checkId: CheckId) => void;
  /** Takes a check from the device it is checked out to; absent for who may not. */
  readonly onTakeOver?: ((checkId: CheckId) => void) | undefined;
}

/** May the counter take this check into its sale? */
export function mayTake({ holder }: Pick<CheckRow, 'holder'>): boolean {
  return holder === null || holder.isHere;
}

type RowActs = Omit<CheckListProps, 'rows'> & { readonly row: CheckRow };

function Action({ row, onTake, onTakeOver }: RowActs): ReactElement {
  const t = useText();
  const { checkId, holder } = row;
  if (holder?.kind === 'checked-out' && !holder.isHere && onTakeOver !== undefined) {
    return (
      <Button onPress={() => onTakeOver(checkId)} testId="check-take-over">
        {t('checks.take-over')}
      </Button>
    );
  }
  return (
    <Button isDisabled={!mayTake(row)} onPress={() => onTake(checkId)} testId="check-take">
      {t('checks.take')}
    </Button>
  );
}

function Facts({ row, onShow }: Pick<RowActs, 'row' | 'onShow'>): ReactElement {
  const t = useText();
  return (
    <button
      type="button"
      onClick={() => onShow(row.checkId)}
      data-testid="check-show"
      className="-m-2 min-h-11 min-w-0 flex-1 cursor-pointer rounded-control p-2 text-start hover:bg-raised"
    >
      <span className="flex min-w-0 items-center gap-2">
        <span className="truncate font-semibold underline decoration-edge underline-offset-4">
          {row.table === '' ? t('checks.no-table') : t('checks.table', { table: row.table })}
        </span>
        {row.ofTable > 1 ? <Chip tone="idle">{t('checks.of-table', { count: row.ofTable })}</Chip> : null}
        <span className="sr-only">{t('checks.show')}</span>
      </span>
      <span className="text-[13px] text-soft">
        {row.openedAt === null ? null : (
          <>
            <When at={row.openedAt} style="time" /> ·{' '}
          </>
        )}
        {row.openedBy} · {t('sale.count', { count: row.lineCount })}
      </span>
      {row.holder === null ? null : <Holder holder={row.holder} />}
    </button>
  );
}

/** Open checks, oldest first: what tables have ordered and not paid yet, and who has each right now. */
export function CheckList({ rows, ...acts }: CheckListProps): ReactElement {
  const t = useText();
  return (
    <section className="mb-6" aria-label={t('checks.title')}>
      <h2 className="mb-2 flex items-center gap-2 text-base font-semibold">
        <ReceiptText size={18} aria-hidden="true" className="text-accent" />
        {t('checks.title')}
      </h2>
      <ul className="m-0 flex list-none flex-col gap-2 p-0">
        {rows.map((row) => (
          <li
            key={row.checkId}
            data-testid="check-row"
            className="flex items-center gap-4 rounded-card border border-line bg-surface p-4"
          >
            <Facts row={row} onShow={acts.onShow} />
            <MoneyText minor={row.total} className="text-lg font-semibold" />
            <Action row={row} {...acts} />
          </li>
        ))}
      </ul>
    </section>
  );
}
