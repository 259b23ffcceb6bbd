/**
 * Takes the whole app out of the page while it is locked, and puts it back as it was: half a name, an open form and
 * the place on a long list are still there.
 */
import { effect } from '@preact/signals';
import { render } from 'preact';
import { lock } from './live/lock';
import { lazy } from './parts/lazy';

const LockScreen = lazy(async () => (await import('./screens/lock')).LockScreen);

/** Watches over `app`, the element that holds everything. */
export function guard(app: HTMLElement): void {
  const gate = document.createElement('div');
  gate.className = 'app';
  let title = '';
  let height = 0;
  effect(() => {
    const locked = lock.value?.locked === true;
    if (locked === gate.isConnected) return;
    if (locked) {
      title = document.title;
      height = scrollY;
      app.replaceWith(gate);
      render(<LockScreen />, gate);
    } else {
      render(null, gate);
      gate.replaceWith(app);
      document.title = title;
      scrollTo(0, height);
    }
  });
}
