/** The browser cleared what was recorded here: what is gone, what comes back, what to do. */
import { words } from '../../i18n';
import { evicted, understood } from '../live/evicted';
import { session } from '../live/session';
import { Note } from './bits';

export function Evicted() {
  const lost = evicted.value;
  if (!lost) return null;
  const t = words().trouble;
  const some = lost.changes + lost.photos > 0;
  return (
    <Note tone="bad" icon="warning">
      <strong>{t.gone}</strong>
      <p>{session.value ? t.goneSentBack : t.goneSent}</p>
      {some && (
        <p>
          {t.goneUnsent(lost.changes, lost.photos)} {t.goneRest}
        </p>
      )}
      {session.value && (
        <button type="button" class="button small" onClick={understood}>
          {t.understood}
        </button>
      )}
    </Note>
  );
}
