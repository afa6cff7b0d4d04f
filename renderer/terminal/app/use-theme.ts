import { useEffect, useState } from 'react';
import type { Theme } from '../settings/settings-view.tsx';

const themeKey = 'kaunter.theme';

function stored(): Theme {
  const value = localStorage.getItem(themeKey);
  return value === 'light' || value === 'dark' ? value : 'system';
}

/** Light, dark, or as the system is; kept on this machine because it is this screen's, not the store's. */
export function useTheme(): readonly [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState<Theme>(stored);
  // The effect writes what React does not own: the attribute of the document, and the system's own choice.
  useEffect(() => {
    const system = matchMedia('(prefers-color-scheme: dark)');
    const apply = (): void => {
      const dark = theme === 'dark' || (theme === 'system' && system.matches);
      document.documentElement.dataset['theme'] = dark ? 'dark' : 'light';
    };
    apply();
    localStorage.setItem(themeKey, theme);
    system.addEventListener('change', apply);
    return () => system.removeEventListener('change', apply);
  }, [theme]);
  return [theme, setTheme];
}
