import { Archive, Ban, Percent, Undo2 } from 'lucide-react';
import type { ReactElement } from 'react';
import type { LineId } from '../../../domain/id.ts';
import { Button } from '../../kit/button.tsx';
import { MoneyText } from '../../kit/money-text.tsx';
import { useText } from '../../kit/text.tsx';
import { SaleStrip, type SellCheck } from '../check/sale-strip.tsx';
import type { SaleState } from '../engine/handheld-state.ts';
import { SaleLines } from './sale-lines.tsx';

export interface SalePaneActs {
  readonly onLine: (lineId: LineId) => void;
  readonly onPay: () => void;
  readonly onHold: () => void;
  readonly onDiscount: () => void;
  readonly onVoid: () => void;
  readonly onUndo: () => void;
}

/** What the customer sees first: the sum, with what it means when goods come back. */
export function SaleTotal({ sale }: { readonly sale: SaleState | null }): ReactElement {
  const t = useText();
  const isBack = (sale?.settled.refund ?? 0) > 0;
  return (
    <p className="flex flex-wrap items-baseline gap-x-3">
      <span className="text-soft">{t(isBack ? 'sale.refund' : 'sale.total')}</span>
      <MoneyText
        minor={isBack ? (sale?.settled.refund ?? 0) : (sale?.settled.collect ?? 0)}
        className="ms-auto"
        scale="total"
        testId="sale-total"
      />
    </p>
  );
}

/** Taking back the last step: what it was is said. */
export function UndoButton({
  sale,
  onUndo,
}: {
  readonly sale: SaleState | null;
  readonly onUndo: () => void;
}): ReactElement | null {
  const t = useText();
  if (sale === null || sale.undo === null) return null;
  return (
    <Button
      tone="quiet"
      wide
      align="start"
      icon={<Undo2 size={18} aria-hidden="true" />}
      onPress={onUndo}
      testId="undo"
    >
      <bdi className="line-clamp-1">{t(`undo.${sale.undo.kind}`, { name: sale.undo.name })}</bdi>
    </Button>
  );
}

/** The sale beside the goods: what is rung, and for which table where it is for one. */
interface SalePaneSale {
  readonly sale: SaleState | null;
  /** Null: an ordinary sale. */
  readonly check: SellCheck | null;
}

/**
 * Acts on the whole sale. What is keyed for a table gets its discount when it is paid; what a table has ordered is put back,
 * not held, and struck only when it is lost.
 */
export function SaleTools({ sale, check, onHold, onDiscount, onVoid }: SalePaneSale & SalePaneActs): ReactElement {
  const t = useText();
  const isOff = sale === null || sale.open.lines.length === 0;
  return (
    <div className="grid auto-cols-fr grid-flow-col gap-2">
      {check !== null ? null : (
        <Button
          size="compact"
          isDisabled={isOff}
          icon={<Archive size={18} aria-hidden="true" />}
          onPress={onHold}
          testId="hold"
        >
          {t('sale.hold')}
        </Button>
      )}
      {check?.kind === 'ordering' ? null : (
        <Button
          size="compact"
          isDisabled={isOff}
          icon={<Percent size={18} aria-hidden="true" />}
          onPress={onDiscount}
          testId="sale-discount"
        >
          {t('sale.discount-act')}
        </Button>
      )}
      {check?.kind === 'paying' && (check.lost === null || check.isGone) ? null : (
        <Button
          size="compact"
          tone="bad"
          isDisabled={isOff}
          icon={<Ban size={18} aria-hidden="true" />}
          onPress={onVoid}
          testId="void-sale"
        >
          {t('sale.void')}
        </Button>
      )}
    </div>
  );
}

/** The sale beside the goods: on a tablet always, on a phone in a sheet. */
export function SalePane({ sale, check, ...acts }: SalePaneSale & SalePaneActs): ReactElement {
  return (
    <div className="flex h-full min-h-0 w-full min-w-0 flex-col">
      <div className="min-h-0 flex-1 overflow-x-hidden overflow-y-auto">
        <SaleLines sale={sale} onLine={acts.onLine} />
      </div>
      <SaleStrip check={check} />
      <div className="flex shrink-0 flex-col gap-2 border-t border-line p-3">
        <UndoButton sale={sale} onUndo={acts.onUndo} />
        <SaleTools sale={sale} check={check} {...acts} />
        <SaleTotal sale={sale} />
        <PayButton sale={sale} check={check} onPay={acts.onPay} />
      </div>
    </div>
  );
}

/** The one act of the sale: on to the money, or, where goods are keyed for a table, onto its check. */
export function PayButton({ sale, check, onPay }: SalePaneSale & { readonly onPay: () => void }): ReactElement {
  const t = useText();
  const isEmpty = sale === null || sale.open.lines.every(({ voided }) => voided !== null);
  if (check?.kind === 'ordering') {
    const isOff = isEmpty || check.isBusy || check.barred !== null;
    return (
      <Button tone="primary" size="giant" wide isDisabled={isOff} onPress={check.onPut} testId="put-on-check">
        {t('check.put')}
      </Button>
    );
  }
  const isOff = isEmpty || sale.isCompleting || (check !== null && check.lost !== null);
  return (
    <Button tone="primary" size="giant" wide isDisabled={isOff} onPress={onPay} testId="pay">
      {t((sale?.settled.refund ?? 0) > 0 ? 'sale.give-back' : 'sale.pay')}
    </Button>
  );
}
