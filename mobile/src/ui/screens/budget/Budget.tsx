/** Activities with their sums, and the proposals they came from. */
import { useState } from 'preact/hooks';
import { words } from '../../../i18n';
import { useRows } from '../../live/rows';
import { Choice } from '../../parts/Choice';
import { type Meeting, MeetingFrame } from '../../parts/MeetingFrame';
import { Proposals } from '../proposals/Proposals';
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
let lastTab = 'items';

function Lists({ meeting }: { readonly meeting: Meeting }) {
  const t = words().budget;
  const [tab, setTab] = useState(lastTab);
  const items = useRows('budget_item', { meeting: meeting.id });
  const proposals = useRows('proposal', { meeting: meeting.id });
  const funding = useRows('funding', { village: meeting.village });
  if (!items || !proposals || !funding) return null;
  return (
    <>
      <Choice
        label={t.tabs}
        value={tab}
        options={[
          ['items', `${t.itemsTab} ${items.length}`],
          ['proposals', `${t.proposalsTab} ${proposals.length}`],
        ]}
        onValue={(value) => {
          lastTab = value;
          setTab(value);
        }}
      />
      {tab === 'items' ? (
        <Items meeting={meeting} items={items} funding={funding} />
      ) : (
        <Proposals meeting={meeting} proposals={proposals} />
      )}
    </>
  );
}
