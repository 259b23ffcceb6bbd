import { expect, test } from 'vitest';
import { clockIsWrong } from '../../src/net/clock';
import { exchange } from '../../src/net/exchange';
import { siti } from '../phone';

const NOW = Date.parse('2026-11-25T03:00:00Z');
/** The server's own clock: see server.ts. */
const SERVER = Date.parse('2026-11-23T03:15:40Z');
const MINUTE = 60_000;
const YEAR = 365 * 24 * 60 * MINUTE;

test.each([
  ['a year ahead of the server', { ahead: YEAR, lastSuccess: null }, true],
  ['a year behind', { ahead: -YEAR, lastSuccess: null }, true],
  ['nine minutes off, as clocks are', { ahead: 9 * MINUTE, lastSuccess: null }, false],
  ['before a moment that it has seen', { ahead: null, lastSuccess: '2026-11-25T04:00:00Z' }, true],
  ['after all that it has seen', { ahead: null, lastSuccess: '2026-11-25T02:00:00Z' }, false],
  ['right now, whatever was seen', { ahead: MINUTE, lastSuccess: '2027-11-25T02:00:00Z' }, false],
  ['that has met no server', { ahead: null, lastSuccess: null }, false],
])('a clock %s', (_what, evidence, wrong) => {
  expect(clockIsWrong(evidence, NOW)).toBe(wrong);
});

test('an exchange tells how far the clock is off, and sends what was made under it', async () => {
  const clock = { ms: SERVER + YEAR };
  const { server, phone, store } = await siti(clock);
  const meeting = await phone.meeting((await store.session())?.villages[0]?.village ?? '');
  let ahead = 0;
  await exchange(store, {
    wire: phone.wire,
    onClock: (ms) => {
      ahead = ms;
    },
  });

  expect(Math.abs(ahead - YEAR)).toBeLessThan(MINUTE);
  expect(server.doc(meeting.id)).toBeDefined();
});
