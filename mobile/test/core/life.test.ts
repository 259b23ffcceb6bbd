import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ancestry, heirs, type Kin, stands } from '../../src/core/ancestry';
import {
  type Facts,
  fateLacking,
  goesOn,
  isWhole,
  lacking,
  mayBecome,
  type ReportFacts,
} from '../../src/core/life';
import { places } from '../../src/core/ranking';
import type { BudgetState, ProposalDoc, ProposalFate, RankingMethod } from '../../src/core/records';
import { fieldOf, sums } from '../../src/core/rules';
import type { Doc } from '../../src/core/types';

function vectors<C>(name: string): C {
  return JSON.parse(readFileSync(`../tests/vectors/${name}.json`, 'utf8')) as C;
}

interface Life {
  readonly states: readonly {
    readonly why: string;
    readonly before: BudgetState;
    readonly after: BudgetState;
    readonly reason?: string;
    readonly allowed: boolean;
    readonly goes_on: boolean;
  }[];
  readonly lacking: readonly {
    readonly why: string;
    readonly state?: BudgetState;
    readonly fate?: ProposalFate;
    readonly facts: Facts;
    readonly lacking: readonly string[];
  }[];
  readonly whole: readonly {
    readonly why: string;
    readonly reports: readonly ReportFacts[];
    readonly whole: boolean;
  }[];
}

const LIFE = vectors<Life>('life');

test.each(LIFE.states)('$why', ({ before, after, reason, allowed, goes_on }) => {
  expect(mayBecome(before, after, reason)).toBe(allowed);
  expect(goesOn(before, after)).toBe(goes_on);
});

test.each(LIFE.lacking)('$why', (given) => {
  const found = given.fate
    ? fateLacking(given.fate, given.facts)
    : lacking(given.state ?? 'proposed', given.facts);
  expect(found).toEqual(given.lacking);
});

test.each(LIFE.whole)('$why', ({ reports, whole }) => {
  expect(isWhole(reports)).toBe(whole);
});

interface KinCase {
  readonly why: string;
  readonly wishes: readonly Kin[];
  readonly stands: readonly string[];
  readonly heirs: Readonly<Record<string, readonly string[]>>;
  readonly looped: readonly string[];
}

test.each(vectors<readonly KinCase[]>('ancestry'))('$why', (given) => {
  const known = ancestry(given.wishes);

  expect(given.wishes.map(({ id }) => id).filter((id) => stands(known, id))).toEqual(given.stands);
  for (const [id, found] of Object.entries(given.heirs)) expect(heirs(known, id)).toEqual(found);
  expect(known.looped).toEqual(given.looped);
});

interface RankingCase {
  readonly why: string;
  readonly method: RankingMethod | '';
  readonly wishes: readonly (ProposalDoc & { readonly id: string })[];
  readonly places: readonly (readonly [string, number | null, number | null, string])[];
}

test.each(vectors<readonly RankingCase[]>('ranking'))(
  '$why',
  ({ method, wishes, places: wanted }) => {
    const found = places(
      method || undefined,
      wishes.map(({ id, ...doc }) => ({ id, doc })),
    );

    expect(
      found.map(({ id, value, place, tied, decided }) => [
        id,
        value ?? null,
        place ?? null,
        tied ? 'tied' : decided ? 'decided' : '',
      ]),
    ).toEqual(wanted);
  },
);

interface SumsCase {
  readonly why: string;
  readonly records: readonly (Doc & { readonly kind: string; readonly id: string })[];
  readonly sums: {
    readonly total: number;
    readonly by_field: Readonly<Record<string, number>>;
    readonly by_source: Readonly<Record<string, number>>;
    readonly wishes: number;
    readonly standing: number;
  };
}

test.each(vectors<readonly SumsCase[]>('sums'))('$why', ({ records, sums: wanted }) => {
  const rows = (kind: string) =>
    records.filter((one) => one.kind === kind).map(({ kind: _, id, ...doc }) => ({ id, doc }));
  const some = (amounts: Readonly<Record<string, number>>) =>
    Object.fromEntries(Object.entries(amounts).filter(([, amount]) => amount !== 0));
  const found = sums(rows('budget_item'), rows('funding'));
  const wishes = rows('proposal') as readonly { id: string; doc: ProposalDoc }[];
  const known = ancestry(wishes.map(({ id, doc }) => ({ id, ...doc })));
  const standing = wishes.filter(({ id }) => stands(known, id));

  expect({
    total: found.total,
    by_field: some(found.byField),
    by_source: some(found.bySource as Readonly<Record<string, number>>),
    wishes: standing.reduce((total, { doc }) => total + (doc.estimate ?? 0), 0),
    standing: standing.length,
  }).toEqual(wanted);
});

test.each([
  ['2.3.10', '2'],
  ['02.03.10.', '2'],
  [' 5 ', '5'],
  ['6.1', ''],
  ['', ''],
  ['jalan', ''],
])('the field of "%s" is "%s"', (account, field) => {
  expect(fieldOf(account)).toBe(field);
});
