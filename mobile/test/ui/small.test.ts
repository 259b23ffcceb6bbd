import { expect, test } from 'vitest';
import type { Row } from '../../src/core/types';
import { kept } from '../../src/ui/live/rows';
import { drawing, extend, inBox, strokesOf } from '../../src/ui/parts/strokes';
import { match } from '../../src/ui/router';
import { moved } from '../../src/ui/screens/discussion/order';
import { grouped } from '../../src/ui/screens/home/groups';
import { docOf } from '../../src/ui/screens/newmeeting/create';
import { fitted } from '../../src/ui/screens/photos/shrink';

const row = (id: string, doc: Row['doc'], kind: Row['kind'] = 'agenda_item'): Row => ({
  id,
  village: 'v',
  kind,
  version: 1,
  doc,
  pending: false,
});

test('an address finds its screen and names its record', () => {
  expect(match('/m/:meeting/hadir/:id', '/m/a/hadir/b')).toEqual({ meeting: 'a', id: 'b' });
  expect(match('/m/:meeting', '/m/a/hadir')).toBe(null);
});

test('rows that say the same keep their identity, so they are not drawn anew', () => {
  const old = [row('1', { topic: 'a' }), row('2', { topic: 'b' })];

  const fresh = kept(old, [row('1', { topic: 'a' }), row('2', { topic: 'c' })]);

  expect(fresh[0]).toBe(old[0]);
  expect(fresh[1]).not.toBe(old[1]);
  expect(kept(old, [row('1', { topic: 'a' }), row('2', { topic: 'b' })])).toBe(old);
});

test('a point of the agenda moves by one and only changed numbers are written', () => {
  const items = ['a', 'b', 'c'].map((id, order) => row(id, { order })) as unknown as Parameters<
    typeof moved
  >[0];

  expect(moved(items, 'c', -1)).toEqual([
    { id: 'c', order: 1 },
    { id: 'b', order: 2 },
  ]);
  expect(moved(items, 'a', -1)).toEqual([]);
});

test('what came back from the office is a group of its own, the next meeting first', () => {
  const meetings = [
    row('late', { planned_start: '2026-12-01T02:00:00Z' }, 'meeting'),
    row('soon', { planned_start: '2026-11-24T09:00:00+07:00', status: 'planned' }, 'meeting'),
    row('back', { status: 'returned' }, 'meeting'),
  ] as unknown as Parameters<typeof grouped>[0];

  const groups = grouped(meetings);

  expect(groups.returned.map(({ id }) => id)).toEqual(['back']);
  expect(groups.planned.map(({ id }) => id)).toEqual(['soon', 'late']);
});

test('a signature is lines in a box of 1000 by 500, without the tremor', () => {
  const frame = { left: 10, top: 10, width: 300, height: 150 };

  expect(inBox({ x: 160, y: 85 }, frame)).toEqual([500, 250]);
  expect(inBox({ x: 999, y: -5 }, frame)).toEqual([1000, 0]);
  expect(extend([[0, 0]], [3, 3])).toEqual([[0, 0]]);
  expect(extend([[0, 0]], [30, 0])).toEqual([[0, 0, 30, 0]]);
  expect(
    drawing([
      [1, 2, 3, 4],
      [5, 6],
    ]),
  ).toBe('M1 2L3 4M5 6h1');
  expect(strokesOf([[1, 2], 'x', [null, 1]])).toEqual([[1, 2]]);
});

test('a signature never outgrows what a record may carry', () => {
  let strokes: readonly (readonly number[])[] = [[0, 0]];
  for (let at = 1; at < 3000; at += 1) strokes = extend(strokes, [at % 2 ? 900 : 100, at % 500]);

  expect(strokes.flat().length).toBe(4000);
});

test('photos shrink to the longest side and never grow', () => {
  expect(fitted(4000, 3000, 1280)).toEqual([1280, 960]);
  expect(fitted(600, 800, 1280)).toEqual([600, 800]);
});

test('a new meeting remembers the rules of the last one and plans for the coming year', () => {
  const facts = {
    date: '2026-11-23',
    time: '09:00',
    place: ' Balai Desa ',
    chair: 'H. Ujang',
    chairPosition: 'Ketua BPD',
    minuteTaker: '',
    minuteTakerPosition: 'Sekretaris BPD',
    fiscalYear: '2027',
    invited: '110',
    hamlet: '',
  };
  const village = { village: 'v', code: '', name: '', zone: 'WIT', role: '' } as const;
  const last = { rules: { legal_basis: 'Perdes 2/2020' } };

  const doc = docOf({ kind: 'musdes_rkp', village, facts, last, agenda: [] });

  expect(doc).toEqual({
    type: 'musdes_rkp',
    status: 'planned',
    level: 'village',
    convener: 'bpd',
    rules: { legal_basis: 'Perdes 2/2020' },
    title: 'Musdes RKP Desa 2027',
    fiscal_year: 2027,
    planned_start: '2026-11-23T09:00:00+09:00',
    place: 'Balai Desa',
    invited_count: 110,
    chair: { name: 'H. Ujang', position: 'Ketua BPD' },
  });
});
