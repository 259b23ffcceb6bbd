import { expect, test } from 'vitest';
import type { MeetingFile } from '../../src/core/completeness';
import { dateInWords, officialRecord } from '../../src/ui/screens/record/record';

const FILE: MeetingFile = {
  meeting: {
    type: 'musdes_rkp',
    title: 'Musdes RKP Desa 2027',
    place: 'Balai Desa',
    invited_count: 3,
    chair: { name: 'H. Ujang', position: 'Ketua BPD' },
  },
  sessions: [{ started_at: '2026-11-23T02:00:00Z', ended_at: '2026-11-23T05:30:00Z' }],
  attendance: [
    { name: 'Siti', gender: 'P', status: 'present' },
    { name: 'Dedi', gender: 'L', status: 'present' },
  ],
  tallies: [],
  agenda: [{ topic: 'Jalan', decision: 'Membangun jalan.' }],
  photos: [],
  signatures: [],
  publicity: [],
};
const ADOPTED = [{ name: 'Jalan', amount: 125_000_000, state: 'adopted' as const }];

test('the date reads in words', () => {
  expect(dateInWords('2026-11-23')).toBe(
    'Pada hari ini Senin tanggal dua puluh tiga bulan November tahun dua ribu dua puluh enam (23-11-2026)',
  );
});

test('the record says when, where, who came and whether they were enough', () => {
  const { opening } = officialRecord({ file: FILE, items: [], village: 'Cangkuang', zone: 'WIB' });

  expect(opening).toContain('pukul 09.00 s.d. 12.30 WIB, bertempat di Balai Desa, Desa Cangkuang');
  expect(opening).toContain('2 orang dari 3 undangan (laki-laki 1, perempuan 1)');
  expect(opening).toContain('Kuorum (2/3 × 3 = 2) terpenuhi.');
});

test('decisions and the sum of what was adopted stand in section C', () => {
  const items = [...ADOPTED, { name: 'Gapura', amount: 1, state: 'dropped' as const }];

  const { sections } = officialRecord({ file: FILE, items, village: 'Cangkuang', zone: 'WIB' });

  expect(sections[2]?.lines).toEqual([
    '1. Membangun jalan.',
    'Daftar kegiatan terlampir: 1 kegiatan, jumlah Rp1.250.000 (satu juta dua ratus lima puluh ribu rupiah).',
  ]);
});

test('a vote is told with its numbers', () => {
  const meeting = { ...FILE.meeting, decision_method: 'open_vote' as const, votes_for: 2 };

  const { sections } = officialRecord({
    file: { ...FILE, meeting },
    items: [],
    village: 'Cangkuang',
    zone: 'WIB',
  });

  expect(sections[2]?.title).toContain('(setuju 2, tidak setuju 0, abstain 0)');
});

test('the record names kecamatan and kabupaten where the office told them', () => {
  const area = 'Kecamatan Leles, Kabupaten Garut';

  const record = officialRecord({ file: FILE, items: [], village: 'Cangkuang', area, zone: 'WIB' });

  expect(record.area).toBe(area);
  expect(record.opening).toContain(
    'Desa Cangkuang, Kecamatan Leles, Kabupaten Garut, telah diselenggarakan',
  );
});
