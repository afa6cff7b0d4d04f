import { useEffect, useMemo, useRef } from 'react';
import { rawOfScan, type ScanFeed } from './scan-feed.ts';

/** One after the other: the answer to a scan is looked up, and a quick one must not overtake a slow one. */
export function useInOrder(act: (raw: string) => Promise<void>): (raw: string) => void {
  const latest = useRef(act);
  latest.current = act;
  return useMemo(() => {
    let before: Promise<void> = Promise.resolve();
    return (raw) => {
      before = before.then(() => latest.current(raw));
    };
  }, []);
}

/** Hears the counter's scanners, which never go through the keyboard. The feed is outside React. */
export function useDeviceScans(feed: ScanFeed, onScan: (raw: string) => void): void {
  useEffect(() => feed.subscribe((scan) => onScan(rawOfScan(scan))), [feed, onScan]);
}
