import { expect, test } from 'vitest';
import {
  carriable,
  difference,
  effective,
  fold,
  isDraft,
  makeChange,
  mayBeUndone,
  nextBatch,
  onWire,
  type Queued,
  rebase,
  UNDO_MS,
} from '../../src/core/changes';
import type { Doc } from '../../src/core/types';

let seq = 0;

function queued(set: Doc, more: Partial<Queued> = {}): Queued {
  seq += 1;
  const change = makeChange({
    id: `change-${seq}`,
    kind: 'attendance',
    record: 'oneng',
    village: 'v',
    base: 3,
    madeAt: '2026-11-23T03:00:00.000Z',
    set,
  });
  return { ...change, seq, state: 'unsent', ...more };
}

test('folding keeps one change with the newest values', () => {
  const older = queued({ name: 'Oneng', element: 'tani' });
  const newer = queued({ element: 'perempuan' });

  expect(fold(older, newer)).toEqual({
    ...older,
    set: { name: 'Oneng', element: 'perempuan' },
  });
});

test('a removal swallows the edits before it', () => {
  const { set: _, ...older } = queued({ name: 'Oneng' });

  const removal = makeChange({ ...older, madeAt: '', deletes: true });

  expect(fold({ ...older, set: { name: 'Oneng' } }, removal)).toEqual({ ...older, delete: true });
});

test.each<[string, Partial<Queued>, Partial<Queued>]>([
  ['on its way already', { state: 'sealed' }, {}],
  ['refused already', { state: 'rejected' }, {}],
  ['made on another state of the record', { base: 3 }, { base: 4 }],
  ['settling a conflict', { resolves: 'c' }, {}],
  ['followed by a settlement', {}, { resolves: 'c' }],
  ['a removal', { delete: true }, {}],
])('nothing folds into a change that is %s', (_why, older, newer) => {
  expect(fold(queued({ a: 1 }, older), queued({ a: 2 }, newer))).toBeNull();
});

test('two different records never fold', () => {
  expect(() => fold(queued({}), queued({}, { record: 'other' }))).toThrow();
});

test('what is not sent lies on top of what the server has; empty fields are left out', () => {
  const stored = { name: 'Oneng', hamlet: 'Krajan', sessions: ['s1'] };

  expect(effective(stored, [{ set: { hamlet: '', rt: '03' } }, { set: { sessions: [] } }])).toEqual(
    {
      name: 'Oneng',
      rt: '03',
    },
  );
  expect(effective(stored, [{ delete: true }])).toBeNull();
  expect(effective(null, [])).toBeNull();
});

test('only what really differs is an edit', () => {
  const doc = { name: 'Oneng', chair: { name: 'A', position: 'B' }, carried_over: false };

  expect(
    difference(doc, {
      name: 'Oneng',
      chair: { position: 'B', name: 'A' },
      rt: '',
      carried_over: true,
    }),
  ).toEqual({ carried_over: true });
});

test('a waiting edit is lifted over our own change only where nobody can have come between', () => {
  const waiting = queued({ name: 'B' });

  expect(rebase(waiting, queued({ name: 'A' }, { base: 3 }), 9).base).toBe(9);
  expect(rebase(waiting, queued({ rt: '1' }, { base: 0 }), 9).base).toBe(9);
  expect(rebase(waiting, queued({ rt: '1' }, { base: 3 }), 9).base).toBe(3);
  expect(rebase({ ...waiting, state: 'sealed' }, queued({ name: 'A' }), 9).base).toBe(3);
});

test('one request carries one change of a record, no drafts and no refused ones', () => {
  const draft = queued({ meeting: 'm' }, { record: 'draft', base: 0 });
  const queue = [
    queued({ name: 'A' }, { state: 'sealed' }),
    queued({ name: 'B' }),
    draft,
    queued({ name: 'C' }, { record: 'refused', state: 'rejected' }),
    queued({ name: 'D' }, { record: 'other' }),
  ];

  expect(isDraft(draft)).toBe(true);
  expect(nextBatch(queue, 0, 10, 10_000).map((change) => change.set?.name)).toEqual(['A', 'D']);
});

test('a request stays within its bounds, but carries at least one change', () => {
  const queue = ['a', 'b', 'c'].map((record) => queued({ name: 'x'.repeat(100) }, { record }));

  expect(nextBatch(queue, 0, 2, 10_000)).toHaveLength(2);
  expect(nextBatch(queue, 0, 10, 10)).toHaveLength(1);
});

test('a removal waits for a change of mind, but not for ever when the clock is set back', () => {
  const removal = queued({}, { delete: true, not_before: 100_000 });

  expect(mayBeUndone(removal, 100_000 - UNDO_MS)).toBe(true);
  expect(mayBeUndone(removal, 100_000)).toBe(false);
  expect(mayBeUndone(removal, 5)).toBe(false);
});

test('what only the phone needs to know does not travel', () => {
  const { seq: _s, state: _t, ...wire } = queued({ name: 'A' });

  expect(onWire({ ...wire, seq: 1, state: 'sealed', not_before: 5, again: true })).toEqual(wire);
});

test('a file carries everything in order; nothing overtakes a removal that may be undone', () => {
  const queue = [
    queued({ name: 'A' }, { state: 'sealed' }),
    queued({ name: 'B' }, { not_before: 9000 }),
    queued({ name: 'C' }),
    queued({ name: 'D' }, { record: 'other', state: 'rejected' }),
    queued({ name: 'E' }, { record: 'other' }),
    queued({ element: 'tani' }, { record: 'new', base: 0 }),
  ];
  const names = (now: number) => carriable(queue, now).map((change) => change.set?.name);

  expect(names(0)).toEqual(['A', 'E']);
  expect(names(9000)).toEqual(['A', 'B', 'C', 'E']);
});
