import type { ReactElement, ReactNode } from 'react';
import type { StaffId } from '../../../domain/id.ts';
import { useText } from '../../kit/text.tsx';
import { HelpSheet } from '../../terminal/app/help-sheet.tsx';
import { UnknownCodeSheet } from '../../terminal/catalog/unknown-code-sheet.tsx';
import { DiscountSheet, PriceSheet, QuantitySheet } from '../../terminal/sale/amount-sheets.tsx';
import { ReasonSheet } from '../../terminal/sale/reason-sheet.tsx';
import { OverrideSheet } from '../../terminal/staff/override-sheet.tsx';
import { CashMoveSheet } from '../../terminal/till/cash-move-sheet.tsx';
import { galleryId } from '../fixtures/ids.ts';
import { typicalSale } from '../fixtures/sales.ts';
import { type GalleryShop, withLongNames } from '../fixtures/shop.ts';
import { nowhere } from '../held.tsx';
import type { Specimen } from '../specimen.ts';
import { LiveSell } from './live-sell.tsx';

function reasonsFor(shop: GalleryShop, permission: string) {
  return shop.settings.reasons.filter((reason) => reason.for.includes(permission));
}

/** A sheet as it is seen: over the sale it belongs to. */
function Over({ shop, children }: { readonly shop: GalleryShop; readonly children: ReactNode }): ReactElement {
  return (
    <>
      <LiveSell shop={shop} sale={typicalSale(shop)} />
      {children}
    </>
  );
}

/** Hands translated text to a sheet that takes sentences. */
function Told({
  texts,
  children,
}: {
  readonly texts: readonly string[];
  readonly children: (...told: string[]) => ReactElement;
}): ReactElement {
  const t = useText();
  return children(...texts.map((key) => t(key)));
}

const discount: Specimen = {
  id: 'discount',
  states: {
    line: (shop) => (
      <Over shop={shop}>
        <DiscountSheet
          target="line"
          name={shop.items[21]?.name ?? ''}
          reasons={reasonsFor(shop, 'discount.line')}
          problem={null}
          onApply={nowhere}
          onClose={nowhere}
        />
      </Over>
    ),
    'sale-refused': (shop) => (
      <Over shop={shop}>
        <Told texts={['refusal.discount-too-large']}>
          {(problem = '') => (
            <DiscountSheet
              target="sale"
              name=""
              reasons={reasonsFor(shop, 'discount.sale')}
              problem={problem}
              onApply={nowhere}
              onClose={nowhere}
            />
          )}
        </Told>
      </Over>
    ),
  },
};

const price: Specimen = {
  id: 'price',
  states: {
    typical: (shop) => (
      <Over shop={shop}>
        <PriceSheet
          name={shop.items[21]?.name ?? ''}
          now={shop.items[21]?.unitPrice ?? 0}
          reasons={reasonsFor(shop, 'price.override')}
          problem={null}
          onApply={nowhere}
          onClose={nowhere}
        />
      </Over>
    ),
  },
};

const quantity: Specimen = {
  id: 'quantity',
  states: {
    pieces: (shop) => (
      <Over shop={shop}>
        <QuantitySheet
          name={shop.items[8]?.name ?? ''}
          unit="each"
          problem={null}
          onApply={nowhere}
          onClose={nowhere}
        />
      </Over>
    ),
    weight: (shop) => (
      <Over shop={shop}>
        <QuantitySheet name={shop.items[19]?.name ?? ''} unit="kg" problem={null} onApply={nowhere} onClose={nowhere} />
      </Over>
    ),
    'too-large': (shop) => (
      <Over shop={shop}>
        <Told texts={['refusal.quantity-too-large']}>
          {(problem = '') => (
            <QuantitySheet
              name={shop.items[8]?.name ?? ''}
              unit="each"
              problem={problem}
              onApply={nowhere}
              onClose={nowhere}
            />
          )}
        </Told>
      </Over>
    ),
  },
};

const voiding: Specimen = {
  id: 'void',
  states: {
    sale: (shop) => (
      <Over shop={shop}>
        <Told texts={['void.sale-title', 'void.sale-text']}>
          {(title = '', text = '') => (
            <ReasonSheet
              title={title}
              text={text}
              reasons={reasonsFor(shop, 'sale.void')}
              onPick={nowhere}
              onClose={nowhere}
            />
          )}
        </Told>
      </Over>
    ),
  },
};

const approvers = ['Dewi Kartika', 'Jonas Petersen'].map((name, index) => ({
  staffId: galleryId<StaffId>(70 + index),
  name,
}));

const override: Specimen = {
  id: 'override',
  states: {
    typical: (shop) => (
      <Over shop={shop}>
        <Told texts={['override.action.discount.line']}>
          {(action = '') => (
            <OverrideSheet
              action={action}
              asker="Budi Santoso"
              approvers={approvers}
              about={{ name: shop.items[0]?.name ?? '', figure: { kind: 'percent', ratePpm: 250_000 } }}
              reasons={reasonsFor(shop, 'discount.line')}
              problem={null}
              onGrant={nowhere}
              onClose={nowhere}
            />
          )}
        </Told>
      </Over>
    ),
    'wrong-pin': (shop) => (
      <Over shop={shop}>
        <Told texts={['override.action.sale.return', 'refusal.pin-wrong']}>
          {(action = '', problem = '') => (
            <OverrideSheet
              action={action}
              asker="Budi Santoso"
              approvers={approvers}
              reasons={reasonsFor(shop, 'sale.return')}
              problem={problem}
              onGrant={nowhere}
              onClose={nowhere}
            />
          )}
        </Told>
      </Over>
    ),
    nobody: (shop) => (
      <Over shop={shop}>
        <Told texts={['override.action.sale.void']}>
          {(action = '') => (
            <OverrideSheet
              action={action}
              asker="Budi Santoso"
              approvers={[]}
              reasons={[]}
              problem={null}
              onGrant={nowhere}
              onClose={nowhere}
            />
          )}
        </Told>
      </Over>
    ),
  },
};

interface UnknownProps {
  readonly shop: GalleryShop;
  readonly startWith?: 'create' | 'assign';
  readonly text?: string;
  readonly hits?: number;
  readonly problem?: string;
}
function Unknown({ shop, startWith = 'create', text = '', hits = 0, problem }: UnknownProps): ReactElement {
  const t = useText();
  return (
    <Over shop={shop}>
      <UnknownCodeSheet
        code="04012345678949"
        taxCategories={shop.settings.taxTable.categories}
        problem={problem === undefined ? null : t(problem)}
        onCreate={nowhere}
        startWith={startWith}
        assign={{ text, onText: nowhere, hits: shop.items.slice(0, hits), onAssign: nowhere }}
        onClose={nowhere}
      />
    </Over>
  );
}

const unknownCode: Specimen = {
  id: 'unknown-code',
  states: {
    create: (shop) => <Unknown shop={shop} />,
    'bad-price': (shop) => <Unknown shop={shop} problem="refusal.money-too-many-decimals" />,
    assign: (shop) => <Unknown shop={shop} startWith="assign" text="k" hits={5} />,
    'assign-long-names': (shop) => <Unknown shop={withLongNames(shop)} startWith="assign" text="k" hits={8} />,
    'assign-nothing-found': (shop) => <Unknown shop={shop} startWith="assign" text="qqq" />,
  },
};

const cashMove: Specimen = {
  id: 'cash-move',
  states: {
    'paid-out': (shop) => (
      <Over shop={shop}>
        <Told texts={['till.act.paid-out']}>
          {(title = '') => (
            <CashMoveSheet
              title={title}
              reasons={reasonsFor(shop, 'cash.paid-out')}
              problem={null}
              onMove={nowhere}
              onClose={nowhere}
            />
          )}
        </Told>
      </Over>
    ),
    'more-than-there-is': (shop) => (
      <Over shop={shop}>
        <Told texts={['till.act.safe-drop', 'refusal.amount-above-cash']}>
          {(title = '', problem = '') => (
            <CashMoveSheet
              title={title}
              reasons={reasonsFor(shop, 'cash.safe-drop')}
              problem={problem}
              onMove={nowhere}
              onClose={nowhere}
            />
          )}
        </Told>
      </Over>
    ),
  },
};

const keys: Specimen = {
  id: 'keys',
  states: {
    typical: (shop) => (
      <Over shop={shop}>
        <HelpSheet onClose={nowhere} />
      </Over>
    ),
  },
};

export const specimens: readonly Specimen[] = [
  discount,
  price,
  quantity,
  voiding,
  override,
  unknownCode,
  cashMove,
  keys,
];
