import { Archive, Ban, Percent, ReceiptText, ScanBarcode, Wallet } from 'lucide-react';
import { type ReactElement, useLayoutEffect, useRef } from 'react';
import type { LineId } from '../../../domain/id.ts';
import type { OpenSale, SettledSale } from '../../../domain/sale/sale.ts';
import { Button } from '../../kit/button.tsx';
import { MoneyText } from '../../kit/money-text.tsx';
import { EmptyState } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import { UndoBar } from '../../kit/undo-bar.tsx';
import { type LineActions, rowFigures, SaleLineRow } from './sale-line-row.tsx';

export interface SalePanelProps {
  readonly sale: OpenSale;
  readonly settled: SettledSale;
  /** Table of the open check this sale pays, '' for a check without one; absent for a sale of its own. */
  readonly checkTable?: string | undefined;
  readonly selectedLineId: LineId | null;
  readonly lineActions: LineActions;
  readonly undoText: string | null;
  readonly onUndo: () => void;
  readonly onTender: () => void;
  readonly onSuspend: () => void;
  readonly onSaleDiscount: () => void;
  readonly onVoidSale: () => void;
  readonly canTender: boolean;
}

function Lines({ sale, settled, selectedLineId, lineActions }: SalePanelProps): ReactElement {
  const t = useText();
  const listRef = useRef<HTMLUListElement>(null);
  const count = sale.lines.length;
  // A scan must be seen: the line it touched is scrolled into sight, again once the rows above it have their true height.
  // In the frame itself, where the layout is made anyway: asked for earlier it would be made twice (3 ms with 200 lines).
  useLayoutEffect(() => {
    if (count === 0 || selectedLineId === null) return;
    const show = (): void => {
      listRef.current?.querySelector(`[data-line="${selectedLineId}"]`)?.scrollIntoView({ block: 'nearest' });
    };
    let frame = requestAnimationFrame(() => {
      show();
      frame = requestAnimationFrame(show);
    });
    return () => cancelAnimationFrame(frame);
  }, [count, selectedLineId]);
  if (count === 0) {
    return (
      <EmptyState
        icon={<ScanBarcode size={56} strokeWidth={1.25} aria-hidden="true" />}
        title={t('sale.empty-title')}
        text={t('sale.empty-text')}
      />
    );
  }
  const byLine = new Map(settled.lines.map((line) => [line.lineId, line]));
  return (
    <ul ref={listRef} className="m-0 list-none p-0" aria-label={t('sale.lines')} data-testid="sale-lines">
      {sale.lines.map((line) => {
        const { gross, discount } = rowFigures(byLine.get(line.lineId));
        return (
          <SaleLineRow
            key={line.lineId}
            line={line}
            gross={gross}
            discount={discount}
            isSelected={line.lineId === selectedLineId}
            actions={lineActions}
          />
        );
      })}
    </ul>
  );
}

interface TaxRow {
  readonly key: string;
  readonly name: string;
  readonly included: boolean;
  readonly amount: number;
}
/** Each tax once: what goods coming back carry is taken off what goods sold carry. */
function taxRows(settled: SettledSale): readonly TaxRow[] {
  const rows = new Map<string, TaxRow>();
  for (const { taxId, ratePpm, included, name, direction, amount } of settled.taxTotals) {
    const key = `${taxId}-${ratePpm}-${included}`;
    const before = rows.get(key)?.amount ?? 0;
    rows.set(key, { key, name, included, amount: before + (direction === 'return' ? -amount : amount) });
  }
  return [...rows.values()];
}

function Figure({ label, minor }: { readonly label: string; readonly minor: number }): ReactElement {
  return (
    <div className="flex justify-between">
      <dt>
        <bdi>{label}</bdi>
      </dt>
      <dd className="m-0">
        <MoneyText minor={minor} />
      </dd>
    </div>
  );
}

/** Tax shown as people know it: inside the price, or added to it. */
function Totals({ settled }: { readonly settled: SettledSale }): ReactElement {
  const t = useText();
  const saleDiscount = settled.lines.reduce(
    (all, { direction, saleDiscount: own }) => all + (direction === 'return' ? -own : own),
    0,
  );
  return (
    <dl className="m-0 flex flex-col gap-0.5 px-4 py-2 text-sm text-soft">
      {saleDiscount !== 0 ? <Figure label={t('sale.discount')} minor={-saleDiscount} /> : null}
      {taxRows(settled).map(({ key, name, included, amount }) => (
        <Figure key={key} label={t(included ? 'sale.tax-included' : 'sale.tax-added', { name })} minor={amount} />
      ))}
    </dl>
  );
}

function Actions(props: SalePanelProps): ReactElement {
  const t = useText();
  const empty = props.sale.lines.length === 0;
  const icon = { size: 16, 'aria-hidden': true, className: 'shrink-0 max-xl:hidden' } as const;
  return (
    <div className="grid grid-cols-3 gap-2 px-3 pt-2.5">
      <Button
        size="compact"
        hint="F6"
        icon={<Archive {...icon} />}
        isDisabled={empty}
        onPress={props.onSuspend}
        testId="suspend"
      >
        {t('sale.suspend')}
      </Button>
      <Button
        size="compact"
        hint="⇧F4"
        icon={<Percent {...icon} />}
        isDisabled={empty}
        onPress={props.onSaleDiscount}
        testId="sale-discount"
      >
        {t('sale.discount-action')}
      </Button>
      <Button
        tone="bad"
        size="compact"
        icon={<Ban {...icon} />}
        hint="⇧Del"
        isDisabled={empty}
        onPress={props.onVoidSale}
        testId="void-sale"
      >
        {t('sale.void-action')}
      </Button>
    </div>
  );
}

/** Whose check the sale pays: said above the goods, for as long as it is open. */
function CheckName({ table }: { readonly table: string }): ReactElement {
  const t = useText();
  return (
    <p
      className="flex shrink-0 items-center gap-2 border-b border-line bg-raised px-4 py-2 font-semibold"
      data-testid="sale-check"
    >
      <ReceiptText size={18} aria-hidden="true" className="shrink-0 text-accent" />
      <span className="min-w-0 truncate">{table === '' ? t('checks.no-table') : t('checks.table', { table })}</span>
    </p>
  );
}

/** The right side of the till: what is in the sale, what it comes to, and the way to the money. */
export function SalePanel(props: SalePanelProps): ReactElement {
  const t = useText();
  const { settled, sale } = props;
  const pieces = sale.lines.filter((line) => line.voided === null).length;
  const isRefund = settled.refund > 0;
  return (
    <aside className="flex h-full min-h-0 w-[29rem] shrink-0 flex-col border-s border-line bg-surface xl:w-[30rem]">
      {props.checkTable === undefined ? null : <CheckName table={props.checkTable} />}
      <div className="min-h-0 flex-1 overflow-auto">
        <Lines {...props} />
      </div>
      {props.undoText === null ? null : (
        <div className="px-3 py-2">
          <UndoBar text={props.undoText} undoLabel={t('undo')} onUndo={props.onUndo} />
        </div>
      )}
      <div className="shrink-0 border-t border-line bg-raised pb-3">
        <Totals settled={settled} />
        <div className="flex min-h-14 items-end justify-between gap-3 px-4">
          <span className="pb-0.5 text-base font-semibold leading-tight">
            {t(isRefund ? 'sale.total-refund' : 'sale.total')}
            <bdi className="block text-[13px] font-normal text-soft">{t('sale.count', { count: pieces })}</bdi>
          </span>
          <MoneyText minor={isRefund ? settled.refund : settled.collect} scale="display" testId="sale-total" />
        </div>
        <Actions {...props} />
        <div className="px-3 pt-2">
          <Button
            tone="primary"
            size="giant"
            wide
            hint="F12"
            icon={<Wallet size={24} aria-hidden="true" />}
            isDisabled={!props.canTender}
            onPress={props.onTender}
            testId="tender"
          >
            {t(isRefund ? 'sale.refund-action' : 'sale.tender-action')}
          </Button>
        </div>
      </div>
    </aside>
  );
}
