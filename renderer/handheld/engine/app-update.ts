import type { WorkerMessage } from '../service-worker/worker-message.ts';
import type { UpdateSource } from './handheld.ts';
import { registeredWorker } from './worker-registration.ts';

/** A phone that is never closed looks for a new program this often, in milliseconds. */
export const updateEveryMs = 3_600_000;

/** Keeps the app for when there is no line, and tells of a newer one; null where there are no service workers. */
export function appUpdate(pending: () => number): UpdateSource | null {
  if (!('serviceWorker' in navigator)) return null;
  const { serviceWorker } = navigator;
  let waiting: ServiceWorker | null = null;
  let isWanted = false;
  const tell = (message: WorkerMessage): void => waiting?.postMessage(message);
  // A page of the old program would go on with the new one's files: it starts anew, once, when a person asked for it.
  serviceWorker.addEventListener('controllerchange', () => {
    if (isWanted) location.reload();
  });
  return {
    onWaiting: (said) => {
      const found = (worker: ServiceWorker | null): void => {
        if (worker === null || serviceWorker.controller === null) return;
        waiting = worker;
        said(null);
      };
      void registeredWorker().then(
        (registration) => {
          found(registration.waiting);
          registration.addEventListener('updatefound', () => {
            const { installing } = registration;
            installing?.addEventListener('statechange', () => {
              if (installing.state === 'installed') found(installing);
            });
          });
          setInterval(() => void registration.update().catch(() => undefined), updateEveryMs);
        },
        () => undefined,
      );
    },
    activate: () => {
      isWanted = true;
      tell({ kind: 'take-over', pending: pending() });
    },
  };
}
