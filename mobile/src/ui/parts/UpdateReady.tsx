/** A newer version is ready: taken at a start, offered when nobody records, never in the way of a meeting. */
import { words } from '../../i18n';
import { later, offered, taken } from '../live/update';
import { say } from './toast';

export function UpdateReady() {
  const t = words();
  if (!offered.value) return null;
  return (
    <section class="update" aria-label={t.account.update}>
      <p>{t.account.update}</p>
      <button
        type="button"
        class="button small"
        onClick={() => taken(() => say(words().trouble.otherTab))}
      >
        {t.account.updateNow}
      </button>
      <button type="button" class="button small plain" onClick={later}>
        {t.account.updateLater}
      </button>
    </section>
  );
}
