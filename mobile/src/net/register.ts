/** The service worker: the app opens without a signal, and a new version waits until it is welcome. */

/**
 * Registers the service worker. `onUpdateReady` gets a function that brings the new version in and
 * loads the page anew; call it when nothing is being written.
 */
export async function registerServiceWorker(
  onUpdateReady: (activate: () => void) => void,
): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const { serviceWorker } = navigator;
  const registration = await serviceWorker.register('/app/sw.js', {
    scope: '/app/',
    updateViaCache: 'none',
  });
  const offer = (worker: ServiceWorker) =>
    onUpdateReady(() => {
      serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
      worker.postMessage({ type: 'activate' });
    });
  if (registration.waiting && serviceWorker.controller) offer(registration.waiting);
  registration.addEventListener('updatefound', () => {
    const coming = registration.installing;
    coming?.addEventListener('statechange', () => {
      // Without a controller it is the first installation, not an update.
      if (coming.state === 'installed' && serviceWorker.controller) offer(coming);
    });
  });
}
