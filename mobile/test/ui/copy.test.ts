import { expect, test } from 'vitest';
import { wantsACopy } from '../../src/ui/screens/home/CopyReminder';

const DAY = 24 * 3600 * 1000;
const now = Date.parse('2026-11-23T03:00:00Z');
const box = (oldest: string | null) => ({
  changes: 2,
  drafts: 0,
  files: 0,
  bytes: 0,
  oldest: '2026-01-01T00:00:00Z',
  unwritten: { changes: 1, files: 0, oldest },
  rejected: [],
  waiting: [],
  conflicts: [],
  decided: [],
});
const daysAgo = (days: number) => new Date(now - days * DAY).toISOString();

test('what is unsent for more than three days and in no file asks for a copy', () => {
  expect(wantsACopy(box(daysAgo(3.1)), now)).toBe(true);
  expect(wantsACopy(box(daysAgo(2.9)), now)).toBe(false);
  expect(wantsACopy(box(null), now)).toBe(false);
  expect(wantsACopy(null, now)).toBe(false);
});
