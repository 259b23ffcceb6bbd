/** Activities with their sums, and the proposals they came from. */
import { useState } from 'preact/hooks';
import { gathers } from '../../../core/wishes';
import { words } from '../../../i18n';
import { useRows } from '../../live/rows';
import { Note } from '../../parts/bits';
import { Choice } from '../../parts/Choice';
import { type Meeting, MeetingFrame } from '../../parts/MeetingFrame';
import { Proposals } from '../proposals/Proposals';
import { useWishes } from '../proposals/useWishes';
import { Items } from './Items';

export function Budget({ meeting }: { readonly meeting: string }) {
  return (
    <MeetingFrame
      id={meeting}
      title={words().budget.title}
      back={`/m/${meeting}`}
      about={['budget_item', 'proposal', 'funding']}
    >
      {(row) => <Lists meeting={row} />}
    </MeetingFrame>
  );
}

/** Which list was looked at last outlives the visit to one of its lines. */
let last = { meeting: '', tab: '' };

function Lists({ meeting }: { readonly meeting: Meeting }) {
  const t = words();
  const first = gathers(meeting.doc.type) ? 'proposals' : 'items';
  const [tab, setTab] = useState(last.meeting === meeting.id ? last.tab : first);
  const items = useRows('budget_item', { meeting: meeting.id });
  const funding = useRows('funding', { village: meeting.village });
  const wishes = useWishes(meeting);
  if (!items || !wishes || !funding) return null;
  const proposals = wishes.rows.filter(({ doc }) => doc.meeting === meeting.id);
  const show = (value: string) => {
    last = { meeting: meeting.id, tab: value };
    setTab(value);
  };
  return (
    <>
      <Choice
        label={t.budget.tabs}
        value={tab}
        options={[
          ['items', `${t.budget.itemsTab} ${items.length}`],
          ['proposals', `${t.budget.proposalsTab} ${proposals.length}`],
        ]}
        onValue={show}
      />
      {tab === 'items' ? (
        <>
          {wishes.count > 0 && (
            <Note icon="talk">
              <p>{t.wishes.waiting(wishes.count)}</p>
              <button type="button" class="button small" onClick={() => show('proposals')}>
                {t.wishes.see}
              </button>
            </Note>
          )}
          <Items meeting={meeting} items={items} funding={funding} proposals={wishes.rows} />
        </>
      ) : (
        <Proposals meeting={meeting} proposals={proposals} wishes={wishes} />
      )}
    </>
  );
}
