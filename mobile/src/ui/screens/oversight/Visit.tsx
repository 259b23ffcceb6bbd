/** One time that somebody looked: when, what was found, what is done about it, and whether all may read it. */
import { useState } from 'preact/hooks';
import { words } from '../../../i18n';
import { nowIn } from '../../format';
import { useDraft } from '../../live/draft';
import { removed } from '../../live/remove';
import { type RowOf, useRow } from '../../live/rows';
import { zoneOf } from '../../live/session';
import { BoundText } from '../../parts/bound';
import { Icon } from '../../parts/Icon';
import { MeetingFrame, NotFound } from '../../parts/MeetingFrame';
import { replace, settle } from '../../router';
import { Found } from './Found';

type Action = RowOf<'oversight_action'>;
type VisitRow = RowOf<'oversight_visit'>;

export function NewVisit({ id }: { readonly id: string }) {
  const [made, setMade] = useState('');
  const row = useRow('oversight_visit', made, { parent: id });
  return <OfAction id={id} row={null} made={row ?? null} onMade={setMade} />;
}

export function Visit({ id }: { readonly id: string }) {
  const row = useRow('oversight_visit', id, {});
  if (row === undefined) return null;
  if (row === null) return <NotFound />;
  const action = row.doc.oversight_action ?? '';
  return <OfAction id={action} row={row} made={row} onMade={() => undefined} />;
}

interface Made {
  readonly row: VisitRow | null;
  readonly made: VisitRow | null;
  readonly onMade: (id: string) => void;
}

function OfAction({ id, ...made }: Made & { readonly id: string }) {
  const action = useRow('oversight_action', id, {});
  if (action === undefined) return null;
  if (action === null) return <NotFound />;
  const meeting = action.doc.meeting ?? '';
  return (
    <MeetingFrame
      id={meeting}
      title={words().terms.recordKinds.oversight_visit}
      back={`/m/${meeting}/awasi/${id}`}
      about={['oversight_visit']}
      whenClosed="nothing"
    >
      {() => <Form action={action} {...made} />}
    </MeetingFrame>
  );
}

function Form({ action, row, made, onMade }: Made & { readonly action: Action }) {
  const t = words();
  const o = t.meeting.oversight;
  const back = `/m/${action.doc.meeting}/awasi/${action.id}`;
  const draft = useDraft({
    kind: 'oversight_visit',
    village: action.village,
    row,
    start: { oversight_action: action.id, done_on: nowIn(zoneOf(action.village)).date },
    onCreated: ({ id }) => {
      onMade(id);
      settle(`/hasil/${id}`);
    },
  });
  return (
    <>
      <p>
        <strong>{action.doc.subject}</strong>
      </p>
      <BoundText draft={draft} field="done_on" label={o.doneOn} kind="date" />
      <Found draft={draft} otherwise="done" />
      <button
        type="button"
        class="button main wide"
        onClick={() => {
          // Nothing was seen amiss and nothing typed: that somebody looked is worth a record.
          if (!draft.id) draft.put({ state: draft.doc.state ?? 'done' });
          void draft.flush().then(() => replace(back));
        }}
      >
        {t.common.done}
      </button>
      {made && (
        <button
          type="button"
          class="button danger"
          onClick={() => {
            replace(back);
            void removed(made, t.terms.recordKinds.oversight_visit);
          }}
        >
          <Icon name="bin" size={20} /> {t.common.remove}
        </button>
      )}
    </>
  );
}
