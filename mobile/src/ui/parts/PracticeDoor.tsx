/** The way into the practice village; it needs neither an account nor a signal. */
import { words } from '../../i18n';
import { enterPractice } from '../live/practice';
import { say } from './toast';

export function PracticeDoor() {
  const t = words().practice;
  return (
    <section class="stack tight">
      <h2 class="section-title">{t.open}</h2>
      <p class="soft">{t.openNote}</p>
      <button
        type="button"
        class="button wide"
        onClick={() => void enterPractice().catch(() => say(t.notHere))}
      >
        {t.start}
      </button>
    </section>
  );
}
