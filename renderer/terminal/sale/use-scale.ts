import { useEffect, useState } from 'react';
import type { WeighAnswer } from '../../../contracts/device-ask.ts';
import type { HubClient } from '../hub/hub-link.ts';

/** Between two weighings while somebody looks, in milliseconds. */
const lookMs = 300;
/** A weight older than this is no longer shown, in milliseconds: what lies there may be something else. */
const weightAgeMsMax = 1_000;

/** What the scale says now; null before its first answer. A weight that grows old becomes `too-old`. */
export type ScaleNow = WeighAnswer | null;

/** Weighs again and again while the sheet is open; nothing at all where there is no scale. The scale is outside React. */
export function useScale(client: HubClient, isWanted: boolean): ScaleNow {
  const [now, setNow] = useState<ScaleNow>(null);
  useEffect(() => {
    if (!isWanted) return;
    let isOver = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let ageing: ReturnType<typeof setTimeout> | undefined;
    const look = async (): Promise<void> => {
      const answer: WeighAnswer = await client.devices
        .weigh({ tareMilli: 0 })
        .catch(() => ({ ok: false, refusal: 'unreachable' }) as const);
      if (isOver) return;
      setNow(answer);
      clearTimeout(ageing);
      if (answer.ok) ageing = setTimeout(() => setNow({ ok: false, refusal: 'too-old' }), weightAgeMsMax);
      const isThere = answer.ok || answer.refusal !== 'no-scale';
      if (isThere) timer = setTimeout(() => void look(), lookMs);
    };
    void look();
    return () => {
      isOver = true;
      clearTimeout(timer);
      clearTimeout(ageing);
    };
  }, [client, isWanted]);
  return now;
}
