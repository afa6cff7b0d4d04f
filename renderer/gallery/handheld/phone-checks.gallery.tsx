import type { ReactElement } from 'react';
import { CheckDetailsSheet } from '../../handheld/check/check-details-sheet.tsx';
import { CheckLineSheet } from '../../handheld/check/check-line-sheet.tsx';
import { CheckScreen } from '../../handheld/check/check-screen.tsx';
import { CloseCheckSheet } from '../../handheld/check/close-check-sheet.tsx';
import { newCheck, OpenScreen } from '../../handheld/check/open-screen.tsx';
import { RungSheet } from '../../handheld/check/rung-sheet.tsx';
import type { CheckDetails, CheckView } from '../../handheld/engine/check-engine.ts';
import type { HandheldState } from '../../handheld/engine/handheld-state.ts';
import { SalePane } from '../../handheld/sale/sale-pane.tsx';
import { SellScreen } from '../../handheld/sale/sell-screen.tsx';
import { TenderScreen } from '../../handheld/tender/tender-screen.tsx';
import { useText } from '../../kit/text.tsx';
import { galleryNow } from '../fixtures/ids.ts';
import type { GalleryShop } from '../fixtures/shop.ts';
import { nowhere } from '../held.tsx';
import { phoneScreens, type Specimen, type State } from '../specimen.ts';
import { PhoneStage } from './phone-stage.tsx';
import { checksAway, heldBy, hugeCheck, manyChecks, openChecks, saleOfTable, tableFive } from './still-checks.ts';
import { heldSales, hubAway, people, phoneState } from './still-states.ts';

type Over = (shop: GalleryShop) => Partial<HandheldState>;

function list(over: Over = () => ({})): State {
  return (shop) => (
    <PhoneStage shop={shop} state={phoneState(shop, { sale: null, ...over(shop) })}>
      {(parts) => <OpenScreen {...parts} onCheck={nowhere} onOpened={nowhere} onResumed={nowhere} onBack={nowhere} />}
    </PhoneStage>
  );
}

function one(check: (shop: GalleryShop) => CheckView, over: Over = () => ({})): State {
  return (shop) => {
    const shown = check(shop);
    const state = phoneState(shop, { sale: null, checks: [shown], ...over(shop) });
    return (
      <PhoneStage shop={shop} state={state}>
        {(parts) => (
          <CheckScreen
            {...parts}
            checkId={shown.checkId}
            {...{ onOrder: nowhere, onTaken: nowhere, onSale: nowhere, onBack: nowhere }}
          />
        )}
      </PhoneStage>
    );
  };
}

function sell(over: Over, isOrdering: boolean): State {
  return (shop) => {
    const state = phoneState(shop, { checks: openChecks(shop), ...over(shop) });
    return (
      <PhoneStage shop={shop} state={state}>
        {(parts) => (
          <SellScreen
            {...parts}
            scans={{ feedback: null, say: nowhere, onScan: nowhere }}
            ordering={isOrdering ? (state.checks[0] ?? null) : null}
            {...{ onCheck: nowhere, onPay: nowhere, onPlace: nowhere, onLineState: nowhere }}
            {...{ priceless: null, onPriced: nowhere }}
          />
        )}
      </PhoneStage>
    );
  };
}

const lost: Over = (shop) => ({
  sale: saleOfTable(shop, 'check-token-stale'),
  checks: [tableFive(shop, heldBy('claimed'))],
});

function tenderLost(shop: GalleryShop): ReactElement {
  return (
    <PhoneStage shop={shop} state={phoneState(shop, lost(shop))}>
      {(parts) => <TenderScreen {...parts} sale={saleOfTable(shop, 'check-token-stale')} onBack={nowhere} />}
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

interface DetailsProps {
  readonly title: string;
  readonly act: string;
  readonly start: CheckDetails;
}
function Details({ title, act, start }: DetailsProps): ReactElement {
  const t = useText();
  return (
    <CheckDetailsSheet title={t(title)} act={t(act)} start={start} isBusy={false} onApply={nowhere} {...nothing} />
  );
}

function lineSheet(shop: GalleryShop, at: number, barred: string | null): ReactElement {
  const line = tableFive(shop).lines[at];
  if (line === undefined) throw new Error('the gallery has no line');
  return (
    <CheckLineSheet
      line={line}
      amount={shop.price(840)}
      now={galleryNow}
      reasons={shop.settings.reasons.slice(0, 3)}
      barred={barred}
      mayServe={barred === null}
      {...{ onServe: nowhere, onVoid: nowhere }}
      {...nothing}
    />
  );
}

const nothing = { onClose: nowhere, problem: null } as const;
const acts = {
  ...{ onLine: nowhere, onPay: nowhere, onHold: nowhere, onDiscount: nowhere, onVoid: nowhere, onUndo: nowhere },
};
const supervisor: Over = (shop) => ({ may: new Map([...phoneState(shop).may, ['check.transfer', 'allow']]) });

export const specimens: readonly Specimen[] = [
  {
    id: 'phone-checks',
    screens: phoneScreens,
    states: {
      some: list((shop) => ({ checks: openChecks(shop), suspended: heldSales(shop) })),
      offline: list((shop) => ({ checks: checksAway(shop), hub: hubAway })),
      many: list((shop) => ({ checks: manyChecks(shop) })),
      huge: list((shop) => ({ checks: [hugeCheck(shop)] })),
      empty: list(),
    },
  },
  {
    id: 'phone-check',
    screens: phoneScreens,
    states: {
      typical: one((shop) => tableFive(shop)),
      empty: one((shop) => tableFive(shop, { lines: [], total: 0 as CheckView['total'], note: '' })),
      'being-paid': one((shop) => tableFive(shop, heldBy('claimed'))),
      'taken-along': one((shop) => tableFive(shop, heldBy('checked-out'))),
      'taken-along-supervisor': one((shop) => tableFive(shop, heldBy('checked-out')), supervisor),
      'taken-along-here': one(
        (shop) => tableFive(shop, heldBy('checked-out', true)),
        () => ({ hub: hubAway }),
      ),
      'needs-counter': one(
        (shop) => tableFive(shop, { payBarred: 'hub-away' }),
        () => ({ hub: hubAway }),
      ),
      'in-sale': one(
        (shop) => tableFive(shop, heldBy('claimed', true)),
        (shop) => ({ sale: saleOfTable(shop) }),
      ),
      'rung-already': one(
        (shop) => tableFive(shop, { payBarred: 'sale-open' }),
        (shop) => ({ sale: phoneState(shop).sale }),
      ),
      huge: one(hugeCheck),
      gone: one(
        (shop) => tableFive(shop),
        () => ({ checks: [] }),
      ),
    },
  },
  {
    id: 'phone-check-sheets',
    screens: phoneScreens,
    states: {
      new: sheet(() => <Details title="check.new" act="check.open" start={newCheck} />),
      edit: sheet((shop) => <Details title="check.edit" act="check.save" start={tableFive(shop)} />),
      'edit-long': sheet((shop) => <Details title="check.edit" act="check.save" start={hugeCheck(shop)} />),
      line: sheet((shop) => lineSheet(shop, 4, null)),
      'line-served': sheet((shop) => lineSheet(shop, 0, null)),
      'line-barred': sheet((shop) => lineSheet(shop, 3, people[2]?.name ?? '')),
      close: sheet((shop) => (
        <CloseCheckSheet
          name={`${shop.language === 'de' ? 'Tisch' : 'Table'} 5`}
          reasons={shop.settings.reasons}
          onApply={nowhere}
          {...nothing}
        />
      )),
      rung: sheet((shop) => (
        <RungSheet
          name={`${shop.language === 'de' ? 'Tisch' : 'Table'} 5`}
          count={3}
          isBusy={false}
          {...{ onPut: nowhere, onSale: nowhere }}
          {...nothing}
        />
      )),
      'other-check': sheet((shop) => (
        <RungSheet
          name={`${shop.language === 'de' ? 'Tisch' : 'Table'} 5`}
          count={0}
          isBusy={false}
          {...{ onPut: nowhere, onSale: nowhere }}
          {...nothing}
        />
      )),
    },
  },
  {
    id: 'phone-check-sale',
    screens: phoneScreens,
    states: {
      ordering: sell(() => ({}), true),
      'ordering-empty': sell(() => ({ sale: null }), true),
      'ordering-barred': sell((shop) => ({ checks: [tableFive(shop, heldBy('claimed'))] }), true),
      'ordering-long-name': sell((shop) => ({ checks: [hugeCheck(shop)] }), true),
      paying: sell((shop) => ({ sale: saleOfTable(shop) }), false),
      'paying-lost': sell(lost, false),
      'paying-gone': sell((shop) => ({ sale: saleOfTable(shop, 'check-paid'), checks: [] }), false),
      pane: sheet((shop) => (
        <main className="h-full">
          <h1 className="sr-only">Sale</h1>
          <SalePane
            sale={saleOfTable(shop)}
            check={{
              kind: 'paying',
              name: tableFive(shop).table,
              lost: null,
              isGone: false,
              isBusy: false,
              onPutBack: nowhere,
            }}
            {...acts}
          />
        </main>
      )),
      'tender-lost': tenderLost,
    },
  },
];
