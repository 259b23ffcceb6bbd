import { expect, test } from 'vitest';
import { exchange } from '../../src/net/exchange';
import { openPhone, siti } from '../phone';
import { CANGKUANG, createServer, json, NGUMBUL, problem } from '../server';

const portal = () =>
  new Response('<html>login</html>', { status: 200, headers: { 'Content-Type': 'text/html' } });

test('what was recorded reaches the server and leaves the outbox', async () => {
  const { server, phone, store } = await siti();
  const meeting = await phone.meeting(CANGKUANG);

  expect(await phone.sync()).toEqual({ phase: 'idle' });

  expect(server.doc(meeting.id)).toEqual(meeting.doc);
  expect(await store.outbox()).toMatchObject({ changes: 0, oldest: null });
  expect(await store.get('meeting', meeting.id)).toMatchObject({ version: 1, pending: false });
});

test('what others recorded arrives', async () => {
  const { server, phone, store } = await siti();
  const dadang = await openPhone(server);
  await dadang.signIn('dadang');
  const theirs = await dadang.meeting(CANGKUANG, 'Musdus Rancabali');
  await dadang.sync();

  await phone.sync();

  expect(await store.list('meeting', { village: CANGKUANG })).toEqual([
    { ...theirs, version: 1, pending: false },
  ]);
});

test('the request names device, access, cursors and what stays behind', async () => {
  const { server, phone, store } = await siti();
  await phone.sync();
  const session = await store.session();
  await store.save('meeting', CANGKUANG, null, { title: 'Belum lengkap' });

  await phone.sync();

  expect(server.exchanges().at(-1)).toEqual({
    device: session?.device,
    schema: 1,
    access: 'a1',
    cursors: { [CANGKUANG]: 'e1-0', [NGUMBUL]: 'e1-0' },
    changes: [],
    limit: 500,
    unsent: { changes: 1, files: 0 },
  });
  expect(server.seen.at(-1)?.headers.get('Authorization')).toBe('Token token-of-siti');
});

test('villages come with the first exchange', async () => {
  const { phone, store } = await siti();

  await phone.sync();

  expect((await store.session())?.villages.map((village) => village.village)).toEqual([
    CANGKUANG,
    NGUMBUL,
  ]);
});

test('a lost reply: the same change goes again, and is there once', async () => {
  const { server, phone, store } = await siti();
  const meeting = await phone.meeting(CANGKUANG);
  server.fail('/exchange', 'reply_lost');

  expect(await phone.sync()).toEqual({ phase: 'offline' });
  expect((await store.outbox()).changes).toBe(1);
  expect(await phone.sync()).toEqual({ phase: 'idle' });

  const [first, second] = server.exchanges();
  expect(second?.changes).toEqual(first?.changes);
  expect(server.count()).toBe(1);
  expect((await store.get('meeting', meeting.id))?.version).toBe(1);
});

test('a crash between send and answer: the phone that starts anew sends the same ids', async () => {
  const { server, phone, store } = await siti();
  await phone.meeting(CANGKUANG);
  server.fail('/exchange', 'reply_lost');
  await phone.sync();
  store.close();

  const reborn = await openPhone(server, phone.prefix);
  await reborn.sync();

  const [first, second] = server.exchanges();
  expect(second?.changes).toEqual(first?.changes);
  expect(server.count()).toBe(1);
});

test('an edit made while the answer is out travels on its own and disturbs nothing', async () => {
  const { server, phone, store } = await siti();
  const meeting = await phone.meeting(CANGKUANG);
  server.fail('/exchange', 'reply_lost');
  await phone.sync();
  await store.save('meeting', CANGKUANG, meeting.id, { title: 'Musdes RKP 2028' });

  expect(await phone.sync()).toEqual({ phase: 'idle' });

  const sent = server.exchanges().map((body) => body.changes.map((change) => change.set));
  expect(sent[1]).toEqual(sent[0]);
  expect(sent[2]).toEqual([{ title: 'Musdes RKP 2028' }]);
  expect(server.exchanges()[2]?.changes[0]?.base).toBe(1);
  expect(server.doc(meeting.id)?.title).toBe('Musdes RKP 2028');
  expect((await store.outbox()).conflicts).toEqual([]);
});

test('a late answer undoes nothing', async () => {
  const { server, phone, store } = await siti();
  const meeting = await phone.meeting(CANGKUANG);
  await phone.sync();
  server.edit(meeting.id, { place: 'Balai desa' });
  await phone.sync();
  const late = {
    server_time: server.rules.clock,
    results: [{ id: 'long-gone', outcome: 'applied' as const, version: 1 }],
    changes: [
      { village: CANGKUANG, kind: 'meeting' as const, record: meeting.id, version: 1, doc: {} },
    ],
    cursors: {},
    more: false,
  };

  await store.engine.accept(late);

  expect((await store.get('meeting', meeting.id))?.doc.place).toBe('Balai desa');
});

test('the same answer twice changes nothing', async () => {
  const { phone, store } = await siti();
  const meeting = await phone.meeting(CANGKUANG);
  const { changes } = await store.engine.seal(10, 10_000);
  const answer = {
    server_time: '2026-11-23T03:15:40Z',
    results: changes.map(({ id }) => ({ id, outcome: 'applied' as const, version: 4 })),
    changes: [],
    cursors: { [CANGKUANG]: 'e1-4' },
    more: false,
  };

  await store.engine.accept(answer);
  const once = await store.get('meeting', meeting.id);
  await store.engine.accept(answer);

  expect(once).toMatchObject({ version: 4, doc: meeting.doc, pending: false });
  expect(await store.get('meeting', meeting.id)).toEqual(once);
});

test('the phone keeps its own words although the server does not repeat them', async () => {
  const { server, phone, store } = await siti();
  const meeting = await phone.meeting(CANGKUANG);

  await phone.sync();
  server.edit(meeting.id, { place: 'Balai desa' });
  await store.save('meeting', CANGKUANG, meeting.id, { number: '140/7/BPD/XI/2026' });
  await phone.sync();

  expect((await store.get('meeting', meeting.id))?.doc).toEqual({
    ...meeting.doc,
    place: 'Balai desa',
    number: '140/7/BPD/XI/2026',
  });
});

test('a new state from the server keeps what is not sent yet on top', async () => {
  const { server, phone, store } = await siti();
  const meeting = await phone.meeting(CANGKUANG);
  await phone.sync();
  await store.save('meeting', CANGKUANG, meeting.id, { title: 'Judul Siti' });

  await store.engine.accept({
    server_time: server.rules.clock,
    results: [],
    changes: [
      {
        village: CANGKUANG,
        kind: 'meeting',
        record: meeting.id,
        version: 9,
        doc: { ...meeting.doc, title: 'Judul kantor', place: 'Balai desa' },
      },
    ],
    cursors: {},
    more: false,
  });

  expect(await store.get('meeting', meeting.id)).toMatchObject({
    version: 9,
    pending: true,
    doc: { title: 'Judul Siti', place: 'Balai desa' },
  });
});

test('years of history come page by page', async () => {
  const server = createServer();
  server.rules.page = 3;
  const dadang = await openPhone(server);
  await dadang.signIn('dadang');
  for (let n = 0; n < 8; n += 1) await dadang.meeting(CANGKUANG, `Musdes ${n}`);
  await dadang.sync();
  const phone = await openPhone(server);
  await phone.signIn('siti');

  await phone.sync();

  expect(await phone.store.list('meeting')).toHaveLength(8);
});

test('more changes than one request carries', async () => {
  const { server, phone, store } = await siti();
  const edits = Array.from({ length: 45 }, (_, n) => ({
    kind: 'attendance' as const,
    village: CANGKUANG,
    id: null,
    set: { meeting: 'm', name: `Warga ${n}` },
  }));
  await store.saveMany(edits);

  await exchange(store, { wire: phone.wire, limit: 20 });

  expect(server.exchanges().map((body) => body.changes.length)).toEqual([20, 20, 5]);
  expect(server.count()).toBe(45);
  expect((await store.outbox()).changes).toBe(0);
});

test('big requests travel compressed', async () => {
  const { server, phone } = await siti();
  await phone.meeting(CANGKUANG, 'x'.repeat(200));
  for (let n = 0; n < 9; n += 1) await phone.meeting(CANGKUANG, `Musdes ${n}`);

  await phone.sync();

  expect(server.seen.at(-1)?.headers.get('Content-Encoding')).toBe('gzip');
  expect(server.count()).toBe(10);
});

test('a portal that says 200 is not a success', async () => {
  const { server, phone, store } = await siti();
  await phone.meeting(CANGKUANG);
  server.fail('/exchange', portal, () => json({ welcome: true }));

  expect(await phone.sync()).toEqual({ phase: 'portal' });
  expect(await phone.sync()).toEqual({ phase: 'portal' });

  expect((await store.outbox()).changes).toBe(1);
  expect(await phone.sync()).toEqual({ phase: 'idle' });
});

test('a cut answer is no answer', async () => {
  const { server, phone, store } = await siti();
  await phone.meeting(CANGKUANG);
  const cut = () =>
    new Response('{"server_time": "2026', { headers: { 'Content-Type': 'application/json' } });
  server.fail('/exchange', cut);

  expect(await phone.sync()).toEqual({ phase: 'offline' });

  expect((await store.outbox()).changes).toBe(1);
});

test.each(['token_expired', 'token_invalid'])(
  '401 %s: everything is kept, recording goes on, sending asks for a sign-in',
  async (code) => {
    const { server, phone, store } = await siti();
    const meeting = await phone.meeting(CANGKUANG);
    server.fail('/exchange', problem(401, code));

    expect(await phone.sync()).toEqual({ phase: 'signin' });
    await store.save('meeting', CANGKUANG, meeting.id, { place: 'Balai desa' });

    expect(await store.session()).toMatchObject({ expired: true });
    expect(await phone.sync()).toEqual({ phase: 'signin' });
    await phone.signIn('siti');
    expect(await phone.sync()).toEqual({ phase: 'idle' });
    expect(server.doc(meeting.id)?.place).toBe('Balai desa');
  },
);

test('403 device_revoked: what was sent goes, what was not sent stays', async () => {
  const { server, phone, store } = await siti();
  const sent = await phone.meeting(CANGKUANG, 'Terkirim');
  await phone.sync();
  const device = (await store.session())?.device;
  const unsent = await phone.meeting(CANGKUANG, 'Belum terkirim');
  server.fail('/exchange', problem(403, 'device_revoked'));

  expect(await phone.sync()).toEqual({ phase: 'revoked' });

  expect(await store.session()).toBeNull();
  expect(await store.list('meeting')).toEqual([]);
  await phone.signIn('siti');
  expect((await store.session())?.device).not.toBe(device);
  expect((await store.list('meeting')).map((row) => row.id)).toEqual([unsent.id]);
  await phone.sync();
  expect((await store.list('meeting')).map((row) => row.id)).toEqual([sent.id, unsent.id]);
});

test('409 cursor_unknown: the server forgot, the phone has not', async () => {
  const { server, phone, store } = await siti();
  const first = await phone.meeting(CANGKUANG, 'Sebelum cadangan');
  await phone.sync();
  const second = await phone.meeting(CANGKUANG, 'Sesudah cadangan');
  await phone.sync();
  await store.save('meeting', CANGKUANG, second.id, { place: 'Balai desa' });
  await phone.sync();
  server.restore(1);
  expect(server.count()).toBe(1);

  expect(await phone.sync()).toEqual({ phase: 'idle' });

  expect(server.count()).toBe(2);
  expect(server.doc(second.id)).toEqual({ ...second.doc, place: 'Balai desa' });
  expect((await store.list('meeting')).map(({ doc }) => doc)).toEqual([
    first.doc,
    { ...second.doc, place: 'Balai desa' },
  ]);
  expect(await store.outbox()).toMatchObject({ changes: 0, conflicts: [] });
});

test('409: what others changed since is not undone by sending again', async () => {
  const { server, phone, store } = await siti();
  const meeting = await phone.meeting(CANGKUANG, 'Judul Siti');
  await phone.sync();
  server.edit(meeting.id, { title: 'Judul kantor' });
  await phone.sync();
  await phone.meeting(CANGKUANG, 'Terlupa');
  await phone.sync();
  server.restore(2);

  await phone.sync();

  expect(server.doc(meeting.id)?.title).toBe('Judul kantor');
  expect((await store.get('meeting', meeting.id))?.doc.title).toBe('Judul kantor');
  expect(server.count()).toBe(2);
});

test('409: while old changes go again, the screen keeps showing the newest words', async () => {
  const { server, phone, store } = await siti();
  const meeting = await phone.meeting(CANGKUANG, 'Judul Siti');
  await phone.sync();
  server.edit(meeting.id, { title: 'Judul kantor' });
  await phone.sync();
  server.restore(2);
  server.fail('/exchange', problem(409, 'cursor_unknown', { villages: [CANGKUANG] }), 'no_signal');

  expect(await phone.sync()).toEqual({ phase: 'offline' });

  expect((await store.outbox()).changes).toBe(1);
  expect(await store.get('meeting', meeting.id)).toMatchObject({ pending: false });
  const row = await store.save('meeting', CANGKUANG, meeting.id, { place: 'Masjid' });
  expect(row.doc).toMatchObject({ title: 'Judul kantor', place: 'Masjid' });
  await phone.sync();
  expect(server.doc(meeting.id)).toMatchObject({ title: 'Judul kantor', place: 'Masjid' });
});

test('409: after a restored backup lower numbers are news', async () => {
  const { server, phone, store } = await siti();
  const meeting = await phone.meeting(CANGKUANG);
  await phone.sync();
  const answer = { server_time: server.rules.clock, results: [], cursors: {}, more: false };
  const told = { village: CANGKUANG, kind: 'meeting' as const, record: meeting.id };
  const place = { ...meeting.doc, place: 'Masjid' };
  await store.engine.accept({ ...answer, changes: [{ ...told, version: 90, doc: place }] });

  await store.engine.startAgain([CANGKUANG]);
  await store.engine.accept({ ...answer, changes: [{ ...told, version: 7, doc: meeting.doc }] });

  expect(await store.get('meeting', meeting.id)).toMatchObject({ version: 7, doc: meeting.doc });
  expect((await store.get('meeting', meeting.id))?.doc.place).toBeUndefined();
});

test('409: what was recorded on versions of another life of the server vouches for nothing', async () => {
  const { server, phone, store } = await siti();
  const dadang = await openPhone(server);
  await dadang.signIn('dadang');
  const [before, after] = [await dadang.meeting(CANGKUANG), await dadang.meeting(CANGKUANG)];
  await dadang.sync();
  await phone.sync();

  await store.save('meeting', CANGKUANG, before.id, { place: 'Masjid' });
  await store.engine.startAgain([CANGKUANG]);
  await store.save('meeting', CANGKUANG, after.id, { place: 'Balai desa' });
  const { changes } = await store.engine.seal(10, 10_000);

  expect(changes.map(({ record, base }) => [record, base])).toEqual([
    [before.id, 0],
    [after.id, 0],
  ]);
});

test('409: what the server forgot and cannot be sent again from here is not shown as if it were there', async () => {
  const { server, phone, store } = await siti();
  const meeting = await phone.meeting(CANGKUANG);
  await phone.sync();
  server.edit(meeting.id, { place: 'Balai desa' });
  await phone.sync();
  server.restore(0);

  await phone.sync();

  expect(server.doc(meeting.id)).toEqual(meeting.doc);
  expect(await store.get('meeting', meeting.id)).toMatchObject({ version: 1, doc: meeting.doc });
  expect((await store.get('meeting', meeting.id))?.doc.place).toBeUndefined();
});

test('a result that comes after newer news does not turn the clock back', async () => {
  const { server, phone, store } = await siti();
  const meeting = await phone.meeting(CANGKUANG, 'Judul Siti');
  const { changes } = await store.engine.seal(10, 10_000);
  const answer = { server_time: server.rules.clock, cursors: {}, more: false };
  const news = { village: CANGKUANG, kind: 'meeting' as const, record: meeting.id, version: 9 };
  const doc = { ...meeting.doc, title: 'Judul kantor' };
  await store.engine.accept({ ...answer, results: [], changes: [{ ...news, doc }] });

  const results = changes.map(({ id }) => ({ id, outcome: 'applied' as const, version: 4 }));
  await store.engine.accept({ ...answer, results, changes: [] });

  expect(await store.get('meeting', meeting.id)).toMatchObject({ version: 9, doc, pending: false });
});

test('413: the request is halved until it passes', async () => {
  const { server, phone } = await siti();
  for (let n = 0; n < 8; n += 1) await phone.meeting(CANGKUANG, `Musdes ${n}`);
  server.fail('/exchange', problem(413, 'too_large'), problem(413, 'too_large'));

  expect(await phone.sync()).toEqual({ phase: 'idle' });

  const sizes = server.exchanges().map((body) => body.changes.length);
  expect(sizes).toEqual([8, 4, 2, 2, 2, 2]);
  expect(server.count()).toBe(8);
});

test('one change that no request survives is put aside; its neighbours pass', async () => {
  const { server, phone, store } = await siti();
  await phone.meeting(CANGKUANG, 'Rusak');
  await phone.meeting(CANGKUANG, 'Utuh');
  server.fail('/exchange', problem(400, 'malformed'), problem(400, 'malformed'));

  expect(await phone.sync()).toEqual({ phase: 'idle' });

  expect(server.count()).toBe(1);
  const { rejected } = await store.outbox();
  expect(rejected.map(({ set, errors }) => [set.title, errors[0]?.code])).toEqual([
    ['Rusak', 'malformed'],
  ]);
});

test.each([
  [problem(429, 'slow_down', {}, { 'Retry-After': '30' }), 30_000],
  [problem(503, 'unavailable', {}, { 'Retry-After': '5' }), 5000],
  [() => new Response('Bad Gateway', { status: 502 }), null],
])('the server asks for patience', async (fault, retryAfter) => {
  const { server, phone, store } = await siti();
  await phone.meeting(CANGKUANG);
  server.fail('/exchange', fault);

  expect(await phone.sync()).toEqual({ phase: 'waiting', retryAfter });

  expect((await store.outbox()).changes).toBe(1);
});

test('426: the app is too old, and keeps everything', async () => {
  const { server, phone, store } = await siti();
  await phone.meeting(CANGKUANG);
  server.fail('/exchange', problem(426, 'upgrade'));

  expect(await phone.sync()).toEqual({ phase: 'upgrade' });

  expect((await store.outbox()).changes).toBe(1);
});

test('a village that was taken away goes, but not what was never sent', async () => {
  const { server, phone, store } = await siti();
  await phone.meeting(NGUMBUL, 'Terkirim');
  const stays = await phone.meeting(CANGKUANG, 'Tetap');
  await phone.sync();
  const unsent = await store.save('meeting', NGUMBUL, null, { title: 'Belum lengkap' });
  server.rules.villages = [CANGKUANG];
  server.rules.revoked = [NGUMBUL];
  server.rules.accessVersion = 'a2';

  await phone.sync();

  expect((await store.list('meeting')).map((row) => row.id)).toEqual([stays.id, unsent.id]);
  expect((await store.session())?.villages).toHaveLength(1);
});

test('acknowledged changes are kept for 30 days of the server, no longer', async () => {
  const { server, phone } = await siti();
  await phone.meeting(CANGKUANG);
  await phone.sync();
  server.rules.clock = '2026-12-25T03:15:40Z';
  await phone.sync();
  server.restore(0);

  await phone.sync();

  expect(server.count()).toBe(0);
});
