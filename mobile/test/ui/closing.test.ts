import { expect, onTestFinished, test } from 'vitest';
import type { MeetingFile } from '../../src/core/completeness';
import type { AgendaItemDoc, BudgetItemDoc, FundingDoc, ProposalDoc } from '../../src/core/records';
import type { KindName } from '../../src/core/types';
import { openStore } from '../../src/store';
import type { RowOf } from '../../src/ui/live/rows';
import { provide } from '../../src/ui/live/store';
import { changedSince } from '../../src/ui/screens/record/changed';
import { putOff, toBeDone } from '../../src/ui/screens/record/fates';
import { officialRecord } from '../../src/ui/screens/record/record';
import { type Seal, sealNow, sealOf, seals } from '../../src/ui/screens/record/seal';
import { sayable, spoken } from '../../src/ui/screens/record/speech';
import { activities, attendanceList } from '../../src/ui/screens/record/tables';
import { checklist, reportDue } from '../../src/ui/screens/summary/checklist';

const FILE: MeetingFile = {
  meeting: {
    type: 'musdes_rkp',
    title: 'Musdes RKP Desa 2027',
    place: 'Balai Desa',
    planned_start: '2026-11-23T09:30:00+07:00',
    invited_count: 30,
    chair: { name: 'H. Ujang', position: 'Ketua BPD' },
    status: 'held',
  },
  sessions: [],
  attendance: [{ name: 'Siti', gender: 'P', status: 'present' }],
  tallies: [],
  agenda: [
    { topic: 'Jalan', decision: 'Jalan dirabat.', decision_method: 'open_vote', votes_for: 20 },
  ],
  photos: [],
  signatures: [],
  publicity: [],
};

function row<K extends KindName>(kind: K, id: string, doc: RowOf<K>['doc'], version = 1): RowOf<K> {
  return { kind, id, doc, village: 'v', version, pending: false };
}

const gathered = (more: {
  file?: MeetingFile;
  items?: readonly RowOf<'budget_item'>[];
  funding?: readonly RowOf<'funding'>[];
  proposals?: readonly RowOf<'proposal'>[];
}) => ({ file: FILE, items: [], funding: [], proposals: [], signatures: [], ...more });

test('a seal is the same for the same facts, however the server writes them', () => {
  const meeting = {
    ...FILE.meeting,
    planned_start: '2026-11-23T02:30:00Z',
    chair: { position: 'Ketua BPD', name: 'H. Ujang' },
    status: 'submitted' as const,
    submitted_at: '2026-11-23T05:00:00Z',
    level: 'village' as const,
    place: 'Balai Desa ',
  };
  const attendance = FILE.attendance.map((doc) => ({
    ...doc,
    element: 'lain' as const,
    capacity: 'invited' as const,
  }));

  expect(sealOf(gathered({ file: { ...FILE, meeting, attendance } }))).toEqual(
    sealOf(gathered({})),
  );
});

test('each part that changes is told, and no other', () => {
  const before = sealOf(
    gathered({ items: [row('budget_item', 'b', { name: 'Jalan', state: 'adopted' })] }),
  );
  const signature = row('signature', 's', { role: 'chair', name: 'H. Ujang' });
  const changed = (more: Parameters<typeof gathered>[0]) => {
    const items = [row('budget_item', 'b', { name: 'Jalan', state: 'adopted' })];
    return changedSince(signature, before, sealOf(gathered({ items, ...more })), []);
  };
  const agenda: readonly AgendaItemDoc[] = [{ ...FILE.agenda[0], decision: 'Jalan diaspal.' }];
  const later: BudgetItemDoc = { name: 'Jalan', state: 'in_budget' };

  expect(changed({})).toEqual([]);
  expect(changed({ file: { ...FILE, meeting: { ...FILE.meeting, place: 'Lapangan' } } })).toEqual([
    'facts',
  ]);
  expect(changed({ file: { ...FILE, attendance: [] } })).toEqual(['people']);
  expect(changed({ file: { ...FILE, agenda } })).toEqual(['agenda']);
  expect(changed({ items: [row('budget_item', 'b', { ...later, amount: 100 })] })).toEqual([
    'items',
  ]);
  const passedOn = { activity: 'Jembatan', fate: 'higher_list' } as const;
  const asked = (doc: ProposalDoc) => sealOf(gathered({ proposals: [row('proposal', 'w', doc)] }));
  expect(asked({ ...passedOn, asked_of: 'apbn' }).wishes).not.toBe(asked(passedOn).wishes);
  // What becomes of an activity after the meeting is no change of what was adopted.
  expect(changed({ items: [row('budget_item', 'b', later)] })).toEqual([]);
});

test('of a signature taken on another phone, the order of arrival tells', () => {
  const now = {} as Seal;
  const signature = row('signature', 's', { role: 'chair' }, 7);

  const earlier = row('agenda_item', 'a', { topic: 'Jalan' }, 6);
  expect(changedSince(signature, undefined, now, [earlier])).toEqual([]);
  expect(changedSince(signature, undefined, now, [{ ...earlier, version: 8 }])).toEqual(['agenda']);
  expect(changedSince(signature, undefined, now, [{ ...earlier, pending: true }])).toEqual([
    'agenda',
  ]);
  expect(
    changedSince({ ...signature, pending: true }, undefined, now, [{ ...earlier, version: 8 }]),
  ).toEqual([]);
});

test('what a signature was put under is kept on the phone that took it', async () => {
  const store = await openStore({ prefix: 'closing' });
  onTestFinished(() => store.close());
  provide(store);
  await store.setSession({ token: 't', user: { id: '1', username: 'siti', name: 'Siti' } });
  const made = await store.save('meeting', 'v', null, {
    title: 'M',
    type: 'musdes_rkp',
    place: 'Balai',
  });
  const meeting = made as unknown as RowOf<'meeting'>;
  await store.save('agenda_item', 'v', null, { meeting: made.id, topic: 'Jalan' });

  await sealNow(meeting, 's1');

  const kept = await seals(['s1', 's2']);
  expect([...kept.keys()]).toEqual(['s1']);
  const file = { ...FILE, meeting: meeting.doc, attendance: [], agenda: [{ topic: 'Jalan' }] };
  expect(kept.get('s1')).toEqual(sealOf(gathered({ file })));
});

test('what was not adopted is told once, with its reason', () => {
  expect(
    putOff(
      [
        { topic: 'Bank sampah', outcome: 'deferred', reason: 'Pagu habis' },
        { topic: 'Gapura', outcome: 'refused' },
        { topic: 'Jalan', outcome: 'agreed' },
      ],
      [
        { activity: 'Bank Sampah', fate: 'deferred', deferred_to: 2028, reason: 'Pagu habis.' },
        { activity: 'Jembatan', fate: 'higher_list', asked_of: 'apbn', reason: 'Jalan nasional.' },
      ],
      [{ name: 'Tugu', state: 'dropped', reason: 'Bukan prioritas' }],
    ),
  ).toEqual([
    '1. Bank Sampah: ditunda 2028. Alasan: Pagu habis.',
    '2. Gapura: ditolak. Alasan: belum dicatat.',
    '3. Tugu: tidak jadi. Alasan: Bukan prioritas.',
    '4. Jembatan: diusulkan ke kabupaten (DU-RKP) dari APBN. Alasan: Jalan nasional.',
  ]);
});

test('what is to be done says who and by when', () => {
  const follow_up = [{ what: 'Susun RAB', who: 'Kaur', due: '2026-12-18' }, { who: 'Siapa' }];

  expect(toBeDone([{ follow_up }])).toEqual([
    '1. Susun RAB, oleh Kaur, paling lambat 18 Desember 2026',
  ]);
});

test('the activities are a table with a sum, in words too; several sources with their shares', () => {
  const items: readonly RowOf<'budget_item'>[] = [
    row('budget_item', 'a', {
      name: 'Jalan',
      account: '2.3.10',
      hamlet: 'Krajan',
      volume: 12.5,
      unit: 'm',
      amount: 100_000_000,
      state: 'adopted',
    }),
    row('budget_item', 'b', { name: 'Tugu', amount: 5, state: 'dropped' }),
  ];
  const fund = (id: string, doc: FundingDoc) => row('funding', id, { budget_item: 'a', ...doc });
  const funding = [
    fund('f', { source: 'DDS', amount: 60_000_000 }),
    fund('g', { source: 'SWADAYA', amount: 40_000_000 }),
  ];

  expect(activities({ items, funding })).toEqual({
    lines: [
      {
        name: 'Jalan',
        account: '2.3.10',
        place: 'Krajan',
        volume: '12,5 m',
        amount: 'Rp1.000.000',
        sources: ['Dana Desa (dari pusat) Rp600.000', 'Swadaya warga Rp400.000'],
      },
    ],
    total: 'Rp1.000.000',
    inWords: 'satu juta rupiah',
  });
});

test('several sittings are told one by one, in their order, whatever the order of the rows', () => {
  const sessions = [
    { started_at: '2026-11-23T06:00:00Z', ended_at: '2026-11-23T08:00:00Z', place: 'Balai Desa' },
    { place: 'Lapangan' },
    {
      started_at: '2026-11-23T02:00:00Z',
      ended_at: '2026-11-23T03:00:00Z',
      outcome: 'adjourned_no_quorum' as const,
    },
  ];

  const text = officialRecord({
    file: { ...FILE, sessions },
    items: [],
    village: 'C',
    zone: 'WIB',
  });

  expect(text.opening).toContain('pukul 09.00 s.d. 15.00 WIB');
  expect(text.sections.find(({ title }) => title === 'E. Sidang')?.lines).toEqual([
    '1. 23 November 2026, pukul 09.00 s.d. 10.00 WIB, ditunda karena kuorum belum terpenuhi.',
    '2. 23 November 2026, pukul 13.00 s.d. 15.00 WIB, di Balai Desa.',
  ]);
});

test('only who was there stands on the list, by name and without titles in the way', () => {
  const list = attendanceList([
    { name: 'Wawan', status: 'present' },
    { name: 'H. Adang', status: 'represented' },
    { name: 'Budi', status: 'absent' },
  ]);

  expect(list.map(({ name }) => name)).toEqual(['H. Adang', 'Wawan']);
});

test('the record is read out without a figure', () => {
  const items = [{ name: 'Jalan', amount: 125_000_000, state: 'adopted' as const }];
  const text = officialRecord({ file: FILE, items, village: 'Cangkuang', zone: 'WIB' });
  const said = spoken(text).join('\n');

  expect(said).not.toMatch(/\d/);
  expect(said).toContain('pukul sembilan lewat tiga puluh menit sampai dengan selesai WIB');
  expect(said).toContain('satu orang dari tiga puluh undangan (laki-laki nol, perempuan satu)');
  expect(said).toContain('jumlah satu juta dua ratus lima puluh ribu rupiah.');
  expect(said).toContain('setuju dua puluh');
});

test('sums, hours and numbers are said as people say them', () => {
  expect(sayable('Nomor: 140/3/BPD, pukul 09.00 s.d. 12.30 WIB, Rp1.250.000.')).toBe(
    'Nomor: seratus empat puluh garis miring tiga garis miring BPD, pukul sembilan sampai dengan ' +
      'dua belas lewat tiga puluh menit WIB, satu juta dua ratus lima puluh ribu rupiah.',
  );
});

test('the twelve things: what is there, what lacks and where, what only paper holds', () => {
  const points = checklist(FILE);

  expect(points).toHaveLength(12);
  const state = (item: string) => points.find((point) => point.item === item);
  expect(state('plan')?.state).toBe('paper');
  expect(state('record')).toEqual({
    item: 'record',
    state: 'lacking',
    missing: ['signature_chair', 'signature_village_head', 'signature_participant'],
  });
  expect(state('report')?.state).toBe('lacking');
  const sent = { ...FILE, meeting: { ...FILE.meeting, status: 'submitted' as const } };
  expect(checklist(sent).find(({ item }) => item === 'report')?.state).toBe('there');
});

test('the report is due after seven working days, or as many as the rules say', () => {
  expect(reportDue('2026-11-23', undefined)).toBe('2026-12-02');
  expect(reportDue('2026-11-27', 1)).toBe('2026-11-30');
});
