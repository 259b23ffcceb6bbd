/** What stands in front of everything while the app is locked. Nothing of the records is drawn behind it. */
import { useState } from 'preact/hooks';
import { words } from '../../../i18n';
import type { LockState } from '../../../store/types';
import { lock, refreshLock } from '../../live/lock';
import { store } from '../../live/store';
import { Note } from '../../parts/bits';
import { Icon } from '../../parts/Icon';
import { Screen } from '../../parts/Screen';
import { SignIn } from '../signin/SignIn';
import { PinPad } from './PinPad';
import { secretOf } from './passkey';

export function LockScreen() {
  const t = words().lock;
  const [byPassword, setByPassword] = useState(false);
  const state = lock.value;
  if (!state) return null;
  if (byPassword) {
    return <SignIn note={t.passwordNote} onBack={() => setByPassword(false)} />;
  }
  return (
    <Screen title={t.lockedTitle}>
      <Opener state={state} />
      <Note icon="info">{t.safe}</Note>
      <button type="button" class="button wide" onClick={() => setByPassword(true)}>
        {state.way === 'pin' ? t.forgotten : t.withPassword}
      </button>
    </Screen>
  );
}

function Opener({ state }: { readonly state: LockState }) {
  const t = words().lock;
  if (state.way === 'phone') return <ByPhone state={state} />;
  if (state.left === 0) {
    return (
      <Note tone="bad" icon="warning">
        {t.noneLeft}
      </Note>
    );
  }
  return <PinPad label={t.enter} onPin={tryPin} />;
}

async function tryPin(pin: string): Promise<string> {
  const t = words().lock;
  if (await store().lock.tryPin(pin)) {
    await refreshLock();
    return '';
  }
  const { left } = await store().lock.look();
  return left === 0 ? t.noneLeft : t.wrong(left);
}

function ByPhone({ state }: { readonly state: LockState }) {
  const t = words().lock;
  const [problem, setProblem] = useState('');
  async function open() {
    setProblem('');
    const secret = state.passkey && (await secretOf(state.passkey));
    if (secret && (await store().lock.openByPhone(secret))) await refreshLock();
    else setProblem(t.phoneRefused);
  }
  return (
    <>
      <p>{t.phoneHint}</p>
      <div role="alert">
        {problem && (
          <Note tone="bad" icon="warning">
            {problem}
          </Note>
        )}
      </div>
      <button type="button" class="button main wide" onClick={() => void open()}>
        <Icon name="phone" />
        {t.openByPhone}
      </button>
    </>
  );
}
