import { useEffect, useState } from 'react';

/** The clock of the phone, UTC epoch ms, as it stands every `everyMs`; for what counts down. */
export function useNow(everyMs = 1_000): number {
  const [now, tick] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => tick(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
