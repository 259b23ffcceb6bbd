/** Law and arithmetic of a deliberation, the same as the server's (tests/vectors). Plain values in and out. */

import type {
  AttendanceDoc,
  AttendanceTallyDoc,
  BudgetItemDoc,
  Element,
  FundingDoc,
  FundSource,
  MeetingDoc,
} from './records';
import type { Uuid } from './types';

export interface QuorumInput {
  readonly present: number;
  readonly invited: number;
  readonly numerator?: number | null | undefined;
  readonly denominator?: number | null | undefined;
}

export interface Quorum {
  readonly needed: number;
  readonly missing: number;
  readonly met: boolean;
}

/**
 * Whether enough of those invited are present: `present >= invited * numerator / denominator`.
 *
 * No national figure: the village's own rules of order set the fraction (Permendesa 16/2019
 * art. 31(2)); two thirds where they are silent. Nobody invited: never met.
 */
export function quorum(input: QuorumInput): Quorum {
  const { numerator, denominator } = fraction(input);
  const needed = Math.ceil((input.invited * numerator) / denominator);
  const met = input.invited > 0 && input.present >= needed;
  return { needed, missing: Math.max(0, needed - input.present), met };
}

function fraction(input: QuorumInput): { numerator: number; denominator: number } {
  const { numerator, denominator } = input;
  return numerator && denominator && numerator > 0 && denominator > 0
    ? { numerator, denominator }
    : { numerator: 2, denominator: 3 };
}

/** A representative fills the invited person's chair. */
const THERE: ReadonlySet<string> = new Set(['present', 'represented']);
/** Those who look on, explain or keep company have no part in the decision. */
const ONLOOKERS: ReadonlySet<string> = new Set(['observer', 'resource_person', 'companion']);

export interface Composition {
  readonly present: number;
  readonly women: number;
  readonly men: number;
  /** Present among those that the quorum counts. */
  readonly deciding: number;
  readonly invited: number;
  readonly byElement: { readonly [element in Element]?: number };
  readonly byHamlet: { readonly [hamlet: string]: number };
  /** Elements that the rules require and nobody present belongs to. */
  readonly missingElements: readonly Element[];
}

/** Who was there: from the list by name, and from the counts of a paper sheet. */
export function composition(
  attendance: readonly AttendanceDoc[],
  tallies: readonly AttendanceTallyDoc[] = [],
  required?: readonly Element[] | null,
): Composition {
  const there = attendance.filter((row) => THERE.has(row.status ?? 'invited'));
  const heads = [
    ...there.map((row) => ({ ...row, count: 1 })),
    ...tallies.map((row) => ({ ...row, hamlet: '', count: row.present ?? 0 })),
  ];
  const byElement = tally(heads, (head) => head.element ?? 'lain');
  return {
    present: total(heads),
    women: total(heads.filter((head) => head.gender === 'P')),
    men: total(heads.filter((head) => head.gender === 'L')),
    deciding:
      there.filter((row) => !ONLOOKERS.has(row.capacity ?? 'invited')).length +
      total(tallies.map((row) => ({ count: row.present ?? 0 }))),
    invited: attendance.filter((row) => (row.capacity ?? 'invited') === 'invited').length,
    byElement,
    byHamlet: tally(heads, (head) => head.hamlet ?? ''),
    missingElements: (required ?? []).filter((element) => !byElement[element]),
  };
}

/** The meeting's own quorum: its frozen rules, its invitations by name or by count. */
export function meetingQuorum(meeting: MeetingDoc, people: Composition): Quorum {
  return quorum({
    present: people.deciding,
    invited: Math.max(people.invited, meeting.invited_count ?? 0),
    numerator: meeting.rules?.quorum_numerator,
    denominator: meeting.rules?.quorum_denominator,
  });
}

interface Head {
  readonly count: number;
}

function total(heads: readonly Head[]): number {
  return heads.reduce((sum, head) => sum + head.count, 0);
}

function tally<H extends Head>(heads: readonly H[], by: (head: H) => string) {
  const counts: { [name: string]: number } = {};
  for (const head of heads) {
    const name = by(head);
    if (name !== '' && head.count > 0) counts[name] = (counts[name] ?? 0) + head.count;
  }
  return counts;
}

export interface Sums {
  readonly total: number;
  readonly bySource: { readonly [source in FundSource]?: number };
  /** By the first part of the account code (bidang); "" where none is given. */
  readonly byField: { readonly [field: string]: number };
  /** Items whose funding adds up to something else than their amount. */
  readonly unbalanced: readonly Uuid[];
}

/** What the adopted items cost, by source of funds and by field of the function tree. */
export function sums(
  items: readonly { readonly id: Uuid; readonly doc: BudgetItemDoc }[],
  funding: readonly { readonly doc: FundingDoc }[],
): Sums {
  const counted = items.filter(({ doc }) => doc.state !== 'dropped');
  const ids = new Set(counted.map(({ id }) => id));
  const funds = funding.filter(({ doc }) => ids.has(doc.budget_item ?? ''));
  const funded = added(funds, ({ doc }) => doc.budget_item ?? '');
  return {
    total: counted.reduce((sum, { doc }) => sum + (doc.amount ?? 0), 0),
    bySource: added(funds, ({ doc }) => doc.source ?? ''),
    byField: added(counted, ({ doc }) => fieldOf(doc.account ?? '')),
    unbalanced: counted
      .filter(({ id, doc }) => funded[id] !== undefined && funded[id] !== doc.amount)
      .map(({ id }) => id),
  };
}

/** The bidang of an account code, whatever its spelling: "2" for "02.03.10."; "" where there is none. */
export function fieldOf(account: string): string {
  const code = account.trim();
  const [first = ''] = code.split('.');
  const field = /^[0-9]{1,3}(\.[0-9]{1,3})*\.?$/.test(code) ? String(Number(first)) : first;
  return /^[1-5]$/.test(field) ? field : '';
}

function added<R extends { readonly doc: { readonly amount?: number } }>(
  rows: readonly R[],
  by: (row: R) => string,
) {
  const result: { [name: string]: number } = {};
  for (const row of rows) result[by(row)] = (result[by(row)] ?? 0) + (row.doc.amount ?? 0);
  return result;
}
