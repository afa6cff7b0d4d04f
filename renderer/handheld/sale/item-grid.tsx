import { SearchX, Store } from 'lucide-react';
import { memo, type ReactElement } from 'react';
import type { Item } from '../../../domain/catalog/item.ts';
import { MoneyText } from '../../kit/money-text.tsx';
import { EmptyState } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';

/** Most tiles drawn at once: more than that is searched for, not scrolled to. */
export const tilesMax = 120;

const edges: Record<string, string> = {
  sand: 'bg-sand',
  clay: 'bg-clay',
  moss: 'bg-moss',
  sea: 'bg-sea',
  plum: 'bg-plum',
  slate: 'bg-slate',
};

export interface ItemGridProps {
  readonly items: readonly Item[];
  /** What is searched for; empty shows the grid. */
  readonly query: string;
  /** Is the catalog on its way, so that more will come? */
  readonly isLoading: boolean;
  readonly onItem: (item: Item) => void;
}

function Tile({ item, onItem }: { readonly item: Item; readonly onItem: (item: Item) => void }): ReactElement {
  const t = useText();
  const kind = [item.brand, item.size].filter((part) => part !== '').join(' · ');
  return (
    <button
      type="button"
      data-testid="item-tile"
      data-sku={item.sku}
      onClick={() => onItem(item)}
      className="relative flex min-h-20 w-full cursor-pointer flex-col justify-between overflow-hidden rounded-card border border-line bg-surface p-2.5 ps-4 text-start active:bg-accent-soft"
    >
      <span aria-hidden="true" className={`absolute inset-y-0 start-0 w-1.5 ${edges[item.colour] ?? 'bg-line'}`} />
      <bdi className="line-clamp-2 w-full min-w-0 break-words text-[15px] font-semibold leading-snug">{item.name}</bdi>
      {kind === '' ? null : <bdi className="w-full truncate text-[13px] text-soft">{kind}</bdi>}
      <span className="mt-1 text-[15px] text-soft">
        <MoneyText minor={item.unitPrice} />
        {item.unit === 'each' ? null : <span> / {t(`unit.${item.unit}`)}</span>}
      </span>
    </button>
  );
}
const ItemTile = memo(Tile);

/** What can be rung with one tap. */
export function ItemGrid({ items, query, isLoading, onItem }: ItemGridProps): ReactElement {
  const t = useText();
  if (items.length === 0) {
    const isSearch = query !== '';
    const Icon = isSearch ? SearchX : Store;
    return (
      <EmptyState
        icon={<Icon size={48} strokeWidth={1.25} aria-hidden="true" />}
        title={isSearch ? t('search.none', { text: query }) : t(isLoading ? 'catalog.loading' : 'catalog.empty')}
        text={isSearch ? t('search.none-text') : t(isLoading ? 'catalog.loading-text' : 'catalog.empty-text')}
      />
    );
  }
  return (
    <ul
      className="m-0 grid list-none grid-cols-2 gap-2 p-0 min-[30rem]:grid-cols-3"
      aria-label={t('catalog.items')}
      data-testid="item-grid"
    >
      {items.slice(0, tilesMax).map((item) => (
        <li key={item.itemId} className="flex">
          <ItemTile item={item} onItem={onItem} />
        </li>
      ))}
    </ul>
  );
}
