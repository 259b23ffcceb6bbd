import { expect, test } from 'vitest';
import {
  bytes,
  clock,
  longMoment,
  momentOf,
  parseNumber,
  shortMoment,
  showNumber,
} from '../../src/ui/format';

test('a time is told in the zone of the village, with a dot', () => {
  expect(longMoment('2026-11-23T02:00:00Z', 'WIB')).toBe(
    'Senin, 23 November 2026, pukul 09.00 WIB',
  );
  expect(clock('2026-11-23T02:00:00Z', 'WIT')).toBe('11.00');
});

test('midnight in the village belongs to its own day', () => {
  expect(longMoment('2026-11-22T17:30:00Z', 'WIB')).toBe(
    'Senin, 23 November 2026, pukul 00.30 WIB',
  );
});

test('date and clock of the form become a moment with the offset of the village', () => {
  expect(momentOf('2026-11-23', '09:00', 'WITA')).toBe('2026-11-23T09:00:00+08:00');
});

test('today needs no date', () => {
  const now = new Date('2026-11-23T05:00:00Z');

  expect(shortMoment('2026-11-23T02:41:00Z', 'WIB', now)).toBe('09.41');
  expect(shortMoment('2026-11-21T02:41:00Z', 'WIB', now)).toBe('21 November 2026 09.41');
});

test.each([
  ['12,5', 12.5],
  ['1.250,75', 1250.75],
  ['1.250', 1250],
  ['200', 200],
  ['', null],
  ['dua', undefined],
  ['1.2.3', undefined],
])('volume %s is read as %s', (text, number) => {
  expect(parseNumber(text)).toBe(number);
});

test('numbers and sizes read as in Indonesian papers', () => {
  expect(showNumber(1250.75)).toBe('1.250,75');
  expect(bytes(1_250_000)).toBe('1,3 MB');
});
