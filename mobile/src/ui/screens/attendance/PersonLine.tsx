/** One person on the list. Drawn anew only when its own row changed (signals compare the props). */
import { words } from '../../../i18n';
import { Icon } from '../../parts/Icon';
import { toggle } from './actions';
import { type Attendee, isHere } from './people';

export function PersonLine({ row }: { readonly row: Attendee }) {
  const t = words();
  const { doc } = row;
  const name = doc.name ?? '';
  const here = isHere(row);
  const note = [
    doc.gender && doc.gender !== 'unknown' ? doc.gender : '',
    t.terms.elements[doc.element ?? 'lain'],
    doc.hamlet,
    doc.status === 'excused' || doc.status === 'absent' ? t.terms.presence[doc.status] : '',
  ];
  return (
    <li class="person">
      <button type="button" class="line" aria-pressed={here} onClick={() => void toggle(row)}>
        <span class={here ? 'tick on' : 'tick'}>{here && <Icon name="check" size={20} />}</span>
        <span class="text">
          <strong>{name}</strong>
          <small>{note.filter(Boolean).join(' · ')}</small>
        </span>
        <span class="end small">{here ? t.meeting.attendance.present : ''}</span>
      </button>
      <a
        class="side-key"
        href={`#/m/${doc.meeting}/hadir/${row.id}`}
        aria-label={t.meeting.attendance.details(name)}
      >
        <Icon name="pen" size={20} />
      </a>
    </li>
  );
}
