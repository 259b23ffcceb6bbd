/** The one moment that needs a network. Says so, and says in words what went wrong. */
import { useState } from 'preact/hooks';
import { words } from '../../../i18n';
import { Note } from '../../parts/bits';
import { ClockNote } from '../../parts/ClockNote';
import { Evicted } from '../../parts/Evicted';
import { Icon } from '../../parts/Icon';
import { TextField } from '../../parts/inputs';
import { PracticeDoor } from '../../parts/PracticeDoor';
import { enter } from './enter';
import { First } from './First';
import { Sealed } from './Sealed';

interface SignInProps {
  /** In place of the usual introduction. */
  readonly note?: string;
  readonly onBack?: () => void;
}

export function SignIn({ note, onBack }: SignInProps) {
  const t = words().signIn;
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [shown, setShown] = useState(false);
  const [working, setWorking] = useState(false);
  const [problem, setProblem] = useState('');
  const [slip, setSlip] = useState(false);

  async function submit(event: Event) {
    event.preventDefault();
    if (!username.trim() || !password) {
      setProblem(t.needBoth);
      return;
    }
    setWorking(true);
    setProblem('');
    setProblem(await enter({ username: username.trim(), password }, () => setSlip(true)));
    setWorking(false);
  }

  if (slip) {
    return <First username={username.trim()} code={password} onBack={() => setSlip(false)} />;
  }
  return (
    <>
      <header class="welcome">
        <p class="welcome-name">{words().app}</p>
        <p>{words().tagline}</p>
      </header>
      <main class="page">
        <h1>{t.title}</h1>
        <Sealed />
        <Evicted />
        <ClockNote />
        <Note icon="info">{note ?? `${t.intro} ${words().trouble.firstHere}`}</Note>
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
        {onBack ? (
          <button type="button" class="button wide" onClick={onBack}>
            {words().common.back}
          </button>
        ) : (
          <PracticeDoor />
        )}
      </main>
    </>
  );
}
