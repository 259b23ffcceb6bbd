import { expect, test } from 'vitest';
import { openTasks, votesLeft } from '../../src/core/minutes';

test('all votes together are at most those present', () => {
  const doc = { votes_for: 20, votes_against: 5 };

  expect(votesLeft(doc, 'votes_abstained', 30)).toBe(5);
  expect(votesLeft(doc, 'votes_for', 30)).toBe(25);
  expect(votesLeft({ votes_for: 40 }, 'votes_against', 30)).toBe(0);
});

test('while nobody is on the list nobody can tell how many votes there are', () => {
  expect(votesLeft({}, 'votes_for', 0)).toBe(Number.POSITIVE_INFINITY);
});

const MEETINGS = [
  { id: 'old', doc: { planned_start: '2025-06-01T02:00:00Z' } },
  { id: 'last', doc: { planned_start: '2026-01-01T02:00:00Z' } },
  { id: 'now', doc: { planned_start: '2026-06-01T02:00:00Z' } },
  { id: 'next', doc: { planned_start: '2026-12-01T02:00:00Z' } },
];
const todo = (what: string) => ({ follow_up: [{ what, who: 'Kaur', due: '2026-02-01' }] });

test('what earlier meetings left to be done is asked about, the latest first', () => {
  const agenda = [
    { id: '1', doc: { meeting: 'old', ...todo('Urus hibah tanah') } },
    { id: '2', doc: { meeting: 'last', ...todo('Menyusun RAB') } },
    { id: '3', doc: { meeting: 'now', ...todo('Yang baru') } },
    { id: '4', doc: { meeting: 'next', ...todo('Yang nanti') } },
    { id: '5', doc: { meeting: 'last', follow_up: [{ what: ' ', who: '', due: '' }] } },
  ];

  const tasks = openTasks('now', { meetings: MEETINGS, agenda });

  expect(tasks.map(({ what, who, due }) => [what, who, due])).toEqual([
    ['Menyusun RAB', 'Kaur', '2026-02-01'],
    ['Urus hibah tanah', 'Kaur', '2026-02-01'],
  ]);
});

test('what a meeting since has taken up is not asked again', () => {
  const agenda = [
    { id: '1', doc: { meeting: 'old', ...todo('Urus hibah tanah') } },
    { id: '2', doc: { meeting: 'last', topic: 'Tindak lanjut: Urus hibah  tanah' } },
    { id: '3', doc: { meeting: 'last', ...todo('Menyusun RAB') } },
    { id: '4', doc: { meeting: 'now', topic: 'Tindak lanjut: menyusun RAB' } },
  ];

  expect(openTasks('now', { meetings: MEETINGS, agenda })).toEqual([]);
  expect(openTasks('last', { meetings: MEETINGS, agenda })).toEqual([]);
});
