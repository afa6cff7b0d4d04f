import type { ReactElement } from 'react';
import type { CheckId } from '../../../domain/id.ts';
import { useText } from '../../kit/text.tsx';
import { CheckList, type CheckRow } from '../../terminal/check/check-list.tsx';
import { type CheckLineRow, CheckSheet, type CheckSheetActs } from '../../terminal/check/check-sheet.tsx';
import { type CheckDetails, DetailsSheet } from '../../terminal/check/details-sheet.tsx';
import { TakeOverSheet } from '../../terminal/check/take-over-sheet.tsx';
import { SuspendedView } from '../../terminal/sale/suspended-view.tsx';
import { galleryId, galleryNow } from '../fixtures/ids.ts';
import type { GalleryShop } from '../fixtures/shop.ts';
import { nowhere } from '../held.tsx';
import type { Specimen } from '../specimen.ts';

const since = galleryNow - 240_000;

function rows(shop: GalleryShop): CheckRow[] {
  const row = (no: number): CheckRow => ({
    checkId: galleryId<CheckId>(700 + no),
    table: String(no + 4),
    openedAt: galleryNow - (5 - no) * 600_000,
    openedBy: 'Maya Siregar',
    lineCount: 2 + no * 2,
    total: shop.price(1_450 * (no + 1)),
    ofTable: 1,
    holder: null,
  });
  return [
    row(0),
    { ...row(1), holder: { kind: 'claimed', isHere: false, staffName: 'Rina', deviceName: 'Terrace 1', since } },
    { ...row(2), ofTable: 2 },
    {
      ...row(3),
      table: '6',
      ofTable: 2,
      holder: { kind: 'checked-out', isHere: false, staffName: 'Budi', deviceName: 'Yard', since },
    },
    { ...row(4), table: '' },
  ];
}

function longNames(shop: GalleryShop): CheckRow[] {
  const name = 'Bapak Raden Mas Hadiningrat Kusumawardhana';
  return rows(shop).map((row) => ({
    ...row,
    table: `${name} ${row.table}`,
    openedBy: name,
    total: row.total * 1_000_000,
    holder: row.holder === null ? null : { ...row.holder, staffName: name, deviceName: name },
  }));
}

function Checks({ list, mayTakeOver }: { readonly list: CheckRow[]; readonly mayTakeOver: boolean }): ReactElement {
  const checks = (
    <CheckList rows={list} onTake={nowhere} onShow={nowhere} onTakeOver={mayTakeOver ? nowhere : undefined} />
  );
  return <SuspendedView rows={[]} onResume={nowhere} onBack={nowhere} onNewCheck={nowhere} checks={checks} />;
}

function Beside({ shop }: { readonly shop: GalleryShop }): ReactElement {
  const held = {
    saleId: galleryId<never>(760),
    label: shop.items[0]?.name ?? '',
    suspendedAt: galleryNow - 900_000,
    staffName: 'Maya Siregar',
    lineCount: 2,
    total: shop.price(1_230),
  };
  const checks = <CheckList rows={rows(shop).slice(0, 2)} onTake={nowhere} onShow={nowhere} />;
  return <SuspendedView rows={[held]} onResume={nowhere} onBack={nowhere} onNewCheck={nowhere} checks={checks} />;
}

function lines(shop: GalleryShop): CheckLineRow[] {
  return shop.items.slice(0, 5).map(({ name, unitPrice }, no) => ({
    ...{ lineId: galleryId<never>(780 + no), name, quantity: String(no + 1), gross: unitPrice * (no + 1) },
    ...{ addedAt: galleryNow - (9 - no) * 120_000, served: no < 2 },
  }));
}

const open: CheckSheetActs = { onTake: nowhere, onKeep: nowhere, onChange: nowhere };

interface SheetState {
  readonly row?: Partial<CheckRow>;
  readonly acts?: CheckSheetActs;
  readonly list?: CheckLineRow[];
  readonly problem?: string;
}

function OneSheet({
  shop,
  row,
  acts = open,
  list = lines(shop),
  problem,
}: SheetState & { readonly shop: GalleryShop }): ReactElement {
  const t = useText();
  const first = { ...(rows(shop)[0] as CheckRow), total: list.reduce((sum, { gross }) => sum + gross, 0), ...row };
  return (
    <>
      <Checks list={rows(shop)} mayTakeOver />
      <CheckSheet
        row={first}
        guests={4}
        note={t('checks.field-note')}
        lines={list}
        problem={problem === undefined ? null : t(problem)}
        {...acts}
        onServe={nowhere}
        onClose={nowhere}
      />
    </>
  );
}
const sheet = (shop: GalleryShop, state: SheetState = {}): ReactElement => <OneSheet shop={shop} {...state} />;

function details(shop: GalleryShop, start: CheckDetails | null): ReactElement {
  return (
    <>
      <Checks list={rows(shop)} mayTakeOver />
      <DetailsSheet start={start} problem={null} onSave={nowhere} onClose={nowhere} />
    </>
  );
}

const elsewhere = { kind: 'checked-out', isHere: false, staffName: 'Budi', deviceName: 'Yard', since } as const;

function takeOver(shop: GalleryShop): ReactElement {
  return (
    <>
      <Checks list={rows(shop)} mayTakeOver />
      <TakeOverSheet row={{ table: '6', holder: elsewhere }} problem={null} onConfirm={nowhere} onClose={nowhere} />
    </>
  );
}

const checkSheets: Specimen = {
  id: 'check-sheets',
  states: {
    typical: (shop) => sheet(shop),
    'sale-open': (shop) => sheet(shop, { acts: { onAdd: nowhere, onKeep: nowhere, onChange: nowhere } }),
    kept: (shop) =>
      sheet(shop, {
        row: { holder: { ...elsewhere, isHere: true } },
        acts: { onTake: nowhere, onGiveBack: nowhere, onChange: nowhere },
      }),
    'checked-out': (shop) =>
      sheet(shop, { row: { holder: elsewhere }, acts: { onTakeOver: nowhere, onChange: nowhere } }),
    empty: (shop) => sheet(shop, { list: [], acts: { onKeep: nowhere, onChange: nowhere, onCloseCheck: nowhere } }),
    refused: (shop) => sheet(shop, { problem: 'refusal.check-claimed' }),
    new: (shop) => details(shop, null),
    'take-over': (shop) => takeOver(shop),
    change: (shop) => details(shop, { table: '5', guests: 4, note: 'Window' }),
  },
};

const checks: Specimen = {
  id: 'checks',
  states: {
    typical: (shop) => <Checks list={rows(shop)} mayTakeOver />,
    cashier: (shop) => <Checks list={rows(shop)} mayTakeOver={false} />,
    'beside-on-hold': (shop) => <Beside shop={shop} />,
    'long-names': (shop) => <Checks list={longNames(shop)} mayTakeOver />,
  },
};

export const specimens: readonly Specimen[] = [checks, checkSheets];
