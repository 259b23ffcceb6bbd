/** What citizens agreed to keep an eye on. */

import { words } from '../../../i18n';
import { nowIn, plainDate } from '../../format';
import { type RowOf, useRows } from '../../live/rows';
import { zoneOf } from '../../live/session';
import { Badge, Empty, LinkLine } from '../../parts/bits';
import { Icon } from '../../parts/Icon';
import { type Meeting, MeetingFrame } from '../../parts/MeetingFrame';
import { standing } from './rounds';

export function Oversight({ meeting }: { readonly meeting: string }) {
  return (
    <MeetingFrame
      id={meeting}
      title={words().meeting.oversight.title}
      back={`/m/${meeting}`}
      about={['oversight_action']}
      whenClosed="nothing"
    >
      {(row) => <List meeting={row} />}
    </MeetingFrame>
  );
}

function List({ meeting }: { readonly meeting: Meeting }) {
  const t = words();
  const o = t.meeting.oversight;
  const today = nowIn(zoneOf(meeting.village)).date;
  const rows = useRows('oversight_action', { meeting: meeting.id });
  const visits = useRows('oversight_visit', { village: meeting.village });
  if (!rows || !visits) return null;
  return (
    <>
      <p class="soft">{o.intro}</p>
      <a class="button main wide" href={`#/m/${meeting.id}/awasi/baru`}>
        <Icon name="plus" /> {o.add}
      </a>
      {rows.length === 0 && <Empty icon="eye" title={o.empty} />}
      {rows.length > 0 && (
        <ul class="rows">
          {rows.map(({ id, doc }) => (
            <li key={id}>
              <LinkLine
                href={`/m/${meeting.id}/awasi/${id}`}
                title={doc.subject ?? ''}
                note={[
                  doc.watcher,
                  doc.watcher_element && t.terms.elements[doc.watcher_element],
                  t.terms.every[doc.every ?? 'once'],
                  doc.due_on && plainDate(doc.due_on),
                ]
                  .filter(Boolean)
                  .join(' · ')}
                below={
                  <span>
                    <Badge tone={doc.state === 'finding_open' ? 'bad' : 'good'}>
                      {t.terms.oversightStates[doc.state ?? 'planned']}
                    </Badge>{' '}
                    <Next
                      action={{ id, doc }}
                      visits={visits}
                      year={meeting.doc.fiscal_year}
                      today={today}
                    />
                  </span>
                }
              />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

interface NextProps {
  readonly action: Pick<RowOf<'oversight_action'>, 'id' | 'doc'>;
  readonly visits: readonly RowOf<'oversight_visit'>[];
  readonly year: number | undefined;
  readonly today: string;
}

/** The reminder: when somebody should look next, and whether nobody did in time. */
export function Next({ action, visits, year, today }: NextProps) {
  const t = words();
  const own = visits.filter(({ doc }) => doc.oversight_action === action.id);
  const { next, overdue } = standing(action.doc, own, year, today);
  return (
    <>
      {own.some(({ doc }) => doc.state === 'finding_open') && (
        <Badge tone="bad">{t.follow.findings}</Badge>
      )}{' '}
      {next && (
        <Badge tone={overdue ? 'bad' : 'wait'}>
          {overdue ? t.follow.late(plainDate(next)) : t.meeting.oversight.next(plainDate(next))}
        </Badge>
      )}
    </>
  );
}
