/** The one line that is always visible: what is on this phone, what is not sent, when it last was. */
import { words } from '../../i18n';
import { shortMoment } from '../format';
import { wrongClock } from '../live/clock';
import { sending } from '../live/sending';
import { allSent, outbox, session, village } from '../live/session';
import { Icon } from './Icon';

export function Trust() {
  const t = words().trust;
  const box = outbox.value;
  if (!session.value || !box) return null;
  const { phase, lastSuccess } = sending.value;
  const unsent = box.changes + box.files;
  const attention = box.conflicts.length + box.rejected.length + box.decided.length;
  const zone = village.value?.zone ?? 'WIB';
  const said = [
    t.onPhone,
    ...(phase === 'sending' ? [t.sending] : unsent > 0 ? [t.unsent(unsent)] : []),
    ...(phase !== 'sending' && allSent.value ? [t.allSent] : []),
    lastSuccess ? t.last(shortMoment(lastSuccess, zone)) : t.never,
  ];
  const warning = [
    ...(attention > 0 ? [t.attention(attention)] : []),
    ...(wrongClock.value ? [words().trouble.clock] : []),
  ];
  return (
    <a
      class="trust"
      href="#/kiriman"
      aria-label={`${t.label}: ${[...said, ...warning].join(' · ')}`}
    >
      <Icon name={allSent.value ? 'check' : 'clock'} size={20} />
      <span class="trust-text" data-testid="trust">
        {said.join(' · ')}
        {warning.length > 0 && <span class="warn"> · {warning.join(' · ')}</span>}
      </span>
      <Icon name="next" size={20} />
    </a>
  );
}
