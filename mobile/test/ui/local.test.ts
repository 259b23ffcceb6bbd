import { afterEach, expect, test } from 'vitest';
import type { LocalTerms } from '../../src/core/types';
import { calledHere, callThings, words } from '../../src/i18n';
import { words as en } from '../../src/i18n/en';
import { inLocalWords, localText } from '../../src/i18n/local';

const NAGARI: LocalTerms = {
  village: 'Nagari',
  village_head: 'Wali Nagari',
  hamlet: 'Jorong',
  kecamatan: 'Kecamatan',
  kecamatan_head: 'Camat',
  council: 'Bamus Nagari',
};

afterEach(() => callThings(null));

test.each([
  ['Balai Desa', 'Balai Nagari'],
  ['papan desa', 'papan nagari'],
  ['Kepala Desa', 'Wali Nagari'],
  ['Kepala desa', 'Wali nagari'],
  ['Tanda tangan kepala desa', 'Tanda tangan wali nagari'],
  ['Dusun', 'Jorong'],
  ['Rembuk warga satu dusun', 'Rembuk warga satu jorong'],
  ['Ketua BPD', 'Ketua Bamus Nagari'],
  ['Petugas kecamatan', 'Petugas kecamatan'],
])('%s is called %s', (usual, here) => {
  expect(localText(usual, NAGARI)).toBe(here);
});

test.each([
  'Musdes RKP Desa',
  'Masuk APB Desa',
  'Dana Desa (dari pusat)',
  'Alokasi Dana Desa (dari kabupaten)',
  'Musdes RPJM Desa',
  'Musdesus BUM Desa',
  'Peraturan Desa',
  'Rembuk Desa',
  'Padat Karya Tunai Desa (PKTD)',
  'Musdesus BLT Desa',
  'Pendapatan asli desa',
  'Beberapa orang sekecamatan',
  'Desain dan kedesaan',
])('an official name or another word stays: %s', (name) => {
  expect(localText(name, NAGARI)).toBe(name);
});

test('the Indonesian screens say it, with what people wrote left as they wrote it', () => {
  callThings(NAGARI);

  expect(words().home.village).toBe('Nagari');
  expect(words().app).toBe('Rembuk Desa');
  expect(words().common.removed('Rapat desa Dusun I')).toBe('Rapat desa Dusun I dihapus.');
  expect(words().parcels.carry.others(2)).toBe('2 nagari lain');
  expect(words().meeting.agendaTemplate).toContain('Pandangan Resmi Bamus Nagari');
  expect(calledHere('Kepala Desa')).toBe('Wali Nagari');
});

test('it is worked out once, and given back as it was', () => {
  const usual = words();
  callThings(NAGARI);
  const first = words();
  callThings({ ...NAGARI });

  expect(words()).toBe(first);
  callThings(null);
  expect(words()).toBe(usual);
  expect(calledHere('Kepala Desa')).toBe('Kepala Desa');
});

test('English is left alone', () => {
  callThings(NAGARI);

  expect(inLocalWords(en)).toBe(en);
});
