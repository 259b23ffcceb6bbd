/** What a complete file holds: what is missing first, each leading to its place; then what is there. */
import type { Missing } from '../../../core/completeness';
import { words } from '../../../i18n';
import { dateIn, plainDate } from '../../format';
import { zoneOf } from '../../live/session';
import { LinkLine, Note } from '../../parts/bits';
import { Icon } from '../../parts/Icon';
import type { Meeting } from '../../parts/MeetingFrame';
import type { Gathered } from '../record/file';
import { checklist, type Point, reportDue } from './checklist';

/** Further down on this very page. */
export const SIGNING = '#signing';
export const TELLING = '#telling';

/** Where each missing thing is filled in. */
const PLACE: Readonly<Record<Missing, string>> = {
  invitation: 'data',
  place_and_time: 'data',
  chair: 'data',
  minute_taker: 'data',
  rules: 'data',
  attendance: 'hadir',
  quorum: 'hadir',
  elements: 'hadir',
  attendance_signed: 'foto',
  agenda: 'bahas',
  minutes: 'bahas',
  decisions: 'bahas',
  reasons: 'bahas',
  summary: 'data',
  signature_chair: SIGNING,
  signature_village_head: SIGNING,
  signature_participant: SIGNING,
  photo: 'foto',
  publicity: TELLING,
};

interface ChecklistProps {
  readonly meeting: Meeting;
  readonly file: Gathered['file'];
}

export function Checklist({ meeting, file }: ChecklistProps) {
  const t = words();
  const points = checklist(file);
  const missing = points.flatMap((point) => point.missing.map((what) => [what, point] as const));
  const there = points.filter(({ state }) => state === 'there').length;
  const title = (point: Point) => `${points.indexOf(point) + 1}. ${t.closing.item[point.item]}`;
  return (
    <section class="stack tight no-print" aria-label={t.summary.missing}>
      {missing.length === 0 ? (
        <Note tone="good" icon="check">
          {t.summary.complete}
        </Note>
      ) : (
        <>
          <h2 class="section-title">
            {t.summary.missing} ({missing.length})
          </h2>
          <p class="soft small">{t.summary.missingNote}</p>
          <ul class="rows">
            {missing.map(([what, point]) => (
              <li key={what}>
                <Lacking what={what} meeting={meeting.id} note={title(point)} />
              </li>
            ))}
          </ul>
        </>
      )}
      <Due meeting={meeting} file={file} />
      <details class="more">
        <summary>{t.closing.listed(there, points.length)}</summary>
        <ol class="rows">
          {points.map((point) => (
            <li class="line" key={point.item}>
              <Icon name={ICONS[point.state]} size={20} />
              <span class="text">
                {title(point)} <small>{t.closing.state[point.state]}</small>
              </span>
            </li>
          ))}
        </ol>
      </details>
    </section>
  );
}

interface LackingProps {
  readonly what: Missing;
  readonly meeting: string;
  readonly note: string;
}

function Lacking({ what, meeting, note }: LackingProps) {
  const place = PLACE[what];
  const title = words().missing[what];
  if (!place.startsWith('#')) {
    return <LinkLine href={`/m/${meeting}/${place}`} icon="warning" title={title} note={note} />;
  }
  return (
    <button
      type="button"
      class="line"
      onClick={() => document.getElementById(place.slice(1))?.scrollIntoView()}
    >
      <Icon name="warning" />
      <span class="text">
        <strong>{title}</strong>
        <small>{note}</small>
      </span>
      <span class="go">
        <Icon name="down" size={20} />
      </span>
    </button>
  );
}

const ICONS = { there: 'check', lacking: 'warning', paper: 'page' } as const;

/** The day by which the officer must have it, until it is handed in. */
function Due({ meeting, file }: ChecklistProps) {
  const zone = zoneOf(meeting.village);
  const start = file.sessions.at(-1)?.started_at ?? meeting.doc.planned_start;
  const handedIn = !['planned', 'held', 'returned'].includes(meeting.doc.status ?? 'planned');
  if (!start || handedIn) return null;
  const due = reportDue(dateIn(start, zone), meeting.doc.rules?.report_working_days);
  return <p class="soft small">{words().closing.due(plainDate(due))}</p>;
}
