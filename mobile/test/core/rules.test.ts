import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { COMPLETENESS, completeness, type MeetingFile } from '../../src/core/completeness';
import { formatRupiah, parseRupiah, terbilang } from '../../src/core/money';
import { composition, meetingQuorum, type QuorumInput, quorum, sums } from '../../src/core/rules';

function vectors<C>(name: string): readonly C[] {
  return JSON.parse(readFileSync(`../tests/vectors/${name}.json`, 'utf8')) as readonly C[];
}

interface QuorumCase {
  readonly in: QuorumInput;
  readonly out: object;
}

test.each(vectors<QuorumCase>('quorum'))('quorum of $in', ({ in: given, out }) => {
  expect(quorum(given)).toEqual(out);
});

interface MoneyCase {
  readonly of: 'parse' | 'format' | 'spell';
  readonly in: string & number;
  readonly out: unknown;
}
const money = { parse: parseRupiah, format: formatRupiah, spell: terbilang };

test.each(vectors<MoneyCase>('money'))('$of $in', ({ of, in: given, out }) => {
  expect(money[of](given)).toBe(out);
});

test('an amount beyond what the server takes is no amount', () => {
  expect(parseRupiah('Rp10.000.000.000.000,01')).toBeNull();
});

test('who was there: by name and from paper, with the representative in the invited chair', () => {
  const people = composition(
    [
      { status: 'present', gender: 'P', element: 'perempuan', hamlet: 'Krajan' },
      { status: 'represented', gender: 'L', element: 'tani', hamlet: 'Krajan' },
      { status: 'absent', gender: 'L', element: 'adat' },
      { gender: 'L', element: 'miskin' },
      { status: 'present', gender: 'L', element: 'lain', capacity: 'observer' },
    ],
    [{ gender: 'P', element: 'nelayan', present: 4 }],
    ['perempuan', 'adat', 'nelayan'],
  );

  expect(people).toEqual({
    present: 7,
    women: 5,
    men: 2,
    deciding: 6,
    invited: 4,
    byElement: { perempuan: 1, tani: 1, lain: 1, nelayan: 4 },
    byHamlet: { Krajan: 2 },
    missingElements: ['adat'],
  });
});

test('rules that are silent ask for nothing', () => {
  expect(composition([{ status: 'present' }], [], null).missingElements).toEqual([]);
});

test('the meeting decides by its own frozen rules and the larger number of invitations', () => {
  const people = composition([{ status: 'present' }, { status: 'present' }, {}]);

  expect(meetingQuorum({}, people).met).toBe(true);
  expect(meetingQuorum({ invited_count: 10 }, people)).toEqual({
    needed: 7,
    missing: 5,
    met: false,
  });
  const half = { quorum_numerator: 1, quorum_denominator: 5 };
  expect(meetingQuorum({ invited_count: 10, rules: half }, people).met).toBe(true);
});

test('sums by source and by field; what was dropped does not count', () => {
  const items = [
    { id: 'a', doc: { amount: 300, account: '2.3.10' } },
    { id: 'b', doc: { amount: 500, account: '2.1.01' } },
    { id: 'c', doc: { amount: 900, account: '1.1', state: 'dropped' as const } },
  ];
  const funding = [
    { doc: { budget_item: 'a', source: 'DDS' as const, amount: 200 } },
    { doc: { budget_item: 'a', source: 'ADD' as const, amount: 100 } },
    { doc: { budget_item: 'b', source: 'DDS' as const, amount: 100 } },
    { doc: { budget_item: 'c', source: 'DDS' as const, amount: 900 } },
  ];

  expect(sums(items, funding)).toEqual({
    total: 800,
    bySource: { DDS: 300, ADD: 100 },
    byField: { '2': 800 },
    unbalanced: ['b'],
  });
});

const COMPLETE: MeetingFile = {
  meeting: {
    invitation_number: '140/7',
    invited_on: '2026-11-16',
    place: 'Balai desa',
    planned_start: '2026-11-23T02:00:00Z',
    chair: { name: 'Asep' },
    minute_taker: { name: 'Siti' },
    rules: { legal_basis: 'Perdes 2/2020', required_elements: ['perempuan'] },
    summary: 'Jalan dusun disepakati.',
  },
  sessions: [],
  attendance: [{ status: 'present', element: 'perempuan', signature: [[1, 2]] }],
  tallies: [],
  agenda: [
    { discussion: 'Dibahas.', outcome: 'agreed', decision: 'Disepakati.' },
    { outcome: 'deferred', reason: 'Dana kurang.' },
  ],
  photos: [{}],
  signatures: (['chair', 'village_head', 'participant'] as const).map((role) => ({
    role,
    strokes: [[1, 2]],
  })),
  publicity: [{ medium: 'banner' }],
};

test('a complete file lacks nothing; an empty one is told everything it lacks', () => {
  const empty = { sessions: [], attendance: [], tallies: [], agenda: [], photos: [] };

  expect(completeness(COMPLETE)).toEqual([]);
  const lacking = completeness({ meeting: {}, ...empty, signatures: [], publicity: [] });
  const fine = ['elements', 'decisions', 'reasons'];
  expect(lacking).toEqual(COMPLETENESS.filter((key) => !fine.includes(key)));
});

test('paper that was photographed stands for signatures on glass', () => {
  const photos = [
    {},
    { purpose: 'official_record' as const },
    { purpose: 'attendance_sheet' as const },
  ];
  const attendance = [{ status: 'present' as const, element: 'perempuan' as const }];

  expect(completeness({ ...COMPLETE, signatures: [], photos, attendance })).toEqual([]);
});

test('a refusal without a reason, an agreement without its words', () => {
  const agenda = [{ discussion: 'x', outcome: 'refused' as const }];

  expect(completeness({ ...COMPLETE, agenda })).toEqual(['reasons']);
  expect(completeness({ ...COMPLETE, agenda: [{ discussion: 'x', outcome: 'agreed' }] })).toEqual([
    'decisions',
  ]);
});

test('the village head signs what the village decides, not what a hamlet or the BPD alone does', () => {
  const signatures = COMPLETE.signatures.filter(({ role }) => role !== 'village_head');

  expect(completeness({ ...COMPLETE, signatures })).toEqual(['signature_village_head']);
  const meeting = { ...COMPLETE.meeting, type: 'musdus' as const };
  expect(completeness({ ...COMPLETE, meeting, signatures })).toEqual([]);
});
