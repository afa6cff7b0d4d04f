import { useEffect, useRef } from 'react';

const notText = new Set(['radio', 'checkbox', 'button', 'range']);

/** Is somebody writing into a field? A radio button is an input too, but nobody types into it. */
function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !notText.has(target.type);
  return target instanceof HTMLTextAreaElement;
}

/** Keys that say: I walk over the controls by keyboard, so Enter means the one I am on. */
const walking = new Set(['Tab', 'ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight']);

/**
 * Lets the digits, Backspace, the decimal signs and Enter of the keyboard do what the keypad on the screen does. The effect
 * is needed because no field has the focus: the keys belong to the whole sheet. Enter enters, also right after a tap on a
 * name, a percentage or a reason: only who walked to a button by keyboard means that button (TL12).
 */
export function useDigitKeys(onKey: (key: string) => void, onEnter: (() => void) | null): void {
  const latest = useRef({ onKey, onEnter });
  latest.current = { onKey, onEnter };
  useEffect(() => {
    let isWalking = false;
    const point = (): void => {
      isWalking = false;
    };
    const isForUs = (event: KeyboardEvent): boolean =>
      !(isTyping(event.target) || event.ctrlKey || event.altKey || event.metaKey);
    const enter = (event: KeyboardEvent): void => {
      if (walking.has(event.key)) isWalking = true;
      const { onEnter: work } = latest.current;
      const isOnButton = event.target instanceof HTMLElement && event.target.closest('button') !== null;
      if (event.key !== 'Enter' || work === null || !isForUs(event) || (isOnButton && isWalking)) return;
      event.preventDefault();
      event.stopPropagation();
      work();
    };
    const listen = (event: KeyboardEvent): void => {
      if (!isForUs(event)) return;
      const key = keyOf(event.key);
      if (key === null) return;
      isWalking = false;
      latest.current.onKey(key);
      event.preventDefault();
    };
    window.addEventListener('pointerdown', point, { capture: true });
    window.addEventListener('keydown', enter, { capture: true });
    window.addEventListener('keydown', listen);
    return () => {
      window.removeEventListener('pointerdown', point, { capture: true });
      window.removeEventListener('keydown', enter, { capture: true });
      window.removeEventListener('keydown', listen);
    };
  }, []);
}

function keyOf(key: string): string | null {
  if (/^\d$/.test(key)) return key;
  if (key === 'Backspace') return 'back';
  return key === '.' || key === ',' ? 'point' : null;
}
