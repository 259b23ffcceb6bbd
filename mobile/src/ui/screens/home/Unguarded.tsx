/** Unsent work lies where the browser may clear it: said when it would hurt, with the way out. */
import { words } from '../../../i18n';
import { guarded, install } from '../../live/guard';
import { outbox } from '../../live/session';
import { Note } from '../../parts/bits';

/** Records of a whole meeting: less than that is sent, or written again, before a browser runs out of room. */
const MUCH = 20;

export function Unguarded() {
  const unsent = (outbox.value?.changes ?? 0) + (outbox.value?.files ?? 0);
  if (guarded.value !== false || unsent < MUCH) return null;
  const t = words().trouble;
  return (
    <Note tone="wait" icon="info">
      <p>{t.unguarded}</p>
      {install.value && (
        <button type="button" class="button small" onClick={() => install.value?.()}>
          {t.install}
        </button>
      )}
      <a class="button small" href="#/kiriman/berkas">
        {words().parcels.write.title}
      </a>
    </Note>
  );
}
