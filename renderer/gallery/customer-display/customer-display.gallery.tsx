import type { ReactElement } from 'react';
import type { CustomerDisplay, CustomerScene } from '../../../domain/customer-display/customer-scene.ts';
import { doneScene, sceneOfSale } from '../../../domain/customer-display/scene-of-sale.ts';
import { minor } from '../../../domain/money/minor.ts';
import type { OpenSale, SettlePolicy } from '../../../domain/sale/sale.ts';
import { settleSale } from '../../../domain/sale/settle-sale.ts';
import { DisplayView } from '../../customer-display/display-view.tsx';
import { galleryNow } from '../fixtures/ids.ts';
import {
  exchangeSale,
  hugeSale,
  lineOf,
  longSale,
  paidByCard,
  paidInCash,
  percentOff,
  ring,
  saleAfter,
  typicalSale,
} from '../fixtures/sales.ts';
import { type GalleryShop, withLongNames } from '../fixtures/shop.ts';
import type { Specimen } from '../specimen.ts';
import { shopWindow } from './shop-window.ts';

/** The display of a shop with a scene; `picture` is the address of its idle picture. */
function shown(shop: GalleryShop, scene: CustomerScene, picture: string | null = null): ReactElement {
  const { storeName, currency, timeZone } = shop.settings;
  const display: CustomerDisplay = { storeName, currency, timeZone, language: shop.language, theme: 'light', scene };
  return <DisplayView display={display} pictureUrl={picture} now={galleryNow} />;
}

interface AtTill {
  readonly at?: 'ringing' | 'tendering';
  readonly policy?: SettlePolicy;
}

/** What the customer sees of a sale; the newest line is the one that was touched. */
function selling(shop: GalleryShop, sale: OpenSale, { at = 'ringing', policy }: AtTill = {}): ReactElement {
  const rules = policy ?? shop.settings.policy;
  const touched = sale.lines.findLast((line) => line.voided === null)?.lineId ?? null;
  const till = { sale, settled: settleSale(sale, rules), touched, policy: rules };
  return shown(shop, sceneOfSale({ at }, till) ?? { kind: 'idle' });
}

function thanking(shop: GalleryShop, paid: OpenSale): ReactElement {
  return shown(shop, doneScene(paid, settleSale(paid, shop.settings.policy), 'A1-000128'));
}

/** Something on everything: a line's own discount and one on the whole sale. */
function discounted(shop: GalleryShop): OpenSale {
  return saleAfter(shop, [{ kind: 'addSaleDiscount', discount: percentOff(shop, 5) }], typicalSale(shop));
}

/** The taxes of the shop come on top of its prices, as in the United States. */
function taxedOnTop(shop: GalleryShop): OpenSale {
  const lines = ['K02', 'S01', 'S02'].map((sku) => {
    const line = lineOf(shop, sku);
    return { ...line, taxes: line.taxes.map((tax) => ({ ...tax, included: false })) };
  });
  return saleAfter(
    shop,
    lines.map((line) => ({ kind: 'addLine', line })),
  );
}

const customerDisplay: Specimen = {
  id: 'customer-display',
  states: {
    idle: (shop) => shown(shop, { kind: 'idle' }),
    'idle-picture': (shop) => shown(shop, { kind: 'idle' }, shopWindow),
    'one-line': (shop) => selling(shop, saleAfter(shop, [ring(shop, 'K02')])),
    typical: (shop) => selling(shop, typicalSale(shop)),
    'sixty-lines': (shop) => selling(shop, longSale(shop, 60)),
    'long-names': (shop) => {
      const long = withLongNames(shop);
      return selling(long, typicalSale(long));
    },
    'idle-long-name': (shop) => shown(withLongNames(shop), { kind: 'idle' }),
    savings: (shop) => selling(shop, discounted(shop)),
    'tax-on-top': (shop) => selling(shop, taxedOnTop(shop)),
    exchange: (shop) => selling(shop, exchangeSale(shop, [ring(shop, 'W01', 250), ring(shop, 'B05')])),
    return: (shop) => selling(shop, exchangeSale(shop, [])),
    'huge-numbers': (shop) => selling(shop, hugeSale(shop)),
    'to-pay': (shop) => selling(shop, typicalSale(shop), { at: 'tendering' }),
    split: (shop) => {
      const sale = paidByCard(shop, discounted(shop), shop.price(1500));
      return selling(shop, paidInCash(shop, sale, shop.price(1000)), { at: 'tendering' });
    },
    'cash-rounding': (shop) => {
      const policy = { ...shop.settings.policy, cashIncrement: minor(shop.price(5)) };
      return selling(shop, saleAfter(shop, [ring(shop, 'W01', 333)]), { at: 'tendering', policy });
    },
    refunding: (shop) => selling(shop, exchangeSale(shop, []), { at: 'tendering' }),
    change: (shop) => thanking(shop, paidInCash(shop, discounted(shop), shop.price(10_000))),
    'no-change': (shop) => thanking(shop, paidInCash(shop, typicalSale(shop))),
    refunded: (shop) => thanking(shop, paidInCash(shop, exchangeSale(shop, []))),
    'huge-change': (shop) =>
      shown(shop, {
        kind: 'done',
        transactionNumber: 'A1-000131',
        direction: 'taken',
        total: minor(shop.price(123_456_789)),
        received: minor(shop.price(200_000_000)),
        change: minor(shop.price(76_543_211)),
        savings: minor(0),
      }),
  },
};

export const specimens: readonly Specimen[] = [customerDisplay];
