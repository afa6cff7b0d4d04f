import type { ReactElement } from 'react';
import type { Item } from '../../../domain/catalog/item.ts';
import { minor } from '../../../domain/money/minor.ts';
import type { OpenSale } from '../../../domain/sale/sale.ts';
import type { HandheldState, SaleState } from '../../handheld/engine/handheld-state.ts';
import { AmountSheet } from '../../handheld/sale/amount-sheet.tsx';
import { DiscountSheet } from '../../handheld/sale/discount-sheet.tsx';
import { HoldSheet } from '../../handheld/sale/hold-sheet.tsx';
import { LineSheet } from '../../handheld/sale/line-sheet.tsx';
import { QuantitySheet } from '../../handheld/sale/quantity-sheet.tsx';
import { SalePane } from '../../handheld/sale/sale-pane.tsx';
import { SellScreen } from '../../handheld/sale/sell-screen.tsx';
import { VoidSaleSheet } from '../../handheld/sale/void-sale-sheet.tsx';
import type { ScanFeedback } from '../../handheld/scan/scan-view.tsx';
import { CardSheet } from '../../handheld/tender/card-sheet.tsx';
import { DoneScreen } from '../../handheld/tender/done-screen.tsx';
import { TenderScreen } from '../../handheld/tender/tender-screen.tsx';
import {
  exchangeSale,
  hugeSale,
  longSale,
  paidByCard,
  paidInCash,
  ring,
  saleAfter,
  typicalSale,
} from '../fixtures/sales.ts';
import { type GalleryShop, itemNamed, withLongNames } from '../fixtures/shop.ts';
import { nowhere } from '../held.tsx';
import { phoneScreens, type Specimen, type State } from '../specimen.ts';
import { PhoneStage } from './phone-stage.tsx';
import { openChecks } from './still-checks.ts';
import { doneSale, heldSales, hubAway, outboxOf, paidState, phoneState, saleState } from './still-states.ts';

function sell(
  shop: GalleryShop,
  over: Partial<HandheldState> = {},
  said: { readonly feedback?: ScanFeedback; readonly priceless?: Item } = {},
): ReactElement {
  return (
    <PhoneStage shop={shop} state={phoneState(shop, over)}>
      {(parts) => (
        <SellScreen
          {...parts}
          scans={{ feedback: said.feedback ?? null, say: nowhere, onScan: nowhere }}
          {...{ priceless: said.priceless ?? null, onPriced: nowhere }}
          ordering={null}
          onCheck={nowhere}
          onPay={nowhere}
          onPlace={nowhere}
          onLineState={nowhere}
        />
      )}
    </PhoneStage>
  );
}

function tender(shop: GalleryShop, open: OpenSale, over: Partial<HandheldState> = {}): ReactElement {
  return (
    <PhoneStage shop={shop} state={phoneState(shop, over)}>
      {(parts) => <TenderScreen {...parts} sale={saleState(shop, open)} onBack={nowhere} />}
    </PhoneStage>
  );
}

function done(shop: GalleryShop, over: Partial<HandheldState> = {}): ReactElement {
  const state = phoneState(shop, { done: paidState(shop), outbox: outboxOf(shop, 0), ...over });
  if (state.done === null) return <p />;
  const finished = state.done;
  return (
    <PhoneStage shop={shop} state={state}>
      {(parts) => <DoneScreen {...parts} done={finished} onNext={nowhere} />}
    </PhoneStage>
  );
}

function sheet(draw: (shop: GalleryShop) => ReactElement): State {
  return (shop) => (
    <PhoneStage shop={shop} state={phoneState(shop)}>
      {() => draw(shop)}
    </PhoneStage>
  );
}

function lineSheet(shop: GalleryShop, at: number): ReactElement {
  const open = typicalSale(shop);
  const line = open.lines[at] ?? open.lines[0];
  if (line === undefined) throw new Error('the gallery has no line');
  return (
    <LineSheet
      line={line}
      gross={shop.price(780)}
      reasons={shop.settings.reasons.slice(0, 3)}
      mayDiscount
      problem={null}
      {...{ onMilli: nowhere, onKeyQuantity: nowhere, onDiscount: nowhere, onRemoveDiscount: nowhere }}
      {...{ onVoid: nowhere, onClose: nowhere }}
    />
  );
}

const nothing = { onClose: nowhere, problem: null } as const;
const acts = {
  ...{ onLine: nowhere, onPay: nowhere, onHold: nowhere, onDiscount: nowhere, onVoid: nowhere, onUndo: nowhere },
};
function pane(sale: SaleState | null): ReactElement {
  return (
    <main className="h-full">
      <h1 className="sr-only">Sale</h1>
      <SalePane sale={sale} check={null} {...acts} />
    </main>
  );
}
const undo = { kind: 'added', name: 'Espresso' } as const;

export const specimens: readonly Specimen[] = [
  {
    id: 'phone-sell',
    screens: phoneScreens,
    states: {
      typical: (shop) => sell(shop, { suspended: heldSales(shop) }),
      empty: (shop) => sell(shop, { sale: null }),
      scanned: (shop) => sell(shop, {}, { feedback: { tone: 'ok', title: shop.items[1]?.name ?? '' } }),
      'unknown-code': (shop) =>
        sell(shop, {}, { feedback: { tone: 'warn', title: '4012345678901', text: '4012345678901' } }),
      'open-price': (shop) => sell(shop, {}, { priceless: { ...itemNamed(shop, 'K02'), unitPrice: minor(0) } }),
      offline: (shop) => sell(shop, { hub: hubAway, outbox: outboxOf(shop, 7) }),
      'no-refunds': (shop) => sell(shop, { hub: hubAway, lease: { state: 'no-refunds', nextAt: null } }),
      'no-sales': (shop) => sell(shop, { hub: hubAway, lease: { state: 'no-sales', nextAt: null } }),
      'catalog-loading': (shop) =>
        sell(shop, {
          sale: null,
          catalog: { ...phoneState(shop).catalog, standing: 'empty', grid: [], categories: [] },
        }),
      'long-names': (shop) => sell(withLongNames(shop)),
      'huge-figures': (shop) => sell(shop, { sale: saleState(shop, hugeSale(shop)) }),
      'many-lines': (shop) => sell(shop, { sale: saleState(shop, longSale(shop, 60)) }),
      exchange: (shop) => sell(shop, { sale: saleState(shop, exchangeSale(shop, [])) }),
    },
  },
  {
    id: 'phone-sale',
    screens: phoneScreens,
    states: {
      typical: sheet((shop) => pane(saleState(shop, typicalSale(shop), { undo }))),
      empty: sheet(() => pane(null)),
      huge: sheet((shop) => pane(saleState(shop, hugeSale(shop)))),
    },
  },
  {
    id: 'phone-sale-sheets',
    screens: phoneScreens,
    states: {
      line: sheet((shop) => lineSheet(shop, 0)),
      'line-discounted': sheet((shop) => lineSheet(shop, 4)),
      'line-weighed': sheet((shop) => lineSheet(shop, 2)),
      weigh: sheet(() => <QuantitySheet name="House blend" unit="kg" onApply={nowhere} {...nothing} />),
      quantity: sheet(() => <QuantitySheet name="Espresso" unit="each" onApply={nowhere} {...nothing} />),
      discount: sheet((shop) => (
        <DiscountSheet name={null} reasons={shop.settings.reasons.slice(0, 3)} onApply={nowhere} {...nothing} />
      )),
      void: sheet((shop) => <VoidSaleSheet reasons={shop.settings.reasons} onVoid={nowhere} {...nothing} />),
      hold: sheet((shop) => (
        <HoldSheet
          isOffline={false}
          isBusy={false}
          tables={openChecks(shop)}
          {...{ onHold: nowhere, onTable: nowhere, onNewTable: nowhere }}
          {...nothing}
        />
      )),
      amount: sheet(() => <AmountSheet title="…" text="…" act="…" onApply={nowhere} {...nothing} />),
    },
  },
  {
    id: 'phone-tender',
    screens: phoneScreens,
    states: {
      due: (shop) => tender(shop, typicalSale(shop)),
      split: (shop) => tender(shop, paidByCard(shop, typicalSale(shop), shop.price(1_000)), { hub: hubAway }),
      refund: (shop) => tender(shop, exchangeSale(shop, [])),
      even: (shop) => tender(shop, paidByCard(shop, saleAfter(shop, [ring(shop, 'K01')]), shop.price(240))),
      huge: (shop) => tender(shop, hugeSale(shop)),
      card: sheet((shop) => (
        <CardSheet amount={shop.price(2_340)} direction="taken" isBusy={false} onTaken={nowhere} {...nothing} />
      )),
    },
  },
  {
    id: 'phone-done',
    screens: phoneScreens,
    states: {
      change: (shop) => done(shop),
      offline: (shop) => done(shop, { hub: hubAway, outbox: outboxOf(shop, 4) }),
      refund: (shop) => done(shop, { done: doneSale(shop, paidInCash(shop, exchangeSale(shop, []))) }),
      huge: (shop) => done(shop, { done: doneSale(shop, paidInCash(shop, hugeSale(shop))) }),
      'long-receipt': (shop) => done(shop, { done: doneSale(shop, paidInCash(shop, longSale(shop, 60))) }),
    },
  },
];
