import { useMemo, useState } from 'react';
import type { Item } from '../../../domain/catalog/item.ts';

/** Most goods that wait to be measured, one sheet after the other. */
const measuringItemsMax = 20;

export interface Measuring {
  readonly items: readonly Item[];
  /** False when too many wait already. */
  readonly add: (item: Item) => boolean;
  /** The first of them is rung, or is not sold. */
  readonly next: () => void;
}

/** Goods of which it is not known yet how much is sold: they are no line of the sale (WG13). */
export function useMeasuring(): Measuring {
  const [items, setItems] = useState<readonly Item[]>([]);
  return useMemo(
    () => ({
      items,
      add: (item) => {
        const hasRoom = items.length < measuringItemsMax;
        if (hasRoom) setItems((now) => [...now, item]);
        return hasRoom;
      },
      next: () => setItems((now) => now.slice(1)),
    }),
    [items],
  );
}
