/** The service worker's events. A new version waits until the app says that nothing is being written. */

import { dropOldShells, keepShell, ownAnswer } from './caching';

declare const self: ServiceWorkerGlobalScope;

self.addEventListener('install', (event) => {
  event.waitUntil(keepShell());
});

self.addEventListener('activate', (event) => {
  event.waitUntil(dropOldShells().then(() => self.clients.claim()));
});

self.addEventListener('message', (event) => {
  if ((event.data as { readonly type?: string } | null)?.type === 'activate') {
    event.waitUntil(self.skipWaiting());
  }
});

self.addEventListener('fetch', (event) => {
  const answer = ownAnswer(event.request);
  if (answer) event.respondWith(answer);
});
