/** People of earlier meetings in this village: one tap and they are on today's list. */
import { useMemo, useState } from 'preact/hooks';
import { words } from '../../../i18n';
import { useEarlier } from './earlier';
import { type Attendee, finder, type Known, nameOf, without } from './people';

const AT_ONCE = 40;

interface KnownProps {
  readonly village: string;
  readonly meeting: string;
  readonly list: readonly Attendee[];
  readonly query: string;
  /** What the tap does, for who does not see the list around it. */
  readonly tap: string;
  readonly onTap: (person: Known) => void;
}

export function KnownPeople({ village, meeting, list, query, tap, onTap }: KnownProps) {
  const t = words();
  const earlier = useEarlier(village, meeting);
  const [most, setMost] = useState(AT_ONCE);
  const known = useMemo(() => without(earlier.people, list), [earlier, list]);
  const wanted = useMemo(() => finder(query), [query]);
  const found = query ? known.filter((person) => wanted(nameOf(person))) : known;
  if (found.length === 0) return null;
  return (
    <section>
      <h2 class="section-title">{t.meeting.attendance.known}</h2>
      <ul class="rows">
        {found.slice(0, most).map((person) => (
          <li key={person.key}>
            <button type="button" class="line" onClick={() => onTap(person)}>
              <span class="tick" />
              <span class="text">
                <strong>{person.name}</strong>
                <small>
                  {[t.terms.elements[person.element ?? 'lain'], person.hamlet]
                    .filter(Boolean)
                    .join(' · ')}
                </small>
                <span class="sr">{tap}</span>
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
