/** The browser's promise not to clear the records by itself, and the app's place on the home screen. */
import { effect, signal } from '@preact/signals';
import { outbox } from './session';
import { store } from './store';

/** undefined: not asked yet. */
export const guarded = signal<boolean | undefined>(undefined);

interface InstallEvent extends Event {
  readonly prompt: () => Promise<unknown>;
}

/** Puts the app on the home screen; null where the browser offers no such thing now. */
export const install = signal<(() => void) | null>(null);

/** Asks for the promise once there is something to lose, not before: a browser grants it to what is used. */
export function watchGuard(): void {
  const ask = async () => {
    const kept = (await navigator.storage?.persisted?.()) ?? false;
    guarded.value = kept || (await store().requestPersistence());
  };
  let asked = false;
  effect(() => {
    if (asked || !outbox.value?.changes) return;
    asked = true;
    void ask().catch(() => undefined);
  });
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault();
    install.value = () => {
      install.value = null;
      void (event as InstallEvent).prompt();
    };
  });
  addEventListener('appinstalled', () => void ask().catch(() => undefined));
}
