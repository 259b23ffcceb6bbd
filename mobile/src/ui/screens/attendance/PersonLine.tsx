/** One person on the list. Drawn anew only when its own row changed (signals compare the props). */
import type { Sitting } from '../../../core/sittings';
import { words } from '../../../i18n';
import { clock } from '../../format';
import { zoneOf } from '../../live/session';
import { Icon } from '../../parts/Icon';
import { toggle } from './actions';
import type { Attendee } from './people';

interface LineProps {
  readonly row: Attendee;
  readonly sittings: readonly Sitting[];
  readonly here: boolean;
  /** Came well after the sitting had begun. */
  readonly late: boolean;
}

export function PersonLine({ row, sittings, here, late }: LineProps) {
  const t = words();
  const { doc } = row;
  const name = doc.name ?? '';
  return (
    <li class="person">
      <button
        type="button"
        class="line"
        aria-pressed={here}
        onClick={() => void toggle(row, sittings)}
      >
        <span class={here ? 'tick on' : 'tick'}>{here && <Icon name="check" size={20} />}</span>
        <span class="text">
          <strong>{name}</strong>
          <small>{notesOf(row, late).join(' · ')}</small>
        </span>
      </button>
      <div class="movers">
        {here && (
          <a
            class={doc.signature ? 'side-key on' : 'side-key'}
            href={`#/m/${doc.meeting}/hadir/${row.id}/ttd`}
            aria-label={doc.signature ? t.door.signedBy(name) : t.door.signHere(name)}
          >
            <Icon name="pen" size={20} />
          </a>
        )}
        <a
          class="side-key"
          href={`#/m/${doc.meeting}/hadir/${row.id}`}
          aria-label={t.meeting.attendance.details(name)}
        >
          <Icon name="person" size={20} />
        </a>
      </div>
    </li>
  );
}

function notesOf({ doc, village }: Attendee, late: boolean): readonly string[] {
  const t = words();
  const hour = (at: string) => clock(at, zoneOf(village));
  const away = doc.status === 'excused' || doc.status === 'absent';
  const notes = [
    doc.gender && doc.gender !== 'unknown' ? doc.gender : '',
    t.terms.elements[doc.element ?? 'lain'],
    doc.hamlet,
    away && doc.status ? t.terms.presence[doc.status] : '',
    away && doc.reason,
    doc.represents && t.door.inPlaceOf(doc.represents),
    late && doc.arrived_at && t.door.cameAt(hour(doc.arrived_at)),
    doc.left_at && t.door.leftAt(hour(doc.left_at)),
  ];
  return notes.filter((note): note is string => Boolean(note));
}
