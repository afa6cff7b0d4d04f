import { memo, type ReactElement } from 'react';
import type { Item } from '../../../domain/catalog/item.ts';
import { MoneyText } from '../../kit/money-text.tsx';
import { useText } from '../../kit/text.tsx';

const edges: Record<string, string> = {
  sand: 'bg-sand',
  clay: 'bg-clay',
  moss: 'bg-moss',
  sea: 'bg-sea',
  plum: 'bg-plum',
  slate: 'bg-slate',
};

export interface ItemTileProps {
  readonly item: Item;
  readonly onItem: (item: Item) => void;
}

function Tile({ item, onItem }: ItemTileProps): ReactElement {
  const t = useText();
  // What tells two items of one name apart.
  const kind = [item.brand, item.size].filter((part) => part !== '').join(' · ');
  return (
    <button
      type="button"
      data-testid="item-tile"
      data-sku={item.sku}
      onClick={() => onItem(item)}
      className="relative flex min-h-24 cursor-pointer 2xl:min-h-30 flex-col justify-between overflow-hidden rounded-card border border-line bg-surface p-3 ps-4 text-start transition-colors duration-100 hover:bg-raised active:bg-accent-soft"
    >
      <span aria-hidden="true" className={`absolute inset-y-0 start-0 w-1.5 ${edges[item.colour] ?? 'bg-line'}`} />
      <span className="flex min-w-0 flex-col">
        <bdi className="line-clamp-2 min-w-0 break-words text-[15px] font-semibold leading-snug 2xl:text-base">
          {item.name}
        </bdi>
        {kind === '' ? null : <bdi className="truncate text-[13px] text-soft">{kind}</bdi>}
      </span>
      <span className="mt-2 text-[15px] text-soft">
        <MoneyText minor={item.unitPrice} />
        {item.unit === 'each' ? null : <span> / {t(`unit.${item.unit}`)}</span>}
      </span>
    </button>
  );
}

/** One item on the grid: its name, its price, a colour that helps to find it again. */
export const ItemTile = memo(Tile);
