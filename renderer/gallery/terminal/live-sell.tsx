import { Barcode, Inbox, Printer, Server, Timer } from 'lucide-react';
import { type ReactElement, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { Item } from '../../../domain/catalog/item.ts';
import type { OpenSale } from '../../../domain/sale/sale.ts';
import { SaleDesk } from '../../../domain/sale/sale-desk.ts';
import type { StripPart } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import type { ItemBrowserProps, SearchHit } from '../../terminal/catalog/item-browser.tsx';
import type { LineActions } from '../../terminal/sale/sale-line-row.tsx';
import { type SellNotice, SellView } from '../../terminal/sale/sell-view.tsx';
import { findingsPart } from '../../terminal/sale/use-status.tsx';
import { useScanner } from '../../terminal/scanner/use-scanner.ts';
import { lineOf, voidStep } from '../fixtures/sales.ts';
import type { GalleryShop } from '../fixtures/shop.ts';
import { nowhere } from '../held.tsx';

type Trouble = 'none' | 'hub-away' | 'paper-out' | 'unknown' | 'findings' | 'device-gone';
export interface LiveSellProps {
  readonly shop: GalleryShop;
  readonly sale?: OpenSale;
  readonly checkTable?: string;
  readonly category?: string;
  readonly searchText?: string;
  readonly hits?: readonly SearchHit[];
  readonly items?: readonly Item[];
  readonly notices?: readonly SellNotice[];
  readonly trouble?: Trouble;
  readonly suspendedCount?: number;
}

const size = { size: 15, 'aria-hidden': true } as const;

function useStrip(trouble: Trouble): readonly StripPart[] {
  const t = useText();
  const paperOut = trouble === 'paper-out';
  const unknown = trouble === 'unknown';
  const hubAway = trouble === 'hub-away';
  return [
    {
      id: 'hub',
      icon: <Server {...size} />,
      tone: hubAway ? 'warn' : 'ok',
      text: t(hubAway ? 'status.hub-away' : 'status.hub-ok'),
    },
    {
      id: 'printer',
      icon: <Printer {...size} />,
      tone: paperOut ? 'bad' : unknown ? 'idle' : 'ok',
      text: t(paperOut ? 'status.printer-paper-out' : unknown ? 'status.printer-unknown' : 'status.printer-ok'),
    },
    {
      id: 'drawer',
      icon: <Inbox {...size} />,
      tone: 'idle',
      text: t(unknown ? 'status.drawer-unknown' : 'status.drawer-closed'),
    },
    {
      id: 'shift',
      icon: <Timer {...size} />,
      tone: unknown ? 'warn' : 'ok',
      text: unknown ? t('status.shift-closed') : t('status.shift-open', { series: 'A1' }),
    },
    ...(trouble === 'device-gone'
      ? [
          {
            id: 'devices',
            icon: <Barcode {...size} />,
            tone: 'bad' as const,
            text: t('status.device-unreachable', { device: t('status.device.scanner') }),
          },
        ]
      : []),
    ...(trouble === 'findings' ? [findingsPart(t, 3)] : []),
  ];
}

function useActions(desk: SaleDesk, shop: GalleryShop): LineActions {
  return useMemo(() => {
    const step = (lineId: string, by: number): void => {
      const line = desk.state().sale.lines.find((each) => each.lineId === lineId);
      if (line) desk.act({ kind: 'setQuantity', lineId: line.lineId, milli: line.quantity.milli + by }, line.name);
    };
    return {
      onSelect: (lineId) => desk.select(desk.state().selectedLineId === lineId ? null : lineId),
      onLess: (lineId) => step(lineId, -1000),
      onMore: (lineId) => step(lineId, 1000),
      onQuantity: nowhere,
      onDiscount: nowhere,
      onPrice: nowhere,
      onVoid: () => {
        const lineId = desk.state().selectedLineId;
        if (lineId !== null) desk.act(voidStep(shop, lineId), 'void');
      },
    };
  }, [desk, shop]);
}

function useBrowser(props: LiveSellProps, ring: (item: Item) => void): ItemBrowserProps {
  const { shop } = props;
  const [category, setCategory] = useState(props.category ?? '');
  const [searchText, setSearchText] = useState(props.searchText ?? '');
  const items = props.items ?? shop.items;
  const found = items.filter((item) => item.name.toLowerCase().includes(searchText.toLowerCase()));
  const hits = props.hits ?? found.map((item) => ({ item, onHandMilli: item.stockTracked ? 12_000 : null }));
  return {
    categories: items.length === 0 ? [''] : shop.categories,
    category,
    onCategory: setCategory,
    items: category === '' ? items : items.filter((item) => item.category === category),
    onItem: ring,
    onDetail: nowhere,
    searchText,
    onSearchText: setSearchText,
    hits: searchText.trim() === '' ? null : hits,
    hitIndex: 0,
    onSearchKey: nowhere,
    onImport: nowhere,
  };
}

/** The selling view on a real open sale: tiles and the scanner ring, lines step and void, undo undoes. */
export function LiveSell(props: LiveSellProps): ReactElement {
  const { shop, sale } = props;
  const t = useText();
  const kept = useRef<SaleDesk>(undefined);
  if (kept.current === undefined) {
    kept.current = new SaleDesk(shop.ambient, shop.settings.policy);
    if (sale !== undefined) kept.current.take(sale);
  }
  const desk = kept.current;
  const state = useSyncExternalStore(desk.subscribe, desk.state);
  const ring = (item: Item): void => {
    desk.act(
      { kind: 'addLine', line: lineOf(shop, item.sku, item.unit === 'kg' ? 250 : undefined) },
      t('undo.added', { name: item.name }),
    );
  };
  useScanner(shop.settings.scanner, (raw) => {
    const item = shop.items.find(({ barcodes }) => barcodes.includes(raw.padStart(14, '0')));
    if (item !== undefined) ring(item);
  });
  return (
    <SellView
      bar={{
        storeName: shop.settings.storeName,
        staffName: 'Maya Siregar',
        suspendedCount: props.suspendedCount ?? 0,
        onPlace: nowhere,
        onHelp: nowhere,
        onSignOff: nowhere,
      }}
      browser={useBrowser(props, ring)}
      panel={{
        sale: state.sale,
        settled: state.settled,
        checkTable: props.checkTable,
        selectedLineId: state.selectedLineId,
        lineActions: useActions(desk, shop),
        undoText: state.undo.at(-1)?.text ?? null,
        onUndo: () => desk.undo(),
        onTender: nowhere,
        onSuspend: nowhere,
        onSaleDiscount: nowhere,
        onVoidSale: () => desk.clear(),
        canTender: state.sale.lines.some((line) => line.voided === null) && props.trouble !== 'hub-away',
      }}
      notices={props.notices ?? []}
      onDismiss={nowhere}
      status={useStrip(props.trouble ?? 'none')}
      clock="14:32"
    />
  );
}
