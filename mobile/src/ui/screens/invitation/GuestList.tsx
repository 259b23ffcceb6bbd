/** The list of invitations, element by element, each with what became of the letter. */
import { useState } from 'preact/hooks';
import { words } from '../../../i18n';
import { plainDate } from '../../format';
import { Icon } from '../../parts/Icon';
import { type Attendee, shown } from '../attendance/people';
import { mark } from './actions';
import { byElement, wasSent } from './guests';

const AT_ONCE = 60;
const MORE = 100;

interface ListProps {
  readonly guests: readonly Attendee[];
  readonly query: string;
}

export function GuestList({ guests, query }: ListProps) {
  const t = words();
  const [most, setMost] = useState(AT_ONCE);
  const found = shown(guests, query, 'all');
  const all = byElement(found);
  let room = most;
  const drawn = all.map((group) => {
    const some = group.guests.slice(0, Math.max(0, room));
    room -= group.guests.length;
    return { ...group, some };
  });
  return (
    <section class="stack tight" aria-label={t.invitation.list}>
      {drawn.map(({ element, guests: whole, some }) => (
        <div key={element}>
          <h2 class="section-title">
            {t.invitation.group(t.terms.elements[element], whole.length)}
          </h2>
          {some.length > 0 && (
            <ul class="rows">
              {some.map((guest) => (
                <GuestLine key={guest.id} guest={guest} />
              ))}
            </ul>
          )}
        </div>
      ))}
      {found.length > most && (
        <button type="button" class="button wide" onClick={() => setMost(most + MORE)}>
          {t.meeting.attendance.rest(found.length - most)}
        </button>
      )}
    </section>
  );
}

function GuestLine({ guest }: { readonly guest: Attendee }) {
  const t = words();
  const { doc } = guest;
  const name = doc.name ?? '';
  const notes = [
    doc.gender !== 'unknown' && doc.gender,
    doc.position,
    doc.hamlet,
    doc.invited_on && t.invitation.sentOn(plainDate(doc.invited_on)),
  ];
  return (
    <li class="person">
      <a class="line" href={`#/m/${doc.meeting}/hadir/${guest.id}`}>
        <span class="text">
          <strong>{name}</strong>
          <small>{notes.filter(Boolean).join(' · ')}</small>
        </span>
      </a>
      <button
        type="button"
        class={wasSent(guest) ? 'side-key on' : 'side-key'}
        aria-pressed={wasSent(guest)}
        aria-label={t.invitation.markSent(name)}
        onClick={() => void mark(guest, 'sent')}
      >
        <Icon name="send" size={20} />
      </button>
      <button
        type="button"
        class={doc.invitation_received ? 'side-key on' : 'side-key'}
        aria-pressed={Boolean(doc.invitation_received)}
        aria-label={t.invitation.markReceived(name)}
        onClick={() => void mark(guest, 'received')}
      >
        <Icon name="check" size={20} />
      </button>
    </li>
  );
}
