/** Who is signed in, in which language, with which version; and the way out. */
import { useState } from 'preact/hooks';
import { type Language, language, speak, words } from '../../../i18n';
import { signOut } from '../../../net';
import { outbox, refresh, session } from '../../live/session';
import { store } from '../../live/store';
import { Choice } from '../../parts/Choice';
import { Screen } from '../../parts/Screen';
import { say } from '../../parts/toast';
import { replace } from '../../router';

declare const __APP_VERSION__: string;

export function Account() {
  const t = words().account;
  const who = session.value;
  return (
    <Screen title={t.title} back="/">
      <dl class="card facts">
        <dt>{t.name}</dt>
        <dd>{who?.user.name}</dd>
        <dt>{t.username}</dt>
        <dd>{who?.user.username}</dd>
        <dt>{t.device}</dt>
        <dd>{who?.device.slice(-6)}</dd>
        <dt>{t.version}</dt>
        <dd>{__APP_VERSION__}</dd>
      </dl>
      <Choice
        label={t.language}
        value={language.value}
        options={[
          ['id', 'Bahasa Indonesia'],
          ['en', 'English'],
        ]}
        onValue={(wanted) => void choose(wanted as Language)}
      />
      <section>
        <h2 class="section-title">{t.about}</h2>
        <p class="soft">{t.aboutText}</p>
      </section>
      <SignOut />
    </Screen>
  );
}

async function choose(wanted: Language): Promise<void> {
  try {
    await speak(wanted);
    await store().setMeta('language', wanted);
  } catch {
    say(words().errors.screen);
  }
}

function SignOut() {
  const t = words().account;
  const [asked, setAsked] = useState(false);
  const box = outbox.value;
  const unsent = (box?.changes ?? 0) + (box?.files ?? 0) + (box?.rejected.length ?? 0);
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
      <p>{unsent > 0 ? t.signOutUnsent(unsent) : t.signOutClean}</p>
      <div class="row">
        <button type="button" class="button danger" onClick={() => void leave()}>
          {t.signOutYes}
        </button>
        <button type="button" class="button" onClick={() => setAsked(false)}>
          {t.stay}
        </button>
      </div>
    </section>
  );
}

async function leave(): Promise<void> {
  try {
    await signOut(store(), { keep: true });
  } catch {
    say(words().errors.unexpected);
  }
  await refresh();
  replace('/');
}
