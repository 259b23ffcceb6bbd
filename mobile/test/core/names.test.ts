import { expect, test } from 'vitest';
import { likelySame, nameKey } from '../../src/core/names';

test.each([
  ['H. Moh. Yusuf, S.Pd.', 'muhammad yusuf'],
  ['Hj. Siti  AMINAH', 'siti aminah'],
  ['Drs. H. Asep Sunandar, M.Si', 'asep sunandar'],
  ['M. Yusuf S.Pd.', 'm yusuf'],
  ['Bpk. Dadang', 'dadang'],
  ['Muh.Ridwan', 'muhammad ridwan'],
  ['Bu Haji', 'bu haji'],
  ['Oneng', 'oneng'],
  ["Nur'aini", 'nur aini'],
])('%s is found under "%s"', (name, key) => {
  expect(nameKey(name)).toBe(key);
});

test.each([
  ['Moch. Yusuf', 'H. Muhammad Yusuf'],
  ['Djoko Susanto', 'Joko Susanto'],
  ['Siti Aminah', 'Siti Amina'],
  ['Oneng Rohmah', 'Oneng Rokhmah'],
  ['Asep Sunandar', 'Asep Sunandar Wijaya'],
])('%s and %s are likely one person', (a, b) => {
  expect(likelySame(a, b)).toBe(true);
});

test.each([
  ['Siti Aminah', 'Siti Maryam'],
  ['Asep', 'Asep Sunandar'],
  ['Ani', 'Ari'],
  ['', ''],
])('%s and %s are not', (a, b) => {
  expect(likelySame(a, b)).toBe(false);
});
