import { type ReactElement, useLayoutEffect } from 'react';
import { DisplayView } from './display-view.tsx';
import { useDisplay, useIdlePicture, useMinute } from './use-display.ts';

/** Light, dark or as the system is: the attribute of the document, which React does not own. */
function useTheme(theme: 'light' | 'dark' | 'system'): void {
  useLayoutEffect(() => {
    const system = matchMedia('(prefers-color-scheme: dark)');
    const apply = (): void => {
      const isDark = theme === 'dark' || (theme === 'system' && system.matches);
      document.documentElement.dataset['theme'] = isDark ? 'dark' : 'light';
    };
    apply();
    system.addEventListener('change', apply);
    return () => system.removeEventListener('change', apply);
  }, [theme]);
}

/** The page of the second screen: shows what the till says, by itself and without a touch. */
export function DisplayApp(): ReactElement | null {
  const display = useDisplay();
  const pictureUrl = useIdlePicture();
  const now = useMinute();
  useTheme(display?.theme ?? 'light');
  const language = display?.language ?? 'en';
  useLayoutEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return display === null ? null : <DisplayView display={display} pictureUrl={pictureUrl} now={now} />;
}
