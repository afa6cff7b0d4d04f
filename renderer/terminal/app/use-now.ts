import { useEffect, useState } from 'react';
import { useTerminal } from './terminal.tsx';

/** The clock of this screen, for words like "2 min ago". An effect, as time passes outside React. */
export function useNow(everyMs: number): number {
  const { ambient } = useTerminal();
  const [now, setNow] = useState(() => ambient.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(ambient.now()), everyMs);
    return () => clearInterval(timer);
  }, [ambient, everyMs]);
  return now;
}
