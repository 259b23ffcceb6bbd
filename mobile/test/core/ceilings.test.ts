import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { againstCeilings, ceilingsOf, drawnThisYear } from '../../src/core/ceilings';
import type { BudgetItemDoc, FundingDoc } from '../../src/core/records';

interface Case {
  readonly why: string;
  readonly items: readonly (BudgetItemDoc & { readonly funding: readonly FundingDoc[] })[];
  readonly ceilings: Readonly<Record<string, number>>;
  readonly drawn: Readonly<Record<string, number>>;
  readonly exceeded: Readonly<Record<string, number>>;
}

const CASES = JSON.parse(readFileSync('../tests/vectors/ceilings.json', 'utf8')) as readonly Case[];

test.each(CASES)('$why', ({ items, ceilings, drawn, exceeded }) => {
  const rows = items.map((doc, at) => ({ id: String(at), doc }));
  const funding = items.flatMap((item, at) =>
    item.funding.map((doc) => ({ doc: { ...doc, budget_item: String(at) } })),
  );
  const known = Object.fromEntries(
    Object.entries(ceilings).map(([source, amount]) => [source, { amount, indicative: true }]),
  );

  const found = drawnThisYear(rows, funding);
  const lines = againstCeilings(found, known);

  expect(found).toEqual(drawn);
  expect(
    Object.fromEntries(
      lines.filter(({ over }) => over > 0).map(({ source, over }) => [source, over]),
    ),
  ).toEqual(exceeded);
});

test('the latest word of the right year counts', () => {
  const rows = [
    { version: 9, doc: { fiscal_year: 2027, source: 'DDS', amount: 900 } },
    { version: 3, doc: { fiscal_year: 2027, source: 'DDS', amount: 300, indicative: true } },
    { version: 11, doc: { fiscal_year: 2026, source: 'DDS', amount: 600 } },
    { version: 4, doc: { fiscal_year: 2027, source: 'ADD', amount: 0, indicative: true } },
  ] as const;

  expect(ceilingsOf(rows, 2027)).toEqual({
    DDS: { amount: 900, indicative: false },
    ADD: { amount: 0, indicative: true },
  });
});
