/** One thing to watch: what, who from which element, how, how often. */
import { useState } from 'preact/hooks';
import { words } from '../../../i18n';
import { nowIn, plainDate } from '../../format';
import { useDraft } from '../../live/draft';
import { removed } from '../../live/remove';
import { type RowOf, useRow, useRows } from '../../live/rows';
import { zoneOf } from '../../live/session';
import { Badge, LinkLine } from '../../parts/bits';
import { BoundChoice, BoundLong, BoundSelect, BoundText } from '../../parts/bound';
import { Icon } from '../../parts/Icon';
import { Select } from '../../parts/inputs';
import { type Meeting, MeetingFrame, NotFound } from '../../parts/MeetingFrame';
import { replace, settle } from '../../router';
import { Found } from './Found';
import { Next } from './Oversight';

export function OversightItem({ meeting, id }: { readonly meeting: string; readonly id: string }) {
  return (
    <MeetingFrame
      id={meeting}
      title={words().meeting.oversight.title}
      back={`/m/${meeting}/awasi`}
      about={['oversight_action']}
      whenClosed="nothing"
    >
      {(row) => <Known meeting={row} id={id} />}
    </MeetingFrame>
  );
}

function Known({ meeting, id }: { readonly meeting: Meeting; readonly id: string }) {
  const [made, setMade] = useState('');
  const row = useRow('oversight_action', made || id, { meeting: meeting.id });
  if (row === undefined) return null;
  if (row === null && id !== 'baru') return <NotFound />;
  return <Form meeting={meeting} row={id === 'baru' ? null : row} made={row} onMade={setMade} />;
}

interface FormProps {
  readonly meeting: Meeting;
  readonly row: RowOf<'oversight_action'> | null;
  readonly made: RowOf<'oversight_action'> | null;
  readonly onMade: (id: string) => void;
}

function Form({ meeting, row, made, onMade }: FormProps) {
  const t = words();
  const o = t.meeting.oversight;
  const items = useRows('budget_item', { meeting: meeting.id }) ?? [];
  const list = `/m/${meeting.id}/awasi`;
  const draft = useDraft({
    kind: 'oversight_action',
    village: meeting.village,
    row,
    start: { meeting: meeting.id },
    onCreated: ({ id }) => {
      onMade(id);
      settle(`${list}/${id}`);
    },
  });
  return (
    <>
      <BoundChoice
        draft={draft}
        field="subject_kind"
        label={o.subjectKind}
        table={t.terms.subjects}
        otherwise="budget_item"
      />
      {items.length > 0 && (draft.doc.subject_kind ?? 'budget_item') === 'budget_item' && (
        <Select
          label={o.item}
          none={t.common.choose}
          value={draft.doc.budget_item ?? ''}
          options={items.map((item) => [item.id, item.doc.name ?? ''] as const)}
          onValue={(id) => {
            const name = items.find((item) => item.id === id)?.doc.name;
            draft.put({
              budget_item: id || null,
              ...(!draft.doc.subject && name && { subject: name }),
            });
          }}
        />
      )}
      <BoundText draft={draft} field="subject" label={o.subject} />
      <BoundText draft={draft} field="watcher" label={o.watcher} max={120} />
      <BoundSelect
        draft={draft}
        field="watcher_element"
        label={o.watcherElement}
        table={t.terms.elements}
        none=""
      />
      <BoundLong
        draft={draft}
        field="method"
        label={o.method}
        hint={o.methodHint}
        rows={2}
        max={500}
      />
      <BoundChoice
        draft={draft}
        field="every"
        label={o.every}
        table={t.terms.every}
        otherwise="once"
      />
      <BoundText draft={draft} field="due_on" label={o.due} kind="date" />
      <BoundText draft={draft} field="indicator" label={o.indicator} max={500} />
      {draft.id && foundHere(draft.doc) && <Found draft={draft} otherwise="planned" />}
      {made && <Visits meeting={meeting} action={made} />}
      <button
        type="button"
        class="button main wide"
        onClick={() => void draft.flush().then(() => replace(list))}
      >
        {t.common.done}
      </button>
      {made && (
        <button
          type="button"
          class="button danger"
          onClick={() => {
            replace(list);
            void removed(made, made.doc.subject ?? '');
          }}
        >
          <Icon name="bin" size={20} /> {t.common.remove}
        </button>
      )}
    </>
  );
}

/** A line that is watched once keeps what was found itself; one that is watched again and again has visits. */
function foundHere({ every = 'once', finding, follow_up }: RowOf<'oversight_action'>['doc']) {
  return every === 'once' || Boolean(finding || follow_up);
}

interface VisitsProps {
  readonly meeting: Meeting;
  readonly action: RowOf<'oversight_action'>;
}

/** Who looked when, the newest first, and the way to record the next look. */
function Visits({ meeting, action }: VisitsProps) {
  const t = words();
  const o = t.meeting.oversight;
  const visits = useRows('oversight_visit', { parent: action.id });
  if (!visits) return null;
  const day = ({ doc }: RowOf<'oversight_visit'>) => doc.done_on ?? '';
  const ordered = [...visits].sort((a, b) => day(b).localeCompare(day(a)));
  const today = nowIn(zoneOf(meeting.village)).date;
  return (
    <section class="stack tight">
      <h2>{t.terms.recordKinds.oversight_visit}</h2>
      <p>
        <Next action={action} visits={visits} year={meeting.doc.fiscal_year} today={today} />
      </p>
      <a class="button wide" href={`#/hasil/${action.id}/baru`}>
        <Icon name="plus" /> {o.addVisit}
      </a>
      <ul class="rows">
        {ordered.map((visit) => (
          <li key={visit.id}>
            <LinkLine
              href={`/hasil/${visit.id}`}
              title={plainDate(day(visit))}
              note={visit.doc.finding}
              below={
                <Badge tone={visit.doc.state === 'finding_open' ? 'bad' : 'good'}>
                  {t.terms.oversightStates[visit.doc.state ?? 'done']}
                </Badge>
              }
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
