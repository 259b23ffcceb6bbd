import { expect, test } from 'vitest';
import { backoff } from '../../src/net/backoff';
import { FRESH, nextPace } from '../../src/net/pace';

test('waiting doubles from 2 s to 5 min, and is spread', () => {
  expect([1, 2, 3, 7, 8, 9, 50].map((failures) => backoff(failures, 1))).toEqual([
    2000, 4000, 8000, 128_000, 256_000, 300_000, 300_000,
  ]);
  expect(backoff(1, 0)).toBe(1000);
});

test('a line that fails carries less, down to a floor; success forgets it', () => {
  let pace = FRESH;
  const limits: number[] = [];
  for (let n = 0; n < 5; n += 1) {
    pace = nextPace(pace, { phase: 'offline' }, 1);
    limits.push(pace.limit);
  }

  expect(limits).toEqual([250, 125, 62, 50, 50]);
  expect(nextPace(pace, { phase: 'idle' }, 1)).toEqual({ ...FRESH, wait: 300_000 });
});

test('what the server asked for is kept to, and spread', () => {
  const slow = (random: number) =>
    nextPace(FRESH, { phase: 'waiting', retryAfter: 60_000 }, random);

  expect(slow(0)).toMatchObject({ wait: 60_000, quiet: 60_000, phase: 'waiting' });
  expect(slow(1)).toMatchObject({ wait: 75_000, quiet: 75_000 });
  expect(nextPace(FRESH, { phase: 'offline' }, 1).quiet).toBe(0);
});

test.each(['signin', 'revoked', 'upgrade'] as const)(
  '%s waits for the user, not for time',
  (phase) => {
    expect(nextPace(FRESH, { phase }, 1)).toMatchObject({ wait: null, phase });
  },
);
