import { useEffect, useState } from 'react';
import { numberedDisplay } from '../../contracts/customer-display.ts';
import type { CustomerDisplay } from '../../domain/customer-display/customer-scene.ts';
import { shownAt, type Thanks, thanksAfter } from './shown-display.ts';

/** Asks for the next display for as long as the page lives; what has another shape is not shown. */
async function follow(show: (display: CustomerDisplay) => void, stopped: AbortSignal): Promise<void> {
  for (let seen = 0; !stopped.aborted; ) {
    const answer = await window.customerDisplay.next(seen);
    if (answer === null || stopped.aborted) return;
    const parsed = numberedDisplay.safeParse(answer);
    if (parsed.success) show(parsed.data.display);
    else console.error('A display of another shape was not shown.');
    seen = answer.no;
  }
}

interface Told {
  readonly latest: CustomerDisplay;
  readonly thanks: Thanks | null;
}

/** What is to be on the screen now; null before the till said anything. The effects follow the bridge and the clock. */
export function useDisplay(): CustomerDisplay | null {
  const [told, setTold] = useState<Told | null>(null);
  const [now, setNow] = useState(0);
  useEffect(() => {
    const stop = new AbortController();
    const show = (latest: CustomerDisplay): void => {
      setNow(Date.now());
      setTold((before) => ({ latest, thanks: thanksAfter(before?.thanks ?? null, latest, Date.now()) }));
    };
    void follow(show, stop.signal);
    return () => stop.abort();
  }, []);
  const shown = told === null ? null : shownAt(told.latest, told.thanks, now);
  const until = shown?.until ?? null;
  useEffect(() => {
    if (until === null) return;
    const timer = setTimeout(() => setNow(Date.now()), Math.max(0, until - Date.now()));
    return () => clearTimeout(timer);
  }, [until]);
  return shown?.display ?? null;
}

/** The idle picture as an address of this page; null without one. The effect asks the bridge, and again at each change. */
export function useIdlePicture(): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    let current: string | null = null;
    const load = async (): Promise<void> => {
      const bytes = await window.customerDisplay.picture();
      if (current !== null) URL.revokeObjectURL(current);
      current = bytes === null ? null : URL.createObjectURL(new Blob([bytes]));
      setUrl(current);
    };
    void load();
    return window.customerDisplay.onPicture(() => void load());
  }, []);
  return url;
}

/** The clock of the idle display, told again at each full minute. The effect is a timer, which is outside React. */
export function useMinute(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setTimeout(() => setNow(Date.now()), 60_000 - (now % 60_000));
    return () => clearTimeout(timer);
  }, [now]);
  return now;
}
