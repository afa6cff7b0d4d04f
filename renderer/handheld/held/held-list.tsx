import { Archive } from 'lucide-react';
import type { ReactElement } from 'react';
import type { SaleId } from '../../../domain/id.ts';
import { MoneyText } from '../../kit/money-text.tsx';
import { Chip, EmptyState } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import { When } from '../app/when.tsx';
import type { SuspendedView } from '../engine/handheld-state.ts';

export interface HeldListProps {
  readonly held: readonly SuspendedView[];
  readonly now: number;
  readonly onResume: (saleId: SaleId) => void;
}

function Row({
  sale,
  now,
  onResume,
}: {
  readonly sale: SuspendedView;
  readonly now: number;
  readonly onResume: HeldListProps['onResume'];
}): ReactElement {
  const t = useText();
  return (
    <li className="border-b border-line last:border-b-0">
      <button
        type="button"
        disabled={sale.barred !== null}
        onClick={() => onResume(sale.saleId)}
        data-testid="held-sale"
        className="flex min-h-16 w-full items-center gap-3 px-4 py-2 text-start enabled:cursor-pointer enabled:active:bg-accent-soft disabled:bg-raised"
      >
        <span className="flex min-w-0 flex-1 flex-col">
          <bdi className="truncate font-semibold">{sale.label === '' ? t('held.no-label') : sale.label}</bdi>
          <span className="text-[13px] text-soft">
            <When at={sale.suspendedAt} now={now} /> · {sale.staffName} · {t('sale.count', { count: sale.lines })}
          </span>
          {sale.barred === null ? null : (
            <span className="text-[13px] text-warn">{t(`held.barred-${sale.barred}`)}</span>
          )}
        </span>
        {sale.isOwn ? <Chip tone="info">{t('held.own')}</Chip> : null}
        <MoneyText minor={sale.total} className="font-semibold" />
      </button>
    </li>
  );
}

/** Sales put aside, here or at any till; taking one up takes it for this phone alone. */
export function HeldList({ held, now, onResume }: HeldListProps): ReactElement {
  const t = useText();
  if (held.length === 0)
    return (
      <EmptyState
        icon={<Archive size={48} strokeWidth={1.25} aria-hidden="true" />}
        title={t('held.empty')}
        text={t('held.empty-text')}
      />
    );
  return (
    <ul
      aria-label={t('held.title')}
      className="m-0 list-none overflow-hidden rounded-card border border-line bg-surface p-0"
    >
      {held.map((sale) => (
        <Row key={sale.saleId} sale={sale} now={now} onResume={onResume} />
      ))}
    </ul>
  );
}
