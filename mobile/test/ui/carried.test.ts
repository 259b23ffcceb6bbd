import { expect, test } from 'vitest';
import type { BudgetItemDoc } from '../../src/core/records';
import { running } from '../../src/ui/screens/progress/carried';

const item = (id: string, doc: BudgetItemDoc) => ({
  id,
  village: 'v',
  kind: 'budget_item' as const,
  version: 1,
  pending: false,
  doc,
});
const MEETINGS = [
  { id: 'plan', doc: { planned_start: '2026-06-15T02:00:00Z' } },
  { id: 'budget', doc: { planned_start: '2026-11-19T02:00:00Z' } },
  { id: 'old', doc: { planned_start: '2025-12-10T02:00:00Z' } },
];
const ITEMS = [
  item('road26', { meeting: 'old', fiscal_year: 2026, state: 'under_way' }),
  item('plan27', { meeting: 'plan', fiscal_year: 2027, state: 'in_plan' }),
  item('road27', { meeting: 'budget', fiscal_year: 2027, state: 'in_budget' }),
  item('talk27', { meeting: 'budget', fiscal_year: 2027, state: 'proposed' }),
  item('gone27', { meeting: 'budget', fiscal_year: 2027, state: 'dropped' }),
];
const shown = (found: ReturnType<typeof running>) =>
  found.map(([year, of]) => [year, of.map(({ id }) => id)]);

test('what the last decision of each year adopted is under way, the latest year first', () => {
  expect(shown(running(ITEMS, MEETINGS, []))).toEqual([
    ['2027', ['road27']],
    ['2026', ['road26']],
  ]);
});

test('what somebody reported on is never out of sight', () => {
  expect(shown(running(ITEMS, MEETINGS, [{ doc: { budget_item: 'plan27' } }]))).toEqual([
    ['2027', ['plan27', 'road27']],
    ['2026', ['road26']],
  ]);
});
