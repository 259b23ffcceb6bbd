/** The service worker's events. A new version waits until the app says that nothing is being written. */

import { dropOldShells, keepPiece, keepShell, ownAnswer } from './caching';

declare const self: ServiceWorkerGlobalScope;

self.addEventListener('install', (event) => {
  event.waitUntil(keepShell());
});

self.addEventListener('activate', (event) => {
  event.waitUntil(dropOldShells().then(() => self.clients.claim()));
});

self.addEventListener('message', (event) => {
  const said = event.data as { readonly type?: string; readonly piece?: string } | null;
  if (said?.type === 'activate') event.waitUntil(giveWay(event.ports[0]));
  // Without a line it fails, and the app asks again at its next start.
  if (said?.type === 'piece' && said.piece) event.waitUntil(keepPiece(said.piece));
});

/** Only the one tab that asked may be moved to a new version; in another one somebody may be writing. */
async function giveWay(answer: MessagePort | undefined): Promise<void> {
  const tabs = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (tabs.length > 1) answer?.postMessage('busy');
  else await self.skipWaiting();
}

self.addEventListener('fetch', (event) => {
  const answer = ownAnswer(event.request);
  if (answer) event.respondWith(answer);
});
