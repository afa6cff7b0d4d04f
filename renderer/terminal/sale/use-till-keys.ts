import { useEffect, useRef } from 'react';

/** A key with its modifiers as the help sheet writes them: `F12`, `Shift+F4`, `Ctrl+z`. */
export type KeyActions = Readonly<Record<string, () => void>>;

function nameOf(event: KeyboardEvent): string {
  const modifiers = `${event.ctrlKey || event.metaKey ? 'Ctrl+' : ''}${event.altKey ? 'Alt+' : ''}${event.shiftKey && event.key.length > 1 ? 'Shift+' : ''}`;
  return `${modifiers}${event.key.length === 1 && event.ctrlKey ? event.key.toLowerCase() : event.key}`;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}

/** Keys that belong to a field while somebody types in it. */
const fieldKeys = new Set([
  'Delete',
  'Shift+Delete',
  'ArrowUp',
  'ArrowDown',
  'Enter',
  'Ctrl+z',
  '+',
  '-',
  '?',
  'p',
  'r',
  'P',
  'R',
]);

/**
 * Binds keys for as long as a screen is shown. `enabled` is off while a sheet is open, which has keys of its own. The
 * effect listens on the window because no control needs the focus for it.
 */
export function useTillKeys(actions: KeyActions, enabled = true): void {
  const latest = useRef(actions);
  latest.current = actions;
  useEffect(() => {
    if (!enabled) return;
    const listen = (event: KeyboardEvent): void => {
      const name = nameOf(event);
      const action = latest.current[name];
      if (action === undefined || event.defaultPrevented) return;
      const typing = isTyping(event.target) && (fieldKeys.has(name) || /^\d$/.test(name));
      if (typing || (name === 'Enter' && event.target instanceof HTMLButtonElement)) return;
      event.preventDefault();
      action();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [enabled]);
}
