/** The one moment that needs a network. Says so, and says in words what went wrong. */
import { useState } from 'preact/hooks';
import { words } from '../../../i18n';
import { sending } from '../../live/sending';
import { Note } from '../../parts/bits';
import { Icon } from '../../parts/Icon';
import { TextField } from '../../parts/inputs';
import { enter } from './enter';

export function SignIn() {
  const t = words().signIn;
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [shown, setShown] = useState(false);
  const [working, setWorking] = useState(false);
  const [problem, setProblem] = useState('');

  async function submit(event: Event) {
    event.preventDefault();
    if (!username.trim() || !password) {
      setProblem(t.needBoth);
      return;
    }
    setWorking(true);
    setProblem('');
    setProblem(await enter(username.trim(), password));
    setWorking(false);
  }

  return (
    <>
      <header class="welcome">
        <p class="welcome-name">{words().app}</p>
        <p>{words().tagline}</p>
      </header>
      <main class="page">
        <h1>{t.title}</h1>
        {sending.value.phase === 'revoked' && (
          <Note tone="bad" icon="warning">
            {t.revoked} {t.unsentKept}
          </Note>
        )}
        <Note icon="info">{t.intro}</Note>
        <form class="stack" onSubmit={(event) => void submit(event)} noValidate>
          <TextField
            label={t.username}
            value={username}
            complete="username"
            capitalize="none"
            onValue={setUsername}
          />
          <TextField
            label={t.password}
            value={password}
            type={shown ? 'text' : 'password'}
            complete="current-password"
            capitalize="none"
            onValue={setPassword}
          />
          <button type="button" class="button small" onClick={() => setShown(!shown)}>
            <Icon name="eye" size={20} />
            {shown ? t.hide : t.show}
          </button>
          <div role="alert">
            {problem && (
              <Note tone="bad" icon="warning">
                {problem}
              </Note>
            )}
          </div>
          <button type="submit" class="button main wide" disabled={working}>
            {working ? t.working : t.submit}
          </button>
        </form>
      </main>
    </>
  );
}
