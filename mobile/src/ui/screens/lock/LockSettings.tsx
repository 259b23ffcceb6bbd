/** Which lock the app has, and what it keeps out and what not. */
import { useEffect, useState } from 'preact/hooks';
import { MINUTES } from '../../../core/lock';
import { words } from '../../../i18n';
import { lock, lockNow, refreshLock } from '../../live/lock';
import { session } from '../../live/session';
import { store } from '../../live/store';
import { Note } from '../../parts/bits';
import { Choice } from '../../parts/Choice';
import { Screen } from '../../parts/Screen';
import { say } from '../../parts/toast';
import { PinSteps } from './PinSteps';
import { makePasskey, phoneLockIsHere } from './passkey';

type Step = 'none' | 'set' | 'change' | 'remove';

export function LockSettings() {
  const t = words().lock;
  const state = lock.value;
  const [step, setStep] = useState<Step>('none');
  const done = (said: string) => {
    setStep('none');
    if (said) say(said);
  };
  if (!state) return null;
  return (
    <Screen title={t.title} back="/akun">
      <p>
        {t.now} <strong>{t.ways[state.way]}</strong>
      </p>
      {step !== 'none' ? (
        <PinSteps step={step} onDone={done} />
      ) : (
        <>
          <Keys way={state.way} onStep={setStep} />
          {state.way !== 'none' && <Minutes minutes={state.minutes} />}
          <Honestly />
        </>
      )}
    </Screen>
  );
}

function Keys(props: { readonly way: keyof Ways; readonly onStep: (step: Step) => void }) {
  const { way, onStep } = props;
  const t = words().lock;
  if (way === 'none') {
    return (
      <div class="stack">
        <button type="button" class="button main wide" onClick={() => onStep('set')}>
          {t.set}
        </button>
        <PhoneLock />
      </div>
    );
  }
  return (
    <div class="stack">
      <button type="button" class="button main wide" onClick={() => void lockNow()}>
        {t.lockNow}
      </button>
      {way === 'pin' ? (
        <>
          <button type="button" class="button wide" onClick={() => onStep('change')}>
            {t.change}
          </button>
          <button type="button" class="button danger wide" onClick={() => onStep('remove')}>
            {t.remove}
          </button>
        </>
      ) : (
        <button type="button" class="button danger wide" onClick={() => void takeOff()}>
          {t.removePhone}
        </button>
      )}
    </div>
  );
}

type Ways = ReturnType<typeof words>['lock']['ways'];

async function takeOff(): Promise<void> {
  try {
    await store().lock.takeOff();
    await refreshLock();
    say(words().lock.removed);
  } catch {
    say(words().errors.disk);
  }
}

/** Offered only where the phone can do it. */
function PhoneLock() {
  const t = words().lock;
  const [here, setHere] = useState(false);
  useEffect(() => {
    phoneLockIsHere().then(setHere, () => setHere(false));
  }, []);
  if (!here) return <p class="soft">{t.noPhoneLock}</p>;
  return (
    <button type="button" class="button wide" onClick={() => void bind()}>
      {t.usePhone}
    </button>
  );
}

async function bind(): Promise<void> {
  const t = words().lock;
  const made = await makePasskey(session.peek()?.user.username ?? '');
  if (!made) return say(t.phoneRefused);
  try {
    say((await store().lock.bind(made.passkey, made.secret)) ? t.phoneSet : t.signInFirst);
  } catch {
    say(words().errors.disk);
  }
}

function Minutes({ minutes }: { readonly minutes: number }) {
  const t = words().lock;
  return (
    <Choice
      label={t.after}
      value={String(minutes)}
      options={MINUTES.map((each) => [String(each), t.minutes(each)])}
      onValue={(each) => void store().lock.setMinutes(Number(each))}
    />
  );
}

function Honestly() {
  const t = words().lock;
  return (
    <section class="stack">
      <h2 class="section-title">{t.honestly}</h2>
      <ul class="stack">
        {t.facts.map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
      <Note icon="phone">{t.real}</Note>
    </section>
  );
}
