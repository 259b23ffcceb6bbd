import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { dates, roundOf, standing } from '../../src/ui/screens/oversight/rounds';

interface Case {
  readonly why: string;
  readonly first: string | null;
  readonly every: string;
  readonly year: number;
  readonly looked: readonly string[];
  readonly over?: boolean;
  readonly today: string;
  readonly dates: readonly string[];
  readonly next: string | null;
  readonly overdue: boolean;
}

const CASES = JSON.parse(
  readFileSync('../tests/vectors/oversight.json', 'utf8'),
) as readonly Case[];

test.each(CASES)('$why', ({ first, every, year, looked, over, today, ...told }) => {
  const due = dates(first ?? undefined, every, year);
  const { next = null, ...found } = roundOf(due, looked, today, over);

  expect({ dates: due, next, ...found }).toEqual({
    dates: told.dates,
    next: told.next,
    overdue: told.overdue,
  });
});

test('a line that was looked at once asks for nothing more, a monthly one goes on', () => {
  const found = { state: 'finding_open', due_on: '2026-08-20' } as const;

  expect(standing(found, [], 2026, '2026-08-21').next).toBeUndefined();
  expect(standing({ ...found, every: 'monthly' }, [], 2026, '2026-08-21').overdue).toBe(true);
});
