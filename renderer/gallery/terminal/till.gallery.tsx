import type { ReactElement } from 'react';
import { denominationsOf } from '../../../domain/money/denominations.ts';
import { useText } from '../../kit/text.tsx';
import { useStoreMoney } from '../../terminal/store/store-text.tsx';
import type { Pieces } from '../../terminal/till/cash-count.tsx';
import { CountConfirm } from '../../terminal/till/count-confirm.tsx';
import { ReportView } from '../../terminal/till/report-view.tsx';
import { BlindCountView, ShiftOpenView } from '../../terminal/till/shift-views.tsx';
import { type TillAct, TillView } from '../../terminal/till/till-view.tsx';
import { galleryNow } from '../fixtures/ids.ts';
import { galleryXReport, galleryZReport } from '../fixtures/reports.ts';
import type { GalleryShop } from '../fixtures/shop.ts';
import { Held, nowhere } from '../held.tsx';
import type { Specimen } from '../specimen.ts';

const allActs: readonly TillAct[] = ['paid-in', 'paid-out', 'safe-drop', 'no-sale', 'x-report', 'count', 'z-reports'];

function shiftFacts(shop: GalleryShop) {
  return {
    series: 'A1',
    openedAt: galleryNow - 21_600_000,
    openedByName: 'Maya Siregar',
    startingAmount: shop.price(15_000),
  };
}

const till: Specimen = {
  id: 'till',
  states: {
    open: (shop) => (
      <TillView shift={shiftFacts(shop)} acts={allActs} onAct={nowhere} onOpenShift={nowhere} onBack={nowhere} />
    ),
    cashier: (shop) => (
      <TillView
        shift={shiftFacts(shop)}
        acts={['no-sale', 'count']}
        onAct={nowhere}
        onOpenShift={nowhere}
        onBack={nowhere}
      />
    ),
    closed: () => <TillView shift={null} acts={['z-reports']} onAct={nowhere} onOpenShift={nowhere} onBack={nowhere} />,
  },
};

interface CountingProps {
  readonly counted: boolean;
  readonly children: (props: {
    readonly values: readonly number[];
    readonly pieces: Pieces;
    readonly field: number;
    readonly onField: (value: number) => void;
    readonly onPieces: (value: number, text: string) => void;
  }) => ReactElement;
}
/** Coins and notes of the shop's currency, some of them counted already. */
function Counting({ counted, children }: CountingProps): ReactElement {
  const { currency } = useStoreMoney();
  const { coins, notes } = denominationsOf(currency);
  const values = [...coins, ...notes];
  const start: Pieces = new Map(counted ? values.map((value, index) => [value, String((index * 7) % 23)]) : []);
  return (
    <Held start={start}>
      {(pieces, hold) =>
        children({
          values,
          pieces,
          field: values[1] ?? 0,
          onField: nowhere,
          onPieces: (value, text) => hold(new Map(pieces).set(value, text)),
        })
      }
    </Held>
  );
}

function BlindCount({ problem }: { readonly problem?: string }): ReactElement {
  const t = useText();
  return (
    <Counting counted={problem === undefined}>
      {(count) => (
        <BlindCountView
          {...count}
          declared={[{ kind: 'card-manual', text: '', error: undefined }]}
          onDeclared={nowhere}
          onDeclaredField={nowhere}
          problem={problem === undefined ? null : t(problem)}
          onCommit={nowhere}
          onBack={nowhere}
        />
      )}
    </Counting>
  );
}

const shift: Specimen = {
  id: 'shift',
  states: {
    open: () => (
      <Counting counted={false}>
        {(count) => <ShiftOpenView {...count} problem={null} onOpen={nowhere} onBack={nowhere} />}
      </Counting>
    ),
    counted: () => (
      <Counting counted>
        {(count) => <ShiftOpenView {...count} problem={null} onOpen={nowhere} onBack={nowhere} />}
      </Counting>
    ),
    'blind-count': () => <BlindCount />,
    'nothing-counted': () => <BlindCount problem="count.nothing" />,
    'confirm-count': (shop) => (
      <>
        <BlindCount />
        <CountConfirm
          rows={[
            { kind: 'cash', amount: shop.price(23_050) },
            { kind: 'card-manual', amount: shop.price(8_815) },
          ]}
          isBusy={false}
          onClose={nowhere}
          onConfirm={nowhere}
        />
      </>
    ),
  },
};

const report: Specimen = {
  id: 'report',
  states: {
    x: (shop) => <ReportView report={galleryXReport(shop)} onPrint={nowhere} onBack={nowhere} />,
    'z-exact': (shop) => <ReportView report={galleryZReport(shop, 0)} onPrint={nowhere} onBack={nowhere} />,
    'z-short': (shop) => (
      <ReportView report={galleryZReport(shop, -shop.price(245))} onPrint={nowhere} onBack={nowhere} />
    ),
    'z-over': (shop) => (
      <ReportView report={galleryZReport(shop, shop.price(500))} onPrint={nowhere} onBack={nowhere} />
    ),
  },
};

export const specimens: readonly Specimen[] = [till, shift, report];
