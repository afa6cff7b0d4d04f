import type { ReactElement } from 'react';
import type { CheckId } from '../../../domain/id.ts';
import { CheckList, type CheckRow } from '../../terminal/check/check-list.tsx';
import { SuspendedView } from '../../terminal/sale/suspended-view.tsx';
import { galleryId, galleryNow } from '../fixtures/ids.ts';
import type { GalleryShop } from '../fixtures/shop.ts';
import { nowhere } from '../held.tsx';
import type { Specimen } from '../specimen.ts';

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
  const since = galleryNow - 240_000;
  return [
    row(0),
    { ...row(1), holder: { kind: 'claimed', staffName: 'Rina', deviceName: 'Terrace 1', since } },
    { ...row(2), ofTable: 2 },
    {
      ...row(3),
      table: '6',
      ofTable: 2,
      holder: { kind: 'checked-out', staffName: 'Budi', deviceName: 'Yard', since },
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
  const checks = <CheckList rows={list} onTake={nowhere} onTakeOver={mayTakeOver ? nowhere : undefined} />;
  return <SuspendedView rows={[]} onResume={nowhere} onBack={nowhere} checks={checks} />;
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
  const checks = <CheckList rows={rows(shop).slice(0, 2)} onTake={nowhere} />;
  return <SuspendedView rows={[held]} onResume={nowhere} onBack={nowhere} checks={checks} />;
}

const checks: Specimen = {
  id: 'checks',
  states: {
    typical: (shop) => <Checks list={rows(shop)} mayTakeOver />,
    cashier: (shop) => <Checks list={rows(shop)} mayTakeOver={false} />,
    'beside-on-hold': (shop) => <Beside shop={shop} />,
    'long-names': (shop) => <Checks list={longNames(shop)} mayTakeOver />,
  },
};

export const specimens: readonly Specimen[] = [checks];
