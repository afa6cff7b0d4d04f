import { ChevronUp } from 'lucide-react';
import type { ReactElement } from 'react';
import { MoneyText } from '../../kit/money-text.tsx';
import { useText } from '../../kit/text.tsx';
import type { SellCheck } from '../check/sale-strip.tsx';
import type { SaleState } from '../engine/handheld-state.ts';
import { PayButton } from './sale-pane.tsx';

export interface SaleBarProps {
  readonly sale: SaleState | null;
  /** Null: an ordinary sale. */
  readonly check: SellCheck | null;
  readonly onOpen: () => void;
  readonly onPay: () => void;
}

/** The sale on a phone while goods are chosen: how many, how much, and the money one tap away. */
export function SaleBar({ sale, check, onOpen, onPay }: SaleBarProps): ReactElement {
  const t = useText();
  const lines = sale?.open.lines.filter(({ voided }) => voided === null).length ?? 0;
  const isBack = (sale?.settled.refund ?? 0) > 0;
  return (
    <section
      aria-label={t('sale.title')}
      className="grid grid-cols-[minmax(0,1fr)_minmax(8.5rem,auto)] gap-2 border-t border-line bg-surface px-3 py-2 md:hidden"
      data-testid="sale-bar"
    >
      <button
        type="button"
        onClick={onOpen}
        data-testid="open-sale"
        className="flex min-h-18 cursor-pointer items-center gap-2 rounded-control px-1 text-start active:bg-sunken"
      >
        <ChevronUp size={22} aria-hidden="true" className="shrink-0 text-soft" />
        <span className="flex min-w-0 flex-col">
          <span className="text-[13px] text-soft">{t('sale.count', { count: lines })}</span>
          <MoneyText
            minor={isBack ? -(sale?.settled.refund ?? 0) : (sale?.settled.collect ?? 0)}
            scale="bar"
            testId="bar-total"
          />
        </span>
      </button>
      <PayButton sale={sale} check={check} onPay={onPay} />
    </section>
  );
}
