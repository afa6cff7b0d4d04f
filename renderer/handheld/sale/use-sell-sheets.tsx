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
import type { DiscountWish, Done, HandheldEngine, HandheldRefusal } from '../engine/handheld-engine.ts';
import type { HandheldState } from '../engine/handheld-state.ts';
import { useConsent } from '../staff/use-consent.tsx';
import { AmountSheet } from './amount-sheet.tsx';
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
  /** Goods by weight: nothing is rung before they are weighed; `price`: nor before a price is keyed where there is none. */
  | { readonly kind: 'weigh' | 'price'; readonly item: Item };

export interface SellSheets {
  readonly open: (sheet: SellSheet) => void;
  /** Something in the sale is above the role's limit: somebody else consents before any money moves, then it goes on. */
  readonly askConsent: (need: ConsentNeed, again: () => void) => void;
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

/** What a refusal says somebody else has to consent to. */
type ConsentNeed = NonNullable<HandheldRefusal['need']>;

/** The reason that stands in the sale for what is consented to. */
function reasonIn(state: HandheldState, { permission, objectId }: ConsentNeed): string {
  const { lines = [], discounts = [] } = state.sale?.open ?? {};
  const discounted = lines.find(({ lineId }) => lineId === objectId)?.discounts ?? discounts;
  if (permission === 'discount.line' || permission === 'discount.sale') return discounted[0]?.reasonCode ?? '';
  return lines.find(({ direction }) => direction === 'return')?.reasonCode ?? '';
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
  /** Done; or somebody else consents, and it is done again; or why not is said. */
  const withConsent = (done: Done, reasonCode: string, again: () => void): void => {
    const need = done.ok ? undefined : done.refusal.need;
    if (need === undefined) {
      settle(done);
      return;
    }
    close();
    consent.ask({ wish: { ...need, reasonCode }, again });
  };
  const discount = (lineId: LineId | null, wish: DiscountWish): void => {
    const act = (): Done => engine.discount(lineId, wish);
    withConsent(act(), wish.reasonCode, () => settle(act()));
  };
  const voidSale = (reasonCode: string): void => {
    const act = (): Promise<Done> => engine.voidSale(reasonCode);
    void act().then((done) => withConsent(done, reasonCode, () => void act().then((then) => settle(then))));
  };
  const drawn =
    sheet === null ? null : (
      <OpenSheet {...{ engine, state, acts, sheet, problem, open, close, settle, discount, voidSale }} {...use} />
    );
  const askConsent = (need: ConsentNeed, again: () => void): void => {
    close();
    consent.ask({ wish: { ...need, reasonCode: reasonIn(state, need) }, again });
  };
  return { open, askConsent, sheet: consent.sheet ?? drawn };
}

interface OpenSheetProps extends SheetUse {
  readonly sheet: SellSheet;
  readonly problem: string | null;
  readonly open: (sheet: SellSheet | null) => void;
  readonly close: () => void;
  readonly settle: (done: Done, next?: SellSheet | null) => void;
  readonly discount: (lineId: LineId | null, wish: DiscountWish) => void;
  readonly voidSale: (reasonCode: string) => void;
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
          onVoid={props.voidSale}
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
    case 'price':
      return <OpenPrice {...props} item={sheet.item} />;
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

/** The price of goods that have none in the catalog. */
function OpenPrice({ engine, item, problem, settle, close }: OpenSheetProps & { readonly item: Item }): ReactElement {
  const t = useText();
  return (
    <AmountSheet
      title={item.name}
      text={t('sale.open-price')}
      act={t('sale.add')}
      problem={problem}
      onApply={(amount) => settle(engine.addItem(item.itemId, undefined, amount))}
      onClose={close}
    />
  );
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
      onNewTable={() => {
        // A table opened for goods that can not go onto it would stand there empty.
        settle(engine.mayPutOn(), { kind: 'new-table' });
      }}
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
