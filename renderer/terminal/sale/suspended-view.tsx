import { Archive, Plus } from 'lucide-react';
import type { ReactElement } from 'react';
import type { SaleId } from '../../../domain/id.ts';
import { Button } from '../../kit/button.tsx';
import { MoneyText } from '../../kit/money-text.tsx';
import { Page } from '../../kit/panel.tsx';
import { EmptyState } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import { When } from '../store/when.tsx';
import { useDigitKeys } from './use-digit-keys.ts';

export interface SuspendedRow {
  readonly saleId: SaleId;
  readonly label: string;
  readonly suspendedAt: number;
  readonly staffName: string;
  readonly lineCount: number;
  readonly total: number;
}
export interface SuspendedViewProps {
  readonly rows: readonly SuspendedRow[];
  readonly onResume: (saleId: SaleId) => void;
  readonly onBack: () => void;
  readonly onNewCheck: () => void;
  /** Open checks; null when there are none. */
  readonly checks?: ReactElement | null;
  /** A sheet lies over it, which has keys of its own. */
  readonly isCovered?: boolean;
}

/** Sales put aside, oldest first: whoever comes back is served from here. */
export function SuspendedView({
  rows,
  onResume,
  onBack,
  onNewCheck,
  checks = null,
  isCovered = false,
}: SuspendedViewProps): ReactElement {
  const t = useText();
  const resume = (digit: string): void => {
    const row = isCovered ? undefined : rows[Number(digit) - 1];
    if (row !== undefined) onResume(row.saleId);
  };
  useDigitKeys(resume, null);
  return (
    <Page
      title={t(checks === null ? 'suspended.title' : 'checks.page-title')}
      backLabel={t('back')}
      onBack={onBack}
      width="narrow"
      actions={
        <Button hint="N" icon={<Plus size={18} aria-hidden="true" />} onPress={onNewCheck} testId="new-check">
          {t('checks.new')}
        </Button>
      }
    >
      {checks}
      {checks !== null && rows.length > 0 ? (
        <h2 className="mb-2 text-base font-semibold">{t('suspended.title')}</h2>
      ) : null}
      {rows.length === 0 && checks !== null ? null : rows.length === 0 ? (
        <EmptyState
          icon={<Archive size={56} strokeWidth={1.25} aria-hidden="true" />}
          title={t('suspended.empty-title')}
          text={t('suspended.empty-text')}
        />
      ) : (
        <ul className="m-0 flex list-none flex-col gap-2 p-0">
          {rows.map((row, index) => (
            <li
              key={row.saleId}
              data-testid="suspended-row"
              className="flex items-center gap-4 rounded-card border border-line bg-surface p-4"
            >
              <span className="min-w-0 flex-1">
                <span className="block truncate font-semibold">
                  {row.label === '' ? t('suspended.no-label') : row.label}
                </span>
                <span className="text-[13px] text-soft">
                  <When at={row.suspendedAt} style="time" /> · {row.staffName} ·{' '}
                  {t('sale.count', { count: row.lineCount })}
                </span>
              </span>
              <MoneyText minor={row.total} className="text-lg font-semibold" />
              <Button
                hint={index < 9 ? String(index + 1) : undefined}
                onPress={() => onResume(row.saleId)}
                testId="resume"
              >
                {t('suspended.resume')}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Page>
  );
}
