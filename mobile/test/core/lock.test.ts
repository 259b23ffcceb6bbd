import { expect, test } from 'vitest';
import { isSitting, lockIsDue } from '../../src/core/lock';

const MINUTE = 60_000;
const NOW = Date.parse('2026-11-23T03:00:00Z');
const after = (quiet: number, more: Partial<Parameters<typeof lockIsDue>[0]> = {}) =>
  lockIsDue({
    now: NOW,
    touchedAt: NOW - quiet,
    away: false,
    minutes: 5,
    inMeeting: false,
    ...more,
  });

test('it locks after five minutes without a touch', () => {
  expect([4.9, 5.1].map((minutes) => after(minutes * MINUTE))).toEqual([false, true]);
  expect(after(5.1 * MINUTE, { minutes: 15 })).toBe(false);
});

test('leaving the app locks it, but not a look through the camera', () => {
  expect([55_000, 65_000].map((quiet) => after(quiet, { away: true }))).toEqual([false, true]);
});

test('a meeting holds it off for four hours of quiet, at the door and out of sight', () => {
  const hours = [0.5, 3.9, 4.1];
  for (const away of [true, false]) {
    const due = hours.map((each) => after(each * 60 * MINUTE, { away, inMeeting: true }));
    expect(due).toEqual([false, false, true]);
  }
});

test('a clock that was set back does not keep it open, except in a meeting', () => {
  const year = -365 * 24 * 60 * MINUTE;
  expect([after(year), after(year, { inMeeting: true })]).toEqual([true, false]);
});

test('a sitting runs from its beginning to its end, and for a day at most', () => {
  const sitting = (doc: object) => isSitting({ doc }, NOW);

  expect(sitting({ started_at: '2026-11-23T02:00:00Z' })).toBe(true);
  expect(sitting({})).toBe(false);
  expect(sitting({ started_at: '2026-11-23T02:00:00Z', ended_at: '2026-11-23T02:59:00Z' })).toBe(
    false,
  );
  expect(sitting({ started_at: '2026-11-20T02:00:00Z' })).toBe(false);
});
