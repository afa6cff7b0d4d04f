import type { ReactElement } from 'react';
import { currencyOfCode } from '../../../domain/money/currency.ts';
import { denominationsOf } from '../../../domain/money/denominations.ts';
import { minor } from '../../../domain/money/minor.ts';
import type { OpenSale } from '../../../domain/sale/sale.ts';
import { settleSale } from '../../../domain/sale/settle-sale.ts';
import { amountDue } from '../../../domain/tender/amount-due.ts';
import { quickCash } from '../../../domain/tender/quick-cash.ts';
import { pressKey } from '../../kit/keypad.tsx';
import { useText } from '../../kit/text.tsx';
import { amountDigitsMax, minorOfKeyed } from '../../terminal/store/amount-entry.ts';
import { useStoreMoney } from '../../terminal/store/store-text.tsx';
import { DoneView, type DoneViewProps } from '../../terminal/tender/done-view.tsx';
import { TenderView } from '../../terminal/tender/tender-view.tsx';
import { exchangeSale, hugeSale, paidByCard, paidInCash, ring, saleAfter, typicalSale } from '../fixtures/sales.ts';
import type { GalleryShop } from '../fixtures/shop.ts';
import { Held, nowhere } from '../held.tsx';
import type { Specimen } from '../specimen.ts';

interface PayingProps {
  readonly shop: GalleryShop;
  readonly sale: OpenSale;
  readonly keyed?: string;
  readonly problem?: string;
  readonly isBusy?: boolean;
  /** Smallest cash step, minor units. */
  readonly cashStep?: number;
}

/** The tender view with the domain's own figures. */
function Paying({ shop, sale, keyed = '', problem, isBusy = false, cashStep }: PayingProps): ReactElement {
  const t = useText();
  const { currency } = useStoreMoney();
  const { policy } = shop.settings;
  const cashPolicy = cashStep === undefined ? policy : { ...policy, cashIncrement: minor(cashStep) };
  const settled = settleSale(sale, cashPolicy);
  const due = amountDue(settled, sale.tenders, cashPolicy);
  const mustKnow = currencyOfCode(shop.settings.currency) ?? currency;
  return (
    <Held start={keyed}>
      {(digits, setDigits) => (
        <TenderView
          direction={due.direction}
          dueCash={due.cash}
          dueExact={due.exact}
          cashRounding={due.cashRounding}
          total={due.direction === 'refunded' ? settled.refund : settled.collect}
          tenders={sale.tenders}
          entered={minorOfKeyed(digits, mustKnow)}
          quickCash={due.direction === 'taken' ? quickCash(due.cash, denominationsOf(mustKnow)) : []}
          reference=""
          problem={problem === undefined ? null : t(problem)}
          isBusy={isBusy}
          onKey={(key) => setDigits(pressKey(digits, key, amountDigitsMax))}
          onCash={nowhere}
          onCard={nowhere}
          onReference={nowhere}
          onRemove={nowhere}
          onBack={nowhere}
        />
      )}
    </Held>
  );
}

const tender: Specimen = {
  id: 'tender',
  states: {
    typical: (shop) => <Paying shop={shop} sale={typicalSale(shop)} />,
    keyed: (shop) => (
      <Paying shop={shop} sale={typicalSale(shop)} keyed={shop.language === 'id' ? '1000000' : '6000'} />
    ),
    split: (shop) => {
      const sale = paidByCard(shop, typicalSale(shop), shop.price(1500));
      return <Paying shop={shop} sale={paidInCash(shop, sale, shop.price(1000))} />;
    },
    'cash-rounding': (shop) => (
      <Paying shop={shop} sale={saleAfter(shop, [ring(shop, 'W01', 333)])} cashStep={shop.price(5)} />
    ),
    refund: (shop) => <Paying shop={shop} sale={exchangeSale(shop, [])} />,
    'card-too-much': (shop) => (
      <Paying shop={shop} sale={typicalSale(shop)} keyed="99999999" problem="refusal.tender-above-due" />
    ),
    'hub-away': (shop) => <Paying shop={shop} sale={typicalSale(shop)} problem="refusal.hub-away" isBusy />,
    'huge-numbers': (shop) => <Paying shop={shop} sale={hugeSale(shop)} />,
  },
};

const still: Pick<DoneViewProps, 'drawerReason' | 'otherPrinters' | 'onReroute' | 'onPrint' | 'onNext'> = {
  drawerReason: null,
  otherPrinters: [],
  onReroute: nowhere,
  onPrint: nowhere,
  onNext: nowhere,
};

const done: Specimen = {
  id: 'done',
  states: {
    change: (shop) => (
      <DoneView
        transactionNumber="A1-000128"
        total={shop.price(5570)}
        direction="taken"
        received={shop.price(10_000)}
        change={shop.price(4430)}
        receipt={{ state: 'confirmed', tone: 'ok', reason: '' }}
        {...still}
      />
    ),
    'no-change': (shop) => (
      <DoneView
        transactionNumber="A1-000129"
        total={shop.price(5570)}
        direction="taken"
        received={shop.price(5570)}
        change={0}
        receipt={null}
        {...still}
      />
    ),
    refund: (shop) => (
      <DoneView
        transactionNumber="A1-000130"
        total={shop.price(1800)}
        direction="refunded"
        received={shop.price(1800)}
        change={0}
        receipt={{ state: 'sending', tone: 'info', reason: '' }}
        {...still}
      />
    ),
    'printer-failed': (shop) => <Undone shop={shop} />,
  },
};

/** Huge figures, a drawer that stayed shut and a receipt without paper. */
function Undone({ shop }: { readonly shop: GalleryShop }): ReactElement {
  const t = useText();
  return (
    <DoneView
      transactionNumber="A1-000131"
      total={shop.price(123_456_789)}
      direction="taken"
      received={shop.price(200_000_000)}
      change={shop.price(76_543_211)}
      {...still}
      receipt={{ state: 'queued', tone: 'info', reason: t('print.reason.paper-out') }}
      drawerReason={t('print.drawer-reason.paper-out')}
      otherPrinters={['spare-1', 'kitchen-window']}
    />
  );
}

export const specimens: readonly Specimen[] = [tender, done];
