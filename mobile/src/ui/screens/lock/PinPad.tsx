/** Ten big keys for six digits. Digits of a keyboard count as well. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { words } from '../../../i18n';
import { Note } from '../../parts/bits';

export const PIN_DIGITS = 6;
const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

interface PinPadProps {
  readonly label: string;
  /** Answers with what is wrong with it; empty: nothing. */
  readonly onPin: (pin: string) => Promise<string>;
}

export function PinPad({ label, onPin }: PinPadProps) {
  const t = words().lock;
  const [pin, show] = useState('');
  // Two digits may come before the screen is drawn anew.
  const entered = useRef('');
  const [working, setWorking] = useState(false);
  const [problem, setProblem] = useState('');

  const setPin = (next: string) => {
    entered.current = next;
    show(next);
  };
  async function press(digit: string) {
    const next = entered.current + digit;
    if (next.length > PIN_DIGITS) return;
    setPin(next);
    setProblem('');
    if (next.length < PIN_DIGITS) return;
    setWorking(true);
    const wrong = await onPin(next).catch(() => words().errors.unexpected);
    setPin('');
    setWorking(false);
    setProblem(wrong);
  }
  const wipe = () => {
    if (!working) setPin(entered.current.slice(0, -1));
  };
  useEffect(() => {
    const typed = ({ key }: KeyboardEvent) => {
      if (/^\d$/.test(key)) void press(key);
      if (key === 'Backspace') wipe();
    };
    addEventListener('keydown', typed);
    return () => removeEventListener('keydown', typed);
  });

  return (
    <section class="pin" aria-label={label}>
      <p class="center" role="status">
        {working ? t.checking : label}
        <span class="sr"> {t.typed(pin.length)}</span>
      </p>
      <p class="pin-dots" aria-hidden="true">
        {'●'.repeat(pin.length)}
        {'○'.repeat(PIN_DIGITS - pin.length)}
      </p>
      <div role="alert">
        {problem && (
          <Note tone="bad" icon="warning">
            {problem}
          </Note>
        )}
      </div>
      <div class="pin-keys">
        {KEYS.map((digit) => (
          <button key={digit} type="button" class="button" onClick={() => void press(digit)}>
            {digit}
          </button>
        ))}
        <span />
        <button type="button" class="button" onClick={() => void press('0')}>
          0
        </button>
        <button type="button" class="button plain" aria-label={t.wipe} onClick={wipe}>
          ⌫
        </button>
      </div>
    </section>
  );
}
