import type { ReactElement } from 'react';
import { formatAmount } from '../../../domain/money/money-format.ts';
import { type Translate, useText } from '../../kit/text.tsx';
import { type ImportPreview, ImportView, type ImportViewProps } from '../../terminal/catalog/import-view.tsx';
import { ItemDetailView, type ItemStock } from '../../terminal/catalog/item-detail-view.tsx';
import { ItemSheet } from '../../terminal/catalog/item-sheet.tsx';
import { useStoreMoney } from '../../terminal/store/store-text.tsx';
import { taxClassLabel } from '../../terminal/store/tax-label.ts';
import { galleryNow } from '../fixtures/ids.ts';
import { type GalleryShop, itemNamed, withLongNames } from '../fixtures/shop.ts';
import { nowhere } from '../held.tsx';
import type { Specimen } from '../specimen.ts';

function stockOf(shop: GalleryShop, sku: string, onHandMilli: number): ItemStock {
  const item = itemNamed(shop, sku);
  const hour = 3_600_000;
  const moved = { staffName: 'Maya Siregar', countedMilli: null };
  return {
    itemId: item.itemId,
    unit: item.unit,
    tracked: true,
    onHandMilli,
    movements: [
      { ...moved, no: 912, kind: 'sale', deltaMilli: -1000, at: galleryNow - hour, reference: 'A1-000127' },
      { ...moved, no: 873, kind: 'sale', deltaMilli: -2000, at: galleryNow - 3 * hour, reference: 'A1-000119' },
      { ...moved, no: 850, kind: 'return', deltaMilli: 1000, at: galleryNow - 5 * hour, reference: 'A1-000111' },
      { ...moved, no: 801, kind: 'adjust-out', deltaMilli: -1000, at: galleryNow - 26 * hour, reference: 'waste' },
      {
        ...moved,
        no: 640,
        kind: 'count',
        deltaMilli: 0,
        countedMilli: 9000,
        at: galleryNow - 40 * hour,
        reference: '',
      },
      { ...moved, no: 512, kind: 'receive', deltaMilli: 12_000, at: galleryNow - 90 * hour, reference: '4711' },
    ],
  };
}

interface DetailProps {
  readonly shop: GalleryShop;
  readonly sku: string;
  readonly stock: ItemStock | null;
}
function Detail({ shop, sku, stock }: DetailProps): ReactElement {
  const item = itemNamed(shop, sku);
  return (
    <ItemDetailView
      item={item}
      taxName={shop.settings.taxTable.rates[0]?.name ?? ''}
      stock={stock}
      acts={['count', 'receive', 'adjust-in', 'adjust-out']}
      problem={null}
      onSell={nowhere}
      onStock={nowhere}
      onEdit={nowhere}
      onBack={nowhere}
    />
  );
}

const itemDetail: Specimen = {
  id: 'item-detail',
  states: {
    typical: (shop) => <Detail shop={shop} sku="S01" stock={stockOf(shop, 'S01', 6000)} />,
    weighed: (shop) => <Detail shop={shop} sku="W01" stock={stockOf(shop, 'W01', 8250)} />,
    'below-zero': (shop) => <Detail shop={shop} sku="B05" stock={stockOf(shop, 'B05', -3000)} />,
    untracked: (shop) => (
      <Detail shop={shop} sku="K01" stock={{ ...stockOf(shop, 'K01', 0), tracked: false, movements: [] }} />
    ),
    'never-moved': (shop) => <Detail shop={shop} sku="S02" stock={{ ...stockOf(shop, 'S02', 0), movements: [] }} />,
    'long-names': (shop) => <Detail shop={withLongNames(shop)} sku="S01" stock={stockOf(shop, 'S01', 99_999_000)} />,
  },
};

function Editing({ shop, problem }: { readonly shop: GalleryShop; readonly problem?: string }): ReactElement {
  const t = useText();
  const { currency, format } = useStoreMoney();
  const item = itemNamed(shop, 'S01');
  return (
    <>
      <Detail shop={shop} sku="S01" stock={stockOf(shop, 'S01', 6000)} />
      <ItemSheet
        item={item}
        price={formatAmount(item.unitPrice, currency, format)}
        taxCategories={shop.settings.taxTable.categories}
        problem={problem === undefined ? null : t(problem)}
        onSave={nowhere}
        onClose={nowhere}
      />
    </>
  );
}

const itemEdit: Specimen = {
  id: 'item-edit',
  states: {
    typical: (shop) => <Editing shop={shop} />,
    'bad-price': (shop) => <Editing shop={shop} problem="refusal.money-too-many-decimals" />,
  },
};

function previewOf(shop: GalleryShop): ImportPreview {
  return {
    previewId: 'preview',
    fileName: 'catalog.csv',
    encoding: 'windows-1252',
    delimiter: ';',
    columns: [
      { header: 'ARTNR', samples: ['K01', 'K02'] },
      { header: 'EAN', samples: ['4006381333931'] },
      { header: 'Bezeichnung', samples: ['Kaffee Crema 500 g'] },
      { header: 'VK', samples: ['7,49', '12,90'] },
      { header: 'Warengruppe', samples: ['Kaffee'] },
      { header: 'Bestand', samples: [] },
    ],
    fields: [
      { field: 'name', required: true },
      { field: 'unitPrice', required: true },
      { field: 'sku', required: false },
      { field: 'barcodes', required: false },
      { field: 'category', required: false },
      { field: 'taxCategory', required: false },
    ],
    mapping: { name: 2, unitPrice: 3, sku: 0, barcodes: 1, category: 4 },
    counts: { rows: 6543, create: 6180, update: 214, unchanged: 96, rejected: 53 },
    problems: [
      { line: 14, field: 'unitPrice', code: 'price-not-a-number', value: '12,9O', severity: 'rejected' },
      { line: 118, field: 'barcodes', code: 'barcode-check-digit', value: '4006381333932', severity: 'rejected' },
      { line: 240, field: 'barcodes', code: 'barcode-zeros-restored', value: '614141123', severity: 'mended' },
      { line: 402, field: 'name', code: 'name-missing', value: '', severity: 'rejected' },
      { line: 977, field: 'taxCategory', code: 'tax-unknown', value: '16 %', severity: 'mended' },
      { line: 1377, field: 'unitPrice', code: 'price-too-many-decimals', value: '4,99125', severity: 'rejected' },
    ],
    problemsTotal: 405,
    remarks: [
      { field: 'unitPrice', code: 'price-not-a-number', value: '12,9O', severity: 'rejected', rows: 1, lines: [14] },
      {
        ...{ field: 'barcodes', code: 'barcode-check-digit', value: '4006381333932', severity: 'rejected' },
        ...{ rows: 52, lines: [118, 119, 240, 311, 402] },
      },
      {
        ...{ field: 'taxCategory', code: 'tax-unknown', value: 'alcohol', severity: 'mended', instead: 'standard' },
        ...{ rows: 267, lines: [977, 978, 981, 1044, 1377] },
      },
      {
        ...{ field: 'barcodes', code: 'barcode-zeros-restored', value: '614141123', severity: 'mended' },
        ...{ rows: 3, lines: [240, 241, 903] },
      },
    ],
    taxNames: [
      { text: 'alcohol', rows: 267, taxCategory: null, source: 'unknown' },
      { text: 'reduced', rows: 1204, taxCategory: 'food', source: 'common' },
    ],
    sample: shop.items.slice(0, 8),
  };
}

function taxClassesOf({ settings }: GalleryShop, t: Translate): ImportViewProps['taxClasses'] {
  const around = { table: settings.taxTable, businessDate: '2026-11-21' };
  return around.table.categories.map((each) => ({ value: each.code, label: taxClassLabel(t, each, around) }));
}

function Importing({ shop, ...change }: Partial<ImportViewProps> & { readonly shop: GalleryShop }): ReactElement {
  const t = useText();
  return (
    <ImportView
      preview={previewOf(shop)}
      result={null}
      problem={null}
      busy={null}
      onPick={nowhere}
      onMap={nowhere}
      taxClasses={taxClassesOf(shop, t)}
      onTaxName={nowhere}
      onSaveRemarks={nowhere}
      isSaved={false}
      onRun={nowhere}
      onBack={nowhere}
      {...change}
    />
  );
}

function ImportTold({
  shop,
  busy,
  problem,
}: {
  readonly shop: GalleryShop;
  readonly busy?: string;
  readonly problem?: string;
}): ReactElement {
  const t = useText();
  return (
    <Importing
      shop={shop}
      preview={null}
      busy={busy === undefined ? null : t(busy)}
      problem={problem === undefined ? null : t(problem)}
    />
  );
}

const importing: Specimen = {
  id: 'import',
  states: {
    pick: (shop) => <Importing shop={shop} preview={null} />,
    preview: (shop) => <Importing shop={shop} />,
    reading: (shop) => <ImportTold shop={shop} busy="import.reading" />,
    'not-text': (shop) => <ImportTold shop={shop} problem="refusal.file-not-text" />,
    done: (shop) => {
      const { counts, problems, problemsTotal, remarks } = previewOf(shop);
      const result = { importId: 'import', counts, problems, problemsTotal, remarks, importedAt: galleryNow };
      return <Importing shop={shop} result={result} isSaved />;
    },
  },
};

export const specimens: readonly Specimen[] = [itemDetail, itemEdit, importing];
