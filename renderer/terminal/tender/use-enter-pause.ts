import { useEffect } from 'react';

/** How long the change stands before Enter may take it away, in milliseconds: longer than a habit, shorter than a look. */
export const changeShownMsMin = 600;

/**
 * Lets no Enter through for a moment after the view came up, nor one that is held down (TL17). On the window and before
 * anybody else, as the key belongs to the button in focus.
 */
export function useEnterPause(shownMsMin: number = changeShownMsMin): void {
  useEffect(() => {
    const since = performance.now();
    const stop = (event: KeyboardEvent): void => {
      if (event.key !== 'Enter') return;
      if (!event.repeat && performance.now() - since >= shownMsMin) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    window.addEventListener('keydown', stop, { capture: true });
    return () => window.removeEventListener('keydown', stop, { capture: true });
  }, [shownMsMin]);
}
