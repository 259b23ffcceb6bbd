import { describe, expect, test } from 'vitest';
import type { ProposalDoc } from '../../src/core/records';
import {
  asked,
  gathers,
  sameWish,
  sourceOf,
  tellingWords,
  type Wish,
  waiting,
} from '../../src/core/wishes';

const doc = (activity: string, more: ProposalDoc = {}): ProposalDoc => ({ activity, ...more });

let count = 0;
function wish(year: number, said: ProposalDoc, more: Partial<Wish> = {}): Wish {
  count += 1;
  return {
    id: `w${String(count).padStart(3, '0')}`,
    meeting: `m${year}`,
    year,
    funded: false,
    doc: said,
    ...more,
  };
}

const here = { meeting: 'm2027', year: 2027, before: (meeting: string) => meeting < 'm2027' };
const told = (found: readonly Wish[]) => found.map((each) => each.doc.activity);

test('the telling words are what is asked for, not how or where', () => {
  expect(tellingWords('Pembangunan jalan lingkungan Dusun Krajan RT 02', 'Dusun Krajan')).toEqual([
    'jalan',
    'lingkungan',
  ]);
  expect(tellingWords('Perbaikan')).toEqual(['perbaikan']);
});

describe('the same wish', () => {
  test.each([
    [doc('Rabat beton jalan lingkungan'), doc('Jalan lingkungan')],
    [doc('Perbaikan jalan', { hamlet: 'Krajan' }), doc('Bangun jalan', { hamlet: 'Dusun Krajan' })],
    [doc('Sumur bor'), doc('Pembuatan sumur bor 1 unit')],
    [doc('Drainase jalan desa'), doc('Drainaase jalan')],
    [
      doc('Gorong-gorong jalan', { account: '2.3.14' }),
      doc('Drainase jalan', { account: '2.3.14' }),
    ],
    [doc('Sumur bor', { hamlet: 'Krajan' }), doc('Sumur bor')],
  ])('%j and %j', (a, b) => {
    expect(sameWish(a, b)).toBe(true);
    expect(sameWish(b, a)).toBe(true);
  });

  test.each([
    [
      doc('Jalan lingkungan', { hamlet: 'Krajan' }),
      doc('Jalan lingkungan', { hamlet: 'Sukasari' }),
    ],
    [doc('Jalan'), doc('Lampu jalan')],
    [doc('Pelatihan menjahit'), doc('Pelatihan las')],
    [doc('Jembatan gantung'), doc('Jalan tani')],
    [doc(''), doc('')],
  ])('not %j and %j', (a, b) => {
    expect(sameWish(a, b)).toBe(false);
    expect(sameWish(b, a)).toBe(false);
  });
});

test('three years in a row are counted as such, a gap ends the row, one year twice is one year', () => {
  const road = doc('Jalan lingkungan', { hamlet: 'Krajan' });
  const newest = wish(2027, road);
  const all = [
    newest,
    wish(2026, doc('Perbaikan jalan lingkungan', { hamlet: 'Krajan' })),
    wish(2026, road, { meeting: 'women2026' }),
    wish(2025, road),
    wish(2023, road),
    wish(2024, doc('Posyandu')),
  ];

  expect(asked(newest, all)).toEqual({ years: [2027, 2026, 2025, 2023], running: 3, meetings: 5 });
});

test('what nobody paid for comes up by itself, the newest first', () => {
  const all = [
    wish(2025, doc('Posyandu baru')),
    wish(2026, doc('Sumur bor', { fate: 'deferred', deferred_to: 2027 })),
    wish(2026, doc('Jembatan gantung', { fate: 'higher_list' })),
  ];

  expect(told(waiting(all, here))).toEqual(['Jembatan gantung', 'Sumur bor', 'Posyandu baru']);
});

test('what was paid for, refused, put off further or voiced later does not come up', () => {
  const all = [
    wish(2026, doc('Posyandu'), { funded: true }),
    wish(2026, doc('Gapura', { fate: 'refused' })),
    wish(2026, doc('Lapangan voli', { fate: 'deferred', deferred_to: 2028 })),
    wish(2028, doc('Sumur bor')),
  ];

  expect(told(waiting(all, here))).toEqual([]);
});

test('an adopted wish whose activity was dropped is open again', () => {
  expect(told(waiting([wish(2026, doc('Posyandu', { fate: 'adopted' }))], here))).toEqual([
    'Posyandu',
  ]);
});

test('of one wish only the newest speaks, and what is on this list already rests', () => {
  const all = [
    wish(2025, doc('Jalan lingkungan', { fate: 'deferred', deferred_to: 2026 })),
    wish(2026, doc('Perbaikan jalan lingkungan')),
    wish(2025, doc('Sumur bor')),
    wish(2026, doc('Sumur bor'), { funded: true }),
    wish(2026, doc('Posyandu')),
    wish(2027, doc('Perbaikan posyandu')),
  ];

  expect(told(waiting(all, here))).toEqual(['Perbaikan jalan lingkungan']);
});

test('who gathers wishes is known by the kind of meeting', () => {
  expect(sourceOf('musdus')).toBe('hamlet_meeting');
  expect(gathers('musperempuan')).toBe(true);
  expect(gathers('musdes_rkp')).toBe(false);
  expect(sourceOf(undefined)).toBeUndefined();
});
