/** What citizens agreed to keep an eye on. */
import { words } from '../../../i18n';
import { plainDate } from '../../format';
import { useRows } from '../../live/rows';
import { Badge, Empty, LinkLine } from '../../parts/bits';
import { Icon } from '../../parts/Icon';
import { type Meeting, MeetingFrame } from '../../parts/MeetingFrame';

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
  const rows = useRows('oversight_action', { meeting: meeting.id });
  if (!rows) return null;
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
                  doc.watcher_element && t.terms.elements[doc.watcher_element],
                  t.terms.every[doc.every ?? 'once'],
                  doc.due_on && plainDate(doc.due_on),
                ]
                  .filter(Boolean)
                  .join(' · ')}
                below={
                  <Badge tone={doc.state === 'finding_open' ? 'bad' : 'good'}>
                    {t.terms.oversightStates[doc.state ?? 'planned']}
                  </Badge>
                }
              />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
