import { expect, test } from 'vitest';
import { places } from '../../src/core/ranking';
import type { ProposalDoc } from '../../src/core/records';
import type { RowOf } from '../../src/ui/live/rows';
import { fates } from '../../src/ui/screens/budget/Outcome';
import { offered } from '../../src/ui/screens/life/Steps';
import { alike } from '../../src/ui/screens/life/Ties';
import { partOf } from '../../src/ui/screens/life/WishKin';
import { rankable } from '../../src/ui/screens/proposals/kin';
import { wishesFrom } from '../../src/ui/screens/proposals/useWishes';
import { rankedLines } from '../../src/ui/screens/record/fates';

const row = { village: 'v', version: 1, pending: false } as const;
const wish = (id: string, doc: ProposalDoc): RowOf<'proposal'> => ({
  ...row,
  id,
  kind: 'proposal',
  doc,
});
const MEETING: RowOf<'meeting'> = {
  ...row,
  id: 'm2',
  kind: 'meeting',
  doc: { type: 'musdes_rkp', fiscal_year: 2027, planned_start: '2026-06-15T09:00:00+07:00' },
};
const HAMLET: RowOf<'meeting'> = {
  ...row,
  id: 'm1',
  kind: 'meeting',
  doc: { type: 'musdus', fiscal_year: 2027, planned_start: '2026-05-15T09:00:00+07:00' },
};

test('only allowed steps are offered, and after the meeting only those that need no officer', () => {
  const names = (moves: ReturnType<typeof offered>) => moves.map(({ to }) => to);

  expect(names(offered('adopted', false))).toEqual(['in_plan']);
  expect(names(offered('under_way', false))).toEqual(['done', 'changed', 'in_budget']);
  expect(names(offered('under_way', true))).toEqual(['done']);
  expect(names(offered('accounted_for', true))).toEqual([]);
});

test('what is finished is not refused, and what is in the budget is not merely discussed again', () => {
  expect(fates('proposed')).toEqual(['open', 'adopted', 'deferred', 'higher_list', 'refused']);
  expect(fates('in_budget')).toEqual(['adopted', 'deferred', 'higher_list', 'refused']);
  expect(fates('done')).toEqual(['adopted']);
});

test('a part keeps whose wish it is, and is decided anew', () => {
  const whole = wish('w', {
    activity: 'Air bersih',
    hamlet: 'Krajan',
    proposer_element: 'perempuan',
    estimate: 500,
    fate: 'refused',
    reason: 'Mahal',
    score_felt: 5,
  });

  expect(partOf('m2', whole)).toEqual({
    meeting: 'm2',
    activity: 'Air bersih',
    hamlet: 'Krajan',
    proposer_element: 'perempuan',
    split_from: 'w',
  });
});

test('a wish that went into another one waits for nobody and is ranked once', () => {
  const rows = [
    wish('a', { meeting: 'm1', activity: 'Sumur bor', merged_into: 'b' }),
    wish('b', { meeting: 'm1', activity: 'Perpipaan' }),
    wish('c', { meeting: 'm2', activity: 'Jalan' }),
  ];
  const wishes = wishesFrom(MEETING, rows, [], [HAMLET, MEETING]);

  expect(wishes.count).toBe(1);
  expect(rankable(MEETING, wishes).map(({ id }) => id)).toEqual(['b', 'c']);
});

test('ties are grouped, decided ones too, and the record tells both', () => {
  const wishes = [
    wish('a', { activity: 'Jalan', votes: 9, rank: 2 }),
    wish('b', { activity: 'Lampu', votes: 9, rank: 1, rank_reason: 'Rawan' }),
    wish('c', { activity: 'Sumur', votes: 4 }),
    wish('d', { activity: 'Talud', votes: 4 }),
    wish('e', { activity: 'Gapura' }),
  ];

  expect(alike(places('votes', wishes)).map((group) => group.map(({ id }) => id))).toEqual([
    ['b', 'a'],
    ['c', 'd'],
  ]);
  expect(rankedLines('votes', wishes)).toEqual([
    '1. Lampu (9 suara). Urutan diputuskan musyawarah: Rawan.',
    '2. Jalan (9 suara).',
    '3. Sumur (4 suara, sama).',
    '3. Talud (4 suara, sama).',
  ]);
  expect(rankedLines(undefined, wishes)).toEqual([]);
});
