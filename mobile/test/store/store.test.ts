import { expect, test, vi } from 'vitest';
import { openPhone, siti } from '../phone';
import { CANGKUANG, createServer, NGUMBUL } from '../server';

const oneng = { meeting: 'm1', name: 'Oneng' };

test('what was saved is there after the app starts anew, row and outbox alike', async () => {
  const { server, phone, store } = await siti();
  const row = await phone.meeting(CANGKUANG);
  store.close();

  const reborn = await openPhone(server, phone.prefix);

  expect(await reborn.store.list('meeting')).toEqual([row]);
  expect(await reborn.store.outbox()).toMatchObject({ changes: 1, drafts: 0 });
});

test('a save that fails leaves neither row nor change', async () => {
  const { store } = await siti();

  const bad = { ...oneng, broken: (() => 0) as never };
  await expect(store.save('attendance', CANGKUANG, null, bad)).rejects.toThrow();

  expect(await store.list('attendance')).toEqual([]);
  expect((await store.outbox()).changes).toBe(0);
});

test('many are saved together or not at all', async () => {
  const { store } = await siti();
  const good = { kind: 'attendance' as const, village: CANGKUANG, id: null, set: oneng };
  const bad = { ...good, set: { broken: (() => 0) as never } };

  await expect(store.saveMany([good, bad])).rejects.toThrow();

  expect(await store.list('attendance')).toEqual([]);
});

test('a new record whose field was emptied again has the default, as on the server', async () => {
  const { phone, store } = await siti();
  const row = await store.save('attendance', CANGKUANG, null, { ...oneng, element: 'tani' });
  await store.save('attendance', CANGKUANG, row.id, { element: null });
  const { changes } = await store.engine.seal(10, 10_000);
  const results = changes.map(({ id }) => ({ id, outcome: 'applied' as const, version: 1 }));
  const answer = { results, changes: [], cursors: {}, more: false };
  await store.engine.accept({ server_time: new Date(phone.wire.now()).toISOString(), ...answer });

  expect(changes[0]?.set).toEqual({ ...oneng, element: null });
  expect((await store.get('attendance', row.id))?.doc.element).toBe('lain');
});

test('typing on folds into one change', async () => {
  const { store } = await siti();
  const row = await store.save('attendance', CANGKUANG, null, oneng);

  await store.save('attendance', CANGKUANG, row.id, { name: 'Oneng R' });
  const last = await store.save('attendance', CANGKUANG, row.id, {
    name: 'Oneng Rohmah',
    rt: '03',
  });

  expect(last.doc).toEqual({ meeting: 'm1', name: 'Oneng Rohmah', rt: '03' });
  expect((await store.outbox()).changes).toBe(1);
});

test('saving what is there already makes no change', async () => {
  const { phone, store } = await siti();
  const row = await phone.meeting(CANGKUANG);
  await phone.sync();

  await store.save('meeting', CANGKUANG, row.id, { title: 'Musdes RKP 2027', place: '' });

  expect((await store.outbox()).changes).toBe(0);
});

test('emptying a field takes it away and tells the server', async () => {
  const { server, phone, store } = await siti();
  const row = await phone.meeting(CANGKUANG);
  await store.save('meeting', CANGKUANG, row.id, { place: 'Masjid' });
  await phone.sync();

  const after = await store.save('meeting', CANGKUANG, row.id, { place: null });
  await phone.sync();

  expect(after.doc.place).toBeUndefined();
  expect(server.doc(row.id)?.place).toBeUndefined();
});

test('a draft is kept but does not travel before it has what it needs', async () => {
  const { server, phone, store } = await siti();
  const draft = await store.save('attendance', CANGKUANG, null, { meeting: 'm1' });
  await phone.sync();
  expect(server.count()).toBe(0);
  expect(await store.outbox()).toMatchObject({ changes: 1, drafts: 1 });

  await store.save('attendance', CANGKUANG, draft.id, { name: 'Oneng' });
  await phone.sync();

  expect(server.doc(draft.id)).toEqual(oneng);
});

test('rows are found by village, by meeting and by any field that names a record', async () => {
  const { phone, store } = await siti();
  const meeting = await phone.meeting(CANGKUANG);
  await phone.meeting(NGUMBUL);
  const item = await store.save('budget_item', CANGKUANG, null, {
    meeting: meeting.id,
    name: 'Jalan',
  });
  const fund = await store.save('funding', CANGKUANG, null, {
    budget_item: item.id,
    source: 'DDS',
  });
  await store.save('attendance', CANGKUANG, null, { ...oneng, meeting: meeting.id });
  await store.save('attendance', CANGKUANG, null, oneng);

  const ids = async (...what: Parameters<typeof store.list>) =>
    (await store.list(...what)).map((row) => row.id);
  expect(await ids('meeting', { village: CANGKUANG })).toEqual([meeting.id]);
  expect(await ids('meeting')).toHaveLength(2);
  expect(await ids('attendance', { meeting: meeting.id })).toHaveLength(1);
  expect(await ids('funding', { parent: item.id })).toEqual([fund.id]);
  expect(await ids('budget_item', { parentField: 'meeting', parent: meeting.id })).toEqual([
    item.id,
  ]);
  expect(await ids('attendance', { meeting: meeting.id, village: NGUMBUL })).toEqual([]);
});

test('removing what never left the phone leaves nothing to send', async () => {
  const { server, phone, store } = await siti();
  const meeting = await phone.meeting(CANGKUANG);
  await store.save('attendance', CANGKUANG, null, { ...oneng, meeting: meeting.id });

  await store.remove('meeting', CANGKUANG, meeting.id);

  expect(await store.list('attendance')).toEqual([]);
  expect(await store.get('meeting', meeting.id)).toBeUndefined();
  expect((await store.outbox()).changes).toBe(0);
  await phone.sync();
  expect(server.count()).toBe(0);
});

test('undo brings it back with all that hung on it', async () => {
  const { server, phone, store } = await siti();
  const meeting = await phone.meeting(CANGKUANG);
  const row = await store.save('attendance', CANGKUANG, null, { ...oneng, meeting: meeting.id });
  const { undo } = await store.remove('meeting', CANGKUANG, meeting.id);

  expect(await undo()).toBe(true);

  expect(await store.get('meeting', meeting.id)).toEqual(meeting);
  expect(await store.get('attendance', row.id)).toEqual(row);
  await phone.sync();
  expect(server.count()).toBe(2);
});

test('removing what the server has waits ten seconds, then travels', async () => {
  const clock = { ms: Date.UTC(2026, 10, 23) };
  const { server, phone, store } = await siti(clock);
  const meeting = await phone.meeting(CANGKUANG);
  await phone.sync();
  await store.remove('meeting', CANGKUANG, meeting.id);

  await phone.sync();
  expect(await store.list('meeting')).toEqual([]);
  expect(server.count()).toBe(1);
  clock.ms += 10_001;
  await phone.sync();

  expect(server.count()).toBe(0);
  expect((await store.outbox()).changes).toBe(0);
});

test('undo of a removal that the server does not know yet keeps the edits that wait', async () => {
  const { server, phone, store } = await siti();
  const meeting = await phone.meeting(CANGKUANG);
  await phone.sync();
  await store.save('meeting', CANGKUANG, meeting.id, { place: 'Masjid' });
  const { undo } = await store.remove('meeting', CANGKUANG, meeting.id);

  expect(await undo()).toBe(true);
  await phone.sync();

  expect(server.doc(meeting.id)?.place).toBe('Masjid');
  expect((await store.get('meeting', meeting.id))?.doc.place).toBe('Masjid');
});

test('undo that comes too late says so', async () => {
  const clock = { ms: Date.UTC(2026, 10, 23) };
  const { phone, store } = await siti(clock);
  const meeting = await phone.meeting(CANGKUANG);
  await phone.sync();
  const { undo } = await store.remove('meeting', CANGKUANG, meeting.id);
  clock.ms += 10_001;
  await phone.sync();

  expect(await undo()).toBe(false);

  expect(await store.list('meeting')).toEqual([]);
});

test('the outbox tells how much waits and since when', async () => {
  const clock = { ms: Date.UTC(2026, 10, 23, 3) };
  const { phone, store } = await siti(clock);
  await phone.meeting(CANGKUANG);
  clock.ms += 60_000;
  await phone.meeting(CANGKUANG);

  const outbox = await store.outbox();

  expect(outbox).toMatchObject({ changes: 2, files: 0, oldest: '2026-11-23T03:00:00.000Z' });
  expect(outbox.bytes).toBeGreaterThan(300);
});

test('a clock that is set back does not put the later edit first', async () => {
  const clock = { ms: Date.UTC(2026, 10, 23) };
  const { server, phone, store } = await siti(clock);
  const row = await phone.meeting(CANGKUANG);
  server.fail('/exchange', 'reply_lost');
  await phone.sync();
  clock.ms = Date.UTC(2015, 0, 1);
  await store.save('meeting', CANGKUANG, row.id, { title: 'Judul akhir' });

  await phone.sync();

  expect(server.doc(row.id)?.title).toBe('Judul akhir');
});

test('each user has a memory of their own on the phone', async () => {
  const server = createServer();
  const phone = await openPhone(server);
  await phone.store.setSession({ token: 't', user: { id: '1', username: 'siti', name: 'Siti' } });
  const row = await phone.meeting(CANGKUANG);
  const device = (await phone.store.session())?.device;

  await phone.store.setSession({
    token: 'u',
    user: { id: '2', username: 'dadang', name: 'Dadang' },
  });
  expect(await phone.store.list('meeting')).toEqual([]);
  expect((await phone.store.session())?.device).toBe(device);
  await phone.store.setSession({ token: 't', user: { id: '1', username: 'siti', name: 'Siti' } });

  expect(await phone.store.list('meeting')).toEqual([row]);
});

test('nobody is signed in: nothing to see, nothing to write', async () => {
  const { store } = await openPhone(createServer());

  expect(await store.session()).toBeNull();
  expect(await store.list('meeting')).toEqual([]);
  expect((await store.outbox()).changes).toBe(0);
  await expect(store.save('meeting', CANGKUANG, null, {})).rejects.toMatchObject({
    name: 'NotSignedIn',
  });
});

test('small things to remember, and the account codes', async () => {
  const { store } = await siti();
  const codes = [{ code: '2.3.10', name: 'Jalan', level: 'kegiatan', parent: '2.3', sector: '' }];

  await store.setMeta('last_place', 'Balai desa');
  await store.setAccountCodes(codes, '"v1"');

  expect(await store.getMeta('last_place')).toBe('Balai desa');
  expect(await store.getMeta('never')).toBeUndefined();
  expect(await store.accountCodes()).toEqual(codes);
});

test('two tabs: what one saves, the other hears of and sees', async () => {
  const { server, phone, store } = await siti();
  const other = await openPhone(server, phone.prefix);
  const heard = vi.fn();
  other.store.subscribe(heard);

  const row = await phone.meeting(CANGKUANG);

  await vi.waitFor(() => expect(heard).toHaveBeenCalled());
  expect(await other.store.list('meeting')).toEqual([row]);
  await Promise.all([
    store.save('meeting', CANGKUANG, row.id, { place: 'Masjid' }),
    other.store.save('meeting', CANGKUANG, row.id, { number: '7' }),
  ]);
  expect((await store.get('meeting', row.id))?.doc).toMatchObject({ place: 'Masjid', number: '7' });
  expect((await store.outbox()).changes).toBe(1);
});

test('two tabs that send at once leave one copy and an empty outbox', async () => {
  const { server, phone, store } = await siti();
  const other = await openPhone(server, phone.prefix);
  for (let n = 0; n < 5; n += 1) await phone.meeting(CANGKUANG, `Musdes ${n}`);

  await Promise.all([phone.sync(), other.sync()]);

  expect(server.count()).toBe(5);
  expect(await store.outbox()).toMatchObject({ changes: 0, conflicts: [], rejected: [] });
});

test('who no longer listens hears nothing', async () => {
  const { phone, store } = await siti();
  const heard = vi.fn();
  store.subscribe(heard)();

  await phone.meeting(CANGKUANG);

  expect(heard).not.toHaveBeenCalled();
});
