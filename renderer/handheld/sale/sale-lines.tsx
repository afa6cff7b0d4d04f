import { ChevronRight, ScanBarcode } from 'lucide-react';
import type { ReactElement } from 'react';
import type { LineId } from '../../../domain/id.ts';
import type { SaleLine } from '../../../domain/sale/sale.ts';
import { MoneyText } from '../../kit/money-text.tsx';
import { EmptyState } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import { quantityLabel } from '../app/quantity-label.ts';
import { useStoreMoney } from '../app/store-text.tsx';
import type { SaleState } from '../engine/handheld-state.ts';

interface RowProps {
  readonly line: SaleLine;
  /** What the line comes to, minor units, and what was taken off it. */
  readonly gross: number;
  readonly discount: number;
  readonly isSelected: boolean;
  readonly onLine: (lineId: LineId) => void;
}

function Row({ line, gross, discount, isSelected, onLine }: RowProps): ReactElement {
  const t = useText();
  const { format } = useStoreMoney();
  const isStruck = line.voided !== null;
  return (
    <li className="border-b border-line last:border-b-0">
      <button
        type="button"
        disabled={isStruck}
        data-testid="sale-line"
        data-line={line.lineId}
        onClick={() => onLine(line.lineId)}
        className={`flex min-h-14 w-full flex-wrap items-center gap-x-3 px-4 py-2 text-start ${isStruck ? 'text-soft' : 'cursor-pointer'} ${isSelected ? 'bg-accent-soft' : ''}`}
      >
        <span className="money min-w-9 font-semibold">{quantityLabel(line.quantity, format.decimal)}</span>
        <span className="flex min-w-24 flex-1 flex-col">
          <bdi className={`line-clamp-2 break-words leading-snug ${isStruck ? 'line-through' : ''}`}>{line.name}</bdi>
          {line.direction === 'return' ? <span className="text-[13px] text-info">{t('sale.returned')}</span> : null}
          {isStruck ? <span className="text-[13px]">{t('sale.voided')}</span> : null}
          {discount === 0 || isStruck ? null : (
            <span className="text-[13px] text-soft">
              {t('sale.discount')} <MoneyText minor={-discount} />
            </span>
          )}
        </span>
        {isStruck ? null : (
          <MoneyText minor={line.direction === 'return' ? -gross : gross} className="ms-auto font-semibold" />
        )}
        {isStruck ? null : <ChevronRight size={18} aria-hidden="true" className="shrink-0 text-edge rtl:rotate-180" />}
      </button>
    </li>
  );
}

/** The lines of the sale; a tap on one changes it. */
export function SaleLines({
  sale,
  onLine,
}: {
  readonly sale: SaleState | null;
  readonly onLine: (lineId: LineId) => void;
}): ReactElement {
  const t = useText();
  if (sale === null || sale.open.lines.length === 0) {
    return (
      <EmptyState
        icon={<ScanBarcode size={48} strokeWidth={1.25} aria-hidden="true" />}
        title={t('sale.empty')}
        text={t('sale.empty-text')}
      />
    );
  }
  const settled = new Map(sale.settled.lines.map((line) => [line.lineId, line]));
  return (
    <ul className="m-0 list-none p-0" aria-label={t('sale.lines')} data-testid="sale-lines">
      {sale.open.lines.map((line) => (
        <Row
          key={line.lineId}
          line={line}
          gross={settled.get(line.lineId)?.gross ?? 0}
          discount={(settled.get(line.lineId)?.discount ?? 0) + (settled.get(line.lineId)?.saleDiscount ?? 0)}
          isSelected={sale.selectedLineId === line.lineId}
          onLine={onLine}
        />
      ))}
    </ul>
  );
}
