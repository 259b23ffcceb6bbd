import { expect, test } from 'vitest';
import type { BudgetItemDoc, MeetingDoc, ProposalDoc } from '../../src/core/records';
import type { RowOf } from '../../src/ui/live/rows';
import { askedWords, wishesFrom } from '../../src/ui/screens/proposals/useWishes';

const row = { village: 'v', version: 1, pending: false } as const;
const meeting = (id: string, doc: MeetingDoc): RowOf<'meeting'> => ({
  ...row,
  id,
  kind: 'meeting',
  doc,
});
const proposal = (id: string, doc: ProposalDoc): RowOf<'proposal'> => ({
  ...row,
  id,
  kind: 'proposal',
  doc,
});
const item = (id: string, doc: BudgetItemDoc): RowOf<'budget_item'> => ({
  ...row,
  id,
  kind: 'budget_item',
  doc,
});

const WOMEN26 = meeting('w26', {
  type: 'musperempuan',
  fiscal_year: 2026,
  planned_start: '2025-05-13T09:00:00+07:00',
});
const WOMEN27 = meeting('w27', {
  type: 'musperempuan',
  fiscal_year: 2027,
  planned_start: '2026-05-12T09:00:00+07:00',
});
const PLAN = meeting('p27', {
  type: 'musdes_rkp',
  fiscal_year: 2027,
  planned_start: '2026-06-15T09:00:00+07:00',
});
const HAMLET = meeting('h27', {
  type: 'musdus',
  hamlet: 'Krajan',
  fiscal_year: 2027,
  planned_start: '2026-05-20T09:00:00+07:00',
});
const MEETINGS = [WOMEN26, WOMEN27, PLAN, HAMLET];
const PROPOSALS = [
  proposal('1', { meeting: 'w26', activity: 'Sumur bor', hamlet: 'Krajan' }),
  proposal('2', { meeting: 'w27', activity: 'Sumur bor', hamlet: 'Krajan' }),
  proposal('3', { meeting: 'w26', activity: 'Posyandu', hamlet: 'Sukasari' }),
  proposal('4', { meeting: 'w27', activity: 'Lampu jalan', fate: 'adopted', became: ['i1'] }),
  proposal('5', { meeting: 'w27', activity: 'Talud', fate: 'adopted' }),
  proposal('6', { meeting: 'w27', activity: 'Gapura', fate: 'adopted', became: ['i3'] }),
];
const ITEMS = [
  item('i1', { state: 'adopted' }),
  item('i2', { state: 'in_plan', proposal: '5' }),
  item('i3', { state: 'dropped' }),
];

test('a planning meeting sees by meeting what was asked and not paid for', () => {
  const { earlier, count } = wishesFrom(PLAN, PROPOSALS, ITEMS, MEETINGS);

  expect(count).toBe(3);
  expect(earlier.map((group) => [group.meeting.id, group.wishes.map(({ id }) => id)])).toEqual([
    ['w27', ['6', '2']],
    ['w26', ['3']],
  ]);
});

test('a meeting sees nothing of a later one', () => {
  expect(wishesFrom(WOMEN26, PROPOSALS, ITEMS, MEETINGS).count).toBe(0);
});

test('a hamlet is reminded of its own wishes of other years', () => {
  const known = [PROPOSALS[0], PROPOSALS[2]].filter((each) => each !== undefined);
  const { earlier } = wishesFrom(HAMLET, known, [], MEETINGS);

  expect(earlier.flatMap((group) => group.wishes.map(({ id }) => id))).toEqual(['1']);
});

test('how often it was asked is said in words', () => {
  const { all } = wishesFrom(PLAN, PROPOSALS, ITEMS, MEETINGS);
  const often = (id: string) => {
    const wish = all.find((each) => each.id === id);
    return wish && askedWords(wish, all);
  };

  expect(often('2')).toBe('Diusulkan 2 tahun berturut-turut');
  expect(often('3')).toBeUndefined();
});
