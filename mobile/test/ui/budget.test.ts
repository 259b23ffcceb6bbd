import { expect, test } from 'vitest';
import type { AccountCode } from '../../src/core/types';
import { computed, follows } from '../../src/ui/screens/budget/amounts';
import { findCodes } from '../../src/ui/screens/budget/codes';

const code = (number: string, name: string): AccountCode => ({
  code: number,
  name,
  level: 'kegiatan',
  parent: '',
  sector: '',
});
const CODES = [
  code('2.3', 'Sub Bidang Jalan'),
  code('2.3.01', 'Pemeliharaan Jalan Desa'),
  code('2.3.10', 'Pembangunan/Rehabilitasi Jalan Desa'),
  code('2.4.11', 'Pembangunan Sambungan Air Bersih'),
  code('1.4.01', 'Penyelenggaraan Musyawarah Desa'),
];

test('ordinary words find the activity, never its heading', () => {
  expect(findCodes(CODES, 'jalan').map((found) => found.code)).toEqual(['2.3.01', '2.3.10']);
  expect(findCodes(CODES, 'air').map((found) => found.code)).toEqual(['2.4.11']);
  expect(findCodes(CODES, 'musdes').map((found) => found.code)).toEqual(['1.4.01']);
});

test('a number finds by its beginning, one letter finds nothing', () => {
  expect(findCodes(CODES, '2.3.').map((found) => found.code)).toEqual(['2.3.01', '2.3.10']);
  expect(findCodes(CODES, 'j')).toEqual([]);
});

test('the amount follows volume and price', () => {
  expect(computed(200, 125_000_000)).toBe(25_000_000_000);
  expect(follows({}, { volume: 2, unit_price: 500 })).toBe(1000);
  expect(
    follows({ volume: 2, unit_price: 500, amount: 1000 }, { volume: 3, unit_price: 500 }),
  ).toBe(1500);
});

test('an amount written by hand is left alone', () => {
  const written = { volume: 2, unit_price: 500, amount: 900 };

  expect(follows(written, { volume: 3, unit_price: 500 })).toBe(null);
});
