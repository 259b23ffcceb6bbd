/** Two notes that differ, what waits for a reviewer, what the server refused. */

import { expect, test } from 'vitest';
import { UNDO_MS } from '../../src/core/changes';
import { defaultsOf } from '../../src/core/records';
import { openPhone, siti } from '../phone';
import { CANGKUANG, NGUMBUL } from '../server';

async function twoNotes() {
  const { server, phone, store } = await siti();
  const meeting = await phone.meeting(CANGKUANG);
  await phone.sync();
  await store.save('meeting', CANGKUANG, meeting.id, { title: 'Judul Siti', place: 'Masjid' });
  server.edit(meeting.id, { title: 'Judul kantor' });
  await phone.sync();
  return { server, phone, store, meeting };
}

test('two notes that differ: both words are kept, the first to arrive stands', async () => {
  const { store, meeting } = await twoNotes();

  expect(await store.get('meeting', meeting.id)).toMatchObject({
    problem: 'conflict',
    pending: false,
    doc: { title: 'Judul kantor', place: 'Masjid' },
  });
  const { conflicts, changes } = await store.outbox();
  expect(changes).toBe(0);
  expect(conflicts).toMatchObject([
    { record: meeting.id, by: '', fields: { title: { offered: 'Judul Siti' } } },
  ]);
});

test('a person chooses, and the choice settles it', async () => {
  const { server, phone, store, meeting } = await twoNotes();
  const [conflict] = (await store.outbox()).conflicts;

  const row = await store.settle(conflict?.id ?? '', { set: { title: 'Judul Siti' } });
  expect(row).toMatchObject({ doc: { title: 'Judul Siti' }, pending: true });
  expect((await store.outbox()).conflicts).toEqual([]);
  await phone.sync();

  expect(server.exchanges().at(-1)?.changes).toMatchObject([
    { record: meeting.id, set: { title: 'Judul Siti' }, resolves: conflict?.id },
  ]);
  expect(server.doc(meeting.id)?.title).toBe('Judul Siti');
  const settled = await store.get('meeting', meeting.id);
  expect(settled).toMatchObject({ pending: false, doc: { title: 'Judul Siti' } });
  expect(settled?.problem).toBeUndefined();
});

test('a choice that the server refuses is open again', async () => {
  const { server, phone, store } = await twoNotes();
  const [conflict] = (await store.outbox()).conflicts;
  await store.settle(conflict?.id ?? '', { set: { title: 'Judul Siti' } });
  server.rules.attention.conflicts.push({ ...told(conflict?.id ?? ''), record: conflict?.record });
  server.rules.refuse = () => [{ field: 'title', code: 'too_long', message: 'Terlalu panjang.' }];

  await phone.sync();

  expect(await store.outbox()).toMatchObject({
    conflicts: [{ id: conflict?.id }],
    rejected: [{ set: { title: 'Judul Siti' } }],
  });
});

function told(id: string) {
  return {
    id,
    village: CANGKUANG,
    kind: 'meeting',
    record: '',
    made_at: '2026-11-23T03:00:00Z',
    by: 'Dadang',
    device: 'another',
    deletes: false,
    fields: { title: { base: 'Awal', stored: 'Judul kantor', offered: 'Judul Dadang' } },
    stored_by: 'Bu Camat',
    stored_at: '2026-11-23T02:00:00Z',
  };
}

test('a disagreement of others shows on this phone, with their names', async () => {
  const { server, phone, store } = await siti();
  const meeting = await phone.meeting(CANGKUANG);
  server.rules.attention.conflicts.push({ ...told('c1'), record: meeting.id });

  await phone.sync();

  expect((await store.outbox()).conflicts).toMatchObject([
    { id: 'c1', by: 'Dadang', stored_by: 'Bu Camat', fields: { title: { base: 'Awal' } } },
  ]);
  expect((await store.get('meeting', meeting.id))?.problem).toBe('conflict');
});

test('what somebody else settled shows no more', async () => {
  const { server, phone, store } = await siti();
  const meeting = await phone.meeting(CANGKUANG);
  server.rules.attention.conflicts.push({ ...told('c1'), record: meeting.id });
  await phone.sync();
  server.rules.attention.conflicts.pop();

  await phone.sync();

  expect((await store.outbox()).conflicts).toEqual([]);
  expect((await store.get('meeting', meeting.id))?.problem).toBeUndefined();
});

test('an edit of what somebody deleted asks a person, and nothing is lost from sight', async () => {
  const { server, phone, store } = await siti();
  const meeting = await phone.meeting(CANGKUANG);
  await phone.sync();
  await store.save('meeting', CANGKUANG, meeting.id, { place: 'Masjid' });
  server.delete(meeting.id);

  await phone.sync();

  expect(await store.get('meeting', meeting.id)).toMatchObject({
    problem: 'conflict',
    doc: { title: 'Musdes RKP 2027', place: 'Masjid' },
  });
});

test('held: the words stay visible as waiting, until a reviewer decides', async () => {
  const { server, phone, store } = await siti();
  server.rules.hold = () => 'meeting_closed';
  const meeting = await phone.meeting(CANGKUANG);
  server.rules.attention.held.push(heldOf(meeting.id));

  await phone.sync();

  expect(await store.get('meeting', meeting.id)).toMatchObject({
    problem: 'held',
    doc: meeting.doc,
  });
  expect((await store.outbox()).waiting).toMatchObject([{ reason: 'meeting_closed', by: '' }]);
  expect((await store.outbox()).changes).toBe(0);

  function heldOf(record: string) {
    return {
      get id() {
        return `held-${server.exchanges()[0]?.changes[0]?.id}`;
      },
      village: CANGKUANG,
      kind: 'meeting',
      record,
      set: meeting.doc,
      reason: 'meeting_closed',
      made_at: '2026-11-23T03:00:00Z',
      by: 'Siti',
    };
  }
});

test('a reviewer who dismisses what was held clears it from the phone', async () => {
  const { server, phone, store } = await siti();
  const meeting = await phone.meeting(CANGKUANG);
  await phone.sync();
  server.rules.hold = () => 'meeting_closed';
  await store.save('meeting', CANGKUANG, meeting.id, { place: 'Masjid' });
  await phone.sync();
  expect((await store.get('meeting', meeting.id))?.doc.place).toBe('Masjid');

  await phone.sync();

  const row = await store.get('meeting', meeting.id);
  expect(row?.doc).toEqual({ ...defaultsOf('meeting'), ...meeting.doc });
  expect(row?.problem).toBeUndefined();
});

test('a deleted record that a person keeps comes back whole', async () => {
  const { server, phone, store } = await siti();
  const meeting = await phone.meeting(CANGKUANG);
  await phone.sync();
  server.delete(meeting.id);
  await store.save('meeting', CANGKUANG, meeting.id, { place: 'Masjid' });
  await phone.sync();
  const [conflict] = (await store.outbox()).conflicts;

  await store.settle(conflict?.id ?? '', { set: { place: 'Masjid' } });
  const { changes } = await store.engine.seal(10, 10_000);
  const results = changes.map(({ id }) => ({ id, outcome: 'applied' as const, version: 9 }));
  const answer = {
    server_time: server.rules.clock,
    results,
    changes: [],
    cursors: {},
    more: false,
  };
  await store.engine.accept(answer);

  const row = await store.get('meeting', meeting.id);
  expect(row?.doc).toEqual({ ...defaultsOf('meeting'), ...meeting.doc, place: 'Masjid' });
});

test.each([
  ['stays deleted', { delete: true }, undefined],
  ['comes back', { set: { place: 'Masjid' } }, 'Masjid'],
] as const)('an edit met a deletion: the record %s', async (_what, decision, place) => {
  const { server, phone, store } = await siti();
  const meeting = await phone.meeting(CANGKUANG);
  await phone.sync();
  server.delete(meeting.id);
  await store.save('meeting', CANGKUANG, meeting.id, { place: 'Masjid' });
  await phone.sync();
  const [conflict] = (await store.outbox()).conflicts;
  expect(conflict).toMatchObject({
    deletes: false,
    deleted: true,
    doc: { title: meeting.doc.title },
    fields: { place: { stored: null, offered: 'Masjid' } },
  });

  const row = await store.settle(conflict?.id ?? '', decision);
  expect(row.pending).toBe(true);
  const shown = () => store.get('meeting', meeting.id).then((found) => found?.doc);
  const whole = { ...defaultsOf('meeting'), ...meeting.doc, place };
  expect(await shown()).toEqual(place && whole);
  await phone.sync();

  expect(server.exchanges().at(-1)?.changes).toMatchObject([
    { ...decision, resolves: conflict?.id },
  ]);
  expect((await shown())?.place).toBe(place);
  expect((await store.outbox()).conflicts).toEqual([]);
});

test.each([
  ['is deleted', { delete: true }, undefined],
  ['stays', { set: {} }, 'Judul kantor'],
] as const)('a deletion met an edit: the record %s', async (_what, decision, title) => {
  const { server, phone, store, removed } = await removedUnderEdit();
  const [conflict] = (await store.outbox()).conflicts;
  expect(conflict).toMatchObject({ deletes: true, deleted: false, fields: {} });

  await store.settle(conflict?.id ?? '', decision);
  expect((await store.get('meeting', removed))?.doc.title).toBe(title);
  await phone.sync();

  expect(server.exchanges().at(-1)?.changes).toMatchObject([
    { ...decision, resolves: conflict?.id },
  ]);
  expect((await store.get('meeting', removed))?.doc.title).toBe(title);
  expect((await store.outbox()).conflicts).toEqual([]);
});

async function removedUnderEdit() {
  const clock = { ms: Date.now() };
  const world = await siti(clock);
  const { server, phone, store } = world;
  const { id } = await phone.meeting(CANGKUANG);
  await phone.sync();
  server.edit(id, { title: 'Judul kantor' });
  await store.remove('meeting', CANGKUANG, id);
  clock.ms += UNDO_MS + 1;
  await phone.sync();
  return { ...world, removed: id };
}

test('what the list tells of an edit of a deleted record can be settled both ways', async () => {
  const { server, phone, store } = await siti();
  const meeting = await phone.meeting(CANGKUANG);
  await phone.sync();
  const fields = { place: { base: null, stored: null, offered: 'Masjid' } };
  const deletion = { ...told('c1'), record: meeting.id, deletes: true, fields };
  server.rules.attention.conflicts.push(deletion, { ...deletion, id: 'c2', fields: {} });

  await phone.sync();

  expect((await store.outbox()).conflicts).toMatchObject([
    { id: 'c1', deletes: false, deleted: true },
    { id: 'c2', deletes: true, deleted: false },
  ]);
});

test('what an officer decided of a held change is told with the reason, until it is put aside', async () => {
  const { server, phone, store } = await siti();
  const meeting = await phone.meeting(CANGKUANG);
  await phone.sync();
  server.rules.hold = () => 'closed';
  await store.save('meeting', CANGKUANG, meeting.id, { place: 'Masjid' });
  await phone.sync();
  server.rules.attention = {
    ...server.rules.attention,
    decided: [
      {
        ...told('decided-1'),
        record: meeting.id,
        set: { place: 'Masjid' },
        decision: 'dismissed',
        decided_by: 'Bu Camat',
        decided_at: '2026-11-24T02:00:00Z',
        decision_reason: 'Sudah tercatat.',
      },
    ],
  };

  await phone.sync();

  const { decided, waiting } = await store.outbox();
  expect(waiting).toEqual([]);
  expect(decided).toMatchObject([
    { decision: 'dismissed', by: 'Bu Camat', reason: 'Sudah tercatat.', set: { place: 'Masjid' } },
  ]);
  await store.putAside('decided-1');
  server.rules.attention.conflicts = [told('c')];
  await phone.sync();
  expect((await store.outbox()).decided).toEqual([]);
});

test('held where the seat is gone, it waits until the list names it no more', async () => {
  const { server, phone, store } = await siti();
  const meeting = await phone.meeting(CANGKUANG);
  const other = await phone.meeting(NGUMBUL, 'Lain');
  await phone.sync();
  await store.save('meeting', CANGKUANG, meeting.id, { place: 'Masjid' });
  server.rules.hold = () => 'assignment_ended';
  Object.assign(server.rules, { villages: [NGUMBUL], revoked: [CANGKUANG], accessVersion: 'a2' });
  const listed = { ...told('x'), village: CANGKUANG, record: meeting.id, set: { place: 'Masjid' } };
  server.rules.elsewhere = (id) => [{ ...listed, id, reason: 'assignment_ended' }];

  await phone.sync();
  await phone.sync();
  expect((await store.outbox()).waiting).toMatchObject([{ record: meeting.id, by: '' }]);
  expect((await store.get('meeting', meeting.id))?.problem).toBe('held');

  server.rules.elsewhere = () => [];
  await phone.sync();
  expect((await store.outbox()).waiting).toEqual([]);
  expect(await store.get('meeting', meeting.id)).toBeUndefined();
  expect((await store.get('meeting', other.id))?.doc.title).toBe('Lain');

  const asked = server.seen.length;
  await phone.sync();
  expect(server.seen.slice(asked).map((one) => one.path)).toEqual(['/api/sync/v1/exchange']);
});

const tooLong = [{ field: 'title', code: 'too_long', message: 'Judul terlalu panjang.' }];

async function refused() {
  const world = await siti();
  world.server.rules.refuse = (change) => (change.set?.title === 'Salah' ? tooLong : null);
  const meeting = await world.phone.meeting(CANGKUANG, 'Salah');
  await world.phone.sync();
  return { ...world, meeting };
}

test('rejected: kept, shown with the reason, and not sent again as it is', async () => {
  const { server, phone, store, meeting } = await refused();

  await phone.sync();

  expect(await store.outbox()).toMatchObject({
    changes: 0,
    rejected: [{ record: meeting.id, set: { title: 'Salah' }, errors: tooLong }],
  });
  expect(await store.get('meeting', meeting.id)).toMatchObject({
    problem: 'rejected',
    doc: meeting.doc,
  });
  expect(server.exchanges().map((body) => body.changes.length)).toEqual([1, 0]);
});

test('a stray answer does not take a refused change away', async () => {
  const { server, store } = await refused();
  const [old] = (await store.outbox()).rejected;

  await store.engine.accept({
    server_time: server.rules.clock,
    results: [{ id: old?.id ?? '', outcome: 'applied', version: 3 }],
    changes: [],
    cursors: {},
    more: false,
  });

  expect((await store.outbox()).rejected).toEqual([old]);
});

test('mending makes a new change of the whole', async () => {
  const { server, phone, store, meeting } = await refused();
  const [old] = (await store.outbox()).rejected;

  const row = await store.mend(old?.id ?? '', { title: 'Benar' });
  await phone.sync();

  expect(row).toMatchObject({ doc: { title: 'Benar' }, pending: true });
  const [change] = server.exchanges().at(-1)?.changes ?? [];
  expect(change?.id).not.toBe(old?.id);
  expect(server.doc(meeting.id)).toEqual({ ...meeting.doc, title: 'Benar' });
  expect((await store.outbox()).rejected).toEqual([]);
});

test('mending may leave a field out', async () => {
  const { server, phone, store, meeting } = await refused();
  const [old] = (await store.outbox()).rejected;

  await store.mend(old?.id ?? '', { title: 'Benar' }, ['fiscal_year']);
  expect((await store.get('meeting', meeting.id))?.doc.fiscal_year).toBeUndefined();
  await store.save('meeting', CANGKUANG, meeting.id, { fiscal_year: 2028 });
  await phone.sync();

  expect(server.doc(meeting.id)).toEqual({ ...meeting.doc, title: 'Benar', fiscal_year: 2028 });
});

test('editing a refused record in its form mends it as well', async () => {
  const { server, phone, store, meeting } = await refused();

  await store.save('meeting', CANGKUANG, meeting.id, { title: 'Benar' });
  await phone.sync();

  expect(server.doc(meeting.id)).toEqual({ ...meeting.doc, title: 'Benar' });
  expect((await store.outbox()).rejected).toEqual([]);
});

test('an edit that was under way when the refusal came takes the rest along', async () => {
  const { server, phone, store } = await siti();
  server.rules.refuse = (change) => (change.set?.title === 'Salah' ? tooLong : null);
  const meeting = await phone.meeting(CANGKUANG, 'Salah');
  server.fail('/exchange', 'reply_lost');
  await phone.sync();
  await store.save('meeting', CANGKUANG, meeting.id, { title: 'Benar' });

  await phone.sync();

  expect(server.doc(meeting.id)).toEqual({ ...meeting.doc, title: 'Benar' });
  expect(await store.outbox()).toMatchObject({ changes: 0, rejected: [] });
});

test('giving a refused new record up takes it away', async () => {
  const { store, meeting } = await refused();
  const [old] = (await store.outbox()).rejected;

  await store.dropRejected(old?.id ?? '');

  expect(await store.get('meeting', meeting.id)).toBeUndefined();
  expect((await store.outbox()).rejected).toEqual([]);
});

test('one bad change does not block its neighbours', async () => {
  const { server, phone, store } = await siti();
  server.rules.refuse = (change) => (change.set?.title === 'Salah' ? tooLong : null);
  await phone.meeting(CANGKUANG, 'Salah');
  const good = await phone.meeting(CANGKUANG, 'Benar');

  await phone.sync();

  expect(server.doc(good.id)).toEqual(good.doc);
  expect((await store.outbox()).rejected).toHaveLength(1);
});

test('two phones end in the same state', async () => {
  const { server, phone } = await siti();
  const dadang = await openPhone(server);
  await dadang.signIn('dadang');
  const meeting = await phone.meeting(CANGKUANG);
  await phone.sync();
  await dadang.sync();
  await phone.store.save('meeting', CANGKUANG, meeting.id, { place: 'Masjid' });
  await dadang.store.save('meeting', CANGKUANG, meeting.id, { number: '7' });

  for (const one of [phone, dadang, phone]) await one.sync();

  const seen = await phone.store.list('meeting');
  expect(seen).toEqual(await dadang.store.list('meeting'));
  expect(seen).toMatchObject([{ doc: { place: 'Masjid', number: '7' }, pending: false }]);
});
