import { expect, test } from 'vitest';
import type { BudgetItemDoc, ProposalDoc } from '../../src/core/records';
import { decided, outcomeOf } from '../../src/ui/screens/budget/Outcome';

const MEETING = { id: 'm', village: 'v', doc: { fiscal_year: 2027 } };
const item = (doc: BudgetItemDoc) => ({ id: 'i', doc });
const wish = (doc: ProposalDoc) => ({ id: 'w', doc });

test('what is put off without a wish behind it becomes one, so that it comes up next year', () => {
  const road = item({ name: 'Jalan', amount: 500, account: '2.3.10', reason: 'Pagu kurang' });

  const [dropped, told] = decided(MEETING, road, undefined, 'deferred');

  expect(dropped?.set).toEqual({ state: 'dropped', proposal: told?.id });
  expect(told).toMatchObject({
    kind: 'proposal',
    set: {
      meeting: 'm',
      activity: 'Jalan',
      estimate: 500,
      account: '2.3.10',
      fate: 'deferred',
      deferred_to: 2028,
      reason: 'Pagu kurang',
      became: ['i'],
    },
  });
});

test('the wish behind an activity is told the same, and is not doubled', () => {
  const known = wish({ activity: 'Jalan', fate: 'adopted', became: ['i'] });

  expect(decided(MEETING, item({ name: 'Jalan' }), known, 'higher_list')).toEqual([
    { kind: 'budget_item', village: 'v', id: 'i', set: { state: 'dropped', proposal: 'w' } },
    { kind: 'proposal', village: 'v', id: 'w', set: { fate: 'higher_list' } },
  ]);
  expect(decided(MEETING, item({ state: 'dropped' }), known, 'adopted')).toMatchObject([
    { set: { state: 'adopted' } },
    { set: { fate: 'adopted' } },
  ]);
});

test('in a closed meeting only the activity is changed, since an officer decides first', () => {
  const closed = { ...MEETING, doc: { ...MEETING.doc, status: 'published' as const } };
  const known = wish({ activity: 'Jalan', fate: 'adopted', became: ['i'] });

  expect(decided(closed, item({ name: 'Jalan', state: 'in_plan' }), known, 'refused')).toEqual([
    { kind: 'budget_item', village: 'v', id: 'i', set: { state: 'dropped' } },
  ]);
});

test('adopting without a wish makes none, and what is in the budget already is not set back', () => {
  expect(decided(MEETING, item({ name: 'Jalan' }), undefined, 'adopted')).toEqual([
    { kind: 'budget_item', village: 'v', id: 'i', set: { state: 'adopted' } },
  ]);
  expect(decided(MEETING, item({ state: 'in_budget' }), undefined, 'adopted')[0]?.set).toEqual({
    state: 'in_budget',
  });
});

test.each([
  ['proposed', undefined, 'open'],
  ['adopted', 'adopted', 'adopted'],
  ['in_budget', undefined, 'adopted'],
  ['dropped', 'deferred', 'deferred'],
  ['dropped', 'higher_list', 'higher_list'],
  ['dropped', undefined, 'refused'],
] as const)('%s with a wish that is %s is shown as %s', (state, fate, shown) => {
  expect(outcomeOf(state, fate)).toBe(shown);
});
