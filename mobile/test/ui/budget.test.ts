import { expect, test } from 'vitest';
import type { AccountCode } from '../../src/core/types';
import { findCodes, inYear, nameOfCode } from '../../src/ui/screens/activity/codes';
import { computed, follows } from '../../src/ui/screens/budget/amounts';

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
  expect(findCodes(CODES, 'jalan').map((found) => found.code)).toEqual(['2.3.10', '2.3.01']);
  expect(findCodes(CODES, 'air').map((found) => found.code)).toEqual(['2.4.11']);
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

test('an item is told by the name that its code had in its own year', () => {
  const told = [
    { ...code('1.1.05', 'Penyediaan Tunjangan BPD'), year_from: 2018, year_until: 2026 },
    { ...code('1.1.05', 'Tunjangan Anggota BPD'), year_from: 2027, year_until: null },
    { ...code('3.2.90', 'Sedekah Bumi'), year_from: 2027, year_until: null },
    { ...code('3.2.90', 'Lain-lain'), year_from: 2018, year_until: null },
  ];

  expect(nameOfCode(inYear(told, 2026), '1.1.05')).toBe('Penyediaan Tunjangan BPD');
  expect(nameOfCode(inYear(told, 2027), '1.1.05')).toBe('Tunjangan Anggota BPD');
  expect(inYear(told, 2026).map(({ name }) => name)).toEqual([
    'Penyediaan Tunjangan BPD',
    'Lain-lain',
  ]);
  expect(nameOfCode(inYear(told, 2027), '3.2.90')).toBe('Sedekah Bumi');
});

test('a list of an older server holds in every year', () => {
  expect(inYear(CODES, 2031)).toEqual(CODES);
});
