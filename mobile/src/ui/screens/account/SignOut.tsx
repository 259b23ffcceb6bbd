/** The way out. While something is not sent, it is a choice what becomes of it; nothing is wiped by leaving. */
import { useState } from 'preact/hooks';
import { words } from '../../../i18n';
import { signOut } from '../../../net';
import { sending, sendNow } from '../../live/sending';
import { outbox, refresh } from '../../live/session';
import { store } from '../../live/store';
import { Note } from '../../parts/bits';
import { Icon } from '../../parts/Icon';
import { say } from '../../parts/toast';
import { replace } from '../../router';

export function SignOut() {
  const t = words().account;
  const [asked, setAsked] = useState(false);
  const box = outbox.value;
  const changes = (box?.changes ?? 0) + (box?.rejected.length ?? 0);
  const photos = box?.files ?? 0;
  if (!asked) {
    return (
      <button type="button" class="button danger" onClick={() => setAsked(true)}>
        {t.signOut}
      </button>
    );
  }
  return (
    <section class="card stack" aria-label={t.signOutAsk}>
      <h2>{t.signOutAsk}</h2>
      {changes + photos > 0 ? (
        <Unsent changes={changes} photos={photos} />
      ) : (
        <>
          <p>{t.signOutClean}</p>
          <button type="button" class="button danger" onClick={() => void leave(false)}>
            {t.signOutYes}
          </button>
        </>
      )}
      <button type="button" class="button" onClick={() => setAsked(false)}>
        {t.stay}
      </button>
    </section>
  );
}

function Unsent({ changes, photos }: { readonly changes: number; readonly photos: number }) {
  const t = words().lost.signOut;
  const [tried, setTried] = useState(false);
  const busy = sending.value.phase === 'sending';
  return (
    <>
      <p>{t.unsent(changes, photos)}</p>
      <div role="status">
        {tried && !busy && (
          <Note tone="wait" icon="clock">
            {t.stuck}
          </Note>
        )}
      </div>
      <button
        type="button"
        class="button main"
        disabled={busy}
        onClick={() => {
          sendNow();
          // The note that it did not work must not flash up before it was tried.
          setTimeout(() => setTried(true), 3000);
        }}
      >
        <Icon name="send" /> {busy ? words().outbox.sending : t.send}
      </button>
      <a class="button" href="#/kiriman/berkas">
        <Icon name="page" /> {t.file}
      </a>
      <button type="button" class="button danger" onClick={() => void leave(true)}>
        {t.keep}
      </button>
      <p class="soft small">{t.keepNote}</p>
    </>
  );
}

/** Without `keep` it stays signed in where something was saved in the last moment. */
async function leave(keep: boolean): Promise<void> {
  try {
    if (await signOut(store(), { keep })) return;
  } catch {
    say(words().errors.unexpected);
  }
  await refresh();
  replace('/');
}
