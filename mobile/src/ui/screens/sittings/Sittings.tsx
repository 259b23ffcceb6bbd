/** All sittings of one meeting, in the order in which they were held. */
import { inOrder, type Sitting, satIn, standing } from '../../../core/sittings';
import { words } from '../../../i18n';
import { clock, dateIn, longDate } from '../../format';
import { useRows } from '../../live/rows';
import { zoneOf } from '../../live/session';
import { Badge, Empty, LinkLine } from '../../parts/bits';
import { Icon } from '../../parts/Icon';
import { type Meeting, MeetingFrame } from '../../parts/MeetingFrame';
import { go } from '../../router';
import { plan } from './actions';
import { Now } from './Now';

export function Sittings({ meeting }: { readonly meeting: string }) {
  return (
    <MeetingFrame
      id={meeting}
      title={words().sittings.title}
      back={`/m/${meeting}`}
      about={['session']}
    >
      {(row) => <List meeting={row} />}
    </MeetingFrame>
  );
}

function List({ meeting }: { readonly meeting: Meeting }) {
  const t = words().sittings;
  const sessions = useRows('session', { meeting: meeting.id });
  const people = useRows('attendance', { meeting: meeting.id });
  if (!sessions || !people) return null;
  const present = (id: string) =>
    people.filter(({ doc }) => satIn(doc, sessions).includes(id)).length;
  return (
    <>
      <p class="soft">{t.intro}</p>
      <Now meeting={meeting} />
      {sessions.length === 0 && <Empty icon="clock" title={t.empty} hint={t.emptyHint} />}
      {sessions.length > 0 && (
        <ul class="rows" aria-label={t.title}>
          {inOrder(sessions).map((sitting, at) => (
            <li key={sitting.id}>
              <Line meeting={meeting} sitting={sitting} at={at} present={present(sitting.id)} />
            </li>
          ))}
        </ul>
      )}
      <button
        type="button"
        class="button"
        onClick={() =>
          void plan(meeting, standing(sessions)).then(
            (made) => made && go(`/m/${meeting.id}/sidang/${made}`),
          )
        }
      >
        <Icon name="plus" size={20} /> {t.add}
      </button>
    </>
  );
}

interface LineProps {
  readonly meeting: Meeting;
  readonly sitting: Sitting;
  readonly at: number;
  readonly present: number;
}

function Line({ meeting, sitting, at, present }: LineProps) {
  const t = words().sittings;
  const { doc } = sitting;
  const zone = zoneOf(meeting.village);
  return (
    <LinkLine
      href={`/m/${meeting.id}/sidang/${sitting.id}`}
      icon="clock"
      title={[t.number(at + 1), doc.place].filter(Boolean).join(' · ')}
      note={doc.started_at ? `${when(doc, zone)} · ${t.people(present)}` : t.notBegun}
      below={
        <Badge tone={doc.outcome === 'held' ? 'good' : 'wait'}>
          {t.outcomes[doc.outcome ?? 'held']}
        </Badge>
      }
    />
  );
}

/** The day once, then the hours; the day of the end only where it is another. */
function when({ started_at = '', ended_at }: Sitting['doc'], zone: string): string {
  const t = words().sittings;
  const other = ended_at && dateIn(ended_at, zone) !== dateIn(started_at, zone);
  const to = ended_at
    ? [other && longDate(ended_at, zone), clock(ended_at, zone)].filter(Boolean).join(' ')
    : t.goesOn;
  return `${longDate(started_at, zone)}, ${t.hours(clock(started_at, zone), to)}`;
}
