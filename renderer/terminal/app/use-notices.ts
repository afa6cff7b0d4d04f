import { useEffect, useState } from 'react';
import type { ProcessNotice } from '../../../contracts/bridge.ts';

/** What the app tells about its processes, and whether somebody started the program a second time. */
export interface AppNotices {
  readonly hub: ProcessNotice | null;
  readonly secondStarts: number;
}

/** Listens to the app for as long as the window lives. The effect subscribes to the bridge, which is outside React. */
export function useNotices(): AppNotices {
  const [notices, setNotices] = useState<AppNotices>({ hub: null, secondStarts: 0 });
  useEffect(
    () =>
      window.kaunter.onEvent((event) => {
        if (event.kind === 'hub') setNotices((now) => ({ ...now, hub: event.notice }));
        if (event.kind === 'second-instance') setNotices((now) => ({ ...now, secondStarts: now.secondStarts + 1 }));
      }),
    [],
  );
  return notices;
}
