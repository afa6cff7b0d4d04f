import { Pencil } from 'lucide-react';
import type { ReactElement } from 'react';
import type { z } from 'zod';
import type { itemStock, stockMovement } from '../../../contracts/stock.ts';
import type { Item } from '../../../domain/catalog/item.ts';
import { Button } from '../../kit/button.tsx';
import { MoneyText } from '../../kit/money-text.tsx';
import { Card, Page } from '../../kit/panel.tsx';
import { Banner, Chip } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import { quantityLabel } from '../sale/quantity-label.ts';
import { useStoreMoney } from '../store/store-text.tsx';
import { When } from '../store/when.tsx';

export type ItemStock = z.output<typeof itemStock>;
type Movement = z.output<typeof stockMovement>;
export type StockAct = 'count' | 'receive' | 'adjust-in' | 'adjust-out';
/** The key that does each act on this screen. */
export const stockKeys: Readonly<Record<StockAct, string>> = {
  count: '1',
  receive: '2',
  'adjust-in': '3',
  'adjust-out': '4',
};
export interface ItemDetailViewProps {
  readonly item: Item;
  readonly taxName: string;
  readonly stock: ItemStock | null;
  readonly acts: readonly StockAct[];
  readonly problem: string | null;
  readonly onSell: () => void;
  readonly onStock: (act: StockAct) => void;
  readonly onEdit: (() => void) | undefined;
  readonly onBack: () => void;
}

function signedLabel(milli: number, unit: Item['unit'], decimal: string): string {
  const label = quantityLabel({ milli: Math.abs(milli), unit }, decimal);
  return milli < 0 ? `−${label}` : label;
}

function Facts({ item, taxName }: Pick<ItemDetailViewProps, 'item' | 'taxName'>): ReactElement {
  const t = useText();
  const rows: readonly [string, string][] = [
    [t('item.category'), item.category],
    [t('item.brand'), [item.brand, item.size].filter((part) => part !== '').join(' · ')],
    [t('item.sku'), item.sku],
    [t('item.barcodes'), item.barcodes.join(', ')],
    [t('item.tax'), taxName],
  ];
  return (
    <dl className="m-0 flex flex-col gap-2 text-[15px]">
      {rows
        .filter(([, value]) => value !== '')
        .map(([label, value]) => (
          <div key={label} className="flex justify-between gap-4">
            <dt className="text-soft">{label}</dt>
            <dd className="selectable m-0 min-w-0 break-words text-end">{value}</dd>
          </div>
        ))}
    </dl>
  );
}

function Movements({ stock }: { readonly stock: ItemStock }): ReactElement {
  const t = useText();
  const { format } = useStoreMoney();
  if (stock.movements.length === 0) return <p className="text-[15px] text-soft">{t('stock.no-movements')}</p>;
  const figure = (movement: Movement): string =>
    movement.countedMilli === null
      ? `${movement.deltaMilli > 0 ? '+' : ''}${signedLabel(movement.deltaMilli, stock.unit, format.decimal)}`
      : `= ${signedLabel(movement.countedMilli, stock.unit, format.decimal)}`;
  return (
    <ul className="m-0 flex list-none flex-col p-0" data-testid="movements">
      {stock.movements.map((movement) => (
        <li key={movement.no} className="flex items-center gap-3 border-b border-line py-2 text-[15px] last:border-0">
          <span className="w-44 shrink-0 text-[13px] text-soft">
            <When at={movement.at} />
          </span>
          <span className="min-w-0 flex-1 truncate">
            {t(`stock.kind.${movement.kind}`)}
            {movement.reference === '' ? '' : ` · ${movement.reference}`}
          </span>
          <span className="money font-semibold">{figure(movement)}</span>
        </li>
      ))}
    </ul>
  );
}

function EditButton({ onEdit }: { readonly onEdit: () => void }): ReactElement {
  const t = useText();
  return (
    <Button hint="E" icon={<Pencil size={18} aria-hidden="true" />} onPress={onEdit} testId="edit-item">
      {t('item.edit')}
    </Button>
  );
}

/** One item: its price, what is on the shelf, and how that came about. */
export function ItemDetailView(props: ItemDetailViewProps): ReactElement {
  const t = useText();
  const { format } = useStoreMoney();
  const { item, stock } = props;
  return (
    <Page
      title={item.name}
      backLabel={t('back')}
      onBack={props.onBack}
      actions={props.onEdit === undefined ? null : <EditButton onEdit={props.onEdit} />}
    >
      <div className="grid grid-cols-[24rem_1fr] gap-5" data-testid="item-detail">
        <div className="flex flex-col gap-4">
          <Card>
            <MoneyText minor={item.unitPrice} scale="display" />
            {item.unit === 'each' ? null : <span className="ms-2 text-soft">/ {t(`unit.${item.unit}`)}</span>}
            <div className="mt-5">
              <Facts item={item} taxName={props.taxName} />
            </div>
          </Card>
          <Button tone="primary" size="giant" wide hint="Enter" onPress={props.onSell} testId="item-sell">
            {t('item.sell')}
          </Button>
        </div>
        <div className="flex flex-col gap-4">
          {stock === null || !stock.tracked ? (
            <Banner tone="info" title={t('stock.untracked')} />
          ) : (
            <>
              <Card>
                <p className="flex items-baseline justify-between">
                  <span className="flex items-center gap-3 text-lg font-semibold">
                    {t('stock.on-hand')}
                    {stock.onHandMilli < 0 ? <Chip tone="warn">{t('stock.below-zero')}</Chip> : null}
                  </span>
                  <span className="money text-[3.5rem] font-bold leading-none" data-testid="on-hand">
                    {signedLabel(stock.onHandMilli, stock.unit, format.decimal)}
                  </span>
                </p>
                <div className="mt-4 flex flex-wrap gap-2">
                  {props.acts.map((act) => (
                    <Button key={act} hint={stockKeys[act]} onPress={() => props.onStock(act)} testId={`stock-${act}`}>
                      {t(`stock.act.${act}`)}
                    </Button>
                  ))}
                </div>
              </Card>
              {props.problem === null ? null : <Banner tone="warn" title={props.problem} />}
              <Card title={t('stock.movements')}>
                <Movements stock={stock} />
              </Card>
            </>
          )}
        </div>
      </div>
    </Page>
  );
}
