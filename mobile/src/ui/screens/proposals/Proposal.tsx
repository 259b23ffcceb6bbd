/** One proposal: the wish, who wished it, and its fate with the reason. */
import { useState } from 'preact/hooks';
import { stands } from '../../../core/ancestry';
import type { ProposalDoc } from '../../../core/records';
import { sourceOf } from '../../../core/wishes';
import { words } from '../../../i18n';
import { useDraft } from '../../live/draft';
import { hamletsOf } from '../../live/hamlets';
import { removed } from '../../live/remove';
import { type RowOf, useRow, useRows } from '../../live/rows';
import { BoundLong, BoundNumber, BoundSelect, BoundText } from '../../parts/bound';
import { Icon } from '../../parts/Icon';
import { lazy } from '../../parts/lazy';
import { type Meeting, MeetingFrame, NotFound } from '../../parts/MeetingFrame';
import { BoundMoney } from '../../parts/Money';
import { say } from '../../parts/toast';
import { go, replace, settle } from '../../router';
import { Beneficiaries } from '../activity/Beneficiaries';
import { CodePicker } from '../activity/CodePicker';
import { useCodes } from '../activity/useCodes';
import type { WishKinProps } from '../life/WishKin';
import { adopt } from './adopt';
import { Fate } from './Fate';
import { useWishes } from './useWishes';

const WishKin = lazy<WishKinProps>(async () => (await import('../later')).WishKin);

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

/** Who gathers wishes in a hamlet need not say so of each. */
function startOf({ id, doc }: Meeting): ProposalDoc {
  const source = sourceOf(doc.type);
  return {
    meeting: id,
    ...(source && { source }),
    ...(source && doc.hamlet && { hamlet: doc.hamlet }),
  };
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
  const codes = useCodes(meeting.doc.fiscal_year);
  const draft = useDraft({
    kind: 'proposal',
    village: meeting.village,
    row,
    start: startOf(meeting),
    onCreated: ({ id }) => {
      onMade(id);
      settle(`/m/${meeting.id}/usul/${id}`);
    },
  });
  const others = useRows('proposal', { meeting: meeting.id }) ?? [];
  const wishes = useWishes(meeting);
  const standing = !made || !wishes || stands(wishes.kin, made.id);
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
      <details class="more">
        <summary>{t.budget.item.beneficiaries}</summary>
        <div class="stack">
          <Beneficiaries draft={draft} />
        </div>
      </details>
      <details class="more">
        <summary>{t.budget.item.accountChosen}</summary>
        <CodePicker
          codes={codes}
          chosen={draft.doc.account}
          onChoose={({ code }) => draft.put({ account: code })}
        />
      </details>
      {made && <WishKin meeting={meeting} wish={made} />}
      {standing && <Fate draft={draft} />}
      {draft.doc.became?.[0] ? (
        <a class="button" href={`#${list}/${draft.doc.became[0]}`}>
          {p.openItem}
        </a>
      ) : (
        made &&
        standing && (
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
