import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Item } from '../../../domain/catalog/item.ts';
import { useTerminal } from '../app/terminal.tsx';
import type { SearchHit } from '../catalog/item-browser.tsx';

/** Hits shown under the search. */
const hitsShownMax = 30;
/** Items of a category shown as tiles; more are found by search. */
const tilesShownMax = 200;

export interface Search {
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly hits: readonly SearchHit[] | null;
  readonly index: number;
  readonly setIndex: (index: number) => void;
}

/** Search as you type; the last hits stay until the next ones are there. */
export function useSearch(): Search {
  const { client } = useTerminal();
  const [text, setText] = useState('');
  const [index, setIndex] = useState(0);
  const query = useQuery({
    queryKey: ['search', text],
    queryFn: () => client.catalog.search({ text, limit: hitsShownMax }),
    enabled: text.trim() !== '',
    placeholderData: keepPreviousData,
  });
  const change = useCallback((next: string) => {
    setText(next);
    setIndex(0);
  }, []);
  return { text, setText: change, hits: text.trim() === '' ? null : (query.data ?? null), index, setIndex };
}

export interface Grid {
  readonly categories: readonly string[];
  readonly category: string;
  readonly setCategory: (category: string) => void;
  readonly items: readonly Item[];
}

/** The tiles: favourites first (category ''), then a category at a time; a store without favourites starts with its first category. */
export function useGrid(): Grid {
  const { client } = useTerminal();
  const [picked, setCategory] = useState('');
  const grid = useQuery({ queryKey: ['catalog', 'grid'], queryFn: () => client.catalog.grid() });
  const categories = useMemo(() => {
    const names = (grid.data?.categories ?? []).map(({ name }) => name).filter((name) => name !== '');
    const hasFavourites = (grid.data?.items.length ?? 0) > 0;
    return hasFavourites || names.length === 0 ? ['', ...names] : names;
  }, [grid.data]);
  const category = categories.includes(picked) ? picked : (categories[0] ?? '');
  const page = useQuery({
    queryKey: ['catalog', 'page', category],
    queryFn: () => client.catalog.page({ after: null, limit: tilesShownMax, category, active: true }),
    enabled: category !== '',
    placeholderData: keepPreviousData,
  });
  const shown = category === '' ? grid.data?.items : page.data?.items;
  const items = useMemo(() => (shown ?? []).map(({ item }) => item), [shown]);
  return { categories, category, setCategory, items };
}

const clockEveryMs = 10_000;

/** Weekday and time in the store's zone. The effect is a timer, which is outside React. */
export function useClock(timeZone: string, language: string): string {
  const { ambient } = useTerminal();
  const [now, setNow] = useState(ambient.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(ambient.now()), clockEveryMs);
    return () => clearInterval(timer);
  }, [ambient]);
  const parts = { weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  return new Intl.DateTimeFormat(language, { timeZone, ...parts }).format(now);
}
