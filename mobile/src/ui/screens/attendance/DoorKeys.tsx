/** What else is done at the door: signing one after the other, a further sitting, names from two phones. */
import { hereIn, type Sitting, satIn, standing, together } from '../../../core/sittings';
import { words } from '../../../i18n';
import { Icon } from '../../parts/Icon';
import type { Meeting } from '../../parts/MeetingFrame';
import { stillHere } from './actions';
import type { Attendee } from './people';
import { useDoubles } from './useDoubles';

interface KeysProps {
  readonly meeting: Meeting;
  readonly rows: readonly Attendee[];
  readonly sittings: readonly Sitting[];
}

export function DoorKeys({ meeting, rows, sittings }: KeysProps) {
  const t = words().door;
  const here = hereIn(sittings);
  const unsigned = rows.filter(({ doc }) => !doc.signature && here(doc));
  const pairs = useDoubles(meeting.id, rows).pairs;
  return (
    <>
      <FurtherSitting rows={rows} sittings={sittings} />
      {unsigned[0] && (
        <a class="button small" href={`#/m/${meeting.id}/hadir/${unsigned[0].id}/ttd`}>
          <Icon name="pen" size={20} /> {t.sign(unsigned.length)}
        </a>
      )}
      {pairs.length > 0 && (
        <a class="button small" href={`#/m/${meeting.id}/hadir/ganda`}>
          <Icon name="people" size={20} /> {t.doubles(pairs.length)}
        </a>
      )}
    </>
  );
}

/** In a second sitting everybody would have to be tapped anew: who stayed is marked at once. */
function FurtherSitting({ rows, sittings }: Omit<KeysProps, 'meeting'>) {
  const t = words().door;
  const { running } = standing(sittings);
  if (!running) return null;
  const begun = sittings.filter(({ doc }) => doc.started_at);
  if (begun.length === together(running, sittings).length) return null;
  const here = hereIn(sittings);
  const stayed = rows.filter(({ doc }) => satIn(doc, sittings).length > 0 && !here(doc));
  return (
    <>
      <p class="small" data-testid="count-sitting">
        {t.thisSitting(rows.filter(({ doc }) => here(doc)).length)}
      </p>
      {stayed.length > 0 && (
        <button type="button" class="button" onClick={() => void stillHere(stayed, sittings)}>
          {t.stillHere(stayed.length)}
        </button>
      )}
    </>
  );
}
