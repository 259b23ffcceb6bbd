/** The service worker: the app opens without a signal, and a new version waits until it is welcome. */

import { backoff } from './backoff';

/**
 * Registers the service worker. `onUpdateReady` gets a function that brings the new version in and
 * loads the page anew; call it when nothing is being written.
 */
export async function registerServiceWorker(
  onUpdateReady: (activate: () => void) => void,
): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const { serviceWorker } = navigator;
  const registration = await untilKept();
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

/**
 * A first visit on a bad line may break off half-way, and whoever signed in for the field will not open
 * the app again before it. So it is tried until the whole app is on the phone; files that came stay.
 */
async function untilKept(): Promise<ServiceWorkerRegistration> {
  for (let failures = 0; ; failures += 1) {
    if (failures > 0) await pause(backoff(failures, Math.random()));
    try {
      const registration = await navigator.serviceWorker.register('/app/sw.js', {
        scope: '/app/',
        updateViaCache: 'none',
      });
      if (registration.active || (await installs(registration.installing))) return registration;
    } catch {
      // The worker itself did not come through: the line again.
    }
  }
}

function installs(worker: ServiceWorker | null): Promise<boolean> {
  return new Promise((done) => {
    const look = () => {
      if (!worker || worker.state === 'redundant') done(false);
      else if (worker.state === 'activated') done(true);
    };
    worker?.addEventListener('statechange', look);
    look();
  });
}

function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}
