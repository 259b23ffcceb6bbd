/** Parts of the app that the first visit does not load; once asked for, they stay on the phone with it. */

/**
 * Asks the service worker to keep a language, by its code, `practice`, the practice village, or `later`, the screens
 * that no first visit opens. Asked at each start, should one have failed.
 */
export function keepPiece(piece: string): void {
  if (!('serviceWorker' in navigator)) return;
  void navigator.serviceWorker.ready.then(({ active }) => {
    active?.postMessage({ type: 'piece', piece });
  });
}
