/** Who is invited, by element of society, before the meeting: the number that the quorum is counted from. */
import { useMemo, useState } from 'preact/hooks';
import { words } from '../../../i18n';
import { useRows } from '../../live/rows';
import { Empty } from '../../parts/bits';
import { Icon } from '../../parts/Icon';
import { TextField } from '../../parts/inputs';
import { type Meeting, MeetingFrame } from '../../parts/MeetingFrame';
import { useEarlier } from '../attendance/earlier';
import { KnownPeople } from '../attendance/KnownPeople';
import { type Attendee, asGuest, isGuest, without } from '../attendance/people';
import { invite, markAllSent } from './actions';
import { GuestList } from './GuestList';
import { lastList, uninvited, wasSent } from './guests';
import { NewGuest } from './NewGuest';

export function Invitation({ meeting }: { readonly meeting: string }) {
  return (
    <MeetingFrame id={meeting} title={words().invitation.title} back={`/m/${meeting}`}>
      {(row) => <Invitations meeting={row} />}
    </MeetingFrame>
  );
}

function Invitations({ meeting }: { readonly meeting: Meeting }) {
  const t = words().invitation;
  const rows = useRows('attendance', { meeting: meeting.id });
  const [query, setQuery] = useState('');
  if (!rows) return null;
  const guests = rows.filter(isGuest);
  const unsent = guests.filter((guest) => !wasSent(guest));
  return (
    <>
      <Count meeting={meeting} guests={guests} />
      <div class="row">
        <a class="button small" href={`#/m/${meeting.id}/undangan/surat`}>
          <Icon name="page" size={20} /> {t.letter}
        </a>
        {unsent.length > 0 && (
          <button
            type="button"
            class="button small"
            onClick={() => void markAllSent(meeting, unsent)}
          >
            {t.allSent(unsent.length)}
          </button>
        )}
      </div>
      <Again meeting={meeting} rows={rows} />
      <TextField
        label={words().meeting.attendance.search}
        hint={words().meeting.attendance.searchHint}
        type="search"
        enter="search"
        value={query}
        onValue={setQuery}
      />
      {query.trim() !== '' && (
        <NewGuest meeting={meeting} name={query.trim()} onInvited={() => setQuery('')} />
      )}
      {query.trim() !== '' && (
        <KnownPeople
          village={meeting.village}
          meeting={meeting.id}
          list={rows}
          query={query}
          tap={t.inviteThis}
          onTap={(person) =>
            void invite(meeting, [asGuest(person)], t.done(person.name ?? '')).then(
              (kept) => kept && setQuery(''),
            )
          }
        />
      )}
      {guests.length === 0 ? (
        <Empty icon="people" title={t.empty} hint={t.emptyHint} />
      ) : (
        <GuestList guests={guests} query={query} />
      )}
    </>
  );
}

function Count({ meeting, guests }: { meeting: Meeting; guests: readonly Attendee[] }) {
  const t = words();
  const { rules, invited_count = 0 } = meeting.doc;
  const sent = guests.filter(wasSent).length;
  const received = guests.filter(({ doc }) => doc.invitation_received).length;
  const missing = uninvited(guests, rules?.required_elements);
  const counts = [
    [guests.length, t.invitation.invited, 'count-invited'],
    [sent, t.invitation.sent, 'count-sent'],
    [received, t.invitation.received, 'count-received'],
  ] as const;
  return (
    <section class="stack tight" aria-label={t.invitation.invited}>
      <div class="counters" role="status">
        {counts.map(([count, label, id]) => (
          <p class="counter" key={id}>
            <b data-testid={id}>{count}</b>
            <span>{label}</span>
          </p>
        ))}
      </div>
      <p class="soft small">{t.invitation.intro}</p>
      {invited_count > guests.length && (
        <p class="small">{t.invitation.lessThanCount(invited_count)}</p>
      )}
      {guests.length > 0 && missing.length > 0 && (
        <p class="warning">
          {t.invitation.missing(missing.map((each) => t.terms.elements[each]).join(', '))}
        </p>
      )}
    </section>
  );
}

/** Everybody of the last list who is not on this one yet, in one tap. */
function Again({ meeting, rows }: { meeting: Meeting; rows: readonly Attendee[] }) {
  const t = words().invitation;
  const earlier = useEarlier(meeting.village, meeting.id);
  const meetings = useRows('meeting', { village: meeting.village }) ?? [];
  const last = useMemo(
    () => lastList(earlier.rows, meetings, meeting),
    [earlier, meetings, meeting],
  );
  const people = last ? without(last.people, rows) : [];
  if (!last || people.length === 0) return null;
  return (
    <button
      type="button"
      class="button"
      onClick={() => void invite(meeting, people.map(asGuest), t.allDone(people.length))}
    >
      <Icon name="people" size={20} /> {t.all(people.length, last.title)}
    </button>
  );
}
