/**
 * The first sign-in, or the first after a reset: the one-time code of a slip against a password of one's own. What the
 * QR says stands behind the `#`, so that no server's log holds it, and goes from the address as soon as it is read.
 */
import { useEffect, useState } from 'preact/hooks';
import { words } from '../../../i18n';
import { Note } from '../../parts/bits';
import { Icon } from '../../parts/Icon';
import { TextField } from '../../parts/inputs';
import { Screen } from '../../parts/Screen';
import { replace } from '../../router';
import { enter } from '../signin/enter';
import { firstWords } from './words';

export interface Slip {
  readonly username?: string;
  readonly code?: string;
  readonly onBack?: () => void;
}

const SHORTEST = 8;

export function FirstSignIn(slip: Slip) {
  const t = firstWords();
  const door = words().signIn;
  const [scanned] = useState(() => new URLSearchParams(location.hash.split('?')[1] ?? ''));
  const [username, setUsername] = useState(slip.username ?? scanned.get('n') ?? '');
  const [code, setCode] = useState(slip.code ?? scanned.get('k') ?? '');
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const [shown, setShown] = useState(false);
  const [working, setWorking] = useState(false);
  const [problem, setProblem] = useState('');
  useEffect(() => {
    const [place, secret] = location.hash.split('?');
    if (secret) history.replaceState(history.state, '', place);
  }, []);

  function fault(): string {
    if (!username.trim() || !code.trim()) return t.needBoth;
    if (password.length < SHORTEST) return t.short;
    return password === again ? '' : t.differ;
  }

  async function submit(event: Event) {
    event.preventDefault();
    const wrong = fault();
    setProblem(wrong);
    if (wrong) return;
    setWorking(true);
    const answer = await enter({ username: username.trim(), code: code.trim(), password });
    setProblem(answer === door.wrong ? t.wrong : answer);
    setWorking(false);
  }

  const kind = shown ? 'text' : 'password';
  return (
    <Screen title={t.title}>
      <Note icon="info">{t.intro}</Note>
      <form class="stack" onSubmit={(event) => void submit(event)} noValidate>
        <TextField
          label={door.username}
          value={username}
          complete="username"
          capitalize="none"
          onValue={setUsername}
        />
        <TextField
          label={t.code}
          value={code}
          complete="one-time-code"
          capitalize="none"
          onValue={setCode}
        />
        <TextField
          label={t.password}
          hint={t.hint}
          value={password}
          type={kind}
          complete="new-password"
          capitalize="none"
          onValue={setPassword}
        />
        <TextField
          label={t.again}
          value={again}
          type={kind}
          complete="new-password"
          capitalize="none"
          onValue={setAgain}
        />
        <button type="button" class="button small" onClick={() => setShown(!shown)}>
          <Icon name="eye" size={20} />
          {shown ? door.hide : door.show}
        </button>
        <div role="alert">
          {problem && (
            <Note tone="bad" icon="warning">
              {problem}
            </Note>
          )}
        </div>
        <button type="submit" class="button main wide" disabled={working}>
          {working ? door.working : t.submit}
        </button>
      </form>
      <button type="button" class="button wide" onClick={slip.onBack ?? (() => replace('/'))}>
        {words().common.back}
      </button>
    </Screen>
  );
}
