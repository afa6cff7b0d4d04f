import { ReceiptText } from 'lucide-react';
import type { ReactElement } from 'react';
import type { CheckId } from '../../../domain/id.ts';
import { Button } from '../../kit/button.tsx';
import { MoneyText } from '../../kit/money-text.tsx';
import { Chip } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import { When } from '../store/when.tsx';

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
  /** Who else has it, since when and on which device; null when the counter may take it. */
  readonly holder: {
    readonly kind: 'claimed' | 'checked-out';
    readonly staffName: string;
    readonly deviceName: string;
    readonly since: number;
  } | null;
}
export interface CheckListProps {
  readonly rows: readonly CheckRow[];
  readonly onTake: (checkId: CheckId) => void;
  /** Takes a check from the device it is checked out to; absent for who may not. */
  readonly onTakeOver?: ((checkId: CheckId) => void) | undefined;
}

function Holder({ holder }: { readonly holder: NonNullable<CheckRow['holder']> }): ReactElement {
  const t = useText();
  const { kind, staffName, deviceName, since } = holder;
  return (
    <span className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-[13px] text-soft" data-testid="check-holder">
      <Chip tone="warn">{t(`checks.${kind}`)}</Chip>
      <span className="min-w-0 break-words">
        {staffName} · {deviceName} · <When at={since} style="time" />
      </span>
    </span>
  );
}

function Action({ row, onTake, onTakeOver }: Omit<CheckListProps, 'rows'> & { readonly row: CheckRow }): ReactElement {
  const t = useText();
  const { checkId, holder } = row;
  if (holder?.kind === 'checked-out' && onTakeOver !== undefined) {
    return (
      <Button onPress={() => onTakeOver(checkId)} testId="check-take-over">
        {t('checks.take-over')}
      </Button>
    );
  }
  return (
    <Button isDisabled={holder !== null} onPress={() => onTake(checkId)} testId="check-take">
      {t('checks.take')}
    </Button>
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
            <span className="min-w-0 flex-1">
              <span className="flex min-w-0 items-center gap-2">
                <span className="truncate font-semibold">
                  {row.table === '' ? t('checks.no-table') : t('checks.table', { table: row.table })}
                </span>
                {row.ofTable > 1 ? <Chip tone="idle">{t('checks.of-table', { count: row.ofTable })}</Chip> : null}
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
            </span>
            <MoneyText minor={row.total} className="text-lg font-semibold" />
            <Action row={row} {...acts} />
          </li>
        ))}
      </ul>
    </section>
  );
}
