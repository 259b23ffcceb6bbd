/** What has been on this phone alone for days should be somewhere else too. */
import { words } from '../../../i18n';
import type { Outbox } from '../../../store';
import { practice } from '../../live/practice';
import { outbox } from '../../live/session';
import { Note } from '../../parts/bits';

const DAYS = 3;

/** Unsent for days, and in no file either. */
export function wantsACopy(box: Outbox | null, now: number): boolean {
  const oldest = box?.unwritten.oldest;
  if (!oldest) return false;
  return now - Date.parse(oldest) > DAYS * 24 * 3600 * 1000;
}

export function CopyReminder() {
  if (practice() || !wantsACopy(outbox.value, Date.now())) return null;
  const t = words().parcels;
  return (
    <Note tone="wait" icon="clock">
      <p>{t.remind(DAYS)}</p>
      <a class="button small" href="#/kiriman/berkas">
        {t.write.title}
      </a>
    </Note>
  );
}
