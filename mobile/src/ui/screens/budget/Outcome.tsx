/**
 * What the meeting decided on an activity: adopted, put off, passed on to a higher government, refused. What was
 * not adopted stays a wish, so that it comes up again by itself; the wish and the activity are told the same.
 */
import { nextMoves } from '../../../core/life';
import type { BudgetItemDoc, BudgetState, ProposalDoc, ProposalFate } from '../../../core/records';
import type { Doc } from '../../../core/types';
import type { BudgetAsked } from '../../../core/words';
import { words } from '../../../i18n';
import type { Edit } from '../../../store/types';
import type { Draft } from '../../live/draft';
import { newId } from '../../live/ids';
import { type RowOf, useRows } from '../../live/rows';
import { store } from '../../live/store';
import { BoundLong } from '../../parts/bound';
import { Choice, entries } from '../../parts/Choice';
import { isClosed, type Meeting } from '../../parts/MeetingFrame';
import { say } from '../../parts/toast';

interface OutcomeProps {
  readonly meeting: Meeting;
  readonly id: string;
  readonly draft: Draft<'budget_item'>;
}

export function Outcome({ meeting, id, draft }: OutcomeProps) {
  const t = words();
  const b = t.budget.item;
  const wish = useWishOf(meeting, id, draft.doc.proposal);
  const { state = 'proposed', reason } = draft.doc;
  const shown = outcomeOf(state, wish?.doc.fate);
  const called: Readonly<Record<ProposalFate, string>> = {
    ...t.terms.fates,
    open: b.stateProposed,
    ...(later(state) && { adopted: t.terms.itemStates[state] }),
  };

  async function decide(fate: ProposalFate) {
    try {
      await draft.flush();
      const edits = decided(meeting, { id, doc: draft.doc }, wish, fate);
      await store().saveMany(edits);
      // On disk already; the draft of a new activity hears of it only this way.
      draft.put(edits[0].set);
    } catch {
      say(t.errors.disk);
    }
  }

  /** Who asked hears the reason as well. */
  async function tellWish() {
    await draft.flush();
    if (wish && state === 'dropped' && reason && reason !== wish.doc.reason)
      await store().save('proposal', wish.village, wish.id, { reason });
  }

  function ask({ village, id }: RowOf<'proposal'>, asked_of: BudgetAsked) {
    return store()
      .save('proposal', village, id, { asked_of })
      .catch(() => say(t.errors.disk));
  }

  return (
    <>
      <Choice
        label={b.state}
        value={shown}
        options={fates(state).map((fate) => [fate, called[fate]] as const)}
        onValue={(fate) => void decide(fate as ProposalFate)}
      />
      {wish && shown === 'higher_list' && (
        <Choice
          label={t.fieldNames.asked_of}
          value={wish.doc.asked_of ?? ''}
          options={entries(t.terms.askedOf)}
          onValue={(asked) => void ask(wish, asked as BudgetAsked)}
        />
      )}
      {(state === 'dropped' || (reason && !later(state))) && (
        <BoundLong
          draft={{ ...draft, flush: () => tellWish().catch(() => say(t.errors.disk)) }}
          field="reason"
          label={b.reason}
          hint={state === 'dropped' ? b.reasonHint : t.life.againHint}
          error={reason || state !== 'dropped' ? undefined : t.wishes.needReason}
          rows={2}
          max={1000}
        />
      )}
    </>
  );
}

function useWishOf(meeting: Meeting, item: string, proposal: string | undefined) {
  const rows = useRows('proposal', { village: meeting.village });
  return (
    rows?.find(({ id }) => id === proposal) ?? rows?.find(({ doc }) => doc.became?.includes(item))
  );
}

/** What comes after "adopted" is adopted as well, and is not said anew by a tap. */
function later(state: string): boolean {
  return !['proposed', 'adopted', 'dropped'].includes(state);
}

/** What may be decided of an activity in this state: what is finished is not refused any more. */
export function fates(state: BudgetState): readonly ProposalFate[] {
  const may = new Set(nextMoves(state).map(({ to }) => to)).add(state);
  const out = may.has('dropped') ? (['deferred', 'higher_list', 'refused'] as const) : [];
  return [...(may.has('proposed') ? (['open'] as const) : []), 'adopted', ...out];
}

export function outcomeOf(state: string, fate: ProposalFate | undefined): string {
  if (state === 'proposed') return 'open';
  if (state !== 'dropped') return 'adopted';
  return fate === 'deferred' || fate === 'higher_list' ? fate : 'refused';
}

function stateAfter(fate: ProposalFate, state: BudgetState = 'adopted'): BudgetState {
  if (fate === 'open') return 'proposed';
  if (fate !== 'adopted') return 'dropped';
  return later(state) ? state : 'adopted';
}

type Item = Pick<RowOf<'budget_item'>, 'id' | 'doc'>;
type ItemEdit = Edit & { readonly set: Pick<BudgetItemDoc, 'state' | 'proposal'> };

/** The decision on the activity and on the wish behind it, in one write; a wish is made where there was none. */
export function decided(
  meeting: Pick<Meeting, 'id' | 'village' | 'doc'>,
  item: Item,
  wish: Pick<RowOf<'proposal'>, 'id' | 'doc'> | undefined,
  fate: ProposalFate,
): readonly [ItemEdit, ...Edit[]] {
  const { village } = meeting;
  const out = fate !== 'open' && fate !== 'adopted';
  const state = stateAfter(fate, item.doc.state);
  const edit = { kind: 'budget_item' as const, village, id: item.id };
  // Here an officer decides first; what is told to the wish at once might turn out to be untrue.
  if (isClosed(meeting)) return [{ ...edit, set: { state } }];
  const next = (meeting.doc.fiscal_year ?? new Date().getFullYear()) + 1;
  const told: Doc = {
    fate,
    ...(fate === 'deferred' && { deferred_to: next }),
    ...(out && item.doc.reason && { reason: item.doc.reason }),
  };
  const id = wish?.id ?? newId();
  if (!wish && !out) return [{ ...edit, set: { state } }];
  const became = wish?.doc.became ?? [];
  return [
    { ...edit, set: { state, proposal: id } },
    {
      kind: 'proposal' as const,
      village,
      id,
      set: {
        ...(wish ? {} : (wishOf(meeting.id, item) as Doc)),
        ...told,
        ...(!became.includes(item.id) && { became: [...became, item.id] }),
      },
    },
  ];
}

function wishOf(meeting: string, { doc }: Item): ProposalDoc {
  const { name, amount, account, place, hamlet, volume, unit } = doc;
  const { beneficiaries_male, beneficiaries_female, beneficiaries_poor_households } = doc;
  const people = { beneficiaries_male, beneficiaries_female, beneficiaries_poor_households };
  const said = { account, place, hamlet, volume, unit, estimate: amount, ...people };
  const known = Object.entries(said).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(known), meeting, activity: name ?? '' };
}
