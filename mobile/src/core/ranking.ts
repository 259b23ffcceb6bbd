/** The order that a meeting gives to wishes; ties are shown, never broken silently (tests/vectors/ranking.json). */
import type { ProposalDoc, RankingMethod } from './records';

export const CRITERIA = [
  'score_felt',
  'score_urgent',
  'score_income',
  'score_potential',
  'score_plan',
] as const;

export interface Place {
  readonly id: string;
  readonly value: number | undefined;
  /** 1, 1, 3 where two are alike; undefined where nobody gave points or votes. */
  readonly place: number | undefined;
  readonly tied: boolean;
  /** It was alike with others, and the meeting decided. */
  readonly decided: boolean;
}

interface Wish {
  readonly id: string;
  readonly doc: ProposalDoc;
}

/** Points (the sum of the criteria, or the one that was written down alone) or votes. */
export function pointsOf(method: RankingMethod | undefined, doc: ProposalDoc): number | undefined {
  if (method === 'votes') return doc.votes;
  if (method !== 'scores') return undefined;
  const given = CRITERIA.flatMap((name) => doc[name] ?? []);
  return given.length > 0 ? given.reduce((sum, points) => sum + points, 0) : doc.score;
}

/** All wishes in their order, the best first; those without points or votes come last. */
export function places(
  method: RankingMethod | undefined,
  wishes: readonly Wish[],
): readonly Place[] {
  const known = [...wishes]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((wish) => ({ ...wish, value: pointsOf(method, wish.doc) }));
  const values = [...new Set(known.flatMap(({ value }) => value ?? []))].sort((a, b) => b - a);
  const found: Place[] = [];
  for (const value of values) {
    const alike = known.filter((wish) => wish.value === value);
    found.push(...group(alike, value, found.length + 1));
  }
  const rest = known.filter(({ value }) => value === undefined);
  const nowhere = { value: undefined, place: undefined, tied: false, decided: false };
  return [...found, ...rest.map(({ id }) => ({ id, ...nowhere }))];
}

function group(alike: readonly Wish[], value: number, first: number): readonly Place[] {
  const ranks = new Set(alike.flatMap(({ doc }) => doc.rank ?? []));
  const several = alike.length > 1;
  const said = alike.some(({ doc }) => (doc.rank_reason ?? '').trim() !== '');
  if (!(several && ranks.size === alike.length && said))
    return alike.map(({ id }) => ({ id, value, place: first, tied: several, decided: false }));
  return [...alike]
    .sort((a, b) => (a.doc.rank ?? 0) - (b.doc.rank ?? 0))
    .map(({ id }, at) => ({ id, value, place: first + at, tied: false, decided: true }));
}
