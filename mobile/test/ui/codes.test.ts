import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { AccountCode } from '../../src/core/types';
import { findCodes } from '../../src/ui/screens/activity/codes';

const TABLE = '../budgets/data/kode_rekening.csv';

const SAID = new Map(
  readFileSync('../budgets/data/kata_warga.txt', 'utf8')
    .split('\n')
    .map((line) => line.split(/ (.*)/))
    .map(([code = '', words = '']) => [code, words]),
);

/** The function tree that the server hands out, out of the table it is loaded from. */
const CODES: readonly AccountCode[] = readFileSync(TABLE, 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => [...line.matchAll(/(?:^|,)(?:"([^"]*)"|([^,]*))/g)].map((m) => m[1] ?? m[2] ?? ''))
  .filter(([, , , ranah]) => ranah === 'fungsi')
  .map(([code = '', name = '', level = '', , parent = '', , , , sector = '']) => ({
    code,
    name,
    level,
    parent,
    sector,
    said: SAID.get(code) ?? '',
  }));

const first = (query: string, count = 3) =>
  findCodes(CODES, query)
    .slice(0, count)
    .map(({ code }) => code);

test('the table is the whole tree', () => {
  expect(CODES).toHaveLength(208);
});

test.each([
  ['jalan', '2.3.10'],
  ['jalan gang', '2.3.11'],
  ['rabat beton', '2.3.11'],
  ['aspal jalan', '2.3.10'],
  ['jalan tani', '2.3.12'],
  ['perbaikan jalan', '2.3.01'],
  ['perbaikan jembatan', '2.3.04'],
  ['jembatan', '2.3.13'],
  ['gorong-gorong', '2.3.14'],
  ['gorong gorong', '2.3.14'],
  ['talud', '2.3.14'],
  ['drainase', '2.3.14'],
  ['lampu jalan', '2.7.02'],
  ['pju', '2.7.02'],
  ['posyandu', '2.2.02'],
  ['gedung posyandu', '2.2.09'],
  ['bangun posyandu', '2.2.09'],
  ['stunting', '2.2.02'],
  ['makanan balita', '2.2.02'],
  ['ambulans desa', '2.2.04'],
  ['bidan', '2.2.01'],
  ['air bersih', '2.4.11'],
  ['sumur', '2.4.11'],
  ['sumur bor', '2.4.11'],
  ['pipa air', '2.4.12'],
  ['ledeng', '2.4.12'],
  ['mck', '2.4.14'],
  ['wc umum', '2.4.14'],
  ['sampah', '2.4.15'],
  ['bank sampah', '2.4.15'],
  ['got', '2.4.13'],
  ['limbah', '2.4.16'],
  ['rumah tidak layak huni', '2.4.01'],
  ['bedah rumah', '2.4.01'],
  ['paud', '2.1.01'],
  ['guru ngaji', '2.1.01'],
  ['mainan paud', '2.1.02'],
  ['beasiswa', '2.1.10'],
  ['perpustakaan', '2.1.08'],
  ['irigasi', '4.2.04'],
  ['saluran sawah', '4.2.04'],
  ['kandang', '4.2.02'],
  ['kambing', '4.2.02'],
  ['bibit', '4.2.01'],
  ['bibit ikan', '4.1.05'],
  ['pupuk', '4.2.01'],
  ['ketahanan pangan', '4.2.03'],
  ['blt', '5.3.00'],
  ['bantuan tunai', '5.3.00'],
  ['wifi', '2.6.03'],
  ['internet', '1.4.08'],
  ['baliho', '2.6.02'],
  ['karang taruna', '3.3.06'],
  ['lapangan voli', '3.3.05'],
  ['agustusan', '3.2.03'],
  ['masjid', '3.2.05'],
  ['pos ronda', '3.1.01'],
  ['linmas', '3.1.02'],
  ['pkk', '3.4.03'],
  ['menjahit', '4.4.01'],
  ['difabel', '4.4.03'],
  ['bumdes', '4.6.01'],
  ['pasar desa', '4.7.02'],
  ['makam', '2.3.16'],
  ['wisata', '2.8.02'],
  ['balai desa', '2.3.15'],
  ['kantor desa', '1.2.03'],
  ['gaji perangkat', '1.1.02'],
  ['honor rt', '1.1.07'],
  ['musdes', '1.4.01'],
  ['rkp', '1.4.03'],
  ['banjir', '5.1.00'],
  ['laptop', '1.2.01'],
])('%s finds %s among the first three', (query, code) => {
  expect(first(query)).toContain(code);
});

test.each([
  ['posiandu', '2.2.02'],
  ['posyadnu', '2.2.02'],
  ['jembatn', '2.3.13'],
  ['irigsi', '4.2.04'],
  ['ambulan', '2.2.04'],
  ['samapah', '2.4.15'],
])('a slip of the finger: %s still finds %s', (query, code) => {
  expect(first(query)).toContain(code);
});

test.each([
  ['jalan lampu', '2.7.02'],
  ['bersih air', '2.4.11'],
  ['taruna karang', '3.3.06'],
])('words in any order: %s finds %s', (query, code) => {
  expect(first(query)).toContain(code);
});

test.each([
  ['ja', '2.3.10'],
  ['po', '2.2.02'],
  ['ai', '2.4.11'],
  ['pa', '2.1.01'],
  ['bl', '5.3.00'],
  ['sa', '2.4.15'],
  ['su', '2.4.11'],
  ['ir', '4.2.04'],
  ['la', '2.7.02'],
  ['mc', '2.4.14'],
  ['je', '2.3.13'],
  ['ru', '2.4.01'],
  ['be', '2.3.11'],
  ['bi', '4.2.01'],
])('two letters, one tap: %s shows %s among the first five', (query, code) => {
  expect(first(query, 5)).toContain(code);
});

test('headings are never found by words, a number finds by its beginning, one letter finds nothing', () => {
  expect(first('pendidikan', 8).every((code) => code.split('.').length === 3)).toBe(true);
  expect(first('2.3.1', 8)[0]).toBe('2.3.10');
  expect(findCodes(CODES, 'j')).toEqual([]);
});

test('words that nobody knows find nothing', () => {
  expect(findCodes(CODES, 'qwertz')).toEqual([]);
});
