/** Pairs of names that may be one person. Nothing is joined by itself: both are looked at, one may be taken away. */
import { words } from '../../../i18n';
import { removed } from '../../live/remove';
import { useRows } from '../../live/rows';
import { Empty, LinkLine } from '../../parts/bits';
import { Icon } from '../../parts/Icon';
import { type Meeting, MeetingFrame } from '../../parts/MeetingFrame';
import { type Pair, pairKey } from './pairs';
import type { Attendee } from './people';
import { useDoubles } from './useDoubles';

/** The next come as soon as these are decided. */
const AT_ONCE = 20;

export function Doubles({ meeting }: { readonly meeting: string }) {
  return (
    <MeetingFrame id={meeting} title={words().door.doublesTitle} back={`/m/${meeting}/hadir`}>
      {(row) => <List meeting={row} />}
    </MeetingFrame>
  );
}

function List({ meeting }: { readonly meeting: Meeting }) {
  const t = words().door;
  const rows = useRows('attendance', { meeting: meeting.id }) ?? [];
  const { pairs, different } = useDoubles(meeting.id, rows);
  return (
    <>
      <p class="soft">{t.doublesIntro}</p>
      {pairs.length === 0 && <Empty icon="check" title={t.doublesNone} />}
      {pairs.slice(0, AT_ONCE).map((pair) => (
        <Two key={pairKey(pair)} pair={pair} onDifferent={() => void different(pair)} />
      ))}
    </>
  );
}

function Two({ pair, onDifferent }: { readonly pair: Pair; readonly onDifferent: () => void }) {
  const t = words().door;
  const names = pair.map(({ doc }) => doc.name ?? '');
  return (
    <section class="card stack tight" aria-label={names.join(', ')}>
      {pair.map((row, at) => (
        <div key={row.id}>
          <LinkLine
            href={`/m/${row.doc.meeting}/hadir/${row.id}`}
            icon="person"
            title={names[at] ?? ''}
            note={noteOf(row)}
          />
          <button
            type="button"
            class="button small danger"
            onClick={() => void removed(row, names[at] ?? '')}
          >
            <Icon name="bin" size={20} /> {t.removeOne(names[at] ?? '')}
          </button>
        </div>
      ))}
      <button type="button" class="button" onClick={onDifferent}>
        {t.different}
      </button>
    </section>
  );
}

function noteOf({ doc }: Attendee): string {
  const t = words();
  const notes = [
    doc.gender && t.terms.gender[doc.gender],
    t.terms.elements[doc.element ?? 'lain'],
    doc.hamlet,
    doc.position,
    t.terms.presence[doc.status ?? 'invited'],
    doc.signature && t.door.hasSignature,
  ];
  return notes.filter(Boolean).join(' · ');
}
