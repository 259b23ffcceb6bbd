/** The life of a wish and of an activity, the same as the server's (budgets/moves.py, tests/vectors/life.json). */
import type { BudgetItemDoc, BudgetState, ProposalDoc, ProposalFate } from './records';

export interface Move {
  readonly to: BudgetState;
  /** Said in the village also after the meeting was accepted; any other step waits for an officer then. */
  readonly onward?: true;
  /** It takes something back. */
  readonly back?: true;
}

const onward = (to: BudgetState): Move => ({ to, onward: true });
const back = (to: BudgetState): Move => ({ to, back: true });
const DROPPED: Move = { to: 'dropped' };

const MOVES: Readonly<Record<BudgetState, readonly Move[]>> = {
  proposed: [{ to: 'adopted' }, DROPPED],
  adopted: [onward('in_plan'), DROPPED, back('proposed')],
  in_plan: [onward('in_budget'), DROPPED, back('adopted')],
  in_budget: [onward('under_way'), { to: 'changed' }, DROPPED, back('in_plan')],
  changed: [onward('under_way'), DROPPED, back('in_budget')],
  under_way: [onward('done'), { to: 'changed' }, DROPPED, back('in_budget')],
  done: [onward('accounted_for'), back('under_way')],
  accounted_for: [back('done')],
  dropped: [
    ...(['proposed', 'adopted', 'in_plan', 'in_budget', 'changed', 'under_way'] as const).map(back),
  ],
};

/** The steps from a state, what goes on before what is taken back. */
export function nextMoves(state: BudgetState): readonly Move[] {
  return MOVES[state];
}

/** Whether the server takes this in: any steps on, one back, or with a reason back as far as it goes. */
export function mayBecome(before: BudgetState, after: BudgetState, reason = ''): boolean {
  if (before === after || MOVES[before].some(({ to }) => to === after)) return true;
  const said = reason.trim() !== '';
  return reached(before, (move) => said || !move.back).has(after);
}

/** Whether only steps that need no officer lead there. */
export function goesOn(before: BudgetState, after: BudgetState): boolean {
  return before !== after && reached(before, (move) => move.onward === true).has(after);
}

function reached(start: BudgetState, allowed: (move: Move) => boolean): ReadonlySet<BudgetState> {
  const seen = new Set([start]);
  for (const state of seen) for (const move of MOVES[state]) if (allowed(move)) seen.add(move.to);
  return seen;
}

export type Need = 'reason' | 'year' | 'whole_report' | 'place' | 'volume' | 'cost';

export interface Facts {
  readonly reason?: string | undefined;
  readonly year?: number | undefined;
  readonly whole?: boolean | undefined;
  readonly place?: string | undefined;
  readonly volume?: number | undefined;
  readonly cost?: number | undefined;
}

const NEEDS: { readonly [state in BudgetState]?: readonly Need[] } = {
  dropped: ['reason'],
  done: ['whole_report'],
  accounted_for: ['whole_report'],
};

const FATE_NEEDS: { readonly [fate in ProposalFate]?: readonly Need[] } = {
  refused: ['reason'],
  deferred: ['reason', 'year'],
  higher_list: ['reason', 'place', 'volume', 'cost'],
};

/** What an activity in this state still needs. */
export function lacking(state: BudgetState, facts: Facts): readonly Need[] {
  return (NEEDS[state] ?? []).filter((need) => !met(need, facts));
}

/** What a wish with this fate still needs. */
export function fateLacking(fate: ProposalFate, facts: Facts): readonly Need[] {
  return (FATE_NEEDS[fate] ?? []).filter((need) => !met(need, facts));
}

export function factsOfWish(doc: ProposalDoc): Facts {
  const { reason, deferred_to: year, place, hamlet, volume, estimate: cost } = doc;
  return { reason, year, place: place || hamlet, volume, cost };
}

export function factsOfItem({ reason }: BudgetItemDoc, whole: boolean): Facts {
  return { reason, whole };
}

function met(need: Need, facts: Facts): boolean {
  return {
    reason: (facts.reason ?? '').trim() !== '',
    year: facts.year !== undefined,
    whole_report: facts.whole === true,
    place: (facts.place ?? '').trim() !== '',
    volume: facts.volume !== undefined,
    cost: facts.cost !== undefined,
  }[need];
}

export interface ReportFacts {
  readonly id: string;
  readonly percent: number | undefined;
  readonly reported_on?: string | undefined;
  readonly photos: number;
}

/** Whether the work is shown to be finished: the newest report says 100 %, and a photo shows one that does. */
export function isWhole(reports: readonly ReportFacts[]): boolean {
  const key = ({ reported_on = '', id }: ReportFacts) => `${reported_on} ${id}`;
  const known = [...reports].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  return (
    known.at(-1)?.percent === 100 &&
    known.some(({ percent, photos }) => percent === 100 && photos > 0)
  );
}
