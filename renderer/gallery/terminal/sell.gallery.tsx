import type { ReactElement } from 'react';
import type { StateTone } from '../../kit/state.tsx';
import type { TextParams } from '../../kit/text.tsx';
import { useText } from '../../kit/text.tsx';
import { exchangeSale, hugeSale, longSale, percentOff, ring, saleAfter, typicalSale } from '../fixtures/sales.ts';
import { withLongNames } from '../fixtures/shop.ts';
import { nowhere } from '../held.tsx';
import type { Specimen } from '../specimen.ts';
import { LiveSell, type LiveSellProps } from './live-sell.tsx';

interface NoticedProps extends LiveSellProps {
  readonly tone: StateTone;
  readonly title: string;
  readonly text: string;
  readonly params?: TextParams;
  readonly action?: string;
}

/** The selling view with a notice, told by its text keys. */
function Noticed({ tone, title, text, params, action, ...sell }: NoticedProps): ReactElement {
  const t = useText();
  const notice = {
    tone,
    title: t(title, params),
    text: t(text, params),
    action: action === undefined ? undefined : { label: t(action), onPress: nowhere },
  };
  return <LiveSell {...sell} notices={[notice]} />;
}

const unknownCode = '04012345678949';

const sell: Specimen = {
  id: 'sell',
  states: {
    typical: (shop) => <LiveSell shop={shop} sale={typicalSale(shop)} suspendedCount={2} />,
    'of-check': (shop) => <LiveSell shop={shop} sale={typicalSale(shop)} checkTable="5" />,
    'empty-sale': (shop) => <LiveSell shop={shop} />,
    'no-items': (shop) => <LiveSell shop={shop} items={[]} />,
    category: (shop) => (
      <LiveSell shop={shop} category={shop.categories[3] ?? ''} sale={saleAfter(shop, [ring(shop, 'B01', 12_000)])} />
    ),
    'two-hundred-lines': (shop) => <LiveSell shop={shop} sale={longSale(shop)} />,
    'long-names': (shop) => {
      const long = withLongNames(shop);
      return <LiveSell shop={long} sale={typicalSale(long)} suspendedCount={12} />;
    },
    'huge-numbers': (shop) => <LiveSell shop={shop} sale={hugeSale(shop)} />,
    'sale-discount': (shop) => (
      <LiveSell
        shop={shop}
        sale={saleAfter(shop, [{ kind: 'addSaleDiscount', discount: percentOff(shop, 15) }], typicalSale(shop))}
      />
    ),
    exchange: (shop) => (
      <LiveSell shop={shop} sale={exchangeSale(shop, [ring(shop, 'W02', 500), ring(shop, 'S01', 2000)])} />
    ),
    refund: (shop) => <LiveSell shop={shop} sale={exchangeSale(shop, [])} />,
    'hub-away': (shop) => (
      <Noticed
        shop={shop}
        sale={typicalSale(shop)}
        trouble="hub-away"
        tone="warn"
        title="notice.hub-title"
        text="notice.hub-text"
      />
    ),
    'paper-out': (shop) => <LiveSell shop={shop} sale={typicalSale(shop)} trouble="paper-out" />,
    findings: (shop) => <LiveSell shop={shop} sale={typicalSale(shop)} trouble="findings" />,
    'device-gone': (shop) => <LiveSell shop={shop} sale={typicalSale(shop)} trouble="device-gone" />,
    'nothing-known': (shop) => (
      <Noticed
        shop={shop}
        sale={typicalSale(shop)}
        trouble="unknown"
        tone="warn"
        title="notice.shift-needed"
        text="notice.shift-needed-text"
        action="till.open-shift"
      />
    ),
    'unknown-code': (shop) => (
      <Noticed
        shop={shop}
        sale={typicalSale(shop)}
        tone="warn"
        title="unknown.title"
        text="unknown.text"
        params={{ code: unknownCode }}
        action="unknown.action"
      />
    ),
    'bad-scan': (shop) => (
      <Noticed
        shop={shop}
        sale={typicalSale(shop)}
        tone="warn"
        title="scan.bad-title"
        text="scan.check-digit"
        params={{ code: '4012345678909' }}
      />
    ),
    recovered: (shop) => (
      <Noticed shop={shop} sale={typicalSale(shop)} tone="ok" title="notice.recovered" text="notice.recovered-text" />
    ),
  },
};

const search: Specimen = {
  id: 'search',
  states: {
    hits: (shop) => (
      <LiveSell
        shop={shop}
        searchText="ko"
        hits={shop.items.slice(0, 14).map((item, index) => ({
          item: { ...item, brand: index % 2 === 0 ? 'Senja' : '', size: index % 3 === 0 ? '250 g' : '' },
          onHandMilli: index % 4 === 3 ? null : (index - 2) * 3000,
        }))}
      />
    ),
    none: (shop) => <LiveSell shop={shop} searchText="krt4 9xz" hits={[]} sale={typicalSale(shop)} />,
    'long-names': (shop) => <LiveSell shop={withLongNames(shop)} searchText="a" />,
  },
};

export const specimens: readonly Specimen[] = [sell, search];
