/** One meeting at a glance: its parts in the order of the day, each with how far it is. */
import type { ComponentChildren } from 'preact';
import { standing } from '../../../core/sittings';
import { words } from '../../../i18n';
import { longMoment } from '../../format';
import { useRows } from '../../live/rows';
import { zoneOf } from '../../live/session';
import { Badge, LinkLine, Note } from '../../parts/bits';
import { type Meeting, MeetingFrame } from '../../parts/MeetingFrame';
import { Now } from '../sittings/Now';
import { useProgress } from './progress';

export function Hub({ meeting }: { readonly meeting: string }) {
  return (
    <MeetingFrame
      id={meeting}
      title={words().meeting.hub.sections}
      back="/"
      about={['meeting']}
      whenClosed={words().common.stillOpen}
    >
      {(row) => <Sections meeting={row} />}
    </MeetingFrame>
  );
}

function Sections({ meeting }: { readonly meeting: Meeting }) {
  const { hub } = words().meeting;
  const t = words();
  const { status = 'planned', planned_start, place, review_note } = meeting.doc;
  const parts = useProgress(meeting);
  const { phase } = standing(useRows('session', { meeting: meeting.id }) ?? []);
  const paused = status === 'held' && (phase === 'waiting' || phase === 'broken');
  const phases: { readonly [phase: string]: string } = t.sittings.phases;
  // What an officer wrote on returning it is a remark as well, and stands above already.
  const told = useRows('remark', { meeting: meeting.id })?.some(
    ({ doc }) => doc.text === review_note,
  );
  return (
    <>
      <div class="stack tight">
        <p>
          <Badge tone={status === 'returned' ? 'bad' : paused ? 'wait' : 'good'}>
            {(status === 'held' && phases[phase]) || t.terms.status[status]}
          </Badge>{' '}
          {meeting.pending && <Badge tone="wait">{t.home.unsent}</Badge>}
        </p>
        {planned_start && <p>{longMoment(planned_start, zoneOf(meeting.village))}</p>}
        {place && <p class="soft">{place}</p>}
      </div>
      {status === 'returned' && review_note && !told && (
        <Note tone="bad" icon="warning">
          <strong>{hub.remarks}:</strong> {review_note}
        </Note>
      )}
      <Now meeting={meeting} hub />
      <ul class="rows" aria-label={hub.sections}>
        {parts.map((part, index) => (
          <li key={part.href}>
            <LinkLine
              href={`/m/${meeting.id}/${part.href}`}
              icon={part.icon}
              title={`${index + 1}. ${hub[part.name]}`}
              note={part.note}
              end={<Mark done={part.done} remarks={part.remarks} />}
            />
          </li>
        ))}
      </ul>
    </>
  );
}

function Mark({ done, remarks }: { done: boolean; remarks: number }): ComponentChildren {
  const { hub } = words().meeting;
  if (remarks > 0) return <Badge tone="bad">! {remarks}</Badge>;
  return done ? (
    <Badge tone="good">
      ✓<span class="sr"> {hub.done}</span>
    </Badge>
  ) : null;
}
