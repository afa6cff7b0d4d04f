import type { ReactElement } from 'react';
import { accept } from '../../../domain/outcome.ts';
import { returnableLines } from '../../../domain/sale/returnable.ts';
import { OpenScreen } from '../../handheld/check/open-screen.tsx';
import type { HandheldEngine, ReturnableSale } from '../../handheld/engine/handheld-engine.ts';
import type { HandheldState } from '../../handheld/engine/handheld-state.ts';
import { ReturnScreen } from '../../handheld/journal/return-screen.tsx';
import { OutboxScreen } from '../../handheld/outbox/outbox-screen.tsx';
import { CountSheet } from '../../handheld/stock/count-sheet.tsx';
import { StockScreen } from '../../handheld/stock/stock-screen.tsx';
import { StockView } from '../../handheld/stock/stock-view.tsx';
import { CashCountView } from '../../handheld/till/count-view.tsx';
import { ShiftScreen } from '../../handheld/till/shift-screen.tsx';
import { galleryNow } from '../fixtures/ids.ts';
import { completed, paidInCash, typicalSale } from '../fixtures/sales.ts';
import type { GalleryShop } from '../fixtures/shop.ts';
import { nowhere } from '../held.tsx';
import { phoneScreens, type Specimen, type State } from '../specimen.ts';
import { type PhoneParts, PhoneStage } from './phone-stage.tsx';
import { emptyOutbox, heldSales, hubAway, hubHere, outboxOf, phoneState } from './still-states.ts';

type Draw = (parts: PhoneParts) => ReactElement;
function stage(draw: Draw, over: (shop: GalleryShop) => Partial<HandheldState> = () => ({})): State {
  return (shop) => (
    <PhoneStage shop={shop} state={phoneState(shop, over(shop))}>
      {draw}
    </PhoneStage>
  );
}

const outbox: Draw = (parts) => <OutboxScreen {...parts} onBack={nowhere} />;
const held: Draw = (parts) => (
  <OpenScreen {...parts} onCheck={nowhere} onOpened={nowhere} onResumed={nowhere} onBack={nowhere} />
);
const shift: Draw = (parts) => <ShiftScreen {...parts} onBack={nowhere} />;
const stock: Draw = (parts) => <StockScreen {...parts} onBack={nowhere} />;
const returning: Draw = (parts) => <ReturnScreen {...parts} startNumber="" onAdded={nowhere} onBack={nowhere} />;

function found(shop: GalleryShop): ReturnableSale {
  const sale = completed(shop, paidInCash(shop, typicalSale(shop)));
  const lines = returnableLines(sale, () => 0);
  const rows = lines.map((row, index) => (index === 1 ? { ...row, returnedMilli: 2_000, leftMilli: 0 } : row));
  return { saleId: sale.saleId, number: 'B7-000127', completedAt: galleryNow - 86_400_000, lines: rows };
}
function returnFound(shop: GalleryShop): ReactElement {
  const answers: Partial<HandheldEngine> = { findReceipt: async () => accept(found(shop)) };
  return (
    <PhoneStage shop={shop} state={phoneState(shop)} answers={answers}>
      {(parts) => <ReturnScreen {...parts} startNumber="B7-000127" onAdded={nowhere} onBack={nowhere} />}
    </PhoneStage>
  );
}

function stockItem(onHandMilli: number | null, isLive: boolean): State {
  return (shop) => {
    const item = shop.items[3];
    if (item === undefined) throw new Error('the gallery has no item');
    return (
      <PhoneStage shop={shop} state={phoneState(shop)}>
        {() => (
          <StockView
            query=""
            hits={[]}
            item={item}
            stock={{ itemId: item.itemId, tracked: true, onHandMilli, isLive }}
            mayCount={isLive}
            said={onHandMilli === null ? null : { tone: 'ok', text: '…' }}
            {...{ onQuery: nowhere, onItem: nowhere, onScan: nowhere, onCount: nowhere, onBack: nowhere }}
          />
        )}
      </PhoneStage>
    );
  };
}

const troubles = (shop: GalleryShop): Partial<HandheldState> => {
  const base = phoneState(shop);
  return {
    hub: { ...hubAway, isClockWrong: true },
    lease: { state: 'warn', nextAt: galleryNow + 3_600_000 },
    outbox: outboxOf(shop, 7),
    update: { version: '1.5.0', waitsFor: 'outbox', mayActivate: false },
    device: base.device === null ? null : { ...base.device, persisted: false, storageUsedPpm: 870_000 },
  };
};

export const specimens: readonly Specimen[] = [
  {
    id: 'phone-outbox',
    screens: phoneScreens,
    states: {
      safe: stage(outbox, (shop) => ({ outbox: outboxOf(shop, 0) })),
      pending: stage(outbox, (shop) => ({ hub: hubAway, outbox: outboxOf(shop, 7) })),
      empty: stage(outbox, () => ({ outbox: emptyOutbox })),
      troubles: stage(outbox, troubles),
      'no-sales': stage(outbox, () => ({ hub: hubAway, lease: { state: 'no-sales', nextAt: null } })),
      'no-refunds': stage(outbox, () => ({ hub: hubAway, lease: { state: 'no-refunds', nextAt: galleryNow } })),
      'old-copy': stage(outbox, (shop) => ({ hub: { ...hubHere, halt: 'hub-older' }, outbox: outboxOf(shop, 3) })),
      'two-copies': stage(outbox, () => ({ hub: { ...hubHere, halt: 'hub-forked' } })),
      'other-store': stage(outbox, () => ({ hub: { ...hubHere, halt: 'hub-foreign' } })),
      'disk-trouble': stage(outbox, (shop) => ({ outbox: { ...outboxOf(shop, 2), isDiskInTrouble: true } })),
      'update-ready': stage(outbox, () => ({ update: { version: '1.5.0', waitsFor: null, mayActivate: true } })),
      'update-window': stage(outbox, () => ({ update: { version: '1.5.0', waitsFor: 'window', mayActivate: false } })),
      'update-sale': stage(outbox, () => ({ update: { version: '1.5.0', waitsFor: 'sale', mayActivate: false } })),
      'upgrade-needed': stage(outbox, () => ({ hub: { ...hubHere, reading: 'upgrade-needed' } })),
    },
  },
  {
    id: 'phone-held',
    screens: phoneScreens,
    states: {
      some: stage(held, (shop) => ({ suspended: heldSales(shop) })),
      offline: stage(held, (shop) => ({ suspended: heldSales(shop), hub: hubAway })),
      neither: stage(held),
    },
  },
  {
    id: 'phone-return',
    screens: phoneScreens,
    states: {
      empty: stage(returning),
      found: returnFound,
      offline: stage(returning, () => ({ hub: hubAway })),
      barred: stage(returning, () => ({ hub: hubAway, lease: { state: 'no-refunds', nextAt: null } })),
    },
  },
  {
    id: 'phone-stock',
    screens: phoneScreens,
    states: {
      empty: stage(stock),
      live: stockItem(14_000, true),
      'last-known': stockItem(-2_000, false),
      unknown: stockItem(null, false),
      count: stage(() => <CountSheet name="Flat white" unit="each" onCount={nowhere} onClose={nowhere} />),
    },
  },
  {
    id: 'phone-shift',
    screens: phoneScreens,
    states: {
      open: stage(shift),
      none: stage(shift, () => ({ shift: null })),
      count: (shop) => (
        <PhoneStage shop={shop} state={phoneState(shop)}>
          {() => (
            <CashCountView
              values={[5000, 2000, 1000, 500, 200, 100, 50].map(shop.price)}
              pieces={new Map([[shop.price(5000), '3']])}
              total={shop.price(15_000)}
              problem={null}
              slips={shop.price(21_930)}
              {...{ onSlips: nowhere, onPieces: nowhere, onCommit: nowhere, onBack: nowhere }}
            />
          )}
        </PhoneStage>
      ),
    },
  },
];
