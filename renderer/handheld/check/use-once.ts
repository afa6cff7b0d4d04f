import { useRef, useState } from 'react';

export interface Once {
  readonly isBusy: boolean;
  /** Runs the act unless one is running: the second tap comes before React has drawn anything. */
  readonly run: (act: () => Promise<void>) => void;
}

/** One act at a time, however often its button is hit. */
export function useOnce(): Once {
  const isRunning = useRef(false);
  const [isBusy, setBusy] = useState(false);
  const once = async (act: () => Promise<void>): Promise<void> => {
    if (isRunning.current) return;
    isRunning.current = true;
    setBusy(true);
    try {
      await act();
    } finally {
      isRunning.current = false;
      setBusy(false);
    }
  };
  return { isBusy, run: (act) => void once(act) };
}
