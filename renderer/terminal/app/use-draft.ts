import { useEffect, useRef } from 'react';
import { useTerminal } from './terminal.tsx';

/** How long the open sale may be ahead of what the hub keeps, in milliseconds. */
const draftWaitMs = 250;

/**
 * Keeps the open sale with the hub, so that it comes back after a crash of anything. Loads it once at the start; a till
 * that already holds lines (the hub restarted) keeps its own. The effects talk to the hub, which is outside React.
 */
export function useDraft(onRecovered: () => void): void {
  const { client, desk } = useTerminal();
  const recovered = useRef(onRecovered);
  recovered.current = onRecovered;
  useEffect(() => {
    if (!desk.isEmpty) return;
    client.draft.load().then(
      ({ sale }) => {
        if (sale === null || sale.lines.length === 0 || !desk.isEmpty) return;
        desk.take(sale);
        recovered.current();
      },
      () => undefined,
    );
  }, [client, desk]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const save = (): void => {
      const sale = desk.isEmpty ? null : desk.state().sale;
      // A hub that is away gets the next change; the sale on the screen is the one that counts.
      client.draft.save({ sale }).catch(() => undefined);
    };
    const stop = desk.subscribe(() => {
      clearTimeout(timer);
      timer = setTimeout(save, draftWaitMs);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [client, desk]);
}
