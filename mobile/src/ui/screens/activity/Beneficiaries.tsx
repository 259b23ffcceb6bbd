/** Whom it serves: men, women, poor households. Asked of a wish and of an activity alike. */
import { words } from '../../../i18n';
import type { Draft } from '../../live/draft';
import { BoundNumber } from '../../parts/bound';

export function Beneficiaries<K extends 'proposal' | 'budget_item'>(props: {
  readonly draft: Draft<K>;
}) {
  const b = words().budget.item;
  // Both kinds count people under the same names.
  const draft = props.draft as unknown as Draft<'budget_item'>;
  const people = { draft, wrong: b.badNumber, whole: true } as const;
  return (
    <div class="row">
      <BoundNumber {...people} field="beneficiaries_male" label={b.male} />
      <BoundNumber {...people} field="beneficiaries_female" label={b.female} />
      <BoundNumber {...people} field="beneficiaries_poor_households" label={b.poor} />
    </div>
  );
}
