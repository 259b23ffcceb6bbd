import { expect, test } from 'vitest';
import { counting, uuid7 } from '../../src/core/ids';

const zeros = new Uint8Array(10);
const ones = new Uint8Array(10).fill(255);

test('an id is a UUID of version 7 that tells its moment', () => {
  const id = uuid7(Date.UTC(2026, 10, 23), ones);

  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(Date.UTC(2026, 10, 23));
});

test('later ids sort later, also within one millisecond and after the clock was set back', () => {
  const moments = [1000, 1000, 1000, 999, 5, 1001, 2000];
  const ids: string[] = [];
  for (const now of moments) ids.push(uuid7(now, zeros, ids.at(-1)));

  expect([...ids].sort()).toEqual(ids);
  expect(new Set(ids).size).toBe(moments.length);
});

test('the ids of one run are alike, those of two are not', () => {
  const random = counting(Uint8Array.of(9, 8, 7, 6, 5, 4, 3, 2, 1, 255));
  const ids = [uuid7(1000, random()), uuid7(90_000, random()), uuid7(90_001, random())];

  expect(new Set(ids).size).toBe(3);
  expect(ids[1]?.slice(14, -3)).toBe(ids[0]?.slice(14, -3));
  expect(uuid7(1000, counting(ones)()).slice(14, -3)).not.toBe(ids[0]?.slice(14, -3));
});

test('a full millisecond runs over into the next', () => {
  const last = uuid7(1000, ones);

  expect(uuid7(1000, zeros, last) > last).toBe(true);
});
