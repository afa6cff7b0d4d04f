import { Boxes, ClipboardList, ContactRound, type LucideIcon, ReceiptText, Store } from 'lucide-react';
import type { ReactElement } from 'react';
import { useText } from '../../kit/text.tsx';

/** Where in the app somebody is. */
export const places = ['sell', 'held', 'return', 'stock', 'shift'] as const;
export type Place = (typeof places)[number];

const icons: Readonly<Record<Place, LucideIcon>> = {
  sell: Store,
  held: ClipboardList,
  return: ReceiptText,
  stock: Boxes,
  shift: ContactRound,
};

export interface PlaceBarProps {
  readonly place: Place;
  /** How many tables and sales on hold wait, shown beside their place. */
  readonly held: number;
  readonly onPlace: (place: Place) => void;
}

/** The places of the app, at the lower edge. */
export function PlaceBar({ place, held, onPlace }: PlaceBarProps): ReactElement {
  const t = useText();
  return (
    <nav
      aria-label={t('place.label')}
      className="grid shrink-0 grid-cols-5 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)]"
    >
      {places.map((each) => {
        const Icon = icons[each];
        return (
          <button
            key={each}
            type="button"
            aria-current={each === place ? 'page' : undefined}
            onClick={() => onPlace(each)}
            data-testid={`place-${each}`}
            className={`relative flex min-h-14 cursor-pointer flex-col items-center justify-center gap-0.5 px-0.5 text-[12px] font-medium leading-none ${each === place ? 'text-accent' : 'text-soft'}`}
          >
            <Icon size={22} aria-hidden="true" />
            <span>{t(`place.${each}`)}</span>
            {each === 'held' && held > 0 ? (
              <span className="money absolute top-1 start-[58%] min-w-5 rounded-full bg-accent px-1 py-0.5 text-center text-[11px] text-on-accent">
                {held}
              </span>
            ) : null}
          </button>
        );
      })}
    </nav>
  );
}
