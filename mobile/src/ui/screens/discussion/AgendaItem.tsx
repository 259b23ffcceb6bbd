/** One point: what was said, what was answered, what was decided and who does what next. */
import { words } from '../../../i18n';
import { useDraft } from '../../live/draft';
import { removed } from '../../live/remove';
import { useRows } from '../../live/rows';
import { BoundChoice, BoundLong, BoundSelect, BoundText } from '../../parts/bound';
import { Icon } from '../../parts/Icon';
import { type Meeting, MeetingFrame, NotFound } from '../../parts/MeetingFrame';
import { replace } from '../../router';
import { FollowUps } from './FollowUps';
import { Objections } from './Objections';
import { type Item, inOrder } from './order';
import { usePresent } from './present';
import { Votes } from './Votes';

export function AgendaItem({ meeting, id }: { readonly meeting: string; readonly id: string }) {
  return (
    <MeetingFrame
      id={meeting}
      title={words().meeting.discussion.title}
      back={`/m/${meeting}/bahas`}
      about={['agenda_item']}
    >
      {(row) => <Found meeting={row} id={id} />}
    </MeetingFrame>
  );
}

function Found({ meeting, id }: { readonly meeting: Meeting; readonly id: string }) {
  const rows = useRows('agenda_item', { meeting: meeting.id });
  if (!rows) return null;
  const items = inOrder(rows);
  const at = items.findIndex((item) => item.id === id);
  const item = items[at];
  return item ? <Form meeting={meeting} item={item} next={items[at + 1]} /> : <NotFound />;
}

interface FormProps {
  readonly meeting: Meeting;
  readonly item: Item;
  readonly next: Item | undefined;
}

function Form({ meeting, item, next }: FormProps) {
  const t = words();
  const d = t.meeting.discussion;
  const draft = useDraft({ kind: 'agenda_item', village: item.village, row: item });
  const present = usePresent(item.doc.meeting ?? '');
  const { outcome, decision_method: method } = draft.doc;
  const place = `/m/${item.doc.meeting}/bahas`;
  return (
    <>
      <BoundText draft={draft} field="topic" label={d.topic} />
      <BoundLong
        draft={draft}
        field="discussion"
        label={d.discussion}
        hint={d.discussionHint}
        rows={6}
        max={20_000}
      />
      <BoundLong draft={draft} field="response" label={d.response} rows={3} />
      {!outcome && !method && (
        <button
          type="button"
          class="button"
          onClick={() => draft.put({ outcome: 'agreed', decision_method: 'consensus' })}
        >
          <Icon name="check" size={20} /> {t.follow.byConsensus}
        </button>
      )}
      <BoundChoice draft={draft} field="outcome" label={d.outcome} table={t.terms.outcomes} />
      {(outcome === 'refused' || outcome === 'deferred') && (
        <BoundLong
          draft={draft}
          field="reason"
          label={d.reason}
          hint={d.reasonHint}
          error={draft.doc.reason ? undefined : t.wishes.needReason}
          rows={2}
          max={1000}
        />
      )}
      <BoundLong draft={draft} field="decision" label={d.decision} rows={3} />
      <BoundChoice draft={draft} field="decision_method" label={d.method} table={t.terms.methods} />
      {method && method !== 'consensus' && present !== undefined && (
        <Votes draft={draft} present={present} />
      )}
      <Objections meeting={meeting} />
      <FollowUps draft={draft} />
      <details class="more">
        <summary>{t.common.more}</summary>
        <div class="stack">
          <BoundText draft={draft} field="presenter" label={d.presenter} max={120} />
          <BoundText draft={draft} field="proposer" label={d.proposer} max={120} />
          <BoundSelect
            draft={draft}
            field="proposer_element"
            label={d.proposerElement}
            table={t.terms.elements}
            none=""
          />
          <button
            type="button"
            class="button danger"
            onClick={() => {
              replace(place);
              void removed(item, item.doc.topic ?? '');
            }}
          >
            <Icon name="bin" size={20} /> {t.common.remove}
          </button>
        </div>
      </details>
      {next && (
        <button type="button" class="button wide" onClick={() => replace(`${place}/${next.id}`)}>
          {d.next} <Icon name="next" />
        </button>
      )}
    </>
  );
}
