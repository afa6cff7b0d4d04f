import { type ReactElement, useState } from 'react';
import type { Item } from '../../../domain/catalog/item.ts';
import type { CheckId, LineId } from '../../../domain/id.ts';
import { quantity } from '../../../domain/quantity/quantity.ts';
import type { SaleLine } from '../../../domain/sale/sale.ts';
import { BottomSheet } from '../../kit/bottom-sheet.tsx';
import { useLanguage, useText } from '../../kit/text.tsx';
import { useRefusalText } from '../app/refusal-text.ts';
import { CheckDetailsSheet } from '../check/check-details-sheet.tsx';
import { checkName, inTableOrder } from '../check/check-name.ts';
import { newCheck } from '../check/open-screen.tsx';
import type { SellCheck } from '../check/sale-strip.tsx';
import { useOnce } from '../check/use-once.ts';
import type { CheckDetails } from '../engine/check-engine.ts';
import type { DiscountWish, Done, HandheldEngine } from '../engine/handheld-engine.ts';
import type { HandheldState } from '../engine/handheld-state.ts';
import { useConsent } from '../staff/use-consent.tsx';
import { DiscountSheet } from './discount-sheet.tsx';
import { HoldSheet } from './hold-sheet.tsx';
import { LineSheet } from './line-sheet.tsx';
import { QuantitySheet } from './quantity-sheet.tsx';
import { reasonsFor } from './reason-choice.tsx';
import { SalePane, type SalePaneActs } from './sale-pane.tsx';
import { VoidSaleSheet } from './void-sale-sheet.tsx';

/** What stands over the screen that sells. */
export type SellSheet =
  | { readonly kind: 'sale' | 'hold' | 'void' | 'new-table' }
  | { readonly kind: 'line'; readonly lineId: LineId }
  | { readonly kind: 'line-quantity'; readonly lineId: LineId }
  | { readonly kind: 'discount'; readonly lineId: LineId | null }
  /** Goods by weight: nothing is rung before they are weighed. */
  | { readonly kind: 'weigh'; readonly item: Item };

export interface SellSheets {
  readonly open: (sheet: SellSheet) => void;
  /** A refund above the role's limit: somebody else consents before any money moves, then it goes on to the money. */
  readonly askRefund: () => void;
  readonly sheet: ReactElement | null;
}

interface SheetUse {
  readonly engine: HandheldEngine;
  readonly state: HandheldState;
  readonly acts: Pick<SalePaneActs, 'onPay'>;
  readonly check: SellCheck | null;
  /** What was rung is on a table now: on which, in words. */
  readonly onPutOn: (said: string) => void;
}

/** The share of the price a discount is, ppm, for consent; an amount is shared by the engine, so its figure is the amount. */
function figureOf(wish: DiscountWish): number {
  return wish.kind === 'percent' ? wish.ratePpm : wish.amount;
}

function lineOf(state: HandheldState, lineId: LineId): SaleLine | null {
  return state.sale?.open.lines.find((line) => line.lineId === lineId) ?? null;
}

/** Everything that opens over the screen that sells, and what it does. */
export function useSellSheets({ engine, state, acts, ...use }: SheetUse): SellSheets {
  const refusalText = useRefusalText();
  const [sheet, setSheet] = useState<SellSheet | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const consent = useConsent(engine, state);
  const open = (next: SellSheet | null): void => {
    setProblem(null);
    setSheet(next);
  };
  const close = (): void => open(null);
  const settle = (done: Done, next: SellSheet | null = null): void => {
    if (done.ok) open(next);
    else setProblem(refusalText(done.refusal));
  };
  const discount = (lineId: LineId | null, wish: DiscountWish): void => {
    const done = engine.discount(lineId, wish);
    if (done.ok || done.refusal.code !== 'override-needed') {
      settle(done);
      return;
    }
    const permission = lineId === null ? 'discount.sale' : 'discount.line';
    const objectId = lineId ?? state.sale?.open.saleId ?? '';
    close();
    consent.ask({
      wish: { permission, objectId, amount: figureOf(wish), reasonCode: wish.reasonCode },
      again: () => settle(engine.discount(lineId, wish)),
    });
  };
  const drawn =
    sheet === null ? null : (
      <OpenSheet {...{ engine, state, acts, sheet, problem, open, close, settle, discount }} {...use} />
    );
  const askRefund = (): void => {
    const { sale } = state;
    if (sale === null) return;
    const reasonCode = sale.open.lines.find(({ direction }) => direction === 'return')?.reasonCode ?? '';
    const objectId = sale.open.saleId;
    close();
    consent.ask({
      wish: { permission: 'sale.return', objectId, amount: sale.settled.refund, reasonCode },
      again: acts.onPay,
    });
  };
  return { open, askRefund, sheet: consent.sheet ?? drawn };
}

interface OpenSheetProps extends SheetUse {
  readonly sheet: SellSheet;
  readonly problem: string | null;
  readonly open: (sheet: SellSheet | null) => void;
  readonly close: () => void;
  readonly settle: (done: Done, next?: SellSheet | null) => void;
  readonly discount: (lineId: LineId | null, wish: DiscountWish) => void;
}

function OpenSheet(props: OpenSheetProps): ReactElement | null {
  const { sheet, engine, state, problem, close, settle, discount } = props;
  const reasons = state.settings?.reasons ?? [];
  switch (sheet.kind) {
    case 'sale':
      return <SaleSheet {...props} />;
    case 'line':
    case 'line-quantity':
      return <OneLine {...props} lineId={sheet.lineId} />;
    case 'hold':
    case 'new-table':
      return <AsideSheet {...props} />;
    case 'void':
      return (
        <VoidSaleSheet
          reasons={reasonsFor(reasons, 'sale.void')}
          problem={problem}
          onVoid={(code) => void engine.voidSale(code).then((done) => settle(done))}
          onClose={close}
        />
      );
    case 'discount':
      return (
        <DiscountSheet
          name={sheet.lineId === null ? null : (lineOf(state, sheet.lineId)?.name ?? '')}
          reasons={reasonsFor(reasons, sheet.lineId === null ? 'discount.sale' : 'discount.line')}
          problem={problem}
          onApply={(wish) => discount(sheet.lineId, wish)}
          onClose={close}
        />
      );
    case 'weigh':
      return (
        <QuantitySheet
          name={sheet.item.name}
          unit={sheet.item.unit}
          problem={problem}
          onApply={(milli) => settle(engine.addItem(sheet.item.itemId, quantity(milli, sheet.item.unit)))}
          onClose={close}
        />
      );
  }
}

/** Goods put aside: on hold under a name, or onto the check of a table. */
function AsideSheet({ engine, state, sheet, problem, ...props }: OpenSheetProps): ReactElement {
  const t = useText();
  const language = useLanguage();
  const { isBusy, run } = useOnce();
  const { open, close, settle, onPutOn } = props;
  const put = async (checkId: CheckId, table: string): Promise<void> => {
    const done = await engine.addToCheck(checkId);
    // A table that was just opened stands among the others now.
    if (!done.ok) open({ kind: 'hold' });
    settle(done);
    if (done.ok) onPutOn(t('check.put-on', { name: checkName(t, table) }));
  };
  const openAndPut = async (details: CheckDetails): Promise<void> => {
    const opened = await engine.openCheck(details);
    if (opened.ok) await put(opened.value, details.table);
    else settle(opened);
  };
  if (sheet.kind === 'new-table')
    return (
      <CheckDetailsSheet
        {...{ problem, isBusy }}
        title={t('check.new')}
        act={t('check.put')}
        start={newCheck}
        onApply={(details) => run(() => openAndPut(details))}
        onClose={close}
      />
    );
  return (
    <HoldSheet
      {...{ problem, isBusy }}
      isOffline={state.hub.standing === 'away'}
      tables={inTableOrder(state.checks, language)}
      onTable={(checkId) => {
        const table = state.checks.find((check) => check.checkId === checkId)?.table ?? '';
        run(() => put(checkId, table));
      }}
      onNewTable={() => open({ kind: 'new-table' })}
      onHold={(label) => run(async () => settle(await engine.suspend(label)))}
      onClose={close}
    />
  );
}

/** What leaves the sale takes the sheet of the sale with it. */
function shutting(check: SellCheck, close: () => void): SellCheck {
  const after = (act: () => void) => () => {
    close();
    act();
  };
  return check.kind === 'ordering'
    ? { ...check, onPut: after(check.onPut) }
    : { ...check, onPutBack: after(check.onPutBack) };
}

/** The whole sale on a phone. */
function SaleSheet({ engine, state, acts, check, open, close }: OpenSheetProps): ReactElement {
  const t = useText();
  return (
    <BottomSheet title={t('sale.title')} closeLabel={t('close')} onClose={close} testId="sale-sheet">
      <div className="-m-4 h-[75dvh]">
        <SalePane
          sale={state.sale}
          check={check === null ? null : shutting(check, close)}
          onLine={(lineId) => open({ kind: 'line', lineId })}
          onPay={() => {
            close();
            acts.onPay();
          }}
          onHold={() => open({ kind: 'hold' })}
          onDiscount={() => open({ kind: 'discount', lineId: null })}
          onVoid={() => open({ kind: 'void' })}
          onUndo={engine.undo}
        />
      </div>
    </BottomSheet>
  );
}

function OneLine({
  engine,
  state,
  sheet,
  problem,
  ...props
}: OpenSheetProps & { readonly lineId: LineId }): ReactElement | null {
  const { lineId, open, close, settle } = props;
  const line = lineOf(state, lineId);
  if (line === null) return null;
  const here: SellSheet = { kind: 'line', lineId };
  if (sheet.kind === 'line-quantity')
    return (
      <QuantitySheet
        name={line.name}
        unit={line.quantity.unit}
        problem={problem}
        onApply={(milli) => settle(engine.setQuantity(lineId, milli))}
        onClose={close}
      />
    );
  return (
    <LineSheet
      line={line}
      gross={state.sale?.settled.lines.find((settled) => settled.lineId === lineId)?.gross ?? 0}
      reasons={reasonsFor(state.settings?.reasons ?? [], 'line.void')}
      mayDiscount={(state.may.get('discount.line') ?? 'hidden') !== 'hidden'}
      problem={problem}
      onMilli={(milli) => settle(engine.setQuantity(lineId, milli), here)}
      onKeyQuantity={() => open({ kind: 'line-quantity', lineId })}
      onDiscount={() => open({ kind: 'discount', lineId })}
      onRemoveDiscount={(discountId) => settle(engine.removeDiscount(discountId), here)}
      onVoid={(code) => settle(engine.voidLine(lineId, code))}
      onClose={close}
    />
  );
}
