/** Who is signed in, in which language, with which version; and the way out. */
import { useState } from 'preact/hooks';
import { LANGUAGES, language, speak, words } from '../../../i18n';
import { lock } from '../../live/lock';
import { leavePractice, practice } from '../../live/practice';
import { session } from '../../live/session';
import { store } from '../../live/store';
import { LinkLine } from '../../parts/bits';
import { Choice } from '../../parts/Choice';
import { PracticeDoor } from '../../parts/PracticeDoor';
import { Screen } from '../../parts/Screen';
import { say } from '../../parts/toast';
import { SignOut } from './SignOut';

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
      <LanguageChoice />
      {!practice() && (
        <LinkLine
          href="/akun/kunci"
          icon="lock"
          title={words().lock.title}
          note={words().lock.ways[lock.value?.way ?? 'none']}
        />
      )}
      <section>
        <h2 class="section-title">{t.about}</h2>
        <p class="soft">{t.aboutText}</p>
      </section>
      {practice() ? (
        <button type="button" class="button" onClick={leavePractice}>
          {words().practice.leave}
        </button>
      ) : (
        <>
          <PracticeDoor />
          <SignOut />
        </>
      )}
    </Screen>
  );
}

function LanguageChoice() {
  const [refused, setRefused] = useState(0);
  const choose = async (wanted: string) => {
    try {
      await speak(wanted);
      await store().setMeta('language', wanted);
    } catch {
      say(words().errors.screen);
      setRefused(refused + 1);
    }
  };
  return (
    <Choice
      // Drawn anew, so that the dot goes back to the language that is really spoken.
      key={refused}
      label={words().account.language}
      value={language.value}
      options={LANGUAGES}
      onValue={(wanted) => void choose(wanted)}
    />
  );
}
