/** What was not adopted, with the reason, and what is to be done: sentences of the official record. */
import { places } from '../../../core/ranking';
import type {
  AgendaItemDoc,
  BudgetItemDoc,
  ProposalDoc,
  RankingMethod,
} from '../../../core/records';
import { official } from '../../../i18n';

/** Points, wishes and activities that were put off, refused or passed on; each with its reason. */
export function putOff(
  agenda: readonly AgendaItemDoc[],
  proposals: readonly ProposalDoc[],
  items: readonly BudgetItemDoc[],
): readonly string[] {
  const points = agenda
    .filter(({ outcome }) => outcome === 'refused' || outcome === 'deferred')
    .map(({ topic, outcome, reason }) => [
      topic,
      official().terms.outcomes[outcome ?? 'noted'],
      reason,
    ]);
  const wishes = proposals
    .filter(({ fate = 'open' }) => ['deferred', 'refused', 'higher_list'].includes(fate))
    .map(({ activity, fate, deferred_to, asked_of, reason }) => [
      activity,
      [
        official().terms.fates[fate ?? 'open'],
        fate === 'deferred' && deferred_to,
        fate === 'higher_list' && asked_of && `dari ${official().terms.askedOf[asked_of]}`,
      ]
        .filter(Boolean)
        .join(' '),
      reason,
    ]);
  const dropped = items
    .filter(({ state }) => state === 'dropped')
    .map(({ name, reason }) => [name, official().terms.itemStates.dropped, reason]);
  // A wish is often a point of the agenda too: it is told once, by what says most of it.
  const all = [...points, ...dropped, ...wishes].map((one) => [key(one[0]), one] as const);
  return [...new Map(all).values()].map(
    ([what, fate, reason], at) =>
      `${at + 1}. ${what ?? '…'}: ${lowered(fate)}. Alasan: ${withStop(reason || 'belum dicatat')}`,
  );
}

/** The order of the wishes: ties stand alike, and what the meeting decided says why. */
export function rankedLines(
  method: RankingMethod | undefined,
  wishes: readonly { readonly id: string; readonly doc: ProposalDoc }[],
): readonly string[] {
  const docs = new Map(wishes.map(({ id, doc }) => [id, doc]));
  return places(method, wishes).flatMap(({ id, place, value, tied, decided }) => {
    const { activity = '…', rank_reason } = docs.get(id) ?? {};
    if (place === undefined) return [];
    const points = method === 'votes' ? `${value} suara` : `skor ${value}`;
    const why =
      decided && rank_reason ? ` Urutan diputuskan musyawarah: ${withStop(rank_reason)}` : '';
    return [`${place}. ${activity} (${points}${tied ? ', sama' : ''}).${why}`];
  });
}

/** What follows from the points, by whom and by when. */
export function toBeDone(agenda: readonly AgendaItemDoc[]): readonly string[] {
  return agenda
    .flatMap(({ follow_up = [] }) => follow_up)
    .filter(({ what }) => what)
    .map(({ what, who, due }, at) =>
      [`${at + 1}. ${what}`, who && `oleh ${who}`, due && `paling lambat ${dayOf(due)}`]
        .filter(Boolean)
        .join(', '),
    );
}

function key(what: string | undefined): string {
  return (what ?? '').trim().toLowerCase();
}

/** DU-RKP and APBN keep their capitals. */
function lowered(text = ''): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}

function withStop(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** People write a day as a date or in words; both stay what they are. */
function dayOf(due: string): string {
  const [year, month, day] = /^\d{4}-\d{2}-\d{2}$/.test(due) ? due.split('-').map(Number) : [];
  return year && month && day ? `${day} ${official().terms.months[month - 1]} ${year}` : due;
}
