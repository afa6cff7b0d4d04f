import type { ReactElement } from 'react';
import type { Finding, FindingAbout, FindingDetail } from '../../../contracts/finding.ts';
import type { OpId, SaleId } from '../../../domain/id.ts';
import { minor } from '../../../domain/money/minor.ts';
import { FindingPane } from '../../terminal/finding/finding-pane.tsx';
import { FindingSheet } from '../../terminal/finding/finding-sheet.tsx';
import { FindingView } from '../../terminal/finding/finding-view.tsx';
import { galleryId, galleryNow } from '../fixtures/ids.ts';
import type { GalleryShop } from '../fixtures/shop.ts';
import { Held, nowhere } from '../held.tsx';
import type { Specimen } from '../specimen.ts';

const minute = 60_000;
const van = { name: 'Market van', deviceCode: 'A2' };

function finding(no: number, change: Partial<Finding>): Finding {
  return {
    findingId: `op-${4_200 + no}`,
    kind: 'flagged',
    opId: galleryId<OpId>(400 + no),
    opKind: 'sale.completed',
    codes: ['late-arrival'],
    device: van,
    isOwn: false,
    staffName: 'Jonas Petersen',
    at: galleryNow - (40 + no) * minute,
    receivedAt: galleryNow - no * minute,
    transactionNumber: `A2-0000${30 - no}`,
    saleId: galleryId<SaleId>(430 + no),
    amount: minor(1_240),
    canTake: false,
    settled: null,
    ...change,
  };
}

/** One of each kind, with the money of the shop. */
function findingsOf(shop: GalleryShop): readonly Finding[] {
  const money = (euros: number) => minor(shop.price(euros));
  const stranger = { device: null, staffName: null, amount: null, transactionNumber: null, saleId: null };
  return [
    finding(1, { amount: money(1_240) }),
    finding(2, { codes: ['price-differs', 'permission-override'], amount: money(860) }),
    finding(3, {
      ...{ findingId: 'aside-12', kind: 'aside', codes: ['device-revoked'], canTake: true },
      ...{ transactionNumber: null, device: { name: 'Old phone', deviceCode: 'A4' }, amount: money(3_150) },
    }),
    finding(4, { ...stranger, findingId: 'aside-11', kind: 'aside', codes: ['body-invalid'] }),
    finding(5, {
      ...{ findingId: 'aside-10', kind: 'waiting', codes: ['version-unknown'], opKind: 'stock.counted' },
      ...{ transactionNumber: null, saleId: null, amount: null },
    }),
    finding(6, { ...stranger, opKind: 'install.gap-declared', codes: ['ops-missing'], device: van }),
    finding(7, { ...stranger, opKind: 'store.restored', codes: ['sales-lost'], isOwn: true }),
    finding(8, { codes: ['check-paid', 'check-overpaid'], device: van }),
  ];
}

function aboutOf(shop: GalleryShop, { opKind, codes }: Finding): readonly FindingAbout[] {
  if (codes.includes('body-invalid')) return [];
  if (opKind === 'install.gap-declared') return [{ what: 'missing', text: '120 – 127', amount: null }];
  if (opKind === 'store.restored') return [{ what: 'lost', text: 'A1-000512 – A1-000519', amount: null }];
  const lines = shop.items
    .slice(0, 3)
    .map(({ name, unitPrice }) => ({ what: 'line' as const, text: `2 × ${name}`, amount: minor(2 * unitPrice) }));
  if (!codes.includes('check-overpaid')) return lines;
  const twice: readonly FindingAbout[] = [
    { what: 'table', text: '5', amount: null },
    { what: 'receipt', text: 'A1-000512', amount: shop.items[0]?.unitPrice ?? null },
  ];
  return [...twice, ...lines];
}

function detailOf(shop: GalleryShop, found: Finding): FindingDetail {
  const raw = JSON.stringify({ opId: found.opId, seq: 231, kind: found.opKind, v: 2, at: found.at }, null, 2);
  return { finding: found, about: [...aboutOf(shop, found)], raw };
}

interface LookingProps {
  readonly shop: GalleryShop;
  readonly shown: number;
  readonly isSettled?: boolean;
  readonly canSettle?: boolean;
}

function Looking({ shop, shown, isSettled = false, canSettle = true }: LookingProps): ReactElement {
  const settled = { how: 'seen' as const, staffName: 'Maya Siregar', at: galleryNow, note: 'Old price list' };
  const findings = findingsOf(shop).map((each) => (isSettled ? { ...each, settled } : each));
  return (
    <Held start={findings[shown]?.findingId ?? ''}>
      {(chosen, onChoose) => {
        const found = findings.find(({ findingId }) => findingId === chosen);
        return (
          <FindingView
            page={{ findings: [...findings], open: findings.length + (isSettled ? 0 : 14) }}
            {...{ isSettled, chosen, canSettle, onChoose }}
            onSettled={nowhere}
            onAllSeen={nowhere}
            onBack={nowhere}
          >
            {found === undefined ? null : (
              <FindingPane detail={detailOf(shop, found)} {...{ canSettle }} onSeen={nowhere} onTake={nowhere} />
            )}
          </FindingView>
        );
      }}
    </Held>
  );
}

const finder: Specimen = {
  id: 'finding',
  states: {
    late: (shop) => <Looking shop={shop} shown={0} />,
    'two-flags': (shop) => <Looking shop={shop} shown={1} />,
    aside: (shop) => <Looking shop={shop} shown={2} />,
    unreadable: (shop) => <Looking shop={shop} shown={3} />,
    waiting: (shop) => <Looking shop={shop} shown={4} />,
    missing: (shop) => <Looking shop={shop} shown={5} />,
    lost: (shop) => <Looking shop={shop} shown={6} />,
    'paid-twice': (shop) => <Looking shop={shop} shown={7} />,
    settled: (shop) => <Looking shop={shop} shown={0} isSettled />,
    'read-only': (shop) => <Looking shop={shop} shown={2} canSettle={false} />,
    empty: () => (
      <FindingView
        page={{ findings: [], open: 0 }}
        isSettled={false}
        chosen={null}
        canSettle
        onSettled={nowhere}
        onChoose={nowhere}
        onAllSeen={nowhere}
        onBack={nowhere}
      >
        {null}
      </FindingView>
    ),
  },
};

const sheets: Specimen = {
  id: 'finding-sheet',
  states: {
    take: (shop) => (
      <>
        <Looking shop={shop} shown={2} />
        <FindingSheet wish={{ how: 'taken', count: 1 }} problem={null} onConfirm={nowhere} onClose={nowhere} />
      </>
    ),
    all: (shop) => (
      <>
        <Looking shop={shop} shown={0} />
        <FindingSheet wish={{ how: 'seen', count: 7 }} problem={null} onConfirm={nowhere} onClose={nowhere} />
      </>
    ),
  },
};

/** Late arrivals, flags, what was kept aside and what waits. */
export const specimens: readonly Specimen[] = [finder, sheets];
