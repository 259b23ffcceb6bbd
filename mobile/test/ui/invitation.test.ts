import { expect, test } from 'vitest';
import type { AttendanceDoc, MeetingDoc } from '../../src/core/records';
import { words } from '../../src/i18n';
import { capacityAt } from '../../src/ui/screens/attendance/actions';
import type { Attendee } from '../../src/ui/screens/attendance/people';
import { byElement, lastList, uninvited } from '../../src/ui/screens/invitation/guests';
import { letterOf, messageOf } from '../../src/ui/screens/invitation/letter';
import { agendaOf, lastLike, startOf } from '../../src/ui/screens/newmeeting/template';

let made = 0;
function guest(doc: AttendanceDoc): Attendee {
  made += 1;
  const id = String(made).padStart(4, '0');
  return { id, village: 'v', kind: 'attendance', version: 1, pending: false, doc };
}

const told = (id: string, doc: MeetingDoc) => ({ id, doc });
const SOURCE = {
  meeting: {
    title: 'Musdes RKP Desa 2027',
    place: 'Balai Desa Cangkuang',
    planned_start: '2026-11-23T09:00:00+07:00',
    invited_on: '2026-11-16',
    invitation_number: '140/7/BPD/XI/2026',
    chair: { name: 'Ujang Sopandi', position: 'Ketua BPD' },
  },
  agenda: ['Pembukaan', 'Penutup'],
  guests: 54,
  village: 'Cangkuang',
  kecamatan: 'Leles',
  kabupaten: 'Kabupaten Garut',
  zone: 'WIB',
};

test('the letter says who invites, to what, when, where, and who gets a copy', () => {
  const letter = letterOf(SOURCE);

  expect(letter.head).toEqual([
    'Pemerintah Kabupaten Garut',
    'Kecamatan Leles',
    'Badan Permusyawaratan Desa Cangkuang',
  ]);
  expect(letter.dated).toBe('Cangkuang, 16 November 2026');
  expect(letter.facts).toContainEqual(['Nomor', '140/7/BPD/XI/2026']);
  expect(letter.when).toEqual([
    ['Hari, tanggal', 'Senin, 23 November 2026'],
    ['Waktu', 'pukul 09.00 WIB s.d. selesai'],
    ['Tempat', 'Balai Desa Cangkuang'],
  ]);
  expect(letter.signer).toEqual({ position: 'Ketua BPD', name: 'Ujang Sopandi' });
  expect(letter.copies).toEqual(['Camat Leles', 'Kepala Desa Cangkuang', 'Arsip']);
});

test('what the village convenes itself is signed by the village; what is not known stays open', () => {
  const { head, facts, when } = letterOf({
    ...SOURCE,
    meeting: { convener: 'village_government' },
    kabupaten: undefined,
    guests: 0,
  });

  expect(head).toEqual(['Kecamatan Leles', 'Pemerintah Desa Cangkuang']);
  expect(facts).toContainEqual(['Lampiran', '-']);
  expect(when[0]?.[1]).toBe('……………');
});

test('the message carries the same facts, ready for WhatsApp', () => {
  const message = messageOf(letterOf(SOURCE));

  expect(message).toContain('*UNDANGAN MUSDES RKP DESA 2027*');
  expect(message).toContain('• Hari, tanggal: Senin, 23 November 2026');
  expect(message).toContain('1. Pembukaan\n2. Penutup');
});

test('guests stand in the order of the elements; a required one that is missing is told', () => {
  const list = [
    guest({ name: 'Budi', element: 'tani' }),
    guest({ name: 'Asep', element: 'tani' }),
    guest({ name: 'Cucu', element: 'adat' }),
  ];

  expect(
    byElement(list).map(({ element, guests }) => [element, guests.map(({ doc }) => doc.name)]),
  ).toEqual([
    ['adat', ['Cucu']],
    ['tani', ['Asep', 'Budi']],
  ]);
  expect(uninvited(list, ['tani', 'perempuan'])).toEqual(['perempuan']);
});

test('the last list is that of the same kind of meeting, without observers', () => {
  const now = told('m9', { type: 'musdes_rkp', title: 'Sekarang' });
  const meetings = [
    told('m1', { type: 'musdes_rkp', title: 'RKP lama' }),
    told('m2', { type: 'musdus', level: 'hamlet', title: 'Dusun' }),
    told('m3', { type: 'musrenbangdes', title: 'Musrenbang' }),
    now,
  ];
  const rows = [
    guest({ name: 'Asep', meeting: 'm1' }),
    guest({ name: 'Wartawan', meeting: 'm1', capacity: 'observer' }),
    guest({ name: 'Budi', meeting: 'm2' }),
    guest({ name: 'Cucu', meeting: 'm3' }),
  ];
  const names = (list: ReturnType<typeof lastList>) => list?.people.map(({ name }) => name);

  expect(names(lastList(rows, meetings, now))).toEqual(['Asep']);
  expect(names(lastList(rows.slice(2), meetings, now))).toEqual(['Cucu']);
  expect(lastList(rows.slice(2, 3), meetings, now)).toBeNull();
});

test('a new meeting begins as the last of its kind did, speakers and rules included', () => {
  const speakers = [{ name: 'Neni', position: 'Kecamatan' }];
  const rules = { quorum_numerator: 1, quorum_denominator: 2 };
  const old = told('m1', { type: 'musdes_rkp', speakers, rules });
  const other = told('m2', { type: 'musdus', level: 'hamlet' });

  expect(lastLike([old, other], 'musdes_rkp')).toBe(old);
  expect(lastLike([old, other], 'musrenbangdes')).toBe(old);
  expect(lastLike([old], 'musdus')).toBeUndefined();
  expect(startOf('musdes_rkp', old.doc)).toMatchObject({ speakers, rules });
  expect(startOf('musrenbangdes', old.doc)).toMatchObject({ rules });
  expect(startOf('musrenbangdes', old.doc)).not.toHaveProperty('speakers');
});

test('who comes unasked where people were invited by name is no invitation more', () => {
  const waiting = ['A', 'B', 'C'].map((name) => guest({ name }));

  expect(capacityAt({ list: waiting })).toBe('registered');
  expect(capacityAt({ list: [guest({ status: 'present', invited_on: '2026-11-16' })] })).toBe(
    'registered',
  );
  expect(capacityAt({ list: [guest({ status: 'present' }), guest({})] })).toBe('invited');
});

test('the agenda puts on the table what the kind is about, in the order of a sitting', () => {
  const plan = agendaOf('musdes_rkp', words().meeting);
  const hamlet = agendaOf('musdus', words().meeting);

  expect(plan.slice(3, 8)).toEqual([
    'Sambutan',
    'Pencermatan ulang RPJM Desa',
    'Pemaparan pagu indikatif dan usulan',
    'Pembentukan tim penyusun dan tim verifikasi RKP Desa',
    'Pandangan Resmi BPD',
  ]);
  expect(plan.at(-1)).toBe('Penutup dan doa');
  expect(hamlet).toContain('Penggalian gagasan');
  expect(hamlet).not.toContain('Menyanyikan Indonesia Raya');
  expect(agendaOf('musdesus_lain', words().meeting)).toContain('Pemaparan');
});
