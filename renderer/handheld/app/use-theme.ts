import { useEffect } from 'react';

/** Light or dark as the phone is: it knows the sun and the hour. The document's attribute is not React's, hence the effect. */
export function useTheme(): void {
  useEffect(() => {
    const system = matchMedia('(prefers-color-scheme: dark)');
    const apply = (): void => {
      document.documentElement.dataset['theme'] = system.matches ? 'dark' : 'light';
    };
    apply();
    system.addEventListener('change', apply);
    return () => system.removeEventListener('change', apply);
  }, []);
}
