/** The service worker: the app opens without a signal, and a new version waits until it is welcome. */

import { backoff } from './backoff';

const LOOK_EVERY_MS = 6 * 3600 * 1000;

export interface Update {
  /** It was waiting when the app started: nothing has been typed since. */
  readonly atStart: boolean;
  /** Brings it in and loads the page anew; `busy` is called instead where another tab is still open. */
  readonly take: (busy: () => void) => void;
}

/** Registers the service worker. `onUpdate` hears of a new version that lies whole on the phone. */
export async function registerServiceWorker(onUpdate: (update: Update) => void): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const { serviceWorker } = navigator;
  const registration = await untilKept();
  const offer = (worker: ServiceWorker, atStart: boolean) =>
    onUpdate({
      atStart,
      take: (busy) => {
        const answers = new MessageChannel();
        answers.port1.onmessage = busy;
        serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
        worker.postMessage({ type: 'activate' }, [answers.port2]);
      },
    });
  if (registration.waiting && serviceWorker.controller) offer(registration.waiting, true);
  registration.addEventListener('updatefound', () => {
    const coming = registration.installing;
    coming?.addEventListener('statechange', () => {
      // Without a controller it is the first installation, not an update.
      if (coming.state === 'installed' && serviceWorker.controller) offer(coming, false);
    });
  });
  lookAgain(registration);
}

const WORKER = '/app/sw.js';

/** An app that stays open for days hears of new versions too: when somebody looks at it again. */
function lookAgain(registration: ServiceWorkerRegistration): void {
  let looked = performance.now();
  globalThis.document?.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible' || performance.now() - looked < LOOK_EVERY_MS)
      return;
    looked = performance.now();
    // A bad line or a portal's page: the old version stays, and the next look comes.
    registration.update().catch(() => undefined);
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
      const registration = await navigator.serviceWorker.register(worker(), {
        scope: '/app/',
        updateViaCache: 'none',
      });
      if (registration.active || (await installs(registration.installing))) return registration;
    } catch {
      // The worker itself did not come through: the line again.
    }
  }
}

interface Types {
  createPolicy(
    name: string,
    rules: { createScriptURL: () => string },
  ): { createScriptURL(url: string): string };
}
let named: string | undefined;

/** The worker's address; where the browser asks for Trusted Types, from the one policy that the page allows. */
function worker(): string {
  const types = (globalThis as { trustedTypes?: Types }).trustedTypes;
  named ??=
    types?.createPolicy('rembuk', { createScriptURL: () => WORKER }).createScriptURL('') ?? WORKER;
  return named;
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
