import type { ReactElement } from 'react';
import type { LineId, SaleId } from '../../../domain/id.ts';
import { minor } from '../../../domain/money/minor.ts';
import { type ReturnableLine, returnableLines } from '../../../domain/sale/returnable.ts';
import type { CompletedSale } from '../../../domain/sale/sale.ts';
import { useText } from '../../kit/text.tsx';
import {
  JournalView,
  type JournalViewProps,
  journalColumns,
  type SaleSummary,
} from '../../terminal/journal/journal-view.tsx';
import { receiptLines } from '../../terminal/journal/receipt-lines.ts';
import { type ReturnPicks, ReturnView, type ReturnViewProps } from '../../terminal/journal/return-view.tsx';
import { type SuspendedRow, SuspendedView } from '../../terminal/sale/suspended-view.tsx';
import { galleryId, galleryNow } from '../fixtures/ids.ts';

import { completed, galleryStaffId, paidInCash, typicalSale } from '../fixtures/sales.ts';
import { type GalleryShop, withLongNames } from '../fixtures/shop.ts';
import { Held, nowhere } from '../held.tsx';
import type { Specimen } from '../specimen.ts';

function record(shop: GalleryShop): CompletedSale {
  return completed(shop, paidInCash(shop, typicalSale(shop), shop.price(10_000)));
}

function summaries(shop: GalleryShop, first: CompletedSale): readonly SaleSummary[] {
  return Array.from({ length: 18 }, (_, index) => ({
    saleId: index === 0 ? first.saleId : galleryId<SaleId>(300 + index),
    transactionNumber: `A1-${String(128 - index).padStart(6, '0')}`,
    kind: index === 3 ? ('return' as const) : index === 6 ? ('exchange' as const) : ('sale' as const),
    businessDate: '2026-11-21',
    completedAt: galleryNow - index * 780_000,
    staffId: galleryStaffId,
    staffName: index % 3 === 1 ? 'Jonas Petersen' : 'Maya Siregar',
    lines: index === 0 ? first.lines.filter((line) => line.voided === null).length : 1 + ((index * 5) % 7),
    collect: minor(index === 3 ? 0 : index === 0 ? first.settled.collect : shop.price(390 + index * 431)),
    refund: minor(index === 3 ? shop.price(1800) : 0),
    flags: index === 8 ? ['late'] : [],
  }));
}

function Journal({ shop, ...change }: Partial<JournalViewProps> & { readonly shop: GalleryShop }): ReactElement {
  const sale = record(shop);
  const chosen = {
    sale,
    transactionNumber: 'A1-000128',
    businessDate: '2026-11-21',
    staffName: 'Maya Siregar',
    no: 184_211,
    shortHash: '9f2c61d07ab3e448',
    reprints: 0,
    flags: [],
  };
  return (
    <JournalView
      text=""
      onText={nowhere}
      sales={summaries(shop, sale)}
      openings={[]}
      chosen={chosen}
      paper={receiptLines(chosen, shop.settings, journalColumns)}
      message={null}
      hasMore
      onMore={nowhere}
      onChoose={nowhere}
      onReprint={nowhere}
      onReturn={nowhere}
      onBack={nowhere}
      {...change}
    />
  );
}

const journal: Specimen = {
  id: 'journal',
  states: {
    chosen: (shop) => <Journal shop={shop} />,
    'drawer-opened': (shop) => (
      <Journal
        shop={shop}
        openings={[
          { no: 184_209, drawer: 'drawer-a', openedAt: galleryNow - 400_000 },
          { no: 184_196, drawer: 'drawer-a', openedAt: galleryNow - 2_900_000 },
        ]}
      />
    ),
    'none-chosen': (shop) => <Journal shop={shop} chosen={null} paper={null} />,
    empty: (shop) => <Journal shop={shop} sales={[]} chosen={null} paper={null} hasMore={false} />,
    'nothing-found': (shop) => (
      <Journal shop={shop} text="999.99" sales={[]} chosen={null} paper={null} hasMore={false} />
    ),
    'long-names': (shop) => <Journal shop={withLongNames(shop)} />,
  },
};

interface ReturningProps {
  readonly shop: GalleryShop;
  readonly found: boolean;
  readonly picks?: ReturnPicks;
  readonly problem?: string;
  readonly returnedMilli?: (lineId: LineId) => number;
}
function Returning({ shop, found, picks: first, problem, returnedMilli = () => 0 }: ReturningProps): ReactElement {
  const t = useText();
  const lines: readonly ReturnableLine[] = found ? returnableLines(record(shop), returnedMilli) : [];
  const picks =
    first ?? new Map(lines.slice(0, 1).map(({ line, leftMilli }) => [line.lineId, Math.min(1000, leftMilli)]));
  const fixed: Omit<ReturnViewProps, 'picks' | 'onPick' | 'refund'> = {
    number: found ? 'A1-000128' : '',
    onNumber: nowhere,
    onFind: nowhere,
    transactionNumber: found ? 'A1-000128' : null,
    lines,
    restock: true,
    reasonCode: 'faulty',
    reasons: shop.settings.reasons.filter((reason) => reason.for.includes('sale.return')),
    problem: problem === undefined ? null : t(problem),
    onRestock: nowhere,
    onReason: nowhere,
    onAdd: nowhere,
    onBack: nowhere,
  };
  return (
    <Held<ReturnPicks> start={picks}>
      {(held, hold) => (
        <ReturnView
          {...fixed}
          picks={held}
          refund={held.size === 0 ? 0 : shop.price(390)}
          onPick={(lineId, milli) => hold(new Map(held).set(lineId, milli))}
        />
      )}
    </Held>
  );
}

const returns: Specimen = {
  id: 'return',
  states: {
    empty: (shop) => <Returning shop={shop} found={false} />,
    found: (shop) => <Returning shop={shop} found />,
    'partly-returned': (shop) => <Returning shop={shop} found returnedMilli={() => 1000} />,
    'not-found': (shop) => <Returning shop={shop} found={false} problem="refusal.sale-unknown" />,
    'long-names': (shop) => <Returning shop={withLongNames(shop)} found />,
  },
};

function suspendedRows(shop: GalleryShop): readonly SuspendedRow[] {
  return [0, 1, 2].map((index) => ({
    saleId: galleryId<SaleId>(400 + index),
    label: index === 1 ? '' : (shop.items[index * 4]?.name ?? ''),
    suspendedAt: galleryNow - (index + 1) * 900_000,
    staffName: 'Maya Siregar',
    lineCount: 2 + index * 3,
    total: shop.price(1230 * (index + 1)),
  }));
}

const suspended: Specimen = {
  id: 'suspended',
  states: {
    typical: (shop) => (
      <SuspendedView rows={suspendedRows(shop)} onResume={nowhere} onBack={nowhere} onNewCheck={nowhere} />
    ),
    empty: () => <SuspendedView rows={[]} onResume={nowhere} onBack={nowhere} onNewCheck={nowhere} />,
    'long-names': (shop) => (
      <SuspendedView
        rows={suspendedRows(withLongNames(shop)).map((row) => ({ ...row, total: row.total * 1_000_000 }))}
        onResume={nowhere}
        onBack={nowhere}
        onNewCheck={nowhere}
      />
    ),
  },
};

export const specimens: readonly Specimen[] = [journal, returns, suspended];
