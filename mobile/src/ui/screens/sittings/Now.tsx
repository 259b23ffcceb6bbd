/** Where the meeting stands between its sittings, and the one button that comes next. */
import { composition, meetingQuorum } from '../../../core/rules';
import { type Sitting, standing, together } from '../../../core/sittings';
import { words } from '../../../i18n';
import { clock, dateIn, nowIn } from '../../format';
import { useRows } from '../../live/rows';
import { zoneOf } from '../../live/session';
import { Note } from '../../parts/bits';
import type { Meeting } from '../../parts/MeetingFrame';
import { end, reopen } from './actions';
import { Begin, type StepProps } from './Begin';
import { Waiting } from './Waiting';

const OPEN: ReadonlySet<string> = new Set(['planned', 'held', 'returned']);

interface NowProps {
  readonly meeting: Meeting;
  /** On the meeting's first screen the way to all its sittings stands beside. */
  readonly hub?: boolean;
}

export function Now({ meeting, hub = false }: NowProps) {
  const sessions = useRows('session', { meeting: meeting.id });
  if (!sessions || !OPEN.has(meeting.doc.status ?? 'planned')) return null;
  const now = standing(sessions);
  return (
    <section class="stack tight" aria-label={words().sittings.title}>
      <Step meeting={meeting} now={now} sessions={sessions} />
      <div class="row">
        {now.last && (now.phase === 'over' || now.phase === 'broken') && (
          <Reopen meeting={meeting} last={now.last} />
        )}
        {hub && sessions.length > 0 && (
          <a class="button small" href={`#/m/${meeting.id}/sidang`}>
            {words().sittings.line(sessions.length)}
          </a>
        )}
      </div>
    </section>
  );
}

interface AllProps extends StepProps {
  readonly sessions: readonly Sitting[];
}

function Step(props: AllProps) {
  switch (props.now.phase) {
    case 'running':
      return <Running {...props} />;
    case 'waiting':
      return <Waiting {...props} />;
    case 'broken':
    case 'over':
      return <Ended {...props} />;
    default:
      return <Before {...props} />;
  }
}

/** On an earlier day the invitations come first; on the day itself the meeting begins. */
function Before(props: StepProps) {
  const { id, village, doc } = props.meeting;
  const zone = zoneOf(village);
  const later = dateIn(doc.planned_start, zone) > nowIn(zone).date;
  return (
    <>
      {later && (
        <a class="button main" href={`#/m/${id}/undangan`}>
          {words().invitation.prepare}
        </a>
      )}
      <Begin {...props} label={words().meeting.hub.start} />
    </>
  );
}

function Running({ meeting, now, sessions }: AllProps) {
  const t = words();
  const people = useRows('attendance', { meeting: meeting.id }) ?? [];
  const tallies = useRows('attendance_tally', { meeting: meeting.id }) ?? [];
  const running = now.running;
  if (!running) return null;
  const heads = composition(
    people.map(({ doc }) => doc),
    tallies.map(({ doc }) => doc),
  );
  const same = together(running, sessions);
  const few = !meetingQuorum(meeting.doc, heads).met && !now.second;
  return (
    <>
      <p class="soft">
        {t.sittings.since(clock(running.doc.started_at ?? '', zoneOf(meeting.village)))}
      </p>
      {now.second && <Note icon="info">{t.sittings.secondRuns}</Note>}
      <button type="button" class="button" onClick={() => void end(meeting, same, 'held')}>
        {t.meeting.hub.end}
      </button>
      <button
        type="button"
        class="button small"
        onClick={() => void end(meeting, same, few ? 'adjourned_no_quorum' : 'adjourned')}
      >
        {few ? t.sittings.adjournQuorum : t.sittings.adjourn}
      </button>
    </>
  );
}

function Ended({ meeting, now }: StepProps) {
  const t = words();
  const { last, phase, next } = now;
  if (!last) return null;
  const time = clock(last.doc.ended_at ?? '', zoneOf(meeting.village));
  const over = phase === 'over';
  return (
    <>
      <p class="soft">{over ? t.sittings.over(time) : t.sittings.broken(time)}</p>
      {!over || next ? (
        <Begin meeting={meeting} now={now} label={t.sittings.resume} />
      ) : (
        <a class="button main" href={`#/m/${meeting.id}/ringkasan`}>
          {t.meeting.hub.summary}
        </a>
      )}
    </>
  );
}

function Reopen({ meeting, last }: { readonly meeting: Meeting; readonly last: Sitting }) {
  return (
    <button type="button" class="button small" onClick={() => void reopen(meeting, last)}>
      {words().sittings.reopen}
    </button>
  );
}
