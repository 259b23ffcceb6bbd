/** Desa Latihan: a village that is nowhere, with the people and papers that a real one would have. */

import type { Doc, KindName, Uuid } from '../core/types';
import type { Access } from '../store/answers';
import { type Book, EMPTY, write } from './book';
import { PEOPLE } from './people';

export const VILLAGE: Uuid = '0190a000-0000-7000-8000-000000000001';
export const PUPIL = 'Peserta latihan';
export const COLLEAGUE = 'Bu Ratna';
export const OFFICER = 'Bu Neni, kecamatan';

const HAMLETS = ['Krajan', 'Sukamaju', 'Margasari', 'Cikembang'] as const;
const PLACE = 'Balai Desa Latihan';

export const ACCESS: Access = {
  version: 'latihan-1',
  villages: [
    {
      village: VILLAGE,
      code: '00.00.00.2001',
      name: 'Latihan',
      zone: 'WIB',
      role: 'facilitator',
      kecamatan: 'Contoh',
      kabupaten: 'Kabupaten Contoh',
      hamlets: HAMLETS,
      place: PLACE,
    },
  ],
  revoked: [],
};

/** Ids of what the village starts with; a phone makes none of this form. */
function idOf(number: number): Uuid {
  return `0190a000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
}

/** true: the village had it before anybody practised. */
export function isGiven(id: Uuid): boolean {
  return id.startsWith('0190a000-0000-7000-8000-');
}

/** The office's book on the first day, as of `now`: last year's plan, this year's wishes, the ceilings. */
export function firstBook(now: number): Book {
  const book: Book = structuredClone(EMPTY);
  const year = new Date(now).getUTCFullYear();
  let number = 1;
  const put = (kind: KindName, set: Doc): Uuid => {
    number += 1;
    const record = idOf(number);
    write(book, { kind, record }, set, 'officer');
    return record;
  };
  lastYear(put, year);
  hamletMeeting(put, year);
  ceilings(put, year);
  return book;
}

type Put = (kind: KindName, set: Doc) => Uuid;

const RULES = {
  quorum_numerator: 2,
  quorum_denominator: 3,
  legal_basis: 'Peraturan Desa Latihan Nomor 2 Tahun 2021 tentang Tata Tertib Musyawarah Desa',
  minimum_women_percent: 30,
  required_elements: ['agama', 'masyarakat', 'pendidik', 'tani', 'perempuan', 'miskin'],
};
const CHAIR = { name: 'H. Dadan Ramdani', position: 'Ketua BPD' };
const MINUTE_TAKER = { name: 'Eti Rohaeti', position: 'Sekretaris BPD' };

function lastYear(put: Put, year: number): void {
  const meeting = put('meeting', {
    type: 'musdes_rkp',
    title: `Musdes RKP Desa ${year}`,
    fiscal_year: year,
    number: `140/03/BPD/VI/${year - 1}`,
    chair: CHAIR,
    minute_taker: MINUTE_TAKER,
    planned_start: `${year - 1}-06-18T09:00:00+07:00`,
    place: PLACE,
    rules: RULES,
    invited_count: PEOPLE.length,
    summary: 'Warga mendahulukan jalan Sukamaju, air bersih Cikembang, dan posyandu.',
    decision_method: 'consensus',
    status: 'published',
  });
  for (const [at, [name, gender, element, hamlet, position]] of PEOPLE.entries()) {
    put('attendance', {
      ...{ meeting, name, gender, element, hamlet: HAMLETS[hamlet] ?? '', position },
      status: at % 9 === 8 ? 'excused' : 'present',
    });
  }
  put('agenda_item', {
    ...{ meeting, order: 0, topic: 'Penetapan kegiatan', outcome: 'agreed' },
    discussion: 'Kepala dusun memaparkan usulan. Warga membandingkan yang paling mendesak.',
    decision: 'Tiga kegiatan disepakati dan dimasukkan ke RKP Desa.',
  });
  const adopted = { meeting, fiscal_year: year, state: 'in_budget', delivery: 'self_managed' };
  const done: readonly Doc[] = [
    item('Rabat beton jalan Sukamaju', '2.3.10', 1, 240, 'm', 84_000_000),
    item('Pipa air bersih Cikembang', '2.4.12', 3, 600, 'm', 46_500_000),
    item('Makanan tambahan posyandu', '2.2.02', 0, 12, 'bulan', 18_000_000),
  ];
  for (const doc of done) {
    const budget_item = put('budget_item', { ...doc, ...adopted });
    put('funding', { budget_item, source: 'DDS', amount: doc.amount ?? 0 });
  }
}

function item(
  name: string,
  account: string,
  hamlet: number,
  volume: number,
  unit: string,
  rupiah: number,
): Doc {
  const amount = rupiah * 100;
  const place = HAMLETS[hamlet] ?? '';
  return { name, account, place: `Dusun ${place}`, hamlet: place, volume, unit, amount };
}

type Wish = readonly [activity: string, account: string, proposer: string, estimate: number];

const WISHES: readonly Wish[] = [
  ['Drainase Gang Melati', '2.4.16', 'masyarakat', 32],
  ['Jalan usaha tani Blok Cigadog', '2.3.12', 'tani', 95],
  ['Pelatihan menjahit', '4.4.01', 'perempuan', 15],
  ['Taman bermain PAUD Mekar', '2.1.02', 'anak', 22],
  ['Rehab rumah Mak Icih', '2.4.01', 'miskin', 20],
];

function hamletMeeting(put: Put, year: number): void {
  const meeting = put('meeting', {
    type: 'musdus',
    title: 'Musyawarah Dusun Krajan',
    fiscal_year: year + 1,
    level: 'hamlet',
    convener: 'hamlet_head',
    hamlet: HAMLETS[0],
    chair: { name: 'Ujang Solihin', position: 'Kepala Dusun Krajan' },
    planned_start: `${year}-04-21T19:30:00+07:00`,
    place: 'Rumah Kepala Dusun Krajan',
    status: 'accepted',
  });
  for (const [at, [activity, account, proposer_element, million]] of WISHES.entries()) {
    put('proposal', {
      ...{ meeting, source: 'hamlet_meeting', activity, account, proposer_element },
      ...{ hamlet: HAMLETS[0], estimate: million * 100_000_000, rank: at + 1, fate: 'open' },
    });
  }
}

function ceilings(put: Put, year: number): void {
  for (const fiscal_year of [year, year + 1]) {
    for (const [source, million] of [
      ['DDS', 820],
      ['ADD', 410],
      ['PAD', 35],
    ] as const) {
      put('ceiling', {
        ...{ fiscal_year, source, amount: million * 100_000_000, indicative: fiscal_year > year },
        legal_reference: 'Angka contoh untuk latihan',
      });
    }
  }
}
