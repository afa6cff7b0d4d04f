import { useEffect, useRef } from 'react';
import { isTextField } from '../engine/scan/text-field.ts';

/** Lets a keyboard do what the keypad on the screen does: no field has the focus, so the keys belong to the whole page. */
export function useDigitKeys(onKey: (key: string) => void, onEnter: () => void): void {
  const latest = useRef({ onKey, onEnter });
  latest.current = { onKey, onEnter };
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (isTextField(event.target) || event.ctrlKey || event.altKey || event.metaKey) return;
      if (/^\d$/.test(event.key)) latest.current.onKey(event.key);
      else if (event.key === 'Backspace') latest.current.onKey('back');
      else if (event.key === 'Enter' && event.target === document.body) latest.current.onEnter();
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', listen, { capture: true });
    return () => window.removeEventListener('keydown', listen, { capture: true });
  }, []);
}
