/** Shown wherever a date is typed or read, while the phone's own date cannot be right. */
import { words } from '../../i18n';
import { longMoment } from '../format';
import { wrongClock } from '../live/clock';
import { village } from '../live/session';
import { Note } from './bits';

export function ClockNote() {
  if (!wrongClock.value) return null;
  const t = words().trouble;
  const shown = longMoment(new Date().toISOString(), village.value?.zone ?? 'WIB');
  return (
    <Note tone="wait" icon="clock">
      <strong>{t.clock}</strong>
      <p>{t.clockNote(shown)}</p>
    </Note>
  );
}
