/** The names on the list that are asked for; of a long list the first, and the rest when wanted. */
import { useMemo, useState } from 'preact/hooks';
import { hereIn, inOrder, type Sitting } from '../../../core/sittings';
import { words } from '../../../i18n';
import type { Meeting } from '../../parts/MeetingFrame';
import { PersonLine } from './PersonLine';
import { type Attendee, byName, type Filter, shown } from './people';

const AT_ONCE = 60;
const MORE = 100;
/** Who comes within a quarter of an hour is not late. */
const GRACE = 15 * 60_000;

/** How far each list was unfolded: who comes back from one person's data finds it as it was. */
const unfolded = new Map<string, number>();

interface OnListProps {
  readonly meeting: Meeting;
  readonly rows: readonly Attendee[];
  readonly sittings: readonly Sitting[];
  readonly query: string;
  readonly filter: Filter;
}

export function OnList({ meeting, rows, sittings, query, filter }: OnListProps) {
  const t = words().meeting.attendance;
  const [most, setMost] = useState(unfolded.get(meeting.id) ?? AT_ONCE);
  // What was unfolded without a search must not slow each letter of one down.
  const [search, setSearch] = useState({ query: '', most: AT_ONCE });
  const limit = !query ? most : search.query === query ? search.most : AT_ONCE;
  const sorted = useMemo(() => byName(rows), [rows]);
  const here = useMemo(() => hereIn(sittings), [sittings]);
  const found = useMemo(
    () => shown(sorted, query, filter, ({ doc }) => here(doc)),
    [sorted, query, filter, here],
  );
  const begun = inOrder(sittings)[0]?.doc.started_at;
  if (found.length === 0) return rows.length > 0 ? <p class="soft">{t.nobody}</p> : null;

  function unfold() {
    if (query) return setSearch({ query, most: limit + MORE });
    unfolded.set(meeting.id, most + MORE);
    setMost(most + MORE);
  }

  return (
    <section>
      <h2 class="section-title">{t.onList}</h2>
      <ul class="rows">
        {found.slice(0, limit).map((row) => (
          <PersonLine
            key={row.id}
            row={row}
            sittings={sittings}
            here={here(row.doc)}
            late={isLate(row, begun)}
          />
        ))}
      </ul>
      {found.length > limit && (
        <button type="button" class="button wide" onClick={unfold}>
          {t.rest(found.length - limit)}
        </button>
      )}
    </section>
  );
}

function isLate({ doc }: Attendee, begun: string | undefined): boolean {
  return Boolean(begun && doc.arrived_at && Date.parse(doc.arrived_at) - Date.parse(begun) > GRACE);
}
