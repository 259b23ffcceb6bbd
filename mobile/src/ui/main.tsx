/** Opens the phone's memory, starts sending, draws. Drawing never waits for the network. */
import { render } from 'preact';
import { language, words } from '../i18n';
import { keepPiece, registerServiceWorker, startSync } from '../net';
import { onClosing, openStore } from '../store';
import { App } from './app';
import { guard } from './gate';
import { watchEviction } from './live/evicted';
import { watchGuard } from './live/guard';
import { watchPlace } from './live/left';
import { startLock } from './live/lock';
import { openPractised } from './live/practice';
import { watchSending } from './live/sending';
import { startSession } from './live/session';
import { provide } from './live/store';
import { offerUpdate, watchWork } from './live/update';
import { closing } from './parts/Closed';
import { startRouter } from './router';
import './styles/base.css';
import './styles/frame.css';
import './styles/forms.css';
import './styles/lists.css';
import './styles/screens.css';
import './styles/large.css';
import './styles/print.css';

async function start(root: HTMLElement): Promise<void> {
  // Whoever follows a link while the memory opens must not stay where the app began.
  startRouter();
  onClosing((why) => {
    closing.value = why;
  });
  // Whatever cannot be read any more is one and the same thing, and it is on the screen already.
  addEventListener('unhandledrejection', (event) => closing.value && event.preventDefault());
  // One window holds one memory: the practice village's, or this phone's own.
  const practice = await openPractised();
  const store = practice?.store ?? (await openStore());
  provide(store);
  await startSession();
  if (!practice) {
    await startLock();
    await watchEviction();
    watchPlace();
    watchGuard();
  }
  language.subscribe((now) => {
    document.documentElement.lang = now;
    if (!practice) keepPiece(now);
  });
  root.replaceChildren();
  guard(root);
  render(<App />, root);
  watchWork();
  if (practice) {
    watchSending(startSync(store, practice.wire, 'latihan-sync'));
    return;
  }
  watchSending(startSync(store));
  // Without a service worker the app still records; it only cannot be opened offline.
  await registerServiceWorker(offerUpdate).catch(() => undefined);
  keepPiece('later');
  // Learning can wait until the app itself is whole on the phone.
  keepPiece('practice');
}

const root = document.getElementById('app');
if (root) {
  start(root).catch((error: unknown) => {
    const newer = error instanceof DOMException && error.name === 'VersionError';
    root.textContent = newer ? words().trouble.newer : words().errors.open;
  });
}
