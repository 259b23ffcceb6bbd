import { expect, test } from 'vitest';
import { dueOf } from '../../src/ui/screens/oversight/due';

const MEETINGS = [
  { id: 'quiet', doc: { fiscal_year: 2026 } },
  { id: 'musdes', doc: { fiscal_year: 2026 } },
  { id: 'late', doc: { fiscal_year: 2026 } },
];
const action = (id: string, meeting: string, due_on: string, more = {}) => ({
  id,
  doc: { meeting, subject: id, due_on, ...more },
});

test('what is due within a week counts, by its meeting, and what is late stands first', () => {
  const actions = [
    action('Jalan', 'musdes', '2026-11-26'),
    action('Jembatan', 'musdes', '2026-12-03'),
    action('Posyandu', 'musdes', '2026-12-04'),
    action('Sumur', 'late', '2026-11-20'),
    action('Gapura', 'quiet', '2026-12-24'),
  ];

  expect(dueOf(MEETINGS, actions, [], '2026-11-26')).toEqual([
    { meeting: 'late', soon: 0, late: 1, subjects: ['Sumur'] },
    { meeting: 'musdes', soon: 2, late: 0, subjects: ['Jalan', 'Jembatan'] },
  ]);
});

test('what was looked at, and what is over, is not asked for again', () => {
  const actions = [
    action('Jalan', 'musdes', '2026-11-27'),
    action('Posyandu', 'musdes', '2026-10-27', { every: 'monthly' }),
    action('Sumur', 'late', '2026-11-20', { state: 'resolved' }),
  ];
  const visits = [{ id: 'v', doc: { oversight_action: 'Jalan', done_on: '2026-11-25' } }];

  expect(dueOf(MEETINGS, actions, visits, '2026-11-26')).toEqual([
    { meeting: 'musdes', soon: 0, late: 1, subjects: ['Posyandu'] },
  ]);
});

test('a strategy whose meeting is not on the phone leads nowhere and is not counted', () => {
  expect(dueOf([], [action('Jalan', 'musdes', '2026-11-26')], [], '2026-11-26')).toEqual([]);
});
