/** Where the money of one activity comes from: one source or several, checked against the amount. */

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
import { BoundMoney } from '../../parts/Money';
import { say } from '../../parts/toast';

interface FundingsProps {
  readonly item: string;
  readonly village: string;
  readonly amount: number;
}

export function Fundings({ item, village, amount }: FundingsProps) {
  const t = words();
  const b = t.budget.item;
  const rows = useRows('funding', { parent: item });
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
        <FundingRow key={row.id} row={row} />
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

function FundingRow({ row }: { readonly row: RowOf<'funding'> }) {
  const t = words();
  const b = t.budget.item;
  const draft = useDraft({ kind: 'funding', village: row.village, row });
  return (
    <div class="card stack tight">
      <div class="row">
        <BoundSelect draft={draft} field="source" label={b.source} table={t.terms.sources} />
        <BoundMoney draft={draft} field="amount" label={b.sourceAmount} />
      </div>
      <BoundSwitch draft={draft} field="carried_over" label={b.carriedOver} />
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
