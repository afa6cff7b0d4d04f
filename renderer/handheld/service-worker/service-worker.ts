/// <reference lib="webworker" />
import { mayTakeOver, type WorkerMessage } from './worker-message.ts';

declare const self: ServiceWorkerGlobalScope;
/** Put in by the build: every file of this edition, and its name. */
declare const keptFiles: readonly string[];
declare const edition: string;

const cacheName = `kaunter-${edition}`;
/** What the hub answers itself; never kept, never answered from here. */
const hubPath = '/v1/';

self.addEventListener('install', (event) => {
  // Whole or not at all: a file that is missing would strand a phone in the yard.
  event.waitUntil(
    caches
      .open(cacheName)
      .then((cache) => cache.addAll(keptFiles.map((path) => new Request(path, { cache: 'reload' })))),
  );
});

self.addEventListener('activate', (event) => {
  const old = async (): Promise<void> => {
    const names = await caches.keys();
    const gone = names.filter((name) => name.startsWith('kaunter-') && name !== cacheName);
    await Promise.all(gone.map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(old());
});

/** A new program starts when the page says that nothing is pending, and never by itself. */
self.addEventListener('message', (event) => {
  const message = event.data as WorkerMessage;
  if (message.kind === 'take-over' && mayTakeOver(message)) void self.skipWaiting();
  if (message.kind === 'edition') event.ports[0]?.postMessage(edition);
});

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (url.pathname.startsWith(hubPath)) return;
  event.respondWith(kept(event.request, url));
});

/** From this edition's files; a page of any path is the one page there is. */
async function kept(request: Request, url: URL): Promise<Response> {
  const cache = await caches.open(cacheName);
  const path = request.mode === 'navigate' ? '/index.html' : url.pathname;
  return (await cache.match(path)) ?? (await fetch(request));
}
