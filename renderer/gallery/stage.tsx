import { type ReactElement, useLayoutEffect, useMemo } from 'react';
import { I18nProvider } from 'react-aria-components';
import { StoreText } from '../terminal/store/store-text.tsx';
import { galleryShop } from './fixtures/shop.ts';
import type { Place } from './place.ts';
import type { Specimen } from './specimen.ts';

export interface StageProps {
  readonly specimen: Specimen;
  readonly state: string;
  readonly place: Pick<Place, 'language' | 'theme' | 'direction'>;
}

/** One view in one state, with everything a view expects around it. Theme and direction are set on the whole page. */
export function Stage({ specimen, state, place }: StageProps): ReactElement {
  const { language, theme, direction } = place;
  // Sheets are drawn beside the stage, at the end of the body: they take theme and direction from the root.
  useLayoutEffect(() => {
    const root = document.documentElement;
    root.dataset['theme'] = theme;
    root.dir = direction;
    root.lang = language;
  }, [theme, direction, language]);
  const shop = useMemo(() => galleryShop(language), [language]);
  const draw = specimen.states[state];
  const view = useMemo(() => draw?.(shop), [draw, shop]);
  return (
    <I18nProvider locale={direction === 'rtl' ? 'ar' : language}>
      <StoreText language={language} currency={shop.settings.currency} timeZone={shop.settings.timeZone}>
        <div key={`${specimen.id}/${state}`} className="h-full bg-paper text-ink" data-testid="stage">
          {view}
        </div>
      </StoreText>
    </I18nProvider>
  );
}
