import { expect, test } from 'vitest';
import { worthGoingBack } from '../../src/ui/live/left';
import { isIdle, type Work } from '../../src/ui/live/update';

const NOW = Date.parse('2026-11-25T05:00:00Z');
const HOUR = 3_600_000;
const REST: Work = { path: '/', quiet: HOUR, sittings: [] };

test.each([
  ['nobody does anything', REST, true],
  ['a record is open', { ...REST, path: '/m/0192/hadir' }, false],
  ['a meeting is being planned', { ...REST, path: '/baru' }, false],
  ['something was typed a minute ago', { ...REST, quiet: HOUR / 60 }, false],
  ['a sitting is running', { ...REST, sittings: [{ started: '2026-11-25T03:00:00Z' }] }, false],
  [
    'the sitting has ended',
    { ...REST, sittings: [{ started: '2026-11-25T03:00:00Z', ended: '2026-11-25T04:00:00Z' }] },
    true,
  ],
  [
    'a sitting of last week was never ended',
    { ...REST, sittings: [{ started: '2026-11-18T03:00:00Z' }] },
    true,
  ],
])('a new version may come in while %s', (_what, work, idle) => {
  expect(isIdle(work, NOW)).toBe(idle);
});

test.each([
  ['a record that was open an hour ago', { path: '/m/0192/bahas/7', at: NOW - HOUR }, true],
  ['a record of yesterday', { path: '/m/0192/bahas/7', at: NOW - 24 * HOUR }, false],
  ['home', { path: '/', at: NOW }, false],
  ['nowhere', null, false],
])('a start offers the way back to %s', (_what, last, worth) => {
  expect(worthGoingBack(last, NOW)).toBe(worth);
});
