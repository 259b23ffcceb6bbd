/** Setting, changing and taking off a PIN: who has one must know it. */
import { useState } from 'preact/hooks';
import { words } from '../../../i18n';
import { lockNow, refreshLock } from '../../live/lock';
import { store } from '../../live/store';
import { PinPad } from './PinPad';

interface PinStepsProps {
  readonly step: 'set' | 'change' | 'remove';
  /** With the sentence to say; empty: given up. */
  readonly onDone: (said: string) => void;
}

type At = 'old' | 'new' | 'again';

export function PinSteps({ step, onDone }: PinStepsProps) {
  const t = words().lock;
  const [at, setAt] = useState<At>(step === 'set' ? 'new' : 'old');
  const [chosen, setChosen] = useState('');

  async function old(pin: string): Promise<string> {
    if (!(await store().lock.tryPin(pin))) {
      const { left } = await store().lock.look();
      if (left === 0) await lockNow();
      return t.wrong(left);
    }
    if (step === 'change') setAt('new');
    else await take(() => store().lock.takeOff(), t.removed);
    return '';
  }
  async function fresh(pin: string): Promise<string> {
    if (/^(\d)\1+$/.test(pin) || '01234567890987654321'.includes(pin)) return t.tooEasy;
    setChosen(pin);
    setAt('again');
    return '';
  }
  async function again(pin: string): Promise<string> {
    if (pin !== chosen) {
      setAt('new');
      return t.different;
    }
    await take(() => store().lock.setPin(pin), t.isSet);
    return '';
  }
  async function take(work: () => Promise<void>, said: string): Promise<void> {
    await work();
    await refreshLock();
    onDone(said);
  }

  const asks = { old: t.old, new: t.fresh, again: t.again };
  return (
    <>
      <PinPad label={asks[at]} onPin={{ old, new: fresh, again }[at]} />
      <button type="button" class="button wide" onClick={() => onDone('')}>
        {words().common.cancel}
      </button>
    </>
  );
}
