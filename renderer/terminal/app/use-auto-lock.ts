import { useEffect } from 'react';

const activities = ['pointerdown', 'keydown'] as const;

/** Calls `lock` after some minutes without a touch or a key; 0 minutes never. The effect listens on the window. */
export function useAutoLock(minutes: number, lock: () => void): void {
  useEffect(() => {
    if (minutes === 0) return;
    let timer = setTimeout(lock, minutes * 60_000);
    const again = (): void => {
      clearTimeout(timer);
      timer = setTimeout(lock, minutes * 60_000);
    };
    for (const activity of activities) window.addEventListener(activity, again, { capture: true });
    return () => {
      clearTimeout(timer);
      for (const activity of activities) window.removeEventListener(activity, again, { capture: true });
    };
  }, [minutes, lock]);
}
