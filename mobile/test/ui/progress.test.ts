import { expect, test } from 'vitest';
import { offered } from '../../src/ui/live/hamlets';
import { readFraction } from '../../src/ui/screens/meeting/Quorum';
import { byDay, latest, type ReportRow } from '../../src/ui/screens/progress/latest';
import { purposeAt } from '../../src/ui/screens/progress/Report';

const report = (id: string, reported_on: string | undefined): ReportRow => ({
  id,
  village: 'v',
  kind: 'progress_report',
  version: 1,
  pending: false,
  doc: { budget_item: 'b', physical_percent: 30, ...(reported_on && { reported_on }) },
});

test('reports stand in the order of the days they speak of, not of the days they were typed', () => {
  const rows = [report('1', '2026-06-12'), report('2', '2026-05-01'), report('3', '2026-06-12')];

  expect(byDay(rows).map(({ id }) => id)).toEqual(['3', '1', '2']);
  expect(latest(rows)?.id).toBe('3');
  expect(latest([report('1', undefined), report('2', '2026-01-01')])?.id).toBe('2');
});

test.each([
  [undefined, 'before'],
  [0, 'before'],
  [30, 'during'],
  [99, 'during'],
  [100, 'after'],
] as const)('a photo at %s percent shows the work %s', (percent, purpose) => {
  expect(purposeAt(percent)).toBe(purpose);
});

test.each([
  ['2', '3', [2, 3]],
  [' 1', '2 ', [1, 2]],
  ['1', '1', [1, 1]],
  ['3', '2', null],
  ['0', '3', null],
  ['', '3', null],
  ['1,5', '3', null],
  ['-1', '3', null],
  ['2', '9999', null],
] as const)('%s of %s as a quorum is %j', (top, bottom, read) => {
  expect(readFraction(top, bottom)).toEqual(read);
});

test('hamlets are those of the office first, then those people wrote, each once', () => {
  const seen = ['dusun i', 'Krajan ', '', 'Dusun II', 'Krajan'].map((hamlet) => ({
    doc: { hamlet },
  }));

  expect(offered(['Dusun II', 'Dusun I'], seen)).toEqual(['Dusun II', 'Dusun I', 'Krajan']);
});
