/** One proposal: the wish, who wished it, and its fate with the reason. */
import { useState } from 'preact/hooks';
import { words } from '../../../i18n';
import { useDraft } from '../../live/draft';
import { hamletsOf } from '../../live/hamlets';
import { removed } from '../../live/remove';
import { type RowOf, useRow, useRows } from '../../live/rows';
import { BoundChoice, BoundLong, BoundNumber, BoundSelect, BoundText } from '../../parts/bound';
import { Icon } from '../../parts/Icon';
import { type Meeting, MeetingFrame, NotFound } from '../../parts/MeetingFrame';
import { BoundMoney } from '../../parts/Money';
import { say } from '../../parts/toast';
import { go, replace, settle } from '../../router';
import { adopt } from './adopt';

export function Proposal({ meeting, id }: { readonly meeting: string; readonly id: string }) {
  const t = words().budget.proposal;
  return (
    <MeetingFrame
      id={meeting}
      title={id === 'baru' ? t.newTitle : t.title}
      back={`/m/${meeting}/kegiatan`}
      about={['proposal']}
    >
      {(row) => <Found meeting={row} id={id} />}
    </MeetingFrame>
  );
}

function Found({ meeting, id }: { readonly meeting: Meeting; readonly id: string }) {
  const [made, setMade] = useState('');
  const row = useRow('proposal', made || id, { meeting: meeting.id });
  if (row === undefined) return null;
  if (row === null && id !== 'baru') return <NotFound />;
  return <Form meeting={meeting} row={id === 'baru' ? null : row} made={row} onMade={setMade} />;
}

interface FormProps {
  readonly meeting: Meeting;
  readonly row: RowOf<'proposal'> | null;
  readonly made: RowOf<'proposal'> | null;
  readonly onMade: (id: string) => void;
}

function Form({ meeting, row, made, onMade }: FormProps) {
  const t = words();
  const p = t.budget.proposal;
  const draft = useDraft({
    kind: 'proposal',
    village: meeting.village,
    row,
    start: { meeting: meeting.id },
    onCreated: ({ id }) => {
      onMade(id);
      settle(`/m/${meeting.id}/usul/${id}`);
    },
  });
  const others = useRows('proposal', { meeting: meeting.id }) ?? [];
  const { fate = 'open' } = draft.doc;
  const list = `/m/${meeting.id}/kegiatan`;

  async function makeItem(proposal: RowOf<'proposal'>) {
    try {
      await draft.flush();
      go(`${list}/${await adopt(meeting, { ...proposal, doc: draft.doc })}`);
    } catch {
      say(t.errors.disk);
    }
  }

  return (
    <>
      <BoundText draft={draft} field="activity" label={p.activity} />
      <BoundLong draft={draft} field="problem" label={p.problem} rows={2} max={2000} />
      <BoundSelect draft={draft} field="source" label={p.source} table={t.terms.proposalSources} />
      <div class="row">
        <BoundText draft={draft} field="proposer" label={p.proposer} max={120} />
        <BoundSelect
          draft={draft}
          field="proposer_element"
          label={p.proposerElement}
          table={t.terms.elements}
          none=""
        />
      </div>
      <div class="row">
        <BoundText draft={draft} field="place" label={p.place} />
        <BoundText
          draft={draft}
          field="hamlet"
          label={p.hamlet}
          max={80}
          list={hamletsOf(meeting.village, others)}
        />
      </div>
      <div class="row">
        <BoundNumber
          draft={draft}
          field="volume"
          label={p.volume}
          wrong={t.budget.item.badNumber}
        />
        <BoundText draft={draft} field="unit" label={p.unit} max={20} />
      </div>
      <BoundMoney draft={draft} field="estimate" label={p.estimate} />
      <BoundChoice
        draft={draft}
        field="fate"
        label={p.fate}
        table={t.terms.fates}
        otherwise="open"
      />
      {fate === 'deferred' && (
        <BoundNumber
          draft={draft}
          field="deferred_to"
          label={p.deferredTo}
          wrong={t.budget.item.badNumber}
          whole
          year
        />
      )}
      {fate !== 'open' && fate !== 'adopted' && (
        <BoundLong
          draft={draft}
          field="reason"
          label={p.reason}
          hint={t.budget.item.reasonHint}
          rows={2}
          max={1000}
        />
      )}
      {draft.doc.became?.[0] ? (
        <a class="button" href={`#${list}/${draft.doc.became[0]}`}>
          {p.openItem}
        </a>
      ) : (
        made && (
          <button type="button" class="button" onClick={() => void makeItem(made)}>
            <Icon name="coins" size={20} /> {p.makeItem}
          </button>
        )
      )}
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
            void removed(made, made.doc.activity ?? '');
          }}
        >
          <Icon name="bin" size={20} /> {p.remove}
        </button>
      )}
    </>
  );
}
