import { PackageOpen, Search, SearchX } from 'lucide-react';
import type { ReactElement, RefObject } from 'react';
import type { Item } from '../../../domain/catalog/item.ts';
import { Button } from '../../kit/button.tsx';
import { MoneyText } from '../../kit/money-text.tsx';
import { EmptyState } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import { ItemTile } from './item-tile.tsx';

/** One hit of the search, as the till lists it. */
export interface SearchHit {
  readonly item: Item;
  /** Thousandths on hand; null when stock is not tracked. */
  readonly onHandMilli: number | null;
}
export interface ItemBrowserProps {
  readonly categories: readonly string[];
  readonly category: string;
  readonly onCategory: (category: string) => void;
  readonly items: readonly Item[];
  readonly onItem: (item: Item) => void;
  readonly onDetail: (item: Item) => void;
  readonly searchText: string;
  readonly onSearchText: (text: string) => void;
  /** Null while nothing is searched. */
  readonly hits: readonly SearchHit[] | null;
  readonly hitIndex: number;
  readonly searchRef?: RefObject<HTMLInputElement | null>;
  readonly onSearchKey: (key: 'up' | 'down' | 'enter' | 'escape') => void;
  readonly onImport?: (() => void) | undefined;
}

const searchKeys: Record<string, 'up' | 'down' | 'enter' | 'escape'> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  Enter: 'enter',
  Escape: 'escape',
};

function SearchBox({ searchText, onSearchText, onSearchKey, searchRef }: ItemBrowserProps): ReactElement {
  const t = useText();
  return (
    <label className="relative flex items-center">
      <span className="sr-only">{t('search.label')}</span>
      <Search size={20} aria-hidden="true" className="pointer-events-none absolute start-3.5 text-soft" />
      <input
        ref={searchRef}
        value={searchText}
        data-testid="search"
        type="search"
        autoComplete="off"
        spellCheck={false}
        placeholder={t('search.placeholder')}
        onChange={(event) => onSearchText(event.target.value)}
        onKeyDown={(event) => {
          const key = searchKeys[event.key];
          if (key === undefined) return;
          event.preventDefault();
          onSearchKey(key);
        }}
        className="min-h-12 w-full rounded-control border border-edge bg-surface ps-11 pe-14 text-base outline-none placeholder:text-soft focus:border-accent focus:ring-2 focus:ring-accent"
      />
      <span
        aria-hidden="true"
        className="pointer-events-none absolute end-3.5 rounded border border-line px-1 text-[11px] text-soft"
      >
        F2
      </span>
    </label>
  );
}

/** A category as a person writes it: files often name them `canned-soup`. */
function categoryName(category: string): string {
  const words = category.replace(/[-_]+/g, ' ').trim();
  return /^[a-z]/.test(words) ? words.charAt(0).toUpperCase() + words.slice(1) : words;
}

function Categories({ categories, category, onCategory }: ItemBrowserProps): ReactElement {
  const t = useText();
  return (
    <div
      role="tablist"
      aria-label={t('grid.categories')}
      className="flex shrink-0 gap-1.5 overflow-x-auto pb-1 [scrollbar-width:none]"
    >
      {categories.map((each) => (
        <button
          key={each}
          type="button"
          role="tab"
          aria-selected={each === category}
          data-testid="category"
          onClick={() => onCategory(each)}
          className={`min-h-11 shrink-0 cursor-pointer rounded-control px-4 text-[15px] font-semibold ${each === category ? 'bg-ink text-paper' : 'bg-sunken text-ink hover:bg-line'}`}
        >
          {each === '' ? t('grid.all') : categoryName(each)}
        </button>
      ))}
    </div>
  );
}

interface HitRowProps {
  readonly hit: SearchHit;
  readonly active: boolean;
  readonly onItem: (item: Item) => void;
  readonly onDetail: (item: Item) => void;
}
function HitRow({ hit, active, onItem, onDetail }: HitRowProps): ReactElement {
  const t = useText();
  const { item, onHandMilli } = hit;
  return (
    <li className={`flex items-stretch border-b border-line last:border-0 ${active ? 'bg-accent-soft' : ''}`}>
      <button
        type="button"
        data-testid="search-hit"
        data-active={active}
        onClick={() => onItem(item)}
        className="flex min-h-14 min-w-0 flex-1 cursor-pointer items-center gap-4 px-4 py-2 text-start hover:bg-raised"
      >
        <span className="min-w-0 flex-1">
          <bdi className="block truncate font-medium">{item.name}</bdi>
          <span className="block truncate text-[13px] text-soft">
            {[item.brand, item.size, item.sku].filter((text) => text !== '').join(' · ')}
          </span>
        </span>
        <span
          className={`money text-[13px] ${onHandMilli !== null && onHandMilli <= 0 ? 'font-semibold text-warn' : 'text-soft'}`}
        >
          {onHandMilli === null ? '' : t('search.on-hand', { count: onHandMilli / 1000 })}
        </span>
        <MoneyText minor={item.unitPrice} className="w-28 text-end font-semibold" />
      </button>
      <span className="flex items-center pe-2">
        <Button tone="quiet" onPress={() => onDetail(item)} testId="hit-detail">
          {t('search.detail')}
        </Button>
      </span>
    </li>
  );
}

function Hits({ hits, hitIndex, onItem, onDetail, searchText }: ItemBrowserProps): ReactElement {
  const t = useText();
  if (hits === null || hits.length === 0) {
    return (
      <EmptyState
        icon={<SearchX size={52} strokeWidth={1.25} aria-hidden="true" />}
        title={t('search.none-title', { text: searchText })}
        text={t('search.none-text')}
      />
    );
  }
  return (
    <ul
      className="m-0 list-none overflow-auto rounded-card border border-line bg-surface p-0"
      data-testid="search-hits"
    >
      {hits.map((hit, index) => (
        <HitRow key={hit.item.itemId} hit={hit} active={index === hitIndex} onItem={onItem} onDetail={onDetail} />
      ))}
    </ul>
  );
}

function Grid({ items, onItem, onImport }: ItemBrowserProps): ReactElement {
  const t = useText();
  if (items.length === 0) {
    const action =
      onImport === undefined ? undefined : (
        <Button tone="primary" onPress={onImport}>
          {t('grid.import')}
        </Button>
      );
    return (
      <EmptyState
        icon={<PackageOpen size={56} strokeWidth={1.25} aria-hidden="true" />}
        title={t('grid.empty-title')}
        text={t('grid.empty-text')}
        action={action}
      />
    );
  }
  return (
    <div
      className="-mb-4 grid min-h-0 flex-1 grid-cols-[repeat(auto-fill,minmax(9.5rem,1fr))] 2xl:grid-cols-[repeat(auto-fill,minmax(12rem,1fr))] content-start gap-2.5 overflow-auto p-0.5 pb-4"
      data-testid="grid"
    >
      {items.map((item) => (
        <ItemTile key={item.itemId} item={item} onItem={onItem} />
      ))}
    </div>
  );
}

/** The left side of the till: search on top, the grid below, hits in its place while something is typed. */
export function ItemBrowser(props: ItemBrowserProps): ReactElement {
  const searching = props.searchText.trim() !== '';
  return (
    <section className="flex h-full min-h-0 min-w-0 flex-1 flex-col gap-3 p-4">
      <SearchBox {...props} />
      {searching ? null : <Categories {...props} />}
      <div className="flex min-h-0 flex-1 flex-col">{searching ? <Hits {...props} /> : <Grid {...props} />}</div>
    </section>
  );
}
