/** One thing to watch: what, who from which element, how, how often. */
import { useState } from 'preact/hooks';
import { words } from '../../../i18n';
import { useDraft } from '../../live/draft';
import { removed } from '../../live/remove';
import { type RowOf, useRow, useRows } from '../../live/rows';
import { BoundChoice, BoundLong, BoundSelect, BoundText } from '../../parts/bound';
import { Icon } from '../../parts/Icon';
import { Select } from '../../parts/inputs';
import { type Meeting, MeetingFrame, NotFound } from '../../parts/MeetingFrame';
import { replace, settle } from '../../router';

export function OversightItem({ meeting, id }: { readonly meeting: string; readonly id: string }) {
  return (
    <MeetingFrame
      id={meeting}
      title={words().meeting.oversight.title}
      back={`/m/${meeting}/awasi`}
      about={['oversight_action']}
      whenClosed="nothing"
    >
      {(row) => <Found meeting={row} id={id} />}
    </MeetingFrame>
  );
}

function Found({ meeting, id }: { readonly meeting: Meeting; readonly id: string }) {
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
      <details class="more">
        <summary>{t.common.more}</summary>
        <div class="stack">
          <BoundText draft={draft} field="indicator" label={o.indicator} max={500} />
          <BoundSelect
            draft={draft}
            field="state"
            label={o.state}
            table={t.terms.oversightStates}
          />
          <BoundLong draft={draft} field="finding" label={o.finding} rows={2} max={2000} />
          <BoundLong draft={draft} field="follow_up" label={o.followUp} rows={2} max={2000} />
        </div>
      </details>
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
