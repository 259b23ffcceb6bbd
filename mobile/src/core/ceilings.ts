/** Sums per source against what each source gives, the same as the server's (tests/vectors/ceilings.json). */
import {
  type BudgetItemDoc,
  type CeilingDoc,
  FUND_SOURCES,
  type FundingDoc,
  type FundSource,
} from './records';
import type { Uuid } from './types';

type Amounts = Readonly<Record<string, number>>;

/** What each source pays out of this year's money; last year's rest (SiLPA) has no ceiling of its own. */
export function drawnThisYear(
  items: readonly { readonly id: Uuid; readonly doc: BudgetItemDoc }[],
  funding: readonly { readonly doc: FundingDoc }[],
): Amounts {
  const standing = new Set(items.flatMap(({ id, doc }) => (doc.state === 'dropped' ? [] : [id])));
  const drawn: Record<string, number> = {};
  for (const { doc } of funding) {
    const { budget_item = '', source = '', amount = 0, carried_over } = doc;
    if (standing.has(budget_item) && !carried_over) drawn[source] = (drawn[source] ?? 0) + amount;
  }
  return drawn;
}

export interface Ceiling {
  readonly amount: number;
  /** The bupati's first word, before the budget is law. */
  readonly indicative: boolean;
}

export type Ceilings = { readonly [source in FundSource]?: Ceiling };

/** The ceilings of one year; the latest word where there are several of one source. */
export function ceilingsOf(
  rows: readonly { readonly version: number; readonly doc: CeilingDoc }[],
  year: number | undefined,
): Ceilings {
  const found: { [source in FundSource]?: Ceiling } = {};
  for (const { doc } of [...rows].sort((a, b) => a.version - b.version)) {
    const { source, amount, fiscal_year, indicative = false } = doc;
    if (source && amount !== undefined && fiscal_year === year)
      found[source] = { amount, indicative };
  }
  return found;
}

export interface Line {
  readonly source: FundSource;
  readonly drawn: number;
  readonly ceiling: Ceiling | undefined;
  /** By how much it is passed; 0: it is not, or nobody knows the ceiling. */
  readonly over: number;
}

/** Every source that is drawn on or has a ceiling, in the usual order. */
export function againstCeilings(drawn: Amounts, ceilings: Ceilings): readonly Line[] {
  return FUND_SOURCES.filter((source) => source in drawn || source in ceilings).map((source) =>
    lineOf(source, drawn[source] ?? 0, ceilings[source]),
  );
}

export function lineOf(source: FundSource, drawn: number, ceiling: Ceiling | undefined): Line {
  return { source, drawn, ceiling, over: ceiling ? Math.max(0, drawn - ceiling.amount) : 0 };
}
