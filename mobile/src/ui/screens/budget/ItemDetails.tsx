/** For whom, how, when: asked after the money, never in the way of it. */
import { words } from '../../../i18n';
import type { Draft } from '../../live/draft';
import { BoundChoice, BoundSwitch, BoundText } from '../../parts/bound';
import { Select } from '../../parts/inputs';
import { Beneficiaries } from '../activity/Beneficiaries';

export function ItemDetails({ draft }: { readonly draft: Draft<'budget_item'> }) {
  const t = words();
  const b = t.budget.item;
  const months = t.terms.months.map((name, index) => [String(index + 1), name] as const);
  const month = (field: 'start_month' | 'end_month', label: string) => (
    <Select
      label={label}
      value={String(draft.doc[field] ?? '')}
      none=""
      options={months}
      cue={draft.cue(field)}
      onValue={(value) => draft.put({ [field]: value ? Number(value) : null })}
    />
  );
  return (
    <>
      <details class="more">
        <summary>{b.beneficiaries}</summary>
        <div class="stack">
          <Beneficiaries draft={draft} />
          <BoundText draft={draft} field="benefit" label={b.benefit} max={500} />
        </div>
      </details>
      <details class="more">
        <summary>{b.months}</summary>
        <div class="stack">
          <div class="row">
            {month('start_month', b.startMonth)}
            {month('end_month', b.endMonth)}
          </div>
          <BoundChoice draft={draft} field="delivery" label={b.delivery} table={t.terms.delivery} />
          <BoundSwitch draft={draft} field="cash_for_work" label={b.cashForWork} />
          <BoundText draft={draft} field="implementer" label={b.implementer} max={120} />
        </div>
      </details>
    </>
  );
}
