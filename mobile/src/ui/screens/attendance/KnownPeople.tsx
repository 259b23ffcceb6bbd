/** People of earlier meetings in this village: one tap and they are on today's list. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import { words } from '../../../i18n';
import { store } from '../../live/store';
import type { Meeting } from '../../parts/MeetingFrame';
import { welcome } from './actions';
import { type Attendee, finds, knownPeople } from './people';

const AT_ONCE = 40;

interface KnownProps {
  readonly meeting: Meeting;
  readonly today: readonly Attendee[];
  readonly query: string;
}

export function KnownPeople({ meeting, today, query }: KnownProps) {
  const t = words();
  const earlier = useEarlier(meeting);
  const [most, setMost] = useState(AT_ONCE);
  const known = useMemo(() => knownPeople(earlier, today), [earlier, today]);
  const found = known.filter((person) => !query || finds(query, person.key.split('|')[0] ?? ''));
  if (found.length === 0) return null;
  return (
    <section>
      <h2 class="section-title">{t.meeting.attendance.known}</h2>
      <ul class="rows">
        {found.slice(0, most).map((person) => (
          <li key={person.key}>
            <button
              type="button"
              class="line"
              onClick={() => void welcome(meeting.id, meeting.village, person)}
            >
              <span class="tick" />
              <span class="text">
                <strong>{person.name}</strong>
                <small>
                  {[t.terms.elements[person.element ?? 'lain'], person.hamlet]
                    .filter(Boolean)
                    .join(' · ')}
                </small>
                <span class="sr">{t.meeting.attendance.markExisting}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {found.length > most && (
        <button type="button" class="button wide" onClick={() => setMost(most + 100)}>
          {t.meeting.attendance.rest(found.length - most)}
        </button>
      )}
    </section>
  );
}

/** Read once: the past of a village does not change while somebody ticks names. */
function useEarlier(meeting: Meeting): readonly Attendee[] {
  const [rows, setRows] = useState<readonly Attendee[]>([]);
  useEffect(() => {
    let gone = false;
    void store()
      .list('attendance', { village: meeting.village })
      .then((all) => {
        const earlier = (all as readonly Attendee[]).filter(
          (row) => row.doc.meeting !== meeting.id,
        );
        if (!gone) setRows(earlier);
      });
    return () => {
      gone = true;
    };
  }, [meeting.id, meeting.village]);
  return rows;
}
