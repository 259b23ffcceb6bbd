/** Opens the phone's memory, starts sending, draws. Drawing never waits for the network. */
import { render } from 'preact';
import { language, speak, words } from '../i18n';
import { registerServiceWorker, startSync } from '../net';
import { openStore } from '../store';
import { App } from './app';
import { watchSending } from './live/sending';
import { startSession } from './live/session';
import { provide } from './live/store';
import { offerUpdate, watchTyping } from './parts/UpdateReady';
import { startRouter } from './router';
import './styles/base.css';
import './styles/frame.css';
import './styles/forms.css';
import './styles/lists.css';
import './styles/screens.css';
import './styles/large.css';
import './styles/print.css';

async function start(root: HTMLElement): Promise<void> {
  const store = await openStore();
  provide(store);
  startRouter();
  await startSession();
  const spoken = await store.getMeta<string>('language');
  // The other language is a file of its own; without it the app simply stays Indonesian.
  if (spoken === 'en') await speak('en').catch(() => undefined);
  language.subscribe((now) => {
    document.documentElement.lang = now;
  });
  root.replaceChildren();
  render(<App />, root);
  watchSending(startSync(store));
  watchTyping();
  // Without a service worker the app still records; it only cannot be opened offline.
  await registerServiceWorker(offerUpdate).catch(() => undefined);
}

const root = document.getElementById('app');
if (root) {
  start(root).catch(() => {
    root.textContent = words().errors.open;
  });
}
