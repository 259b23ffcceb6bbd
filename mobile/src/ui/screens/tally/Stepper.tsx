/** One less, a number that can also be typed, one more. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { words } from '../../../i18n';

interface StepperProps {
  readonly short: string;
  readonly label: string;
  readonly value: number;
  readonly onValue: (value: number) => void;
}

/** Quick taps are gathered before they are kept: ten taps are one write. */
const PAUSE = 400;

export function Stepper({ short, label, value, onValue }: StepperProps) {
  const t = words().meeting.attendance;
  const [shown, setShown] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const unsaved = useRef<number | null>(null);
  // The pause ends in a later drawing: what it tells must reach the newest listener.
  const tell = useRef(onValue);
  tell.current = onValue;

  useEffect(() => {
    if (unsaved.current === null) setShown(value);
  }, [value]);
  useEffect(() => keep, []);

  function keep() {
    clearTimeout(timer.current);
    if (unsaved.current === null) return;
    const told = unsaved.current;
    unsaved.current = null;
    tell.current(told);
  }

  function change(next: number) {
    if (!Number.isInteger(next) || next < 0 || next > 5000) return;
    setShown(next);
    unsaved.current = next;
    clearTimeout(timer.current);
    timer.current = setTimeout(keep, PAUSE);
  }

  return (
    <div class="stepper">
      <span class="stepper-name" aria-hidden="true">
        {short}
      </span>
      <button type="button" aria-label={t.less(label)} onClick={() => change(shown - 1)}>
        −
      </button>
      <input
        class="input number"
        inputMode="numeric"
        aria-label={label}
        value={shown}
        onInput={(event) => change(Number(event.currentTarget.value))}
        onBlur={keep}
      />
      <button type="button" aria-label={t.moreOf(label)} onClick={() => change(shown + 1)}>
        +
      </button>
    </div>
  );
}
