/** Where the money of one activity comes from: one source or several, checked against the amount. */

import { type Ceilings, drawnThisYear, lineOf } from '../../../core/ceilings';
import { formatRupiah } from '../../../core/money';
import { FUND_SOURCES, type FundSource } from '../../../core/records';
import { words } from '../../../i18n';
import { useDraft } from '../../live/draft';
import { removed } from '../../live/remove';
import { type RowOf, useRows } from '../../live/rows';
import { store } from '../../live/store';
import { BoundSelect, BoundSwitch } from '../../parts/bound';
import { entries } from '../../parts/Choice';
import { Icon } from '../../parts/Icon';
import { Select } from '../../parts/inputs';
import type { Meeting } from '../../parts/MeetingFrame';
import { BoundMoney } from '../../parts/Money';
import { say } from '../../parts/toast';
import { CeilingLine, useCeilings } from './Ceilings';

interface FundingsProps {
  readonly item: string;
  readonly meeting: Meeting;
  readonly amount: number;
  /** What the meeting left out draws on nothing. */
  readonly counts: boolean;
}

export function Fundings({ item, meeting, amount, counts }: FundingsProps) {
  const t = words();
  const b = t.budget.item;
  const { village } = meeting;
  const rows = useRows('funding', { parent: item });
  const room = useRoom(meeting);
  if (!rows) return null;
  const sum = rows.reduce((total, { doc }) => total + (doc.amount ?? 0), 0);

  async function add(source: FundSource) {
    try {
      await store().save('funding', village, null, {
        budget_item: item,
        source,
        amount: Math.max(0, amount - sum),
      });
    } catch {
      say(t.errors.disk);
    }
  }

  return (
    <section class="stack" aria-label={b.sources}>
      <h2>{b.sources}</h2>
      {rows.map((row) => (
        <FundingRow key={row.id} row={row} {...(counts && { room })} />
      ))}
      <Select
        label={b.addSource}
        value=""
        none={t.common.choose}
        options={entries(t.terms.sources, [
          'DDS',
          'ADD',
          ...FUND_SOURCES.filter((s) => s !== 'DDS' && s !== 'ADD'),
        ])}
        onValue={(source) => source && void add(source as FundSource)}
      />
      {rows.length > 0 && <Balance sum={sum} amount={amount} />}
    </section>
  );
}

function Balance({ sum, amount }: { readonly sum: number; readonly amount: number }) {
  const b = words().budget.item;
  if (sum === amount) return <p class="small">✓ {b.sourcesFit}</p>;
  return (
    <p class="warning" role="status">
      {sum < amount
        ? b.sourcesShort(formatRupiah(amount - sum))
        : b.sourcesOver(formatRupiah(sum - amount))}
    </p>
  );
}

interface Room {
  readonly ceilings: Ceilings;
  /** What all the other lines of the meeting draw from a source. */
  readonly others: (row: string, source: FundSource) => number;
}

function useRoom(meeting: Meeting): Room | undefined {
  const items = useRows('budget_item', { meeting: meeting.id });
  const funding = useRows('funding', { village: meeting.village });
  const ceilings = useCeilings(meeting);
  if (!items || !funding || !ceilings) return undefined;
  return {
    ceilings,
    others: (row, source) =>
      drawnThisYear(
        items,
        funding.filter(({ id }) => id !== row),
      )[source] ?? 0,
  };
}

function FundingRow(props: { readonly row: RowOf<'funding'>; readonly room?: Room | undefined }) {
  const { row, room } = props;
  const t = words();
  const b = t.budget.item;
  const draft = useDraft({ kind: 'funding', village: row.village, row });
  const { source = 'DLL', amount = 0 } = draft.doc;
  return (
    <div class="card stack tight">
      <div class="row">
        <BoundSelect draft={draft} field="source" label={b.source} table={t.terms.sources} />
        <BoundMoney draft={draft} field="amount" label={b.sourceAmount} />
      </div>
      <BoundSwitch draft={draft} field="carried_over" label={b.carriedOver} />
      {room && !draft.doc.carried_over && (
        <CeilingLine
          line={lineOf(source, room.others(row.id, source) + amount, room.ceilings[source])}
        />
      )}
      <button
        type="button"
        class="button small danger"
        onClick={() => void removed(row, t.terms.sources[row.doc.source ?? 'DLL'])}
      >
        <Icon name="bin" size={20} /> {t.common.remove}
      </button>
    </div>
  );
}
