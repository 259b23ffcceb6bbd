/** What becomes of a wish: all choices in one place, and the reason that whoever asked may know. */
import { factsOfWish, fateLacking } from '../../../core/life';
import { words } from '../../../i18n';
import type { Draft } from '../../live/draft';
import { Note } from '../../parts/bits';
import { BoundChoice, BoundLong, BoundNumber } from '../../parts/bound';

interface FateProps {
  readonly draft: Draft<'proposal'>;
  readonly keys?: readonly string[];
}

export function Fate({ draft, keys }: FateProps) {
  const t = words();
  const p = t.budget.proposal;
  const { fate = 'open', reason } = draft.doc;
  const lacks = fateLacking(fate, factsOfWish(draft.doc)).filter((need) => need !== 'reason');
  return (
    <>
      <BoundChoice
        draft={draft}
        field="fate"
        label={p.fate}
        table={t.terms.fates}
        {...(keys && { keys })}
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
      {fate === 'higher_list' && (
        <BoundChoice
          draft={draft}
          field="asked_of"
          label={t.fieldNames.asked_of}
          table={t.terms.askedOf}
        />
      )}
      {((fate !== 'open' && fate !== 'adopted') || reason) && (
        <BoundLong
          draft={draft}
          field="reason"
          label={p.reason}
          hint={fate === 'adopted' ? t.life.againHint : t.budget.item.reasonHint}
          error={reason ? undefined : t.wishes.needReason}
          rows={2}
          max={1000}
        />
      )}
      {lacks.length > 0 && (
        <Note tone="wait" icon="info">
          {t.life.lacking(lacks.map((need) => t.life.needs[need]).join(', '))}
        </Note>
      )}
    </>
  );
}
